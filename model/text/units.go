package text

import "strings"

// units are the words for units that readers see.
var units = map[string]Text{
	"stations": T("stations", "trạm"), "racks": T("racks", "tủ rack"), "gpus": T("GPUs", "GPU"), "H100e": T("H100-equivalents", "H100 quy đổi"), "nodes": T("nodes", "nút"),
	"people": T("people", "người"), "MUSD": T("million USD", "triệu USD"), "GUSD": T("billion USD", "tỷ USD"), "GVND": T("billion dong", "tỷ đồng"),
	"TVND": T("trillion dong", "nghìn tỷ đồng"), "days": T("days", "ngày"), "stations/day": T("stations a day", "trạm mỗi ngày"),
	"ML": T("million litres", "triệu lít"), "L/kWh": T("litres per kWh", "lít mỗi kWh"), "tCO2": T("t CO2", "tấn CO2"),
	"ktCO2": T("kt CO2", "nghìn tấn CO2"), "nodes/rack": T("nodes per rack", "nút mỗi tủ"), "kW/rack": T("kW per rack", "kW mỗi tủ"),
	"USD/station": T("USD per station", "USD mỗi trạm"), "MUSD/year": T("million USD a year", "triệu USD mỗi năm"), "GWh/year": T("GWh a year", "GWh mỗi năm"),
	"USD/H100e": T("USD per H100-equivalent", "USD mỗi H100 quy đổi"), "USD/H100e/year": T("USD per H100-equivalent and year", "USD mỗi H100 quy đổi và năm"), "USD/H100e/hour": T("USD per H100-equivalent and hour", "USD mỗi H100 quy đổi và giờ"),
	"VND/kWh": T("dong per kWh", "đồng/kWh"), "km2": T("km²", "km²"), "months": T("months", "tháng"), "1": {},
	"%/year": T("% a year", "%/năm"), "years": T("years", "năm"), "1/year": T("a year", "mỗi năm"), "stations/month": T("stations a month", "trạm mỗi tháng"), "gpus/month": T("GPUs a month", "GPU mỗi tháng"),
	"servers": T("servers", "máy chủ"), "users": T("users", "người dùng"), "subscriptions": T("lines", "thuê bao"), "items": T("items", "đơn vị"), "second": T("seconds", "giây"), "crews": T("crews", "đội"), "minutes": T("minutes", "phút"),
	"seconds": T("seconds", "giây"), "GB/second": T("GB a second", "GB mỗi giây"),
	"transactions/day": T("transactions a day", "giao dịch mỗi ngày"), "transactions/second": T("transactions a second", "giao dịch mỗi giây"),
	"USD/station/year": T("USD per station and year", "USD mỗi trạm mỗi năm"), "USD/gpu": T("USD per GPU", "USD mỗi GPU"), "USD/server": T("USD per server", "USD mỗi máy chủ"),
	"USD/item": T("USD each", "USD"), "USD/m": T("USD a metre", "USD/m"), "USD/m2": T("USD/m²", "USD/m²"), "VND/m3": T("dong/m³", "đồng/m³"), "VND/L": T("dong a litre", "đồng/lít"),
	"VND/kgCO2": T("dong per kg CO2", "đồng/kg CO2"), "USD/kW": T("USD per kW", "USD/kW"), "m2": T("m²", "m²"),
	"TB/gpu": T("TB per GPU", "TB mỗi GPU"), "GB/second/gpu": T("GB a second per GPU", "GB mỗi giây cho một GPU"), "1/gpu/day": T("a day per GPU", "mỗi ngày cho một GPU"), "MW/year": T("MW a year", "MW mỗi năm"),
	"hours": T("hours", "giờ"), "hours/year": T("hours a year", "giờ mỗi năm"), "Mbps/person": T("Mbps per person", "Mbps mỗi người"), "Mbps/subscription": T("Mbps per line", "Mbps mỗi thuê bao"),
	"W/subscription": T("W per line", "W mỗi thuê bao"), "kW/server": T("kW per server", "kW mỗi máy chủ"), "people/item": T("people for each", "người mỗi điểm"), "stations/item": T("stations for each", "trạm mỗi điểm"), "items/second": T("a second", "mỗi giây"),
	"USD/subscription": T("USD per line", "USD mỗi thuê bao"), "MUSD/MW": T("million USD per MW", "triệu USD mỗi MW"), "VND/USD": T("dong per USD", "đồng/USD"),
	"kgCO2/kWh": T("kg CO2 per kWh", "kg CO2/kWh"), "gpus/node": T("GPUs per node", "GPU mỗi nút"), "GB/month": T("GB a month", "GB mỗi tháng"),
}

var boundaries = map[string]Text{
	"it": T("IT power", "công suất CNTT"), "facility": T("facility power", "công suất toàn cơ sở"), "contracted": T("contracted power", "công suất hợp đồng"),
	"nameplate": T("nameplate", "công suất danh định"), "unstated": T("boundary unstated", "chưa rõ ranh giới"),
}

// Unit is the word for a unit that readers see; of one that has none, the unit as it is written.
func Unit(u string) Text {
	if t, ok := units[u]; ok {
		return t
	}
	return T(u, u)
}

// Boundary is the word for a boundary of power.
func Boundary(b string) Text {
	if t, ok := boundaries[b]; ok {
		return t
	}
	return T(b, b)
}

// Digits writes a number of plain digits, as strconv gives it, with the marks of a language: 16737.5 is 16,737.5 in
// English and 16.737,5 in Vietnamese.
func Digits(s string, lang Lang) string {
	group, point := ",", "."
	if lang == VI {
		group, point = ".", ","
	}
	whole, part, ok := strings.Cut(s, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "−", whole[1:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + group + whole[i:]
	}
	if ok {
		whole += point + part
	}
	return sign + whole
}
