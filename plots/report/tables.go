package report

import (
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/result"
)

// yearly are the metrics of the table of quantiles.
var yearly = []string{"mobile.stations", "mobile.population_coverage", "mobile.area_coverage", "mobile.power", "datacenter.facility_capacity", "datacenter.annual_pue", "datacenter.annual_water",
	"datacenter.it_capacity", "datacenter.racks", "datacenter.rack_shortfall", "datacenter.power_shortfall", "datacenter.nodes_unplaced",
	"gpu.count", "gpu.h100e", "gpu.idle", "power.digital_load", "power.peak_share", "finance.cumulative"}

func yearTable(set *result.Set, lang text.Lang) table {
	t := table{Title: wYearEnds.In(lang) + " (" + wP10P50P90.In(lang) + ")", Head: []string{wQuantity.In(lang), at(set, 0, lang)}}
	ends := yearEnds(set.Axis)
	for _, e := range ends {
		t.Head = append(t.Head, at(set, e, lang))
	}
	for _, key := range yearly {
		s, ok := set.Find(key, "all")
		if !ok || s.Q == nil {
			continue
		}
		row := []string{name(&s.Metric, lang), band(s, 0, lang)}
		for _, e := range ends {
			row = append(row, band(s, e, lang))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// bridgeTable shows the opening stock of data centres as what was there at
// the end of 2024 and what opened since.
func bridgeTable(set *result.Set, lang text.Lang) table {
	t := table{Title: wBridge.In(lang), Head: []string{wItem.In(lang), wRacks.In(lang), wITPower.In(lang), wFacPower.In(lang)}}
	for _, row := range []struct {
		key  string
		name text.Text
	}{{"stock", wStock}, {"openings", wOpenings}, {"opening", wOpening}} {
		cells := []string{row.name.In(lang)}
		for _, what := range []string{"racks", "it", "facility"} {
			s, ok := set.Find("datacenter.bridge_"+row.key+"_"+what, "all")
			if !ok {
				return table{}
			}
			cells = append(cells, band(s, 0, lang))
		}
		t.Rows = append(t.Rows, cells)
	}
	// Where nothing opened since the count, as on one site, the stock is what there is.
	if s, ok := set.Find("datacenter.bridge_openings_racks", "all"); ok && s.Q[len(s.Q)-1][0] == 0 {
		t.Title, t.Rows = wOpening.In(lang), t.Rows[2:]
	}
	if s, ok := set.Find("datacenter.kw_per_rack", "all"); ok {
		t.Rows = append(t.Rows, []string{name(&s.Metric, lang), "", band(s, 0, lang), ""})
	}
	// How far others' figures of the same fleet are from the reading, whatever it is.
	for _, key := range []string{"datacenter.gap_it", "datacenter.gap_colocation", "datacenter.gap_rack"} {
		if s, ok := set.Find(key, "all"); ok && s.Q != nil {
			t.Rows = append(t.Rows, []string{name(&s.Metric, lang), "", band(s, 0, lang), ""})
		}
	}
	return t
}

// expansionTable says what an expansion of GPUs takes.
func expansionTable(set *result.Set, lang text.Lang) table {
	t := table{Title: wExpansion.In(lang), Head: []string{wQuantity.In(lang), wP10P50P90.In(lang)}}
	if s, ok := set.Find("gpu.expansion_gpus", "all"); !ok || last(s, q95) == 0 {
		return t
	}
	for _, key := range []string{"gpu.expansion_gpus", "gpu.expansion_nodes", "gpu.expansion_it", "gpu.expansion_total_it", "gpu.nodes_per_reference_rack", "gpu.expansion_racks", "gpu.expansion_total_racks",
		"datacenter.nodes_per_standard_rack", "datacenter.kw_per_rack"} {
		if s, ok := set.Find(key, "all"); ok {
			t.Rows = append(t.Rows, []string{name(&s.Metric, lang), band(s, 0, lang)})
		}
	}
	for _, key := range []string{"gpu.expansion_count", "gpu.idle", "datacenter.nodes_unplaced", "finance.cumulative"} {
		if s, ok := set.Find(key, "all"); ok && s.Q != nil {
			e := set.Axis.Steps - 1
			t.Rows = append(t.Rows, []string{name(&s.Metric, lang) + ", " + at(set, e, lang), band(s, e, lang)})
		}
	}
	return t
}

// besideTable says what runs beside the GPUs, so that nodes, network and storage add up to the domain's IT power; empty
// without gpu.infrastructure. They are means, of which alone sums hold.
func besideTable(set *result.Set, lang text.Lang) table {
	t := table{Title: wBeside.In(lang) + " (" + lower(wMean.In(lang)) + ")", Head: []string{wQuantity.In(lang), at(set, 0, lang)}}
	if _, ok := set.Find("gpu.network_power", "all"); !ok {
		return t
	}
	ends := yearEnds(set.Axis)
	for _, e := range ends {
		t.Head = append(t.Head, at(set, e, lang))
	}
	for _, key := range []string{"gpu.count", "gpu.spares", "gpu.node_power", "gpu.network_power", "gpu.storage_power", "gpu.it_power", "gpu.infrastructure_racks",
		"gpu.switches", "gpu.storage", "gpu.storage_throughput", "gpu.checkpoint_write", "gpu.infrastructure_share"} {
		s, ok := set.Find(key, "all")
		if !ok {
			continue
		}
		row := []string{name(&s.Metric, lang), value(s.Mean[0], s.Unit, lang)}
		for _, e := range ends {
			row = append(row, value(s.Mean[e], s.Unit, lang))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// unmetTable says what becomes of all uses of GPU time, and what renting abroad has cost by then; empty without gpu.portfolio.
// They are means, so that months of cost add up.
func unmetTable(set *result.Set, lang text.Lang) table {
	t := table{Title: wUnmet.In(lang) + " (" + lower(wMean.In(lang)) + ")", Head: []string{wQuantity.In(lang)}}
	if _, ok := set.Find("gpu.demand", "all"); !ok {
		return t
	}
	ends := yearEnds(set.Axis)
	for _, e := range ends {
		t.Head = append(t.Head, at(set, e, lang))
	}
	for _, key := range []string{"gpu.demand", "gpu.demand_met", "gpu.demand_unmet", "gpu.demand_wait", "gpu.rented", "gpu.rent_cost"} {
		s, ok := set.Find(key, "all")
		if !ok {
			continue
		}
		row, cost := []string{name(&s.Metric, lang)}, key == "gpu.rent_cost"
		if cost {
			row[0] += ", " + wSoFar.In(lang)
		}
		sum, month := 0.0, 0
		for _, e := range ends {
			x := s.Mean[e]
			for ; cost && month <= e; month++ {
				sum += s.Mean[month]
				x = sum
			}
			row = append(row, value(x, s.Unit, lang))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// bindsTable gives the share of draws by constraint at each year's end.
func bindsTable(set *result.Set, l *result.LabelSummary, lang text.Lang) table {
	t := table{Title: wBindsWhen.In(lang) + ": " + lower(l.Label.In(lang)), Head: []string{wConstraint.In(lang)}}
	ends := yearEnds(set.Axis)
	for _, e := range ends {
		t.Head = append(t.Head, at(set, e, lang))
	}
	for i, o := range l.Options {
		row := []string{o.Label.In(lang)}
		for _, e := range ends {
			row = append(row, plots.FormatNumber(100*l.Share[i][e], lang, 1)+" %")
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// namedTable lists fleets, programmes, phases and jobs by name.
func namedTable(set *result.Set, lang text.Lang) table {
	t := table{Title: wFleets.In(lang), Words: true, Head: []string{wName.In(lang), wQuantity.In(lang), wStart.In(lang), wEnd.In(lang)}}
	for _, key := range []string{"gpu.fleet_count", "gpu.programme_count", "datacenter.phase_racks"} {
		for i := range set.Series {
			s := &set.Series[i]
			if s.Key != key || s.Entity == "all" {
				continue
			}
			t.Rows = append(t.Rows, []string{set.Member(s.Of, s.Entity).Called().In(lang), name(&s.Metric, lang) + " · " + lower(wMean.In(lang)),
				value(s.Mean[0], s.Unit, lang), value(s.Mean[len(s.Mean)-1], s.Unit, lang)})
		}
	}
	for i := range set.Series {
		if s := &set.Series[i]; s.Key == "gpu.job_days_now" || s.Key == "gpu.job_days_end" {
			t.Rows = append(t.Rows, []string{set.Member(s.Of, s.Entity).Called().In(lang), name(&s.Metric, lang), band(s, 0, lang), ""})
		}
	}
	for i := range set.Dates {
		d := &set.Dates[i]
		t.Rows = append(t.Rows, []string{set.Member(d.Of, d.Entity).Called().In(lang), d.Label.In(lang) + " · " + wP10P50P90.In(lang),
			date(d.P[0], set.Axis, lang) + " – " + date(d.P[1], set.Axis, lang) + " – " + date(d.P[2], set.Axis, lang), percentOf(d.Share, lang)})
	}
	return t
}
