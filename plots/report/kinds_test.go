package report

import (
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/result"
)

// rich adds to the sample what the kinds beyond bands are made of.
func rich() *result.Set {
	s := sample()
	steps := s.Axis.Steps
	add := func(key, u, of string, entity string, a, b float64) {
		x := series(key, u, text.T(strings.ToUpper(key[:1])+key[1:], key), a, b, steps)
		x.Entity, x.Of = entity, of
		s.Series = append(s.Series, x)
	}
	add("power.digital_load", "MW", "", "all", 130, 450)
	add("datacenter.facility_load", "MW", "", "all", 80, 180)
	add("mobile.power", "MW", "", "all", 45, 240) // 30 MW are left over at the end
	add("mobile.stations", "stations", "mobile.operators", "one", 10000, 50000)
	add("mobile.stations", "stations", "mobile.operators", "two", 6737, 30000)
	add("datacenter.phase_racks", "racks", "datacenter.phases", "early", 0, 1000)
	add("datacenter.phase_racks", "racks", "datacenter.phases", "late", 0, 100)
	for _, a := range []struct {
		path string
		v    float64
	}{{"early.opens", float64(axis.M(2026, 6))}, {"early.racks", 1000}, {"early.power", 20}, {"late.opens", float64(axis.M(2027, 1))}, {"late.racks", 1000}} {
		s.Assumptions = append(s.Assumptions, result.Assumption{Path: "datacenter.phases." + a.path, Unit: map[bool]string{true: "MW"}[strings.HasSuffix(a.path, "power")], P: [3]float64{a.v, a.v, a.v}, Value: a.v})
	}
	x := make([]float64, 1000)
	crews := make([]float64, 1000)
	for d := range x {
		x[d] = 40000 + 26.7*float64(d) // 60,000 and more in the last quarter
		crews[d] = 140 + 0.18*float64(d)
	}
	s.Watched = []result.Column{{Name: "mobile.stations[all]@2030-12", Unit: "stations", Values: x}}
	s.Inputs = []result.Column{{Name: "mobile.crews", Unit: "1", Values: crews}}
	return s
}

