package report

import (
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/result"
)

// alsoByPlace are what else is told of a province, at the end.
var alsoByPlace = []string{"mobile.stations_by_province", "mobile.under_way_by_province", "mobile.power_by_province"}

// placesTable lists provinces, those of most people first, with the mean of
// their coverage at a few year ends, and of stations and power at the last.
func placesTable(set *result.Set, lang text.Lang) table {
	all := set.Places(ByPlace)
	if len(all) == 0 {
		return table{}
	}
	m := &all[0].Series.Metric
	t := table{Title: m.Label.In(lang) + " (" + lower(wMean.In(lang)) + ")", Head: []string{title(places(set, m.Of, lang)), wPeople.In(lang)}}
	ends := result.Milestones(set.Axis)
	for _, e := range ends {
		t.Head = append(t.Head, at(set, int(e), lang))
	}
	final := set.Axis.Steps - 1
	var also []string
	for _, key := range alsoByPlace {
		if s := set.Each(key); len(s) > 0 {
			also = append(also, key)
			t.Head = append(t.Head, name(&s[0].Metric, lang)+", "+at(set, final, lang))
		}
	}
	for _, p := range all {
		people := "–"
		if p.People > 0 {
			people = plots.FormatNumber(p.People, lang, 0)
		}
		row := []string{p.Called().In(lang), people}
		for _, e := range ends {
			row = append(row, value(p.Series.Mean[e], m.Unit, lang))
		}
		for _, key := range also {
			cell := "–"
			if s, ok := set.Find(key, p.Name); ok {
				cell = value(s.Mean[final], s.Unit, lang)
			}
			row = append(row, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
