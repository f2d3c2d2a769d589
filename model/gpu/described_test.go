package gpu

import (
	"math"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/serve"
	"github.com/headroom-planner/headroom/model/train"
	published "github.com/headroom-planner/headroom/scenarios/catalogue"
)

// known is an accelerator of the catalogue.
func known(t testing.TB, name string) train.Accelerator {
	t.Helper()
	as, err := published.Accelerators()
	if err != nil {
		t.Fatal(err)
	}
	for i := range as {
		if as[i].Name == name {
			return as[i].Accelerator
		}
	}
	t.Fatal("no " + name)
	return train.Accelerator{}
}

// shape is a model of the catalogue.
func shape(t testing.TB, name string) serve.Model {
	t.Helper()
	ms, err := published.Models()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range ms {
		if m.Name == name {
			return serve.Model(m)
		}
	}
	t.Fatal("no " + name)
	return serve.Model{}
}

// path is constant.
func path(x float64) axis.Path {
	return axis.Path{Months: []float64{float64(begin)}, Values: []float64{x}}
}

// described is a country with everything: three islands of H100 and one each of A100 and A30, a programme that comes, two jobs that name models,
// cases, lives, an export rule that does not hold, and demands.
func described(t testing.TB) *Params {
	p := scenario()
	for i, name := range []string{"H100-SXM", "A100-SXM-80GB", "A30", "GB200-NVL72"} {
		p.Accelerators[i].Know(known(t, name))
	}
	p.PriceDecline, p.ServerShare, p.NetworkShare, p.OpexShare = 0.2, 0.4, 0.25, 0.06
	p.Fleets = append([]Fleet{{Name: "d", Accelerator: h100, GPUs: 512, Installed: float64(begin - 24)}}, p.Fleets...)
	for i := 1; i < len(p.Fleets); i++ {
		p.Fleets[i].Installed = float64(begin - 12)
	}
	p.Training = Training{On: true, Failures: 4.7e-4, RestartS: 540, StallS: 5, GBpsPerGPU: 0.08, SpareShare: 0.04, Reference: 1}
	p.Models = []Model{{Name: "llama"}}
	p.Models[0].Take(shape(t, "Llama 3 8B"))
	p.Jobs[0].Model = -1
	p.Jobs = append(p.Jobs, Job{Name: "k", Tokens: 1e12, Start: float64(begin + 2), Share: 1, Programme: 0.8, Model: 0, Sequence: 8192, Batch: 512, Residual: 1.1})
	p.Cases = []Case{{Name: "one", Accelerator: h100, GPUs: 2000, Job: 1}, {Name: "two", Accelerator: nvl72, GPUs: 144, Job: -1}, {Name: "three", Accelerator: h100, GPUs: 30, Job: 0}}
	p.Life = Life{On: true, Median: 4, Shape: 3}
	p.Export = Export{On: true, From: float64(begin + 4), Limit: 4800, Lets: 0.25}
	p.Portfolio = Portfolio{On: true, Usable: 0.8, Variation: 2, Patience: 1, Rent: Yes, RentUSD: 2, Reference: 0}
	p.Demands = []Demand{
		{Name: "s", Use: Services, Priority: 1, Requests: path(20), Model: 0, Prompt: 1000, Output: 300, FirstS: 2, TokenS: 0.05, Quantile: 0.95, PeakToMean: 3, SpareNodes: 1, Residual: 1.1},
		{Name: "t", Use: PreTraining, Priority: 3, Busy: path(700), HoldDays: 30, Model: -1, Residual: 1},
		{Name: "r", Use: Research, Priority: 2, Busy: path(300), HoldDays: 2, Model: -1, Residual: 1},
	}
	return p
}

// plain leaves out what moves the fleet.
func plain(t testing.TB) *Params {
	p := described(t)
	p.Life.On, p.Export.On, p.Programmes = false, false, nil
	return p
}

