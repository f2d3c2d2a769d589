package project

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/valid/validtest"
)

var near = validtest.Near

// TestDelay: the connection delay as it was worked elsewhere.
func TestDelay(t *testing.T) {
	near(t, "P10", Delay().Quantile(.1), 1.0125, 5e-5)
	near(t, "P90", Delay().Quantile(.9), 5.0, 5e-5)
	near(t, "P99", Delay().Quantile(.99), 9.587, 5e-4)
	near(t, "mean", Delay().Mean(), 2.732027, 5e-7)
	for y, want := range map[float64]float64{.5: .007890447, 1: .096545584, 1.5: .257605735, 2: .425033119, 3: .67785554, 4: .822106089, 5: .9, 7: .965739648} {
		near(t, "delay", Delay().CDF(y), want, 1e-9)
		near(t, "there and back", Delay().Quantile(Delay().CDF(y)), y, 1e-9)
	}
	near(t, "nothing left", Time{}.CDF(0)+Time{}.Quantile(.3), 1, 0)
	near(t, "certain", Time{2, 0}.CDF(1.99)+Time{2, 0}.CDF(2), 1, 0)
	near(t, "before", Delay().CDF(-1)+Delay().CDF(0), 0, 0)
}

// under is a project under construction, of one phase.
func under(build, grid, equip Time) Project {
	return Project{Name: "p", Stage: Construction, Pass: [Filled]float64{}, Utility: -1, Factory: -1, Phases: []Phase{{MW: 10, Build: build, Grid: grid, Equip: equip}}}
}

// certain makes all that is ahead of a project pass.
func certain(p Project) Project {
	p.Pass = [Filled]float64{Permitted: 1, Contracted: 1, Construction: 1, Energised: 1}
	return p
}

// TestEnergised: building LN(1.75, 0.25) beside the connection, worked elsewhere.
func TestEnergised(t *testing.T) {
	p := certain(under(Time{1.75, .25}, Delay(), Time{}))
	for y, want := range map[float64]float64{1: .001216034, 1.5: .069231129, 2: .29895668, 3: .667320052, 4: .821718066, 5: .899987951, 7: .965739634} {
		near(t, "energised", p.Energised(0, y), want, 1e-9)
		near(t, "MW", p.ExpectedMW(y), 10*want, 1e-8)
	}
	p.Pass[Energised] = .45
	near(t, "survives", p.Energised(0, 5), .45*.899987951, 1e-9)
	p.Phases[0].Starts = 1
	near(t, "a later phase", p.Energised(0, 6), .45*.899987951, 1e-9)
}

// TestKnownBuilds: where builds that are known lie in max(building, connection), from the
// breaking of ground. National Data Centre no. 1 took nearly two years (VIR 134704); Viettel
// plans 11 months to its first phase at Tan Phu Trung (Capacity Media, April 2025); Colossus
// took 122 days. The last two had their connection beforehand: with building alone the
// plan is one of the fastest in two hundred, and a converted factory is none of these.
func TestKnownBuilds(t *testing.T) {
	p := certain(under(Time{1.75, .25}, Delay(), Time{}))
	near(t, "National Data Centre", p.Energised(0, 2), .299, 5e-4)
	near(t, "Tan Phu Trung", p.Energised(0, 11./12), .00037, 5e-5)
	p.Phases[0].Grid = Time{}
	near(t, "Tan Phu Trung, connected", p.Energised(0, 11./12), .0048, 5e-4)
	near(t, "Colossus, connected", p.Energised(0, 122./365), 0, 1e-9)
}

// TestAhead: a stage ahead adds its time. With one clock that follows it the sum of two
// log-normals is known by other means: a fine sum over the density of the first.
func TestAhead(t *testing.T) {
	p := certain(under(Time{}, Delay(), Time{}))
	p.Stage, p.Ahead[Construction] = Contracted, Time{.8, .5}
	for _, y := range []float64{1, 2, 3, 5, 8} {
		sum, h := 0.0, 1e-4
		for x := h / 2; x < y; x += h {
			l := math.Log(x/.8) / .5
			sum += h * math.Exp(-l*l/2) / (x * .5 * math.Sqrt(2*math.Pi)) * Delay().CDF(y-x)
		}
		near(t, "a sum", p.Energised(0, y), sum, 1e-7)
	}
	q := p
	q.Ahead[Construction] = Time{.8, 0}
	near(t, "a certain time", q.Energised(0, 3), Delay().CDF(2.2), 1e-12)
	near(t, "not yet", q.Energised(0, .7), 0, 0)

	// Three stages: fewer spread nodes agree with one another.
	p.Stage = Announced
	p.Ahead = [Energised]Time{Permitted: {.5, .4}, Contracted: {.3, .3}, Construction: {.2, .2}}
	a := p.Energised(0, 3)
	p.Ahead[Permitted], p.Ahead[Construction] = p.Ahead[Construction], p.Ahead[Permitted]
	near(t, "order does not matter", p.Energised(0, 3), a, 1e-9)
}

