package project

import (
	"math"
	"math/rand/v2"
	"testing"
)

// nation is four projects: three under construction of which two share a utility
// and two a factory, and one that is announced.
func nation() Portfolio {
	one := certain(under(Time{1.75, .25}, Delay(), Time{1.5, .3}))
	one.Utility, one.Factory, one.Pass[Energised] = 0, 0, .9
	one.Phases = append(one.Phases, Phase{MW: 30, Starts: 1, Build: Time{1.2, .3}, Grid: Time{1.5, .5}, Equip: Time{1.5, .3}})
	two := certain(under(Time{1, .2}, Delay(), Time{2, .4}))
	two.Utility, two.Factory, two.Phases[0].MW = 0, 1, 100
	three := certain(under(Time{1, .2}, Delay(), Time{2.5, .4}))
	three.Utility, three.Factory = 1, 0
	four := Project{Name: "announced", Pass: [Filled]float64{Permitted: .8, Contracted: .7, Construction: .9, Energised: .9},
		Ahead:   [Energised]Time{Permitted: {.6, .5}, Contracted: {.5, .4}, Construction: {.3, .5}},
		Utility: -1, Factory: -1, Phases: []Phase{{MW: 50, Build: Time{1.5, .25}, Grid: Time{1.5, .5}}}}
	return Portfolio{Projects: []Project{one, two, three, four}, Utilities: 2, Factories: 2, Shocks: Shocks{Utility: .6, Factory: .5}}
}

// uniform fills u with numbers in (0, 1).
func uniform(r *rand.Rand, u []float64) {
	for i := range u {
		u[i] = (float64(r.Uint64()>>12) + .5) / (1 << 52)
	}
}

// TestDrawAgrees: 200,000 draws against the closed forms, within four standard
// errors: each phase at four dates, all pairs under construction, the mean
// power, and survival.
func TestDrawAgrees(t *testing.T) {
	f := nation()
	if err := f.Check(); err != nil {
		t.Fatal(err)
	}
	const draws = 200_000
	years := []float64{2, 3, 4, 6}
	mw, ever := make([]float64, len(years)), make([]float64, 5)
	u, d := make([]float64, f.Uniforms()), make([]Dates, f.Phases())
	r := rand.New(rand.NewPCG(11, 12))
	var pairs [5][5][4]float64
	squares := make([]float64, len(years))
	for range draws {
		uniform(r, u)
		f.Draw(u, d)
		for y, year := range years {
			x := f.EnergisedMW(d, year)
			mw[y] += x
			squares[y] += x * x
			for a := range d {
				if d[a].Energised > year {
					continue
				}
				for b := a; b < len(d); b++ {
					if d[b].Energised <= year {
						pairs[a][b][y]++
					}
				}
			}
		}
		for a := range d {
			if d[a].Energised < Never() {
				ever[a]++
			}
		}
	}
	share := func(what string, n, want float64) {
		t.Helper()
		near(t, what, n/draws, want, 4*math.Sqrt(want*(1-want)/draws)+1e-9)
	}
	of := [5][2]int{{0, 0}, {0, 1}, {1, 0}, {2, 0}, {3, 0}} // project and phase
	apart := 0.0
	for y, year := range years {
		mean := 0.0
		for i := range f.Projects {
			mean += f.Projects[i].ExpectedMW(year)
		}
		sd := math.Sqrt(squares[y]/draws - mw[y]/draws*mw[y]/draws)
		near(t, "mean MW", mw[y]/draws, mean, 4*sd/math.Sqrt(draws))
		for a, i := range of {
			p := &f.Projects[i[0]]
			single := p.Energised(i[1], year)
			share("energised", pairs[a][a][y], single)
			for b := a + 1; b < 4; b++ {
				j := of[b]
				if i[0] == 3 {
					continue
				}
				want, err := Together(p, i[1], &f.Projects[j[0]], j[1], f.Shocks, year)
				if err != nil {
					t.Fatal(err)
				}
				share("together", pairs[a][b][y], want)
				apart = max(apart, want-single*f.Projects[j[0]].Energised(j[1], year))
			}
		}
	}
	for a, i := range of {
		share("ever", ever[a], f.Projects[i[0]].Survives())
	}
	if apart < .05 {
		t.Errorf("shocks move a joint probability by %g at most: the test measures nothing", apart)
	}
}

