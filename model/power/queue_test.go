package power

import (
	"math"
	"reflect"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/solver/rng"
)

var years = axis.Axis{Start: axis.M(2025, 12), Steps: 49}

// queued is one zone of 50 MW, works of 6 months, and steps of 40 MW that take 10, two at
// most.
func queued() Params {
	p := country()
	p.Zones = p.Zones[:1]
	z := &p.Zones[0]
	z.HeadroomMW, z.WorksMonths, z.StepMW, z.StepMonths, z.Steps = 50, 6, 40, 10, 2
	p.Queue = Queue{On: true, HoldMonths: 12}
	return p
}

// site is a queue's run: what requests have and ready halls lack.
type site struct {
	p       *Params
	s       State
	o       Out
	t       axis.Step
	granted []float64
	free    []float64
	limit   []float64
	delay   []float64
	load    Load
}

func enter(p *Params, requests int) *site {
	n := len(p.Zones)
	f := func(n int) []float64 { return make([]float64, n) }
	x := &site{p: p, s: NewState(p), o: NewOut(p), granted: f(requests), free: f(n), limit: f(n), delay: f(n)}
	x.load = Load{FacilityMW: f(n), NewMW: f(n), WaitingMW: f(n)}
	NewQueue(p, &x.s, years, requests, 100)
	x.restart()
	return x
}

func (x *site) restart() {
	x.t = 0
	Start(x.p, &x.s)
	clear(x.load.NewMW)
	clear(x.load.WaitingMW)
}

// month runs one: asks are made at its end.
func (x *site) month(asks ...Application) {
	m := years.Month(x.t)
	Limits(x.p, &x.s, m, nil, x.limit, x.delay)
	Serve(x.p, &x.s, x.t, m, x.granted, x.free)
	for i := range asks {
		Ask(x.p, &x.s, &asks[i])
	}
	Settle(x.p, &x.s, m, &x.load, &x.o)
	x.t++
}

func (x *site) until(t axis.Step) {
	for x.t <= t {
		x.month()
	}
}

func want(request int, mw float64, applied axis.Month, works float64) Application {
	return Application{Request: request, MW: mw, Applied: float64(applied), LeadMonths: works}
}

// TestQueueMonths: 50 MW. First asked for 30 three months before the start, second asks for
// 40 at it, and both are served in month 1: 30 and 20. Second lacks 20, so a step is ordered,
// which comes in month 11 and gives it 20 then. First is connected in month 3, 20 of second in
// month 6 and 20 in month 11: (30 x 6 + 20 x 6 + 20 x 11)/70 months. 20 MW of the step
// are free.
func TestQueueMonths(t *testing.T) {
	p := queued()
	x := enter(&p, 2)
	x.month(want(0, 30, years.Start-3, 6), want(1, 40, years.Start, 6))
	near(t, "delay", x.delay[0], 6)
	near(t, "waiting at the start", x.o.Queue.All.WaitingMW, 0)
	q := &x.o.Queue
	x.until(1)
	near(t, "granted before works", x.granted[0]+x.granted[1], 0)
	near(t, "waiting", q.Zones[0].WaitingMW, 70)
	near(t, "blocked", q.Zones[0].BlockedMW, 20)
	near(t, "free", x.free[0], 0)
	x.until(3)
	near(t, "first", x.granted[0], 30)
	near(t, "wait of first", q.Zones[0].WaitMonths, 6)
	near(t, "oldest", q.Zones[0].OldestMonths, 3)
	x.load.NewMW[0], x.load.WaitingMW[0] = 10, 25 // of halls, 10 MW draw and 25 wait: the zone has 40 idle
	x.until(6)
	near(t, "second in part", x.granted[1], 20)
	near(t, "connected", q.All.ConnectedMW, 50)
	near(t, "held", q.Zones[0].HeldMW, 25)
	near(t, "short", q.All.ShortMW, 0)
	if QueueBinding[int(q.Binding)].Key != "connection-queue" {
		t.Errorf("%s binds", QueueBinding[int(q.Binding)].Key)
	}
	x.load.NewMW[0], x.load.WaitingMW[0] = 48, 25 // now 2
	x.until(10)
	near(t, "held", q.All.HeldMW, 2)
	near(t, "short", q.Zones[0].ShortMW, 23)
	if QueueBinding[int(q.Binding)].Key != "grid-headroom" || !math.IsInf(q.Zones[0].Clears, 1) {
		t.Errorf("%s binds, clears %g", QueueBinding[int(q.Binding)].Key, q.Zones[0].Clears)
	}
	x.load.WaitingMW[0] = 0
	x.until(11)
	near(t, "second", x.granted[1], 40)
	near(t, "steps", q.Zones[0].Steps, 1)
	near(t, "limit", x.limit[0], 90)
	near(t, "free", x.free[0], 20)
	near(t, "waiting", q.All.WaitingMW+q.All.BlockedMW, 0)
	near(t, "wait", q.All.WaitMonths, (30*6+20*6+20*11)/70.)
	near(t, "clears", q.Zones[0].Clears, float64(years.Start+11))
	near(t, "binds", q.Binding, bindNone)
}

