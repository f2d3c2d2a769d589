package report

import (
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/result"
)

// placesTable lists provinces, those of most people first, with the mean of
// their coverage at a few year ends.
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
	for _, p := range all {
		people := "–"
		if p.People > 0 {
			people = plots.FormatNumber(p.People, lang, 0)
		}
		row := []string{p.Called().In(lang), people}
		for _, e := range ends {
			row = append(row, value(p.Series.Mean[e], m.Unit, lang))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
