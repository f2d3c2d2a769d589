package report

import (
	"strings"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/result"
)

// meters are what data centres ask of the grid, of the water company and of their own backup, and
// what they emit beside all that takes electricity: metrics of which means are kept.
var meters = []string{"datacenter.peak_load", "datacenter.peak_pue", "power.datacenter_energy", "power.cue", "power.cue_market", "power.datacenter_emissions", "power.emissions", "power.emissions_market",
	"datacenter.water", "datacenter.peak_day_water", "power.source_water", "power.generators", "power.diesel", "datacenter.ups_modules", "datacenter.ups_battery"}

// ofYear is the mean of a step: of a flow the sum of its last twelve months, ok once the run has as many.
// The first month of a run has no flows.
func ofYear(s *result.Series, step int) (x float64, ok bool) {
	if s.Agg != declare.Flow {
		return s.Mean[step], true
	}
	if step < 12 {
		return 0, false
	}
	for _, month := range s.Mean[step-11 : step+1] {
		x += month
	}
	return x, true
}

// vintages are what is in service, bought and scrapped where servers and halls grow old.
var vintages = []string{"datacenter.servers_installed", "datacenter.servers_shipped", "datacenter.servers_refreshed", "datacenter.servers_retired", "datacenter.refreshed_power", "datacenter.server_age",
	"datacenter.base_efficiency", "datacenter.work", "datacenter.server_spend", "datacenter.refresh_spend", "datacenter.halls_retired", "datacenter.halls_standing", "datacenter.hall_age"}

// stages are how far named projects have come.
var stages = []string{"datacenter.projects_announced", "datacenter.projects_permitted", "datacenter.projects_contracted", "datacenter.projects_construction", "datacenter.projects_energised", "datacenter.projects_filled"}

// hallTables show meters, vintages and stages at the year ends; those without a metric have no rows.
func hallTables(set *result.Set, lang text.Lang) []table {
	return []table{meanTable(set, wMeters, meters, lang), meanTable(set, wVintages, vintages, lang), meanTable(set, wStages, stages, lang)}
}

// meanTable shows the means of metrics at the year ends, of flows over twelve months; empty without the
// first of them.
func meanTable(set *result.Set, title text.Text, keys []string, lang text.Lang) table {
	t := table{Title: title.In(lang) + " (" + lower(wMean.In(lang)) + ")", Head: []string{wQuantity.In(lang), at(set, 0, lang)}}
	if _, ok := set.Find(keys[0], "all"); !ok {
		return t
	}
	steps := append([]int{0}, yearEnds(set.Axis)...)
	for _, e := range steps[1:] {
		t.Head = append(t.Head, at(set, e, lang))
	}
	for _, key := range keys {
		s, ok := set.Find(key, "all")
		if !ok {
			continue
		}
		row := []string{name(&s.Metric, lang)}
		if s.Agg == declare.Flow {
			row[0] += ", " + wTwelveMonths.In(lang)
		}
		for _, e := range steps {
			cell := ""
			if x, ok := ofYear(s, e); ok {
				cell = value(x, s.Unit, lang)
			}
			row = append(row, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// meterLine is what meters come to at the end of the run; empty without plants.
func meterLine(set *result.Set, lang text.Lang) string {
	if _, ok := set.Find("datacenter.peak_load", "all"); !ok {
		return ""
	}
	var parts []string
	end := set.Axis.Steps - 1
	for _, m := range []struct {
		key  string
		say  text.Text
		unit bool
	}{
		{"datacenter.peak_load", wDesignHour, true}, {"datacenter.peak_day_water", wPeakDay, true}, {"power.datacenter_emissions", wCarbonOfYear, true},
		{"power.cue", text.T("CUE", "CUE"), false}, {"power.generators", wSets, false}, {"datacenter.ups_modules", wModules, false},
	} {
		s, ok := set.Find(m.key, "all")
		if !ok {
			continue
		}
		x, ok := ofYear(s, end)
		if !ok {
			continue
		}
		n := value(x, s.Unit, lang)
		switch {
		case m.unit:
			n += " " + unitIn(s.Unit, lang)
		case s.Unit == "items":
			n = plots.FormatNumber(x, lang, 0)
		}
		parts = append(parts, m.say.In(lang)+" "+n)
	}
	return wMeters.In(lang) + ", " + lower(wMean.In(lang)) + ", " + plots.FormatMonth(set.Axis.Month(axis.Step(end)), lang) + ": " + strings.Join(parts, " · ")
}

var (
	wMeters       = text.T("Power, water and backup of data centres", "Điện, nước và dự phòng của trung tâm dữ liệu")
	wVintages     = text.T("Servers and halls by vintage", "Máy chủ và phòng máy theo thế hệ")
	wStages       = text.T("Named projects by stage", "Dự án đã nêu tên theo giai đoạn")
	wTwelveMonths = text.T("last twelve months", "12 tháng gần nhất")
	wDesignHour   = text.T("design hour", "giờ thiết kế")
	wPeakDay      = text.T("peak day", "ngày cao điểm")
	wCarbonOfYear = text.T("emissions of a year", "phát thải một năm")
	wSets         = text.T("generators", "máy phát")
	wModules      = text.T("UPS modules", "mô-đun UPS")
)