// TestQueueTakesFreedConnections: of 50 MW first has 30 and second 20 of its 40, for which a step is
// ordered. Halls of 15 MW retire in month 2: second is given their connections in month 3, connected
// when its works are done in month 6 like the rest, and only 5 MW come of the step.
func TestQueueTakesFreedConnections(t *testing.T) {
	p := queued()
	x := enter(&p, 2)
	x.load.RetiredMW = make([]float64, 2)
	x.month(want(0, 30, years.Start-3, 6), want(1, 40, years.Start, 6))
	q := &x.o.Queue
	x.until(1)
	x.load.RetiredMW[0] = 15
	x.until(2)
	near(t, "blocked in the month itself", q.Zones[0].BlockedMW, 20)
	x.until(3)
	near(t, "blocked", q.Zones[0].BlockedMW, 5)
	near(t, "limit", x.limit[0], 50)
	x.until(6)
	near(t, "second", x.granted[1], 35)
	x.until(11)
	near(t, "second with the step", x.granted[1], 40)
	near(t, "free", x.free[0], 35)
	Start(x.p, &x.s)
	x.load.RetiredMW[0], x.t = 0, 0
	x.month(want(0, 30, years.Start-3, 6), want(1, 40, years.Start, 6))
	x.until(3)
	near(t, "blocked after a start", q.Zones[0].BlockedMW, 20)
}

// TestQueueInWhole: asked for in one piece, 40 MW wait behind 30 until the step is there,
// and 10 that would fit behind them.
func TestQueueInWhole(t *testing.T) {
	p := queued()
	p.Queue.Parts = partWhole
	x := enter(&p, 3)
	x.month(want(0, 30, years.Start, 0), want(1, 40, years.Start, 0), want(2, 10, years.Start, 0))
	x.until(10)
	near(t, "granted", x.granted[0], 30)
	near(t, "granted to who waits", x.granted[1]+x.granted[2], 0)
	x.until(11)
	near(t, "granted then", x.granted[1]+x.granted[2], 50)
}

// TestQueueOfNothing: 45 MW that nobody builds hold the headroom for twelve months, so
// 20 MW have 5. They come back in month 12, one month after the step that was
// ordered for the 15 that lacked.
func TestQueueOfNothing(t *testing.T) {
	p := queued()
	x := enter(&p, 2)
	ghost := want(0, 45, years.Start, 4)
	ghost.Withdraws = true
	x.month(ghost, want(1, 20, years.Start, 2))
	x.until(10)
	near(t, "granted", x.granted[1], 5)
	near(t, "connected, of nobody too", x.o.Queue.All.ConnectedMW, 50)
	x.until(11)
	near(t, "granted with the step", x.granted[1], 20)
	near(t, "given back", x.o.Queue.Zones[0].WithdrawnMW, 0)
	x.until(12)
	near(t, "given back", x.o.Queue.Zones[0].WithdrawnMW, 45)
	near(t, "connected", x.o.Queue.All.ConnectedMW, 20)
	near(t, "granted to nobody", x.granted[0], 0)
	near(t, "free", x.free[0], 70)
}

