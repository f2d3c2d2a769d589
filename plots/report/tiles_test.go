package report

import (
	"slices"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/result"
)

// withProvinces adds three provinces to the sample: two with people and words.
func withProvinces() *result.Set {
	s := sample()
	m := result.Metric{Key: ByPlace, Unit: "%", Label: text.T("Province's coverage", "Độ phủ của tỉnh"), Of: "mobile.provinces"}
	for name, end := range map[string]float64{"hue": 72.4, "ho-chi-minh": 95.5, "cao-bang": 40} {
		mean := make([]float64, s.Axis.Steps)
		for t := range mean {
			mean[t] = end * float64(t+1) / float64(len(mean))
		}
		s.Series = append(s.Series, result.Series{Metric: m, Entity: name, Mean: mean})
	}
	s.Collections = []result.Collection{{Key: "mobile.provinces", Label: text.T("Provinces", "Tỉnh, thành phố"), Members: []result.Member{
		{Name: "hue", Label: text.T("Hue", "Huế"), Short: "Huế", Row: 2, Column: 4},
		{Name: "ho-chi-minh", Label: text.T("Ho Chi Minh City", "Thành phố Hồ Chí Minh"), Short: "TP.HCM", ShortEN: "HCMC", Row: 3, Column: 4},
		{Name: "cao-bang", Label: text.T("Cao Bang", "Cao Bằng"), Row: 1, Column: 4}}}}
	people := func(name string, n float64) {
		s.Assumptions = append(s.Assumptions, result.Assumption{Path: "mobile.provinces." + name + ".population", Unit: "people", Value: n, Source: "census"})
	}
	people("hue", 1166500)
	people("ho-chi-minh", 13467600)
	return s
}

func TestTiles(t *testing.T) {
	for _, c := range []struct {
		month axis.Month
		lang  text.Lang
		want  string
	}{
		{axis.M(2030, 12), text.EN, "Province's coverage: above 80 % in 1 of 3 provinces in Dec\u00a02030; lowest Cao\u00a0Bang\u00a040.0\u00a0%, highest HCMC\u00a095.5\u00a0%"},
		{axis.M(2030, 12), text.VI, "Độ phủ của tỉnh: trên 80 % ở 1/3 tỉnh, thành phố vào 12/2030; thấp nhất Cao\u00a0Bằng\u00a040,0\u00a0%, cao nhất TP.HCM\u00a095,5\u00a0%"},
		{axis.M(2029, 6), text.EN, "Province's coverage: above 50 % in 2 of 3 provinces in Jun\u00a02029; lowest Cao\u00a0Bang\u00a028.6\u00a0%, highest HCMC\u00a068.2\u00a0%"},
		{axis.M(2025, 10), text.EN, "Province's coverage in Oct\u00a02025: lowest Cao\u00a0Bang\u00a00.6\u00a0%, highest HCMC\u00a01.5\u00a0%"},
	} {
		n, ok := Tiles(withProvinces(), ByPlace, c.month, c.lang)
		if !ok || n.Alt != c.want {
			t.Errorf("%s in %s is titled\n%q, not\n%q", c.month, c.lang, n.Alt, c.want)
		}
	}
	n, _ := Tiles(withProvinces(), ByPlace, axis.M(2030, 12), text.EN)
	for _, want := range []string{"Hue", "HCMC", "Cao Bang"} {
		all := n.Figure.(plots.Tiles).Tiles
		if !slices.ContainsFunc(all, func(x plots.Tile) bool { return x.Name == want }) {
			t.Errorf("no tile is called %s: %+v", want, all)
		}
	}
	n, _ = Tiles(withProvinces(), ByPlace, axis.M(2030, 12), text.VI)
	f := n.Figure.(plots.Tiles)
	at := map[string][2]int{}
	for _, x := range f.Tiles {
		at[x.Name] = [2]int{x.Row, x.Column}
	}
	if len(at) != 3 || at["Huế"] != [2]int{2, 4} || at["Cao Bằng"] != [2]int{1, 4} || f.Counted != "Số tỉnh, thành phố theo nhóm" || !f.Percent {
		t.Errorf("%+v", f)
	}
	if _, ok := Tiles(sample(), ByPlace, axis.M(2030, 12), text.EN); ok {
		t.Error("a map without places")
	}
	if _, ok := Tiles(withProvinces(), ByPlace, axis.M(2031, 1), text.EN); ok {
		t.Error("a map beyond the run")
	}
	// A folder of an older run knows no names and no grid.
	old := withProvinces()
	old.Collections = nil
	n, ok := Tiles(old, ByPlace, axis.M(2030, 12), text.EN)
	if f := n.Figure.(plots.Tiles); !ok || f.Counted != "Members in each class" || f.Tiles[0].Row != 0 {
		t.Errorf("%+v", n.Figure)
	}
}
