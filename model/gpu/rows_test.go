package gpu

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
)

// input is a row reached through the parameters, by its path in a scenario.
type input struct {
	declare.Spec
	path string
	n    func(*Params) int
	at   func(*Params, int) *float64
}

func inputs() (out []input) {
	section := func(s declare.Section[Params]) {
		for _, r := range s.Rows {
			if r.Kind == declare.Text {
				continue
			}
			n := func(*Params) int { return 1 }
			if s.Named {
				n = s.Len
			}
			out = append(out, input{r.Spec, s.Path + "." + r.Key, n, func(p *Params, i int) *float64 {
				if r.Path != nil {
					return &r.Path(p, i).Values[0]
				}
				return r.Ref(p, i)
			}})
		}
	}
	self := func(p *Params) *Params { return p }
	section(declare.Scalars("gpu", text.Text{}, "", func(p *Params) *bool { return &p.On }, self, Inputs))
	section(declare.Named("gpu.accelerators", text.Text{}, "", func(p *Params) *[]Accelerator { return &p.Accelerators }, func(x *Accelerator) *string { return &x.Name }, AcceleratorInputs))
	section(declare.Named("gpu.fleets", text.Text{}, "", func(p *Params) *[]Fleet { return &p.Fleets }, func(x *Fleet) *string { return &x.Name }, FleetInputs))
	section(declare.Named("gpu.programmes", text.Text{}, "", func(p *Params) *[]Programme { return &p.Programmes }, func(x *Programme) *string { return &x.Name }, ProgrammeInputs))
	section(declare.Named("gpu.jobs", text.Text{}, "", func(p *Params) *[]Job { return &p.Jobs }, func(x *Job) *string { return &x.Name }, JobInputs))
	section(declare.Named("gpu.cases", text.Text{}, "", func(p *Params) *[]Case { return &p.Cases }, func(x *Case) *string { return &x.Name }, CaseInputs))
	section(declare.Named("gpu.demands", text.Text{}, "", func(p *Params) *[]Demand { return &p.Demands }, func(x *Demand) *string { return &x.Name }, DemandInputs))
	return out
}

// uses is a country in which every input matters: some island is the largest only if it is one, supply and money bind by turns.
func uses(t testing.TB) *Params {
	p := described(t)
	for i := range p.Demands {
		if p.Demands[i].Use != Services {
			p.Demands[i].Requests = path(0)
		} else {
			p.Demands[i].Busy = path(0)
		}
	}
	p.Export.State = Controlled
	p.Programmes[0].GPUs, p.Programmes[0].Supply, p.Programmes[0].BudgetMUSD, p.Programmes[0].Zone = 2500, 300, 300, 1
	p.Expansion.Reading, p.Expansion.Multiple, p.Expansion.Supply, p.Expansion.CountsExisting = ReadCount, 3, 250, Yes
	p.Expansion.Zone, p.Expansion.BudgetMUSD, p.Demands[0].SpareNodes = 1, 100, 3
	p.Demands[0].Requests, p.Demands[1].Busy = path(400), path(2500)
	p.Jobs[0].Parameters, p.Jobs[0].Tokens = 7e10, 1e13
	p.Jobs[1].Tokens = 1e13
	p.Programmes[0].Split, p.Expansion.Split = 1.5, 2
	p.NetworkShare = 0
	p.Infrastructure = Infrastructure{On: true, Radix: 64, Ports: 1, Front: 0.5, SwitchKW: 1.4, SwitchUSD: 30000, LinkUSD: 2000, GBps: 0.08, TB: 5, CheckpointTB: 25, WindowS: 60, Kept: 100,
		BoxGBps: 0.4, BoxTB: 20, BoxKW: 2, BoxUSD: 3e5, RackKW: 20}
	p.Sharing = Sharing{On: true, Rest: RestRented}
	p.Jobs[0].Priority, p.Jobs[0].Deadline, p.Jobs[1].Priority, p.Jobs[1].Deadline = 2, float64(begin+25), 2.5, float64(begin+20)
	return p
}

// placed puts as many nodes as liquid cooling, zone and weight let in, so that what a request says matters.
func placed(r *Request) {
	r.Placed = min(r.Wanted, 1e4/r.NodeKW)
	if r.Liquid {
		r.Placed /= 2
	}
	if r.Zone > 1 {
		r.Placed /= 2
	}
	r.NoRack = r.Wanted - r.Placed
}