// TestDescribedJobTakesTheLayoutsTime: at a count of the grid the days are those of the fastest layout there.
func TestDescribedJobTakesTheLayoutsTime(t *testing.T) {
	p := plain(t)
	p.Fleets, p.Training.SpareShare = []Fleet{{Accelerator: h100, GPUs: 1024, Installed: -1}}, 0
	o := newRig(p, 2).run(placeAll, nil)
	c := train.Calibrated()
	a := known(t, "H100-SXM")
	m := shape(t, "Llama 3 8B")
	s := train.Search{Calibration: &c, Model: train.Mechanistic, Job: &train.Job{Model: m.Transformer, Tokens: 1e12, Seq: 8192, GlobalBatch: 512, Precision: train.BF16, Programme: 1},
		Accelerator: &a, Software: train.Megatron(), Reliability: train.Reliability{StallS: 1, WriteS: 1}}
	f, _, err := s.Fastest(1024)
	if err != nil {
		t.Fatal(err)
	}
	good := p.Training.Goodput(float64(f.Layout.GPUs()), train.CheckpointBytes(m.Transformer))
	want := 1e12 / (8192 * 512 / f.Estimate.Seconds) / 86400 / good / 0.8 * 1.1
	near(t, "days", o.JobDaysNow[1], want, 1e-12)
	near(t, "GPUs", o.JobGPUs[1], float64(f.Layout.GPUs()), 0)
	near(t, "MFU", o.JobMFU[1], 100*f.Estimate.MFU/1.1, 1e-12)
	near(t, "goodput", o.JobGoodput[1], 100*good, 1e-12)
	if !math.IsInf(o.JobDate[1], 1) || o.JobProgress[1] != 0 {
		t.Error("the job began before its month")
	}
}

// TestIslandsAreNotPooled: two clusters of 512 train as one of 512, unless they are one island; pooled they are twice as fast at most.
func TestIslandsAreNotPooled(t *testing.T) {
	days := func(a, b string, gpus float64) (one, pooled float64) {
		p := plain(t)
		p.Fleets = []Fleet{{Accelerator: h100, GPUs: gpus, Island: a, Installed: -1}, {Accelerator: h100, GPUs: gpus, Island: b, Installed: -1}}
		o := newRig(p, 2).run(placeAll, nil)
		return o.JobDaysEnd[1], o.JobDaysPooled[1]
	}
	apart, bound := days("x", "y", 512)
	alone, _ := days("", "", 512)
	together, _ := days("x", "x", 512)
	whole, _ := days("", "", 1024)
	near(t, "apart", apart, alone, 0)
	near(t, "pooled", bound, apart/2, 1e-12)
	near(t, "one island", together, whole, 0)
	if !(together < apart && together > bound) {
		t.Errorf("%g days on one island, %g apart, %g pooled", together, apart, bound)
	}
	// The same name on other GPUs is another island.
	p := plain(t)
	p.Fleets = []Fleet{{Accelerator: h100, GPUs: 512, Island: "x", Installed: -1}, {Accelerator: a100, GPUs: 512, Island: "x", Installed: -1}}
	if o := newRig(p, 2).run(placeAll, nil); o.JobDaysEnd[1] != alone || o.LargestH100e != 512 {
		t.Errorf("%g days, island of %g", o.JobDaysEnd[1], o.LargestH100e)
	}
}

// TestSplit: a programme of 1,200 GPUs for three clusters is an island of 400; pooled, and in equivalents, it is all of it.
func TestSplit(t *testing.T) {
	days := func(gpus, split float64) *Out {
		p := plain(t)
		p.Fleets = nil
		p.Programmes = []Programme{{Accelerator: h100, GPUs: gpus, Start: float64(begin - 1), By: float64(begin + 1), Supply: plenty, BudgetMUSD: plenty, Completes: Yes, Zone: -1, Split: split}}
		return newRig(p, 3).run(placeAll, nil)
	}
	whole, parts, part := days(1200, 1), days(1200, 3), days(400, 1)
	near(t, "island", parts.LargestH100e, 400, 1e-12)
	near(t, "days", parts.JobDaysEnd[1], part.JobDaysEnd[1], 1e-12)
	near(t, "pooled", parts.JobDaysPooled[1], part.JobDaysEnd[1]/3, 1e-12)
	near(t, "all of it", parts.TrainH100e, whole.TrainH100e, 1e-12)
	if parts.JobDaysEnd[1] <= whole.JobDaysEnd[1] {
		t.Error("three clusters are as fast as one")
	}
}

// TestInterpolation: between the counts that are searched, the fastest layout with a batch within 8 % of the job's
// is as fast as the table says, to 4 % for a dense model.
func TestInterpolation(t *testing.T) {
	c, a, m := train.Calibrated(), known(t, "H100-SXM"), shape(t, "Llama 3 70B")
	x := speedOf(task{*m.Transformer, a, 8192, 1024, train.BF16, train.Megatron(), mostGPUs})
	for _, n := range []int{330, 674, 1345, 2656} {
		best := 0.0
		for b := 944; b <= 1104; b += 8 {
			s := train.Search{Calibration: &c, Model: train.Mechanistic, Job: &train.Job{Model: m.Transformer, Tokens: 1e12, Seq: 8192, GlobalBatch: b, Precision: train.BF16, Programme: 1},
				Accelerator: &a, Software: train.Megatron(), Reliability: train.Reliability{StallS: 1, WriteS: 1}}
			if f, _, err := s.Fastest(n); err == nil {
				best = max(best, 8192*float64(b)/f.Estimate.Seconds)
			}
		}
		if got, _, _ := x.at(float64(n)); math.Abs(got/best-1) > 0.04 {
			t.Errorf("%d GPUs: %g tokens/s, searched %g", n, got, best)
		}
	}
	if v, _, _ := x.at(x.gpus[0] - 1); v != 0 {
		t.Error("a model that does not fit trains")
	}
	last := len(x.gpus) - 1
	if v, _, used := x.at(1e9); v != x.tokens[last] || used != x.gpus[last] {
		t.Error("more GPUs than the batch can use are used")
	}
	was := 0.0
	for n := 1.0; n < 3e5; n *= 1.01 {
		v, _, _ := x.at(n)
		if v < was {
			t.Errorf("slower on %g GPUs", n)
		}
		was = v
	}
}

