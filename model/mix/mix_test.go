package mix

import (
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/unit"
)

var start = axis.M(2025, 10)

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-12*math.Max(1, math.Abs(want))) {
		t.Errorf("%s = %.12g, want %.12g", what, got, want)
	}
}

func flat(x float64) axis.Path { return axis.Path{Months: []float64{0}, Values: []float64{x}} }

// run returns what each month shows.
func run(p *Params, steps int, k Terms) []Out {
	s := NewState(p)
	Start(p, &s, k)
	var out []Out
	for t := range steps {
		o := NewOut(p)
		Advance(p, &s, axis.Step(t), start+axis.Month(t), &o)
		out = append(out, o)
	}
	return out
}

// house has own GPUs from the second month and a cloud abroad from the start.
func house() Params {
	return Params{On: true, Demand: flat(100), AtHome: 0.5, From: float64(start + 1), Options: []Option{
		{Size: 80, Opens: float64(start + 1), Availability: 0.75, UpfrontUSD: 1000, LifeYears: 2, FixedUSD: 120, UseUSD: 0.1},
		{Size: 30, Opens: float64(start), Abroad: 1, Availability: 1, LifeYears: 50, UseUSD: 2},
	}}
}

// TestMonthsByHand: 100 asked for, half of it at home. In the first month there is the cloud of 30 alone: 70 lack. Then own GPUs serve
// 60 of 80: 50 at home, 10 beside, and the cloud 30: 10 lack, none at home.
func TestMonthsByHand(t *testing.T) {
	p := house()
	o := run(&p, 3, Terms{})
	near(t, "short", o[0].Short, 70)
	near(t, "cost of the opening month", o[0].CostMUSD, 0)
	near(t, "what does not count yet", o[0].Worst, 0)
	near(t, "own", o[1].UsedBy[0], 60)
	near(t, "cloud", o[1].AbroadUsed, 30)
	near(t, "short", o[1].ShortShare, 10)
	near(t, "worst", o[2].Worst, 10)
	// 80 at 1,000 once, 80 x 120 / 12 a month, 60 x 730.5 h x 0.1 and 30 x 730.5 h x 2.
	fixed, use, rent := 800.0, 60*730.5*0.1, 30*730.5*2
	near(t, "cost", o[1].CostMUSD, (80000+fixed+use+rent)/1e6)
	near(t, "cost of the month after", o[2].CostMUSD, (fixed+use+rent)/1e6)
	// Of the purchase 23 of 24 months are left.
	near(t, "present cost", o[2].PresentMUSD, (80000+2*(fixed+use+rent)-80000*23.0/24)/1e6)
	if o[0].Binding != bindAll || o[1].Binding != bindAll {
		t.Errorf("binds %g, %g", o[0].Binding, o[1].Binding)
	}
}

// TestHomeComesFirst: what must stay is served from home before the rest, and no cloud abroad helps it.
func TestHomeComesFirst(t *testing.T) {
	p := house()
	p.AtHome, p.Options[1].Size = 0.9, 1000
	o := run(&p, 2, Terms{})[1]
	near(t, "short", o.Short, 30) // 90 at home, 60 there
	near(t, "abroad", o.AbroadUsed, 10)
	if o.Binding != bindHome {
		t.Errorf("binds %g", o.Binding)
	}
	// A cloud that is cheaper than own power takes what it may, and no more.
	p.AtHome, p.Options[1].UseUSD = 0.2, 0.05
	o = run(&p, 2, Terms{})[1]
	near(t, "own", o.UsedBy[0], 20)
	near(t, "cloud", o.UsedBy[1], 80)
}

// TestLivesAndRates: with a life of one year the purchase comes again in the thirteenth month at its price by then, and money is
// discounted month by month.
func TestLivesAndRates(t *testing.T) {
	p := house()
	p.Demand, p.Options = flat(0), p.Options[:1]
	p.Options[0].FixedUSD, p.Options[0].LifeYears, p.Options[0].UpfrontTrend = 0, 1, -0.5
	o := run(&p, 27, Terms{DiscountRate: 0.21})
	for _, k := range []int{1, 13, 25} {
		near(t, "purchase", o[k].CostMUSD, 0.08*math.Pow(0.5, float64(k)/12))
	}
	total := 0.0
	for k, x := range o {
		total += x.CostMUSD / math.Pow(1.21, float64(k)/12)
	}
	left := o[25].CostMUSD * 11 / 12 / math.Pow(1.21, 26.0/12)
	near(t, "present cost", o[26].PresentMUSD, total-left)
}

// anyMix is a mix of up to five supplies of any size and price.
func anyMix(r *rand.Rand) Params {
	p := Params{On: true, Demand: flat(1000 * r.Float64()), AtHome: r.Float64(), From: float64(start)}
	for range r.IntN(6) {
		p.Options = append(p.Options, Option{Size: 600 * r.Float64(), Opens: float64(start) + 6*r.Float64() - 2, Abroad: float64(r.IntN(2)), Availability: r.Float64(),
			UpfrontUSD: 1000 * r.Float64(), LifeYears: 0.3 + r.Float64(), FixedUSD: 100 * r.Float64(), UseUSD: 3 * r.Float64(), UseTrend: r.Float64() - 0.5})
	}
	return p
}

