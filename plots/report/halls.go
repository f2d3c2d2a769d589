package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/result"
)

// plants shows what caps trade for each other: each plant's chance to meet the cap on
// PUE beside its PUE, water, cost and carbon, nothing of it without rules; before them what all
// plants come to.
func (a *answer) plants() {
	if s := meterLine(a.set, a.lang); s != "" {
		a.line("%s", s)
	}
	if t := plantTable(a.set, a.lang); len(t.Rows) > 0 {
		rows := append([][]string{t.Head}, t.Rows...)
		shown := len(t.Head)
		if !outside(a.set) {
			shown--
		}
		for i := range rows {
			if i > 0 {
				rows[i][0] = "  " + rows[i][0]
			}
			rows[i] = rows[i][:shown]
		}
		a.table(rows)
	}
}

// outside says whether a plant's model is outside of its range in a twentieth of a year's hours or more.
func outside(set *result.Set) bool {
	return slices.ContainsFunc(set.Series, func(s result.Series) bool { return s.Key == "datacenter.plant_outside" && s.Mean[len(s.Mean)-1] >= 5 })
}

// plantTable is a row for each plant, in the scenario's order; none without rules. The chance to meet a cap
// on water stands beside that of PUE where a plant may fail it: without a cap all meet it. The last column
// is the hours outside of the range of the plant's model.
func plantTable(set *result.Set, lang text.Lang) table {
	t := table{Title: wPlants.In(lang), Head: []string{wPlants.In(lang) + ", " + wP10P50P90.In(lang), wMeetsCap.In(lang), "PUE", "WUE (" + unitIn("L/kWh", lang) + ")", wWaterOfMW.In(lang), wCostOfIT.In(lang), wCarbonOfMW.In(lang), wOutside.In(lang)}}
	capped := slices.ContainsFunc(set.Series, func(s result.Series) bool { return s.Key == "datacenter.plant_meets_wue" && s.Mean[len(s.Mean)-1] < 1 })
	if capped {
		t.Head = slices.Insert(t.Head, 2, wMeetsWater.In(lang))
	}
	for i := range set.Series {
		meets := &set.Series[i]
		if meets.Key != "datacenter.plant_meets_pue" {
			continue
		}
		band := func(key string, decimals int) string {
			s, ok := set.Find(key, meets.Entity)
			if !ok || s.Q == nil {
				return ""
			}
			n := func(q int) string { return plots.FormatNumber(last(s, q), lang, decimals) }
			if n(q10) == n(q90) {
				return n(q50)
			}
			return n(q10) + " – " + n(q50) + " – " + n(q90)
		}
		share := func(key string, scale float64, decimals int) string {
			s, ok := set.Find(key, meets.Entity)
			if !ok {
				return ""
			}
			return plots.FormatNumber(scale*s.Mean[len(s.Mean)-1], lang, decimals) + " %"
		}
		row := []string{set.Member(meets.Of, meets.Entity).Called().In(lang), share(meets.Key, 100, 1), band("datacenter.plant_pue", 2), band("datacenter.plant_wue", 2),
			band("datacenter.plant_water", 1), band("datacenter.plant_cost", 0), band("datacenter.plant_carbon", 0), share("datacenter.plant_outside", 1, 0)}
		if capped {
			row = slices.Insert(row, 2, share("datacenter.plant_meets_wue", 100, 1))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// zones says when power and racks first bind in each zone: the share of draws in which they
// do by the end of the run, and the month by which half of all draws have it.
func (a *answer) zones() {
	for _, s := range zoneLines(a.set, a.lang) {
		a.line("%s", s)
	}
}

func zoneLines(set *result.Set, lang text.Lang) []string {
	var out []string
	for _, k := range []struct {
		key string
		say text.Text
	}{{"datacenter.zone_power_binds", wPowerBinds}, {"datacenter.zone_racks_bind", wRacksBind}} {
		var parts, who []string
		zones, count := 0, 0
		for i := range set.Dates {
			d := &set.Dates[i]
			if d.Key != k.key {
				continue
			}
			count++
			if d.Share < .0005 {
				continue
			}
			part := oneDecimal(d.Share, lang)
			if d.P[1] <= float64(set.Axis.End()) {
				part += fmt.Sprintf(wHalfBy.In(lang), plots.FormatMonth(axis.Month(d.P[1]), lang))
			}
			parts, who = append(parts, part), append(who, set.Member(d.Of, d.Entity).Called().In(lang))
			zones++
		}
		parts = together(parts, who, zones == count, lang)
		if len(parts) > 0 {
			out = append(out, k.say.In(lang)+": "+strings.Join(parts, " · "))
		}
	}
	return out
}

// together joins zones with what is said of them; zones of which the same is said are named once.
func together(parts, who []string, every bool, lang text.Lang) []string {
	alike := len(parts) > 1 && every
	for i := range parts {
		alike = alike && parts[i] == parts[0]
	}
	if alike {
		return []string{wEveryZone.In(lang) + " " + parts[0]}
	}
	out := make([]string, len(parts))
	for i := range parts {
		out[i] = who[i] + " " + parts[i]
	}
	return out
}

// oneDecimal writes a share of draws with one decimal.
func oneDecimal(x float64, lang text.Lang) string { return plots.FormatNumber(100*x, lang, 1) + " %" }

var (
	wEveryZone  = text.T("every zone", "mọi vùng")
	wPlants     = text.T("Plants", "Hệ thống kỹ thuật")
	wMeetsCap   = text.T("Meets the PUE cap", "Đạt trần PUE")
	wMeetsWater = text.T("Meets the WUE cap", "Đạt trần WUE")
	wWaterOfMW  = text.T("Million litres a year and MW of IT", "Triệu lít một năm cho 1 MW CNTT")
	wOutside    = text.T("Hours outside its model's range", "Số giờ ngoài phạm vi mô hình")
	wCostOfIT   = text.T("VND for a kWh of IT", "VND cho 1 kWh CNTT")
	wCarbonOfMW = text.T("tCO2 a year and MW of IT", "tCO2 một năm cho 1 MW CNTT")
	wPowerBinds = text.T("Halls stand ready without power by the end", "Phòng máy sẵn sàng nhưng thiếu điện đến cuối kỳ")
	wRacksBind  = text.T("No rack left for general demand by the end", "Không còn tủ rack cho nhu cầu thông thường đến cuối kỳ")
	wHalfBy     = text.T(" (half of draws by %s)", " (một nửa số lần mô phỏng trước %s)")
)