// TestQueueOfOthers: 60 MW a year of others are 15 asked for at the end of each quarter and
// served a month after: 45 MW are gone by month 12, and in month 13 the last 5. The step
// ordered then comes in month 23, all for others who waited. 10 MW asked for in month 20 stand
// behind them; a second step is ordered for those, comes in month 31, and there is no third:
// others stop at 120 MW.
func TestQueueOfOthers(t *testing.T) {
	p := queued()
	p.Zones[0].OthersMW, p.Zones[0].WorksMonths = 60, 0
	x := enter(&p, 1)
	x.until(12)
	near(t, "others", x.o.Queue.Zones[0].OthersMW, 45)
	near(t, "blocked", x.o.Queue.Zones[0].BlockedMW, 0)
	x.until(13)
	near(t, "others at the limit", x.o.Queue.Zones[0].OthersMW, 50)
	near(t, "others without headroom", x.o.Queue.Zones[0].BlockedMW, 10)
	x.until(19)
	x.month(want(0, 10, years.Month(20), 0))
	x.until(22)
	near(t, "no step yet", x.o.Queue.Zones[0].Steps, 0)
	x.until(23)
	near(t, "a step", x.o.Queue.Zones[0].Steps, 1)
	near(t, "others then", x.o.Queue.Zones[0].OthersMW, 90)
	x.until(30)
	near(t, "granted", x.granted[0], 0)
	near(t, "oldest", x.o.Queue.Zones[0].OldestMonths, 10)
	x.until(31)
	near(t, "granted with the next step", x.granted[0], 10)
	x.until(48)
	near(t, "steps", x.o.Queue.Zones[0].Steps, 2)
	near(t, "all that is there", x.o.Queue.All.ConnectedMW, 130)
	near(t, "others in the end", x.o.Queue.Zones[0].OthersMW, 120)
	if !math.IsInf(x.o.Queue.Zones[0].Clears, 1) {
		t.Error("the queue clears")
	}
}

// TestQueueOfTransformers: with N-1 a step is one more transformer.
func TestQueueOfTransformers(t *testing.T) {
	p := queued()
	p.Security = Security{On: true, Overload: .2, PowerFactor: .95}
	p.Zones[0].Transformers, p.Zones[0].RatingMVA, p.Zones[0].PeakMW = 3, 250, 560
	x := enter(&p, 1)
	x.month(want(0, 100, years.Start, 0))
	near(t, "headroom", x.limit[0], 2*250*1.2*.95-560)
	x.until(11)
	near(t, "one more", x.limit[0], 3*250*1.2*.95-560)
}