// TestDispatchIsCheapest: on random mixes nothing is made or lost, no supply gives more than it has, what must stay is not served
// abroad, and no other dispatch of the same demand lacks less or costs less: the shortage equals its bound, and moving use to a cheaper supply
// with room is never allowed.
func TestDispatchIsCheapest(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		p := anyMix(r)
		for k, o := range run(&p, 8, Terms{}) {
			home, all, used := 0.0, 0.0, 0.0
			for i := range p.Options {
				all += o.CapacityBy[i]
				used += o.UsedBy[i]
				if p.Options[i].Abroad == 0 {
					home += o.CapacityBy[i]
				}
				if o.UsedBy[i] > o.CapacityBy[i]*(1+1e-12) {
					t.Fatalf("%g used of %g", o.UsedBy[i], o.CapacityBy[i])
				}
			}
			if math.Abs(used+o.Short-o.Demand) > 1e-9 {
				t.Fatalf("%g used, %g lacking of %g", used, o.Short, o.Demand)
			}
			need := o.Demand * p.AtHome
			bound := math.Max(0, need-home) + math.Max(0, o.Demand-need-(all-home)-math.Max(0, home-need))
			if math.Abs(o.Short-bound) > 1e-9 || o.AbroadUsed > o.Demand-need+1e-9 {
				t.Fatalf("lacks %g, at least %g; %g abroad", o.Short, bound, o.AbroadUsed)
			}
			price := func(i int) float64 {
				return p.Options[i].UseUSD * math.Pow(1+p.Options[i].UseTrend, float64(k)/12)
			}
			for i := range p.Options {
				for j := range p.Options {
					room := o.UsedBy[i] > 1e-9 && o.CapacityBy[j]-o.UsedBy[j] > 1e-9 && price(j) < price(i)-1e-12
					if room && (p.Options[j].Abroad == 0 || p.Options[i].Abroad == 1 || o.AbroadUsed < o.Demand-need-1e-9) {
						t.Fatalf("supply %d at %g was used where %d at %g had room", i, price(i), j, price(j))
					}
				}
			}
		}
	}
}

func TestStartForgetsAndNothingIsAllocated(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	p, q := anyMix(r), anyMix(r)
	for len(p.Options) < 4 {
		p = anyMix(r)
	}
	q.Options = slices.Clone(p.Options)
	q.Options[0].UseUSD, q.Options[1].Opens = 9, float64(start)+3
	s, o := NewState(&p), NewOut(&p)
	once := func(d *Params) {
		Start(d, &s, Terms{DiscountRate: 0.1})
		for k := range 20 {
			Advance(d, &s, axis.Step(k), start+axis.Month(k), &o)
		}
	}
	for _, d := range []*Params{&p, &q, &p} {
		once(d)
		if fresh := run(d, 20, Terms{DiscountRate: 0.1})[19]; !reflect.DeepEqual(fresh, o) {
			t.Errorf("%+v, fresh %+v", o, fresh)
		}
	}
	if n := testing.AllocsPerRun(20, func() { once(&q) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// TestUses moves each input and holds that the metrics which move name it, and that each input moves a metric.
func TestUses(t *testing.T) {
	base := house()
	base.Options[0].Opens, base.Options[0].UpfrontTrend, base.Options[0].UseTrend, base.Options[1].UseTrend = float64(start+2), -0.1, -0.1, 0.1
	first := run(&base, 30, Terms{})
	moved := func(path string, p *Params) {
		any := false
		for at, o := range run(p, 30, Terms{}) {
			for _, m := range Metrics {
				if math.Abs(m.Total(&o)-m.Total(&first[at])) < 1e-12 {
					continue
				}
				any = true
				if !slices.Contains(m.Uses, path) {
					t.Errorf("%s moves %s, which does not name it", path, m.Key)
				}
			}
		}
		if !any {
			t.Errorf("%s moves nothing", path)
		}
	}
	p := base.Clone()
	p.Demand.Values[0] = 50
	moved("mix.demand", &p)
	p = base.Clone()
	p.AtHome = 0.9
	moved("mix.at_home", &p)
	p = base.Clone()
	p.From = float64(start + 12)
	moved("mix.from", &p)
	for _, row := range OptionInputs {
		p := base.Clone()
		switch at := row.Ref(&p.Options[0]); row.Key {
		case "opens":
			*at += 3
		case "abroad":
			*at = 1
		case "life":
			*at = 1
		case "use":
			*at = 5
		default:
			*at = *at*0.5 - 0.01
		}
		moved("mix.options."+row.Key, &p)
	}
}

func TestRows(t *testing.T) {
	if len(Inputs) != reflect.TypeFor[Params]().NumField()-2 || len(OptionInputs) != reflect.TypeFor[Option]().NumField()-1 {
		t.Error("a field without a row")
	}
	for _, m := range Metrics {
		u, err := unit.Parse(m.Unit)
		if m.Kind == declare.Label {
			continue
		}
		if err != nil || !m.Label.Complete() || u.IsPower() || !strings.HasPrefix(m.Key, "mix.") {
			t.Errorf("metric %s is incomplete", m.Key)
		}
	}
	none := Params{On: true}
	for _, o := range run(&none, 3, Terms{}) {
		for _, m := range Metrics {
			if m.Total(&o) != 0 {
				t.Errorf("%s of nothing is %g", m.Key, m.Total(&o))
			}
		}
	}
}

func BenchmarkMonth(b *testing.B) {
	p := house()
	s, o := NewState(&p), NewOut(&p)
	Start(&p, &s, Terms{})
	for b.Loop() {
		Advance(&p, &s, 5, start+5, &o)
	}
}
