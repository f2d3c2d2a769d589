package gpu

import (
	"math"
	"math/rand/v2"
	"testing"
)

// timed is 1,000 H100 of which demands can use 80 %, a use that wants 300, and a job as FLOP that shares.
func timed(t testing.TB) *Params {
	p := shared(t)
	p.PriceDecline = 0
	p.Demands, p.Portfolio.Reference = p.Demands[2:], -1
	p.Portfolio.Rent = No
	p.Sharing.On = true
	p.Jobs = p.Jobs[:1]
	p.Jobs[0].Priority = 3
	return p
}

// 300 equivalents in use are 375 with their gaps; the job gets 625 of 1,000, and loses 0.375 of every day. Before the use it gets all,
// and the use waits.
func TestJobTakesItsTurn(t *testing.T) {
	p := timed(t)
	const rate = 1000 * 989e12 * 0.4
	days := 0.0
	r := newRig(p, 6)
	r.run(placeAll, func(m int, o *Out) {
		if m == 0 {
			near(t, "free at the opening", o.Free, 625, 1e-12)
			return
		}
		days += p.seconds[m] / 86400
		near(t, "held", o.HeldBy[0], 625, 1e-12)
		near(t, "free", 1+o.Free, 1, 1e-9)
		near(t, "given", o.GivenBy[0], 300, 1e-12)
		near(t, "asked", o.Need, 1300, 1e-12)
		near(t, "unmet", o.Unmet, 100*375/1300.0, 1e-9)
		near(t, "lost", o.JobWaitBy[0], 0.375*days, 1e-9)
		near(t, "progress", o.JobProgress[0], 100*0.625*rate*86400*days/2.1e25, 1e-9)
	})
	p.Jobs[0].Priority = 1
	o := newRig(p, 6).run(placeAll, nil)
	near(t, "held first", o.HeldBy[0], 1000, 1e-12)
	if o.GivenBy[0] != 0 || o.JobWaitBy[0] != 0 || o.WaitBy[0] != Never {
		t.Errorf("the use gets %g and waits %g days, the job %g", o.GivenBy[0], o.WaitBy[0], o.JobWaitBy[0])
	}
	p.Jobs[0].Priority = 0
	if o := newRig(p, 6).run(placeAll, nil); o.HeldBy[0] != 0 || o.GivenBy[0] != 300 || o.JobProgress[0] <= 0 {
		t.Error("a job without a priority takes its turn")
	}
}

// What is not done by the deadline is rented: its hours on H100 at 2 dollars. A job that is in time rents nothing.
func TestRestIsRentedAtTheDeadline(t *testing.T) {
	p := timed(t)
	p.Sharing.Rest, p.Jobs[0].Deadline = RestRented, float64(begin+3)
	cost, done, date := 0.0, 0.0, 0.0
	newRig(p, 6).run(placeAll, func(m int, o *Out) {
		cost += o.RentUSD
		if m == 2 {
			done = o.JobProgress[0] / 100
		}
		date = o.JobDate[0]
	})
	near(t, "date", date, float64(begin+3), 0)
	const one = 989e12 * 0.4
	january := 31 * 86400.0
	left := 2.1e25*(1-done) - 625*one*january
	near(t, "cost", cost, left/one/3600*2, 1e-9)
	p.Jobs[0].FLOP = 1e24
	cost = 0
	o := newRig(p, 6).run(placeAll, func(_ int, o *Out) { cost += o.RentUSD })
	if cost != 0 || o.JobDate[0] > float64(begin+3) {
		t.Errorf("a job in time pays %g", cost)
	}
	p.Sharing.Rest, p.Jobs[0].FLOP = RestWaits, 2.1e25
	if o := newRig(p, 6).run(placeAll, nil); !math.IsInf(o.JobDate[0], 1) || o.Rented != 0 {
		t.Error("it does not wait")
	}
}