// TestGoodputNearTheBest: Daly's interval loses less than 0.1 points against the exact best from 100 to 100,000 GPUs, for
// failures of a published cluster and three times as many.
func TestGoodputNearTheBest(t *testing.T) {
	const bytes = 14 * 70e9
	for _, rate := range []float64{2.9e-4, 8.1e-4, 2.4e-3} {
		for n := 100.0; n <= 1e5; n *= 1.5 {
			x := Training{Failures: rate, RestartS: 540, StallS: 5, GBpsPerGPU: 0.08}
			write := bytes / (x.GBpsPerGPU * n * 1e9)
			r := train.Reliability{FailuresPerGPUDay: rate, RestartS: 540, StallS: min(5, write), WriteS: write}
			n := math.Round(n)
			if got, want := x.Goodput(n, bytes), r.Keep(int(n)).Goodput; got > want+1e-3 || got < want-1e-3 {
				t.Errorf("%g stops a GPU-day on %g GPUs: %g, best %g", rate, n, got, want)
			}
		}
	}
	if g := (&Training{}).Goodput(1e4, bytes); g != 1 {
		t.Errorf("without failures %g", g)
	}
}

// TestEquivalents: 512 A100 count by what they train against H100 and by what they serve; H100 count themselves.
func TestEquivalents(t *testing.T) {
	p := plain(t)
	p.Fleets = []Fleet{{Accelerator: h100, GPUs: 512, Installed: -1}}
	o := newRig(p, 2).run(placeAll, nil)
	near(t, "training", o.TrainH100e, 512, 1e-12)
	near(t, "serving", o.ServeH100e, 512, 1e-12)
	p = plain(t)
	p.Fleets = []Fleet{{Accelerator: a100, GPUs: 512, Installed: -1}}
	o = newRig(p, 2).run(placeAll, nil)
	// 312/989 by peak. A100 reach a larger share of theirs (calibrated regimes), and have 2.0 of 3.35 TB/s.
	if x := o.TrainH100e / 512; x < 312.0/989 || x > 0.55 {
		t.Errorf("an A100 trains as %g H100", x)
	}
	if x := o.ServeH100e / 512; x < 0.3 || x > 0.7 {
		t.Errorf("an A100 serves as %g H100", x)
	}
}

// Weibull's median of 4 years is at month 48: half of a new fleet is there. Of one that is 24 months old,
// S(24 + t)/S(24). Orders of month k are in service for t - k + 1/2 months.
func TestLives(t *testing.T) {
	p := described(t)
	p.Export.On, p.Expansion.Reading = false, ReadNone
	p.Fleets = []Fleet{{Accelerator: h100, GPUs: 1000, Installed: -1}, {Accelerator: h100, GPUs: 1000, Installed: float64(begin - 24)}}
	scale := 48 / math.Pow(math.Ln2, 1.0/3)
	alive := func(months float64) float64 { return math.Exp(-math.Pow(months/scale, 3)) }
	var came []float64
	newRig(p, 60).run(placeAll, func(i int, o *Out) {
		came = append(came, o.Delivered)
		near(t, "new fleet", o.FleetCount[0], 1000*alive(float64(i)), 1e-12)
		near(t, "old fleet", o.FleetCount[1], 1000*alive(24+float64(i))/alive(24), 1e-12)
		want, all := 0.0, 0.0
		for k, n := range came {
			want += n * alive(float64(i-k)+0.5)
			all += n
		}
		near(t, "programme", o.ProgrammeCount[0], want, 1e-9)
		near(t, "conservation", o.Installed+o.Retired, 2000+all, 1e-9)
	})
	o := newRig(p, 49).run(placeAll, nil)
	near(t, "half after the median", o.FleetCount[0], 500, 1e-12)
}