func TestKinds(t *testing.T) {
	s := rich()
	other := rich()
	other.Name, other.Hash = "other", "fedcba9876543210"
	for i := range other.Series {
		if k := other.Series[i].Key; k == "power.digital_load" || k == "datacenter.facility_load" {
			for t := range other.Series[i].Mean {
				other.Series[i].Mean[t] += 25
			}
		}
	}
	other.Targets[1].Probability, other.Targets[1].Hits = 0.4, 400
	runs := []Run{{"a", s}, {"b", other}}
	tornado := Sense{Metric: "mobile.stations", Entity: "all", At: axis.M(2030, 12), Rows: []SenseRow{
		{"tornado", "p10", []string{"mobile.plan"}, 79000, math.NaN(), math.NaN()}, {"tornado", "p90", []string{"mobile.plan"}, 81000, math.NaN(), math.NaN()},
		{"tornado", "p10", []string{"mobile.crews"}, 60000, math.NaN(), math.NaN()}, {"tornado", "p90", []string{"mobile.crews"}, 95000, math.NaN(), math.NaN()},
		{"tornado", "p10", []string{"mobile.path"}, 49000, math.NaN(), math.NaN()}, {"tornado", "p90", []string{"mobile.path"}, 50000, math.NaN(), math.NaN()}, // both to one side, and with less between them
		{"tornado", "base", nil, 80000, math.NaN(), math.NaN()},
		{"given", "first", []string{"mobile.crews"}, 0.623, 0.6, 0.65}, {"given", "first", []string{"mobile.plan"}, 0.02, 0, 0.04}}}
	traded := []Traded{{"mobile.stations", "all", axis.M(2030, 12), s.Watched[0].Values}, {"power.digital_load", "all", axis.M(2030, 12), s.Inputs[0].Values}}
	one := func(n Named, ok bool) []Named {
		if !ok {
			return nil
		}
		return []Named{n}
	}
	if n, _ := Tornado(s, tornado, text.EN); n.Figure.(plots.Tornado).Rows[1].Low != 49000 {
		t.Errorf("rows are not in the order of what they reach: %+v", n.Figure.(plots.Tornado).Rows)
	}
	for _, c := range []struct {
		kind   string
		make   func(lang text.Lang) []Named
		en, vi string
	}{
		{"stack", func(l text.Lang) []Named { return one(Stack(s, "power.digital_load", l)) }, "450 MW in Dec 2030, of which 5G stations 53.3 %", "450 MW vào 12/2030, trong đó trạm 5G 53,3 %"},
		{"stack", func(l text.Lang) []Named { return one(Stack(s, "mobile.stations", l)) }, "of which one 62.5 %", "trong đó one 62,5 %"},
		{"multiples", func(l text.Lang) []Named { return one(Multiples(s, "mobile.stations", l)) }, "lowest two 30,000 stations, highest one 50,000", "cao nhất one 50.000 trạm"},
		{"exceedance", func(l text.Lang) []Named { return exceedances(s, l) }, "Half: probability 25.0 %", "Một nửa: xác suất 25,0 %"},
		{"passage", func(l text.Lang) []Named { return one(Passage(s, l)) }, "0 of 2 targets", "0/2 mục tiêu"},
		{"gantt", func(l text.Lang) []Named { return one(Gantt(s, l)) }, "2 of 2 announced projects", "2/2 dự án"},
		{"waterfall", func(l text.Lang) []Named {
			return one(Waterfall(s, other, [2]string{"a", "b"}, "power.digital_load", l))
		}, "25.0 MW more with b, most of it data centres", "b cần thêm 25,0 MW, chủ yếu là trung tâm dữ liệu"},
		{"waterfall", func(l text.Lang) []Named { return one(Waterfall(s, nil, [2]string{}, "power.digital_load", l)) }, "of which 5G stations 53.3 %", "53,3 %"},
		{"compare", func(l text.Lang) []Named { return one(Compare(runs, "mobile.stations", "all", l)) }, "median 80,000 stations (a); 80,000 stations (b)", "trung vị 80.000 trạm (a); 80.000 trạm (b)"},
		{"odds", func(l text.Lang) []Named { return one(Odds(runs, l)) }, "Half changes most: from 25.0 % to 40.0 %", "Một nửa, từ 25,0 % thành 40,0 %"},
		{"tornado", func(l text.Lang) []Named { return one(Tornado(s, tornado, l)) }, "moves most with crews & teams: from 60,000 stations to 95,000", "từ 60.000 trạm đến 95.000 trạm"},
		{"sensitivity", func(l text.Lang) []Named { return Sensitivities(s, tornado, l) }, "62.3 % of the variance goes with crews & teams", "62,3 % phương sai đi cùng đội thi công"},
		{"scatter", func(l text.Lang) []Named { return one(Scatter(s, traded, l)) }, "rank correlation 1.00", "tương quan hạng 1,00"},
		{"scurve", func(l text.Lang) []Named { return one(SCurve(s, "mobile.stations", "all", l)) }, "this run 80,000; curves through the counts alone", "mô phỏng 80.000"},
		{"heat", func(l text.Lang) []Named {
			n, err := Heat(s, Grid{X: []float64{1, 2, 1, 2}, Y: []float64{5, 5, 6, 6}, Z: []float64{0.9, 0.85, 0.4, 0.1}, XName: "Factor", YName: "kW", ZName: "probability", Share: true}, l)
			return one(n, err == nil)
		}, "at least 80 % in 2 of 4 cases; from 10 % to 90 %", "ít nhất 80 % ở 2/4 trường hợp"},
	} {
		for _, lang := range text.Langs {
			all := c.make(lang)
			if len(all) != 1 {
				t.Errorf("%s in %s: %d figures", c.kind, lang, len(all))
				continue
			}
			n, want := all[0], c.en
			if lang == text.VI {
				want = c.vi
			}
			if plots.KindOf(n.Figure) != c.kind || n.Alt == "" || n.Name == "" {
				t.Errorf("%s is %+v", c.kind, n)
			}
			if got := strings.ReplaceAll(n.Alt, "\u00a0", " "); !strings.Contains(got, want) {
				t.Errorf("%s says %q, not %q", c.kind, got, want)
			}
			if err := plots.WriteSVG(io.Discard, n.Figure, plots.Dark(), plots.Slide); err != nil {
				t.Errorf("%s: %v", c.kind, err)
			}
		}
	}
}