// TestQueueConserves draws queues: what requests have and others have is what is connected,
// which with what waits is what was asked for and not withdrawn, and never above the limit;
// a draw forgets the one before; it allocates nothing.
func TestQueueConserves(t *testing.T) {
	u := make([]float64, 200)
	p := queued()
	p.Zones = append(p.Zones, p.Zones[0])
	const requests = 12
	x := enter(&p, requests)
	run := func(n uint32, t *testing.T) []float64 {
		rng.Fill(5, rng.Stream("power"), n, u)
		k := 0
		next := func(lo, hi float64) float64 { k++; return lo + u[k-1]*(hi-lo) }
		for i := range p.Zones {
			z := &p.Zones[i]
			z.HeadroomMW, z.WorksMonths, z.StepMW, z.StepMonths, z.Steps, z.OthersMW = next(0, 80), next(0, 12), next(10, 60), next(0, 20), next(0, 3), next(0, 20)
		}
		p.Queue.HoldMonths, p.Queue.Parts = next(0, 20), math.Floor(next(0, 2))
		var asks [requests]Application
		for i := range asks {
			asks[i] = Application{Request: i, Zone: i % 2, MW: next(1, 40), Applied: float64(years.Start) + next(-12, 40), LeadMonths: next(0, 24), Withdraws: next(0, 1) < .3}
		}
		x.restart()
		asked := [2]float64{}
		var shown []float64
		for int(x.t) < years.Steps {
			m := float64(years.Month(x.t))
			before := asked
			x.month()
			for i := range asks {
				a := &asks[i]
				if math.Max(math.Floor(a.Applied), float64(years.Start)) == m {
					Ask(&p, &x.s, a)
					asked[a.Zone] += a.MW
				}
				if a.Withdraws && math.Max(math.Floor(a.Applied)+math.Ceil(p.Queue.HoldMonths), float64(years.Start)+1) == math.Max(m, math.Floor(a.Applied)+1) && math.Floor(a.Applied) < m {
					before[a.Zone] -= a.MW
					asked[a.Zone] -= a.MW
				}
			}
			if t == nil {
				continue
			}
			for i := range p.Zones {
				have := x.o.Queue.Zones[i].OthersMW
				for r := i; r < requests; r += 2 {
					have += x.granted[r]
				}
				near(t, "connected", x.o.Queue.Zones[i].ConnectedMW, have)
				others := p.Zones[i].OthersMW / 4 * math.Floor(max(0, float64(x.t-2)/3))
				near(t, "connected and waiting", x.o.Queue.Zones[i].ConnectedMW+x.o.Queue.Zones[i].WaitingMW, before[i]+others)
				if x.o.Queue.Zones[i].ConnectedMW > x.limit[i]+1e-6 || x.o.Queue.Zones[i].BlockedMW > x.o.Queue.Zones[i].WaitingMW+1e-6 {
					t.Errorf("draw %d, month %v: %g MW connected of %g, %g blocked of %g waiting", n, x.t-1, x.o.Queue.Zones[i].ConnectedMW, x.limit[i], x.o.Queue.Zones[i].BlockedMW, x.o.Queue.Zones[i].WaitingMW)
				}
				shown = append(shown, x.o.Queue.Zones[i].ConnectedMW, x.o.Queue.Zones[i].WaitMonths, x.o.Queue.Zones[i].Clears, x.granted[i])
			}
		}
		return shown
	}
	first := run(0, t)
	for n := range uint32(200) {
		run(n, t)
		if t.Failed() {
			return
		}
	}
	if again := run(0, t); !reflect.DeepEqual(first, again) {
		t.Error("a draw remembers others")
	}
	if n := testing.AllocsPerRun(20, func() { run(3, nil) }); n != 0 {
		t.Errorf("%g allocations", n)
	}
}

// BenchmarkQueueDraw is a draw of 63 months in four zones with 15 requests and, for half of
// the months, modules of an expansion in each zone.
func BenchmarkQueueDraw(b *testing.B) {
	years.Steps = 63
	defer func() { years.Steps = 49 }()
	p := queued()
	p.Zones[0].OthersMW = 30
	p.Zones = append(p.Zones, p.Zones[0], p.Zones[0], p.Zones[0])
	x := enter(&p, 19)
	var asks [19]Application
	for i := range asks {
		asks[i] = want(i, 10, years.Start+axis.Month(3*i), 9)
		asks[i].Zone, asks[i].Withdraws = i%4, i < 4
	}
	for _, queue := range []bool{false, true} {
		b.Run(map[bool]string{false: "without", true: "queue"}[queue], func(b *testing.B) {
			p.Queue.On = queue
			for b.Loop() {
				Start(&p, &x.s)
				for t := range axis.Step(years.Steps) {
					m := years.Month(t)
					Limits(&p, &x.s, m, nil, x.limit, x.delay)
					if queue {
						Serve(&p, &x.s, t, m, x.granted, x.free)
						if t%3 == 0 && t < 45 {
							Ask(&p, &x.s, &asks[t/3])
						}
						for z := 0; z < 4 && t < 32; z++ {
							a := want(15+z, 2, m, 9)
							a.Zone = z
							Ask(&p, &x.s, &a)
						}
					}
					Settle(&p, &x.s, m, &x.load, &x.o)
				}
			}
		})
	}
}
