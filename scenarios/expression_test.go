package scenarios

import (
	"math"
	"testing"

	"github.com/headroom-planner/headroom/model/unit"
)

// world is what expressions of these tests compute over.
type world struct{ racks, share, load float64 }

func worldOf(path string) (term[world], []string, bool) {
	all := map[string]term[world]{
		"a.racks":    {unit: unit.MustParse("racks"), f: func(w *world) float64 { return w.racks }},
		"a.share":    {unit: unit.MustParse("1"), f: func(w *world) float64 { return w.share }},
		"a.it-load":  {unit: unit.MustParse("MW"), boundary: unit.IT, f: func(w *world) float64 { return w.load }},
		"a.facility": {unit: unit.MustParse("MW"), boundary: unit.Facility, f: func(w *world) float64 { return 2 * w.load }},
	}
	t, ok := all[path]
	return t, []string{"a.racks", "a.share", "a.it-load", "a.facility"}, ok
}

// By hand: 30 racks of 4 kW are 0.12 MW.
func TestExpressions(t *testing.T) {
	w := &world{racks: 30, share: 0.25, load: 5}
	for src, want := range map[string]float64{
		"a.racks * 4 kW/rack":                           0.12,
		"a.racks * 4 kW/rack + 1 MW":                    1.12,
		"a.it-load / a.racks * 1 racks":                 5.0 / 30,
		"a.share ** 2 + 1":                              1.0625,
		"-a.share + +1":                                 0.75,
		"a.share > 20 % and a.racks < 31 racks ? 1 : 0": 1,
		"not (a.share > 0.5) ? 7 : 8":                   7,
		"min(a.share, 0.1, 0.2) + max(1, 2)":            2.1,
		"ceil(a.it-load / 1.5 MW)":                      4,
		"floor(2500 kW)":                                2.5,
		"round(1.4 MW)":                                 1,
		"abs(-3) + sqrt(4) + exp(0) + log(1)":           6,
		"a.share - 0.05":                                0.2,
		"1e3 kW":                                        1,
		"(a.it-load) ** 2 / (1 MW) ** 2":                25,
	} {
		got, faults := compileExpr(src, worldOf)
		if len(faults) > 0 {
			t.Errorf("%s: %v", src, faults)
			continue
		}
		if x := got.f(w); math.Abs(x-want) > 1e-12 {
			t.Errorf("%s = %g, want %g", src, x, want)
		}
		if n := testing.AllocsPerRun(10, func() { got.f(w) }); n != 0 {
			t.Errorf("%s allocates %g times", src, n)
		}
	}
	for src, code := range map[string]string{
		"a.it-load + a.facility": "boundary-mismatch", "a.racks + a.share": "unit-mismatch", "a.racks > 3": "unit-mismatch", "a.racks ** 0.5": "unit-mismatch",
		"a.share ? 1 : 2": "expr", "a.share and a.share": "expr", "a.share-0.05": "expr-unknown", "len('x')": "expr", "let x = 1; x": "expr", "a.share | abs": "expr", "'x'": "expr",
	} {
		if _, faults := compileExpr(src, worldOf); len(faults) == 0 || faults[0].code != code || faults[0].hint == "" {
			t.Errorf("%s: want %s, got %v", src, code, faults)
		}
	}
}

// FuzzExpression: no text makes the compiler panic; what compiles evaluates
// and has faults otherwise, each with its words.
func FuzzExpression(f *testing.F) {
	for _, s := range []string{"a.racks * 4 kW/rack", "a.share > 20 % and a.racks < 31 ? 1 : 0", "min(a.share, 0.1)", "((", "a.share ** -1", "1e308 * 1e308", "let x = 1; x", "[1][0]", "{}.a", "a?.b", "#", "'", "a.b.c.d", "1..2", "|", "map([1], # + 1)"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		got, faults := compileExpr(src, worldOf)
		if len(faults) == 0 {
			got.f(&world{racks: 30, share: 0.25, load: 5})
			return
		}
		for _, x := range faults {
			if x.col < 0 || x.code == "" || x.msg == "" || x.hint == "" {
				t.Fatalf("%q: %+v", src, x)
			}
		}
	})
}