// TestPartsAddUp: what the parts of a sum leave over is a part of its own, and
// a total is never shown by parts that are more than it.
func TestPartsAddUp(t *testing.T) {
	s := rich()
	for _, key := range []string{"power.digital_load", "mobile.stations"} {
		p, ok := partsOf(s, key, text.EN)
		if !ok {
			t.Fatal(key)
		}
		for step := range p.total {
			sum := 0.0
			for _, v := range p.values {
				sum += v[step]
			}
			if math.Abs(sum-p.total[step]) > 1e-6 {
				t.Errorf("%s: the parts of month %d are %g of %g", key, step, sum, p.total[step])
			}
		}
	}
	if p, _ := partsOf(s, "power.digital_load", text.EN); p.names[len(p.names)-1] != "Fixed access" || p.values[2][62] != 30 {
		t.Errorf("what is left over is %v", p.names)
	}
	for i := range s.Series {
		if s.Series[i].Key == "mobile.power" {
			s.Series[i].Mean[5] = 1e4
		}
	}
	if _, ok := Stack(s, "power.digital_load", text.EN); ok {
		t.Error("parts that are more than their sum are stacked")
	}
}

func TestGanttMonths(t *testing.T) {
	n, _ := Gantt(rich(), text.EN)
	rows := n.Figure.(plots.Gantt).Rows
	// 1,000 racks rise evenly over 62 months: a tenth in month 7, half in 31, nine tenths in 56.
	for i, want := range []float64{7, 31, 56} {
		got := []float64{rows[0].P10, rows[0].P50, rows[0].P90}[i] - float64(axis.M(2025, 10))
		if got != want {
			t.Errorf("month %g, not %g", got, want)
		}
	}
	if !math.IsInf(rows[1].P50, 1) || rows[1].Words != "after Dec 2030 · 10 %" || rows[0].Note != "20 MW" {
		t.Errorf("%+v", rows)
	}
}

func TestHeatGridIsWhole(t *testing.T) {
	for name, g := range map[string]Grid{
		"hole":  {X: []float64{1, 2, 1}, Y: []float64{5, 5, 6}, Z: []float64{1, 1, 1}},
		"twice": {X: []float64{1, 2, 1, 2, 2}, Y: []float64{5, 5, 6, 6, 6}, Z: []float64{1, 1, 1, 1, 1}},
		"share": {X: []float64{1, 2, 1, 2}, Y: []float64{5, 5, 6, 6}, Z: []float64{1, 1, 1, 80}, Share: true},
	} {
		if _, err := Heat(sample(), g, text.EN); err == nil {
			t.Errorf("%s: a map was made", name)
		}
	}
}

func TestExceedanceKeepsProbability(t *testing.T) {
	f := exceedances(rich(), text.EN)[0].Figure.(plots.Exceedance)
	for i := 1; i < len(f.Value); i++ {
		if f.Value[i] <= f.Value[i-1] || f.Probability[i] > f.Probability[i-1] {
			t.Fatalf("the curve turns at %d", i)
		}
	}
	if f.Probability[0] != 1 || len(f.Marks) != 1 || f.Marks[0].Value != 60000 || f.Marks[0].Probability != 0.25 {
		t.Errorf("%+v", f.Marks)
	}
}

// TestDomainsKeepTheirColours: a domain has one colour in every stack, whatever parts a scenario leaves out, and no two parts of a sum have one.
func TestDomainsKeepTheirColours(t *testing.T) {
	colour := map[string]int{"5G networks": 2, "5G stations": 2, "Fixed access": 5, "Fixed lines": 5}
	for _, s := range sums {
		seen := map[int]string{}
		for _, p := range append(slices.Clone(s.parts), s.rest) {
			if seen[p.colour] != "" || p.colour < 1 || p.colour >= len(plots.Light().Series) {
				t.Errorf("%s: %s has the colour %d of %q", s.total, p.name.EN, p.colour, seen[p.colour])
			}
			seen[p.colour] = p.name.EN
			if c, ok := colour[p.name.EN]; ok && c != p.colour {
				t.Errorf("%s: %s has the colour %d, elsewhere %d", s.total, p.name.EN, p.colour, c)
			}
			colour[p.name.EN] = p.colour
		}
	}
	set := sample()
	add := func(key string, v float64) {
		set.Series = append(set.Series, series(key, "MW", text.T(key, key), v, v, set.Axis.Steps))
	}
	add("power.digital_load", 100)
	add("mobile.power", 60)
	n, ok := Stack(set, "power.digital_load", text.EN)
	if f := n.Figure.(plots.Stack); !ok || !slices.Equal(f.Colours, []int{2, 5}) {
		t.Errorf("stations without data centres have the colours %v", f.Colours)
	}
}
