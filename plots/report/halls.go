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
	if rows := plantRows(a.set, a.lang); len(rows) > 1 {
		a.table(rows)
		if s := outsideLine(a.set, a.lang); s != "" {
			a.line("%s", s)
		}
	}
}

// outsideLine names the plants whose model is outside of its range in a twentieth of a year's hours
// or more; empty if there is none.
func outsideLine(set *result.Set, lang text.Lang) string {
	var parts []string
	for i := range set.Series {
		s := &set.Series[i]
		if s.Key != "datacenter.plant_outside" {
			continue
		}
		if share := s.Mean[len(s.Mean)-1]; share >= 5 {
			parts = append(parts, set.Member(s.Of, s.Entity).Called().In(lang)+" "+plots.FormatNumber(share, lang, 0)+" %")
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return wOutside.In(lang) + ": " + strings.Join(parts, " · ")
}

// plantRows is the head and a row for each plant, in the scenario's order. The chance to meet a cap on
// water stands beside that of PUE where a plant may fail it: without a cap all meet it.
func plantRows(set *result.Set, lang text.Lang) [][]string {
	rows := [][]string{{wPlants.In(lang) + ", " + wP10P50P90.In(lang), wMeetsCap.In(lang), "PUE", "WUE (" + unitIn("L/kWh", lang) + ")", wWaterOfMW.In(lang), wCostOfIT.In(lang), wCarbonOfMW.In(lang)}}
	capped := slices.ContainsFunc(set.Series, func(s result.Series) bool { return s.Key == "datacenter.plant_meets_wue" && s.Mean[len(s.Mean)-1] < 1 })
	if capped {
		rows[0] = slices.Insert(rows[0], 2, wMeetsWater.In(lang))
	}
	for i := range set.Series {
		meets := &set.Series[i]
		if meets.Key != "datacenter.plant_meets_pue" {
			continue
		}
		cell := func(key string, decimals int) string {
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
		row := []string{"  " + set.Member(meets.Of, meets.Entity).Called().In(lang), oneDecimal(meets.Mean[len(meets.Mean)-1], lang),
			cell("datacenter.plant_pue", 2), cell("datacenter.plant_wue", 2), cell("datacenter.plant_water", 1), cell("datacenter.plant_cost", 0), cell("datacenter.plant_carbon", 0)}
		if capped {
			share := ""
			if s, ok := set.Find("datacenter.plant_meets_wue", meets.Entity); ok {
				share = oneDecimal(s.Mean[len(s.Mean)-1], lang)
			}
			row = slices.Insert(row, 2, share)
		}
		rows = append(rows, row)
	}
	return rows
}

// plantTable is the same for the report, with the hours outside of each model's range; no rows
// without rules.
func plantTable(set *result.Set, lang text.Lang) table {
	rows := plantRows(set, lang)
	t := table{Title: wPlants.In(lang), Head: append(rows[0], wOutside.In(lang))}
	rows = rows[1:]
	for i := range set.Series {
		meets := &set.Series[i]
		if meets.Key != "datacenter.plant_meets_pue" {
			continue
		}
		hours := ""
		if s, ok := set.Find("datacenter.plant_outside", meets.Entity); ok {
			hours = plots.FormatNumber(s.Mean[len(s.Mean)-1], lang, 0) + " %"
		}
		rows[0][0] = strings.TrimSpace(rows[0][0])
		t.Rows, rows = append(t.Rows, append(rows[0], hours)), rows[1:]
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
	wOutside    = text.T("Hours outside the range of the plant's model", "Số giờ ngoài phạm vi của mô hình hệ thống")
	wCostOfIT   = text.T("VND for a kWh of IT", "VND cho 1 kWh CNTT")
	wCarbonOfMW = text.T("tCO2 a year and MW of IT", "tCO2 một năm cho 1 MW CNTT")
	wPowerBinds = text.T("Halls stand ready without power by the end", "Phòng máy sẵn sàng nhưng thiếu điện đến cuối kỳ")
	wRacksBind  = text.T("No rack left for general demand by the end", "Không còn tủ rack cho nhu cầu thông thường đến cuối kỳ")
	wHalfBy     = text.T(" (half of draws by %s)", " (một nửa số lần mô phỏng trước %s)")
)