// Small islands are filled first: a use of 300 equivalents on 400 H100 leaves the island of 1,024 to the job.
func TestSmallIslandsAreFilledFirst(t *testing.T) {
	p := plain(t)
	p.Fleets = []Fleet{{Accelerator: h100, GPUs: 1024, Installed: -1}, {Accelerator: h100, GPUs: 400, Installed: -1}}
	p.Demands, p.Portfolio.Reference, p.Sharing.On = p.Demands[2:], -1, true
	p.Jobs[1].Priority, p.Jobs[1].Tokens, p.Jobs[0].FLOP = 5, 1e14, 1e30
	o := newRig(p, 4).run(placeAll, nil)
	if o.JobWaitBy[1] != 0 || o.HeldBy[1] <= 900 {
		t.Errorf("the job holds %g and lost %g days", o.HeldBy[1], o.JobWaitBy[1])
	}
	p.Demands[0].Busy = path(900)
	if o := newRig(p, 4).run(placeAll, nil); o.JobWaitBy[1] <= 0 || o.HeldBy[1] <= 0 {
		t.Error("a larger use takes nothing from the job")
	}
}

// random draws priorities, sizes and demands of a country with three sharing jobs.
func random(t testing.TB, r *rand.Rand) *Params {
	p := uses(t)
	p.Jobs = append(p.Jobs, p.Jobs[1])
	p.Jobs[2].Name = "second"
	for i := range p.Jobs {
		j := &p.Jobs[i]
		j.Priority, j.Share, j.Start = 1+math.Floor(5*r.Float64()), 0.2+0.8*r.Float64(), float64(begin)+math.Floor(12*r.Float64())
		j.Deadline = float64(begin) + 10 + math.Floor(25*r.Float64())
		j.Tokens *= 0.2 + 3*r.Float64()
	}
	p.Sharing.Rest = math.Floor(2 * r.Float64())
	p.Portfolio.Usable = 0.3 + 0.7*r.Float64()
	for i := range p.Demands {
		p.Demands[i].Priority = 1 + math.Floor(5*r.Float64())
		if p.Demands[i].Use != Services {
			p.Demands[i].Busy = path(3000 * r.Float64())
		} else {
			p.Demands[i].Requests = path(300 * r.Float64())
		}
	}
	return p
}

// GPU-hours that jobs hold, that demands get with their gaps, and that nobody takes are all there are, in every month.
func TestTimeIsConserved(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	full := 0
	for range 20 {
		p := random(t, r)
		newRig(p, 40).run(placed, func(m int, o *Out) {
			held, given := 0.0, 0.0
			for _, x := range o.HeldBy {
				held += x
			}
			for _, x := range o.GivenBy {
				given += x
			}
			near(t, "all", held+given/p.Portfolio.Usable+o.Free, o.H100e, 1e-9)
			if o.Free < 1e-6 {
				full++
			}
			for i, x := range o.HeldBy {
				if x < 0 || o.JobWaitBy[i] < 0 {
					t.Fatalf("job %d holds %g and lost %g days", i, x, o.JobWaitBy[i])
				}
			}
		})
	}
	if full < 50 {
		t.Errorf("the fleet is full in %d months only", full)
	}
}

// finished is progress by month and the date of job i.
func finished(p *Params, i int) (progress []float64, date float64) {
	o := newRig(p, 40).run(placed, func(_ int, o *Out) { progress = append(progress, o.JobProgress[i]) })
	return progress, o.JobDate[i]
}

// A job before all others goes as if there were none; a better priority is never later, in any month.
func TestPriorities(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	delayed := 0
	for range 8 {
		p := random(t, r)
		p.Sharing.Rest = RestWaits
		for i := range p.Jobs {
			was, first := []float64(nil), p.Jobs[i].Priority
			for _, priority := range []float64{9, 4.5, 3.5, 2.5, 1.5, 0.5} {
				p.Jobs[i].Priority = priority
				now, _ := finished(p, i)
				for m := range was {
					if now[m] < was[m] {
						t.Errorf("month %d: job %d has %g %% at priority %g, and %g %% after more", m, i, now[m], priority, was[m])
					}
				}
				if was != nil && now[len(now)-1] > was[len(was)-1] {
					delayed++
				}
				was = now
			}
			alone := *p
			alone.Demands, alone.Jobs = nil, append([]Job(nil), p.Jobs...)
			alone.Portfolio.Reference = -1
			for k := range alone.Jobs {
				if k != i {
					alone.Jobs[k].Priority = 0
				}
			}
			only, _ := finished(&alone, i)
			for m := range only {
				if only[m] != was[m] {
					t.Errorf("month %d: job %d has %g %% before all others, %g %% without them", m, i, was[m], only[m])
				}
			}
			p.Jobs[i].Priority = first
		}
	}
	if delayed == 0 {
		t.Error("no priority delays anything")
	}
}