// series writes down every metric of a run.
func series(p *Params) map[string][]float64 {
	out := map[string][]float64{}
	n := map[string]int{"gpu.fleets": len(p.Fleets), "gpu.programmes": len(p.Programmes), "gpu.jobs": len(p.Jobs), "gpu.cases": len(p.Cases), "gpu.demands": len(p.Demands)}
	newRig(p, 40).run(placed, func(_ int, o *Out) {
		for _, m := range Metrics {
			if m.HasTotal() {
				out[m.Key] = append(out[m.Key], m.Total(o))
			}
			for i := range n[m.Of] {
				out[m.Key] = append(out[m.Key], m.Member(o, i))
			}
		}
	})
	return out
}

// nudged returns another value that the row allows.
func nudged(in input, x float64) float64 {
	switch {
	case in.Kind == declare.Choice:
		return math.Mod(x+1, float64(len(in.Options)))
	case in.Kind == declare.Reference && x < 0:
		return x
	case in.Kind == declare.Reference && in.To == "gpu.accelerators":
		return math.Mod(x+1, 4)
	case in.Kind == declare.Reference && in.To == "gpu.jobs":
		return 1 - x
	case in.Kind == declare.Reference:
		return x + 1
	case in.Kind == declare.Date && x < 0:
		return float64(begin + 14)
	case in.Kind == declare.Date:
		return x + 3
	case x*0.6 >= in.Min && x != 0:
		return x * 0.6
	}
	return in.Min + 0.3*(min(in.Max, 1e3)-in.Min)
}

// TestUses changes one input at a time: a metric that moves must name the input among those it is computed from, and every
// input moves some metric.
func TestUses(t *testing.T) {
	idle, missing := map[string]bool{}, map[string][]string{}
	for _, in := range inputs() {
		idle[in.path] = true
	}
	for _, by := range []func(*Params){
		func(*Params) {},
		func(p *Params) {
			p.Jobs[0].FLOP, p.Expansion.Reading, p.Infrastructure.TB, p.Infrastructure.CheckpointTB = 0, ReadCompute, 0, 0.001
		},
		func(p *Params) {
			p.Export.Limit, p.Demands[0].FirstS, p.Demands[0].TokenS = 16000, 0.2, 1
			g := &p.Programmes[0]
			g.Supply, g.BudgetMUSD, g.By = plenty, 60, float64(begin+30)
		},
		func(p *Params) {
			p.Programmes[0].Supply, p.Programmes[0].BudgetMUSD, p.Programmes[0].By = plenty, plenty, float64(begin+30)
			p.Jobs[0].Deadline, p.Jobs[1].Deadline, p.Infrastructure.WindowS, p.Infrastructure.BoxTB, p.Infrastructure.TB = float64(begin+4), float64(begin+4), 1e5, 1, 0.3
		},
		func(p *Params) {
			p.Jobs[0].Precision, p.Jobs[1].Precision, p.Expansion.CountsExisting = FP8, FP8, No
			p.RackKW = 100 // four nodes of 8 U by height, seven by power
		},
	} {
		base := func() *Params { p := uses(t); by(p); return p }
		want := series(base())
		for _, in := range inputs() {
			for i := range in.n(base()) {
				p := base()
				at := in.at(p, i)
				*at = nudged(in, *at)
				got := series(p)
				for _, m := range Metrics {
					if slices.Equal(got[m.Key], want[m.Key]) {
						continue
					}
					delete(idle, in.path)
					if !slices.Contains(m.Uses, in.path) && !slices.Contains(missing[m.Key], in.path) {
						missing[m.Key] = append(missing[m.Key], in.path)
					}
				}
			}
		}
	}
	for key, paths := range missing {
		t.Errorf("%s depends on %s, which it does not name", key, strings.Join(paths, ", "))
	}
	for path := range idle {
		t.Errorf("%s moves nothing", path)
	}
}

// TestDescribedForgetsAndAllocatesNothing: the same for all optional parts.
func TestDescribedForgetsAndAllocatesNothing(t *testing.T) {
	first := series(uses(t))
	p := uses(t)
	r := newRig(p, 40)
	r.run(placed, nil)
	var again []float64
	r.run(placed, func(_ int, o *Out) {
		for _, m := range Metrics {
			if m.HasTotal() {
				again = append(again, m.Total(o))
			}
		}
	})
	k := 0
	for step := range 40 {
		for _, m := range Metrics {
			if !m.HasTotal() {
				continue
			}
			n := len(first[m.Key]) / 40
			if first[m.Key][step*n] != again[k] {
				t.Errorf("month %d: %s is %g, and %g after another draw", step, m.Key, first[m.Key][step*n], again[k])
			}
			k++
		}
	}
	if n := testing.AllocsPerRun(5, func() { r.run(placed, nil) }); n != 0 {
		t.Errorf("%v allocations in a draw", n)
	}
}

func BenchmarkDescribedMonth(b *testing.B) {
	r := newRig(uses(b), 63)
	b.ReportAllocs()
	for b.Loop() {
		r.run(placed, nil)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/63, "ns/month")
}