// TestReaches: the fate of a project by one number.
func TestReaches(t *testing.T) {
	p := Project{Pass: [Filled]float64{Permitted: .8, Contracted: .5, Construction: .9, Energised: .75}}
	near(t, "survives", p.Survives(), .27, 1e-15)
	count := map[Stage]int{}
	for i := range 1000 {
		count[p.Reaches((float64(i)+.5)/1000)]++
	}
	for s, want := range map[Stage]int{Announced: 200, Permitted: 400, Contracted: 40, Construction: 90, Energised: 270} {
		if count[s] != want {
			t.Errorf("%v: %d of 1000, want %d", s, count[s], want)
		}
	}
	if p.Reaches(.8) != Announced || p.Reaches(math.Nextafter(.8, 0)) != Permitted {
		t.Error("the share that passes includes its end")
	}
	p.Stage = Contracted
	near(t, "passed stages count no more", p.Survives(), .675, 1e-15)
}

// TestTogether: two phases that share a shock against the bivariate normal's
// known value at the medians, 1/4 + asin(rho)/(2 pi) (Sheppard, 1899).
func TestTogether(t *testing.T) {
	get := func(a *Project, i int, b *Project, j int, k Shocks, y float64) float64 {
		x, err := Together(a, i, b, j, k, y)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	a, b := certain(under(Time{}, Delay(), Time{})), certain(under(Time{}, Delay(), Time{}))
	a.Utility, b.Utility = 0, 0
	for _, rho := range []float64{0, .2, .5, .8, .95, 1} {
		near(t, "Sheppard", get(&a, 0, &b, 0, Shocks{Utility: rho}, Delay().Median), .25+math.Asin(rho)/(2*math.Pi), 1e-6)
	}
	b.Utility = 1
	near(t, "two utilities", get(&a, 0, &b, 0, Shocks{Utility: .9}, 5), .81, 1e-8)
	b.Utility, a.Pass[Energised], b.Pass[Energised] = 0, .5, .5
	near(t, "fates", get(&a, 0, &b, 0, Shocks{}, 5), .2025, 1e-8)
	near(t, "itself", get(&a, 0, &a, 0, Shocks{Utility: .3}, 5), .45, 1e-9)
	a.Stage = Announced
	if _, err := Together(&a, 0, &b, 0, Shocks{}, 1); err == nil {
		t.Error("a project that is only announced has a closed form")
	}
	if _, err := Together(&b, 0, &b, 0, Shocks{Factory: 2}, 1); err == nil {
		t.Error("a correlation of 2 is none")
	}
}

// TestFill: three curves at their stated times, and back.
func TestFill(t *testing.T) {
	for _, c := range []struct {
		fill Fill
		want map[float64]float64
	}{
		{Fill{Exponential, 18, 0}, map[float64]float64{6: .283468689, 12: .486582881, 18: .632120559, 24: .736402862, 36: .864664717, 60: .964326007}},
		{Fill{Logistic, 24, .15}, map[float64]float64{0: .026596994, 12: .141851065, 24: .5, 36: .858148935, 48: .973403006}},
		{Fill{Bass, .05, .6}, map[float64]float64{.5: .028693198, 1: .065792687, 2: .170352041, 3: .316820987, 5: .655996743, 8: .932737366}},
	} {
		if err := c.fill.Check(); err != nil {
			t.Error(err)
		}
		for at, want := range c.want {
			near(t, "fill", c.fill.At(at), want, 5e-10)
			near(t, "until", c.fill.Until(c.fill.At(at)), at, 1e-9)
		}
		near(t, "before", c.fill.At(-1e-9), 0, 0)
	}
	near(t, "let before it opens", Fill{Logistic, 24, .15}.Until(.01), 0, 0)
	for want, c := range map[string]Fill{"time constant": {}, "rate": {Form: Logistic}, "innovation": {Form: Bass}, "form": {Form: 9}} {
		var r *RangeError
		if err := c.Check(); !errors.As(err, &r) || r.Quantity != want {
			t.Errorf("%s: %v", want, err)
		}
	}
}

// TestChecks: numbers out of range are named, with the project.
func TestChecks(t *testing.T) {
	ok := Portfolio{Projects: []Project{certain(under(Time{1, .2}, Delay(), Delay()))}, Shocks: Shocks{.5, .5}}
	if err := ok.Check(); err != nil {
		t.Error(err)
	}
	for want, change := range map[string]func(*Portfolio){
		"stage":                    func(f *Portfolio) { f.Projects[0].Stage = Filled },
		"utility":                  func(f *Portfolio) { f.Projects[0].Utility = 3 },
		"factory":                  func(f *Portfolio) { f.Projects[0].Factory = -2 },
		"probability of energised": func(f *Portfolio) { f.Projects[0].Pass[Energised] = 1.1 },
		"time to permitted":        func(f *Portfolio) { f.Projects[0].Stage, f.Projects[0].Ahead[Permitted].Median = Announced, -1 },
		"spread of building":       func(f *Portfolio) { f.Projects[0].Phases[0].Build.Sigma = -1 },
		"power of a phase":         func(f *Portfolio) { f.Projects[0].Phases[0].MW = math.NaN() },
		"correlation by factory":   func(f *Portfolio) { f.Shocks.Factory = 2 },
	} {
		f := Portfolio{Projects: []Project{certain(under(Time{1, .2}, Delay(), Delay()))}, Shocks: Shocks{.5, .5}}
		change(&f)
		var r *RangeError
		if err := f.Check(); !errors.As(err, &r) || r.Quantity != want {
			t.Errorf("%s: %v", want, err)
		}
	}
	words := ""
	for s := Announced; s <= Filled+1; s++ {
		words += s.String() + ","
	}
	if strings.Count(words, ",") != 7 || !strings.HasSuffix(words, "filled,no stage,") {
		t.Error(words)
	}
}
