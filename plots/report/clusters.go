package report

import (
	"slices"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/solver/result"
)

// column is one metric of a table by entity.
type column struct {
	key  string
	head text.Text
}

// caseColumns say what a cluster that is asked about takes: the readings of an expansion stand side by side.
// What network and storage add to nodes stands beside them where it is counted; the money is of all.
var caseColumns = []column{
	{"gpu.case_gpus", text.T("GPUs", "GPU")}, {"gpu.case_days", text.T("days", "ngày")}, {"gpu.case_waste", text.T("time lost", "thời gian mất")},
	{"gpu.case_it", text.T("IT MW of nodes", "MW CNTT của nút")}, {"gpu.case_total_it", text.T("IT MW in all", "tổng MW CNTT")},
	{"gpu.case_racks", text.T("racks of nodes", "tủ rack của nút")}, {"gpu.case_total_racks", text.T("racks in all", "tổng tủ rack")}, {"gpu.case_cost", text.T("million USD", "triệu USD")},
}

// jobColumns say how long runs take now, at the end, and if islands were one.
var jobColumns = []column{
	{"gpu.job_days_now", text.T("days now", "ngày, hiện nay")}, {"gpu.job_days_end", text.T("days at the end", "ngày, cuối kỳ")},
	{"gpu.job_days_pooled", text.T("days, islands pooled", "ngày, nếu gộp các cụm")},
}

// demandColumns say what uses ask for and get.
var demandColumns = []column{
	{"gpu.demand", text.T("asked for", "nhu cầu")}, {"gpu.demand_met", text.T("met at home", "đáp ứng trong nước")},
	{"gpu.rented", text.T("rented abroad", "thuê nước ngoài")}, {"gpu.demand_wait", text.T("wait, days", "chờ, ngày")},
}

// classColumns and zoneColumns say where an expansion can stand, by class of rack and by power zone.
var (
	classColumns = []column{
		{"datacenter.racks", text.T("racks open", "tủ đang mở")}, {"datacenter.free_racks", text.T("free", "còn trống")}, {"datacenter.rack_shortfall_by_class", text.T("lacking", "còn thiếu")},
	}
	zoneColumns = []column{
		{"datacenter.zone_facility_capacity", text.T("facility MW open", "MW cơ sở đang mở")}, {"power.zone_load", text.T("mean load, MW", "tải bình quân, MW")},
		{"datacenter.zone_grid_free", text.T("grid left, MW", "lưới còn, MW")}, {"datacenter.zone_power_shortfall", text.T("waiting for the grid, MW", "chờ lưới, MW")},
	}
)

// queueColumns say what of a zone's connection queue is served by the end.
var queueColumns = []column{
	{"power.queue_waiting", text.T("waiting, MW", "đang chờ, MW")}, {"power.queue_blocked", text.T("of it for headroom, MW", "trong đó chờ dư địa lưới, MW")},
	{"power.queue_connected", text.T("connected, MW", "đã đấu nối, MW")}, {"power.queue_others", text.T("of it others, MW", "trong đó khách hàng khác, MW")},
	{"power.queue_wait", text.T("request to connection, months", "từ yêu cầu đến đấu nối, tháng")}, {"power.queue_steps", text.T("steps of reinforcement", "số bước tăng cường lưới")},
}

// placeTables say where an expansion of GPUs stands at the end of the run; empty when there is none.
func placeTables(set *result.Set, lang text.Lang) []table {
	if len(expansionTable(set, lang).Rows) == 0 {
		return nil
	}
	end := set.Axis.Steps - 1
	when := func(w text.Text) text.Text {
		return text.T(w.EN+", "+at(set, end, text.EN), w.VI+", "+at(set, end, text.VI))
	}
	return []table{entityTable(set, when(wClasses), classColumns, end, lang), entityTable(set, when(wZones), zoneColumns, end, lang)}
}

// clusterTables are the tables of training cases, jobs, connection queues and uses; those without rows are left out.
func clusterTables(set *result.Set, lang text.Lang) []table {
	var out []table
	for _, t := range []table{
		entityTable(set, wCases, caseColumns, 0, lang),
		entityTable(set, wJobs, jobColumns, 0, lang),
		entityTable(set, text.T(wQueue.EN+", "+at(set, set.Axis.Steps-1, text.EN), wQueue.VI+", "+at(set, set.Axis.Steps-1, text.VI)), queueColumns, set.Axis.Steps-1, lang),
		entityTable(set, text.T(wUses.EN+", "+at(set, set.Axis.Steps-1, text.EN)+", H100e", wUses.VI+", "+at(set, set.Axis.Steps-1, text.VI)+", H100e"), demandColumns, set.Axis.Steps-1, lang),
	} {
		if len(t.Rows) > 0 {
			out = append(out, t)
		}
	}
	return out
}

// entityTable has a row for every entity of the first column's metric, in the scenario's order, in month t.
// A column whose metric the result does not have is left out.
func entityTable(set *result.Set, title text.Text, columns []column, t int, lang text.Lang) table {
	columns = slices.DeleteFunc(slices.Clone(columns), func(c column) bool { return len(set.Each(c.key)) == 0 })
	if len(columns) == 0 {
		return table{}
	}
	out := table{Head: []string{wName.In(lang)}}
	means := true
	for _, c := range columns {
		out.Head = append(out.Head, c.head.In(lang))
	}
	for _, s := range set.Each(columns[0].key) {
		row := []string{calledIn(set, s, lang)}
		for _, c := range columns {
			cell := ""
			if x, ok := set.Find(c.key, s.Entity); ok {
				month := t
				if x.Final {
					month = 0
				}
				if x.Q == nil { // a run keeps the mean of some series only
					cell = value(x.Mean[month], x.Unit, lang)
				} else {
					cell, means = band(x, month, lang), false
				}
				if (c.key == "gpu.case_racks" || c.key == "gpu.case_total_racks") && x.Q != nil && last(x, q95) == 0 {
					cell = wNoRack.In(lang) // 0 racks would read as no need of any
				}
			}
			row = append(row, cell)
		}
		out.Rows = append(out.Rows, row)
	}
	of := wP10P50P90.In(lang)
	if means {
		of = lower(wMean.In(lang))
	}
	out.Title = title.In(lang) + " (" + of + ")"
	return out
}

// calledIn is what readers call a series' entity.
func calledIn(set *result.Set, s *result.Series, lang text.Lang) string {
	return set.Member(s.Of, s.Entity).Called().In(lang)
}