// TestDates: a draw at the middle of everything is the medians.
func TestDates(t *testing.T) {
	f := nation()
	u, d := make([]float64, f.Uniforms()), make([]Dates, f.Phases())
	if len(u) != 2+2+4*4+3*5 || len(d) != 5 {
		t.Fatalf("%d numbers, %d phases", len(u), len(d))
	}
	for i := range u {
		u[i] = .5
	}
	for i := range f.Projects {
		u[4+4*i+3*[4]int{0, 2, 3, 4}[i]] = .1 // their fates
	}
	f.Draw(u, d)
	near(t, "first", d[0].Energised, 2.25, 1e-12)
	near(t, "its second phase", d[1].Energised, 2.5, 1e-12)
	near(t, "built", d[1].Built, 2.2, 1e-12)
	near(t, "equipped", d[3].Equipped, 2.5, 1e-12)
	near(t, "permitted", d[4].Permitted, .6, 1e-12)
	near(t, "contracted", d[4].Contracted, 1.1, 1e-12)
	near(t, "construction", d[4].Construction, 1.4, 1e-12)
	near(t, "announced", d[4].Energised, 2.9, 1e-12)
	near(t, "MW", f.EnergisedMW(d, 2.4), 110, 0)
	near(t, "filled", f.FilledMW(d, Fill{Exponential, 1, 0}, 2.25+math.Ln2), 55+30*-math.Expm1(-(math.Ln2-.25))+10*-math.Expm1(-(math.Ln2-.25))+50*-math.Expm1(-0.04314718055994), 1e-9)

	u[len(u)-3-4] = .56 // permits and contracts pass (.8, .56), construction does not
	f.Draw(u, d)
	if d[4].Construction != Never() || d[4].Contracted != Never() || d[4].Permitted != .6 || d[4].Energised != Never() {
		t.Errorf("%+v", d[4])
	}
	u[len(u)-3-4] = .5 // construction passes (.504), energising does not (.4536)
	f.Draw(u, d)
	if d[4].Construction == Never() || d[4].Energised != Never() {
		t.Errorf("%+v", d[4])
	}
}

// TestShockIsShared: a shock of one utility delays all that connect to it, and
// nothing else.
func TestShockIsShared(t *testing.T) {
	f := nation()
	r := rand.New(rand.NewPCG(1, 2))
	u, a, b := make([]float64, f.Uniforms()), make([]Dates, f.Phases()), make([]Dates, f.Phases())
	uniform(r, u)
	u[0] = .2
	f.Draw(u, a)
	u[0] = .9
	f.Draw(u, b)
	for i := range a {
		if later := b[i].Connected > a[i].Connected; later != (i < 3) {
			t.Errorf("phase %d: connected at %g and %g", i, a[i].Connected, b[i].Connected)
		}
		if b[i].Built != a[i].Built || b[i].Equipped != a[i].Equipped {
			t.Errorf("phase %d moves more than its connection", i)
		}
	}
}

func TestDrawDoesNotAllocate(t *testing.T) {
	f := nation()
	u, d := make([]float64, f.Uniforms()), make([]Dates, f.Phases())
	uniform(rand.New(rand.NewPCG(1, 2)), u)
	if n := testing.AllocsPerRun(100, func() { f.Draw(u, d) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkDraw(b *testing.B) {
	f := nation()
	u, d := make([]float64, f.Uniforms()), make([]Dates, f.Phases())
	uniform(rand.New(rand.NewPCG(1, 2)), u)
	for b.Loop() {
		f.Draw(u, d)
	}
}

func BenchmarkEnergisedThreeAhead(b *testing.B) {
	f := nation()
	for b.Loop() {
		f.Projects[3].Energised(0, 4)
	}
}