// TestExportControls: what is faster than the limit comes at a quarter of the supply from the month on, what is slower at all of it.
func TestExportControls(t *testing.T) {
	p := plain(t)
	p.Export = Export{On: true, State: Controlled, From: float64(begin + 6), Limit: 4800, Lets: 0.25}
	p.Accelerators[a30].BF16TFLOPS = 148 // of an H20, FP8 296: 2,368 by the rule
	p.Programmes = []Programme{
		{Accelerator: h100, GPUs: 1e5, Start: float64(begin - 1), By: float64(begin + 1), Supply: 100, BudgetMUSD: plenty, Completes: Yes, Zone: -1},
		{Accelerator: a30, GPUs: 1e5, Start: float64(begin - 1), By: float64(begin + 1), Supply: 100, BudgetMUSD: plenty, Completes: Yes, Zone: -1}}
	was := [2]float64{}
	newRig(p, 12).run(placeAll, func(i int, o *Out) {
		if i == 0 {
			return
		}
		want := 100.0
		if i >= 6 {
			want = 25
		}
		near(t, "fast", o.ProgrammeCount[0]-was[0], want, 1e-12)
		near(t, "slow", o.ProgrammeCount[1]-was[1], 100, 1e-12)
		was = [2]float64{o.ProgrammeCount[0], o.ProgrammeCount[1]}
	})
	for name, want := range map[int]float64{h100: 15832, a100: 4992} {
		a := catalogue()[name]
		near(t, a.Name, a.TotalProcessing(), want, 0)
	}
}

// 2,000 H100 are 250 nodes, 2.55 MW, three to a rack of 32 kW: 84 racks. 144 GPUs of NVL72 are two racks. 30 GPUs are 4 nodes.
func TestCases(t *testing.T) {
	p := plain(t)
	o := newRig(p, 2).run(placeAll, nil)
	near(t, "nodes", o.CaseNodes[0], 250, 0)
	near(t, "MW", o.CaseITMW[0], 2.55, 1e-12)
	near(t, "racks", o.CaseRacks[0], 84, 0)
	near(t, "cost", o.CaseCost[0], 2000*30000*1.4*1.25/1e6, 1e-12)
	near(t, "energy", o.CaseEnergy[0], o.CaseDays[0]*24*2.55*0.76/1000, 1e-12)
	near(t, "NVL72 racks", o.CaseRacks[1], 2, 0)
	near(t, "no job", o.CaseDays[1], 0, 0)
	near(t, "whole nodes", o.CaseNodes[2], 4, 0)
	// FLOP: 2.1e25 / (86400 x 30 x 989e12 x 0.4)
	near(t, "days by FLOP", o.CaseDays[2], 2.1e25/(86400*30*989e12*0.4), 1e-12)
	// A rack of 6.65 kW, the national mean, holds no DGX H100.
	p.RackKW, p.RackDerating = 6.65, 1
	if o := newRig(p, 2).run(placeAll, nil); o.CaseRacks[0] != 0 || o.NodesPerRack != 0 {
		t.Errorf("%g racks of 6.65 kW for DGX H100", o.CaseRacks[0])
	}
}

// TestMoreGPUsAreNeverSlower: a cluster in which failures take most of the time uses fewer.
func TestMoreGPUsAreNeverSlower(t *testing.T) {
	p := plain(t)
	p.Training.Failures = 5e-3
	p.Cases = nil
	for n := 64.0; n <= 3e5; n *= 1.1 {
		p.Cases = append(p.Cases, Case{Accelerator: h100, GPUs: n, Job: 1})
	}
	o := newRig(p, 1).run(placeAll, nil)
	for i := 1; i < len(p.Cases); i++ {
		if o.CaseDays[i] > o.CaseDays[i-1]*(1+1e-9) {
			t.Errorf("%g days on %g GPUs, %g on fewer", o.CaseDays[i], p.Cases[i].GPUs, o.CaseDays[i-1])
		}
	}
}

// TestPowerOfWhatRuns: the domain's IT power is the sum over islands of GPUs / GPUs per node x node power, in every month.
func TestPowerOfWhatRuns(t *testing.T) {
	p := described(t)
	p.Expansion.Reading, p.Expansion.Split, p.Programmes[0].Split = ReadCount, 3, 2.5
	r := newRig(p, 40)
	r.run(func(x *Request) { x.Placed = min(x.Wanted, 200) }, func(i int, o *Out) {
		kw := 0.0
		for k := range r.p.islands {
			a := r.p.Accelerators[r.p.islands[k].acc]
			kw += r.s.wholes[k] / a.PerNode * a.NodeKW
		}
		near(t, "MW", o.ITMW, kw/1000, 1e-9)
	})
}
