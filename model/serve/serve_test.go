package serve

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/train"
	"github.com/headroom-planner/headroom/scenarios/catalogue"
	"github.com/headroom-planner/headroom/solver/rng"
)

func precisionOf(s string) (train.Precision, error) {
	p, ok := catalogue.Precision(s)
	if !ok {
		return p, fmt.Errorf("precision %q", s)
	}
	return p, nil
}

// TestCache: bytes of keys and values a token in 16 bits: DeepSeek-V3 70,272, Llama 3.1
// 405B 516,096 (DeepSeek, Insights into DeepSeek-V3, arXiv 2505.09343, Table 1), Llama 3 70B 2 x 80
// x 8 x 128 x 2. A window of 128 holds no more than 128.
func TestCache(t *testing.T) {
	for name, want := range map[string]float64{"DeepSeek-V3": 70272, "Llama 3 405B": 516096, "Llama 3 70B": 327680} {
		near(t, name, model(t, name).CacheBytes(train.BF16, 1), want, 1e-12)
		near(t, name+" in FP8", model(t, name).CacheBytes(train.FP8, 1), want/2, 1e-12)
		near(t, name+" in FP4", model(t, name).CacheBytes(train.FP4, 1000), 500*want, 1e-12)
	}
	m := model(t, "gpt-oss 120B")
	near(t, "half the layers see 128", m.CacheBytes(train.BF16, 8192), 2*2*8*64*(18*8192+18*128), 1e-12)
	near(t, "all see 100", m.CacheBytes(train.BF16, 100), 2*2*8*64*36*100, 1e-12)
}

// TestWeights: the published checkpoint of gpt-oss 120B has 60.8 GiB (model card, Table 1); 16 bits
// of Llama 3 70B are 2 bytes a parameter; FP8 of DeepSeek-V3 is one byte, 16-bit words besides.
func TestWeights(t *testing.T) {
	sum := func(name string, p train.Precision) float64 {
		a, b := model(t, name).WeightBytes(p)
		return a + b
	}
	near(t, "gpt-oss", sum("gpt-oss 120B", train.BF16)/gib, 60.8, 0.005)
	near(t, "Llama", sum("Llama 3 70B", train.BF16), 2*70553706496, 1e-12)
	near(t, "DeepSeek", sum("DeepSeek-V3", train.FP8), 671026404352+2*7168*129280, 1e-12)
	near(t, "DeepSeek in FP4", sum("DeepSeek-V3", train.FP4), 0.5625*(671026404352-2*7168*129280)+4*7168*129280, 1e-12)
}

// TestTouched: one token reads k of E experts, many read all; 256 experts, 8 a token, 32 tokens: 1 - (31/32)^32.
func TestTouched(t *testing.T) {
	m := model(t, "DeepSeek-V3")
	near(t, "one", m.Touched(1), 8.0/256, 1e-12)
	near(t, "32", m.Touched(32), 1-math.Pow(31.0/32, 32), 1e-12)
	near(t, "many", m.Touched(1e6), 1, 1e-12)
	if model(t, "Llama 3 70B").Touched(7) != 0 {
		t.Error("a dense model has no experts")
	}
}

// TestFLOPs: a prompt's FLOPs are those of training's forward pass behind the mask but for the
// output layer, and a step's are 2 a parameter and 4 L h a token of context; a window saves.
func TestFLOPs(t *testing.T) {
	m := model(t, "Llama 3 70B")
	products, scores := m.promptFLOPs(4096)
	words := 2.0 * 8192 * 128256
	near(t, "prompt", products+scores+4095*words, 4096*m.ForwardFLOPs(train.Causal, 4096), 1e-12)
	products, scores = m.stepFLOPs(1000)
	near(t, "step", products, m.ForwardFLOPs(train.Full, 0), 1e-12)
	near(t, "scores", scores, 4*80*8192*1000, 1e-12)
	d := model(t, "DeepSeek-V3")
	_, scores = d.stepFLOPs(1)
	near(t, "latent scores", scores, 61*128*2*(512+64+512), 1e-12)
	o := model(t, "gpt-oss 120B")
	_, with := o.promptFLOPs(8192)
	all := *o
	all.Window, all.WindowLayers = 0, 0
	_, without := all.promptFLOPs(8192)
	near(t, "window", with/without, 0.5+0.5*(128*(8192-64))/(8192*8192/2), 1e-12)
}

// TestMaxBatch by hand: Llama 3 70B in FP8 on two H100: each holds half of the weights and a
// cache of half the heads.
func TestMaxBatch(t *testing.T) {
	r := Replica{model(t, "Llama 3 70B"), gpu(t, "H100-SXM"), train.FP8, 2, false, Default()}
	words := 2.0 * 8192 * 128256
	weights := (70553706496 + words) / 2
	want := 0.9 * (79.6*gib - 3.9e9 - weights) / (163840.0 / 2 * 1500)
	if got := r.MaxBatch(Traffic{1000, 1000}); got != int(want) {
		t.Errorf("%d requests, want %g", got, want)
	}
	r.GPUs = 1
	if got := r.MaxBatch(Traffic{1000, 1000}); got != 32 {
		t.Errorf("one GPU holds %d", got)
	}
	r.Precision = train.BF16
	if got := r.MaxBatch(Traffic{1000, 1000}); got != 0 {
		t.Errorf("141 GB on 80: %d", got)
	}
	if _, err := r.Operate(&Efficiency{}, Traffic{1000, 1000}, None()); err == nil {
		t.Error("weights that do not fit are served")
	}
	// More heads of keys and values than GPUs are needed to split the cache further.
	wide := Replica{model(t, "Qwen3 235B-A22B"), gpu(t, "H100-SXM"), train.FP8, 8, false, Default()}
	near(t, "four heads on eight", wide.cache(1), model(t, "Qwen3 235B-A22B").CacheBytes(train.FP8, 1)/4, 1e-12)
}

// TestSteady: Little's law holds: running requests are arrivals times the time each runs; tokens are requests
// times their length; at one request the time between tokens is a step's.
func TestSteady(t *testing.T) {
	c := Calibrated()
	for _, p := range points(t) {
		for _, b := range []float64{1, 7, 100} {
			s := p.Replica.at(&c.Efficiency, p.Traffic, b)
			groups := float64(p.Replica.GPUs) / p.Replica.group()
			near(t, p.Name, s.Requests/groups*p.Traffic.Output*s.TokenS, b, 1e-9)
			near(t, p.Name, s.TokensGPU*float64(p.Replica.GPUs), s.Requests*p.Traffic.Output, 1e-9)
			if !(s.Busy > 0 && s.Busy < 1) {
				t.Errorf("%s: busy %g", p.Name, s.Busy)
			}
		}
	}
}

// TestWait: the tail of an M/D/1 queue against two million arrivals played one by one (Lindley's
// recursion), at the quantiles that promises are made at; the mean is Pollaczek and Khinchine's.
func TestWait(t *testing.T) {
	const n = 2_000_000
	u := make([]float64, n)
	rng.Fill(11, rng.Stream("serve.wait"), 0, u)
	for _, load := range []float64{0.2, 0.5, 0.8} {
		counts := make([]int, 4)
		qs := []float64{0.9, 0.95, 0.99, 0.999}
		limit := make([]float64, len(qs))
		for i, q := range qs {
			limit[i] = Wait(load, 1, q)
		}
		w, sum := 0.0, 0.0
		for _, x := range u {
			w = math.Max(0, w+1+math.Log(x)/load)
			sum += w
			for i := range qs {
				if w > limit[i] {
					counts[i]++
				}
			}
		}
		near(t, fmt.Sprint("mean at ", load), sum/n, MeanWait(load, 1), 0.03)
		for i, q := range qs {
			if over := float64(counts[i]) / n; math.Abs(over-(1-q)) > 0.2*(1-q)+3e-5 {
				t.Errorf("load %g: %g wait longer than the quantile %g says", load, over, q)
			}
		}
	}
	if Wait(0, 1, 0.99) != 0 || !math.IsInf(Wait(1, 1, 0.9), 1) || !math.IsInf(MeanWait(1, 1), 1) || Wait(0.005, 1, 0.99) != 0 {
		t.Error("limits")
	}
}

// demand is a chat service.
func demand() Demand {
	return Demand{Requests: 100, PeakToMean: 2.5, Traffic: Traffic{1500, 400}, Objective: Objective{FirstS: 2, TokenS: 0.05, Quantile: 0.99}}
}

// TestKept: what is promised is kept at the load that is found, and more load would break it.
func TestKept(t *testing.T) {
	c := Calibrated()
	r := Replica{model(t, "Llama 3 70B"), gpu(t, "H100-SXM"), train.FP8, 4, false, Default()}
	d := demand()
	for _, o := range []Objective{d.Objective, {0.5, 0.03, 0.95}, {10, 0.2, 0.999}, {1, 10, 0.99}} {
		x, err := r.Operate(&c.Efficiency, d.Traffic, o)
		if err != nil {
			t.Fatal(err)
		}
		if x.FirstS > o.FirstS || x.TokenS > o.TokenS || x.Batch > float64(x.Most) {
			t.Errorf("%+v breaks %+v", x, o)
		}
		more := r.at(&c.Efficiency, d.Traffic, x.Batch*1.01)
		first := more.first(r.StepS(&c.Efficiency, x.Batch*1.01, d.Traffic.Context()), o.Quantile)
		if more.TokenS < o.TokenS && first < o.FirstS && x.Batch < 0.999*slots(x.Most, o.Quantile) {
			t.Errorf("%+v could carry more under %+v", x, o)
		}
	}
	if _, err := r.Operate(&c.Efficiency, d.Traffic, Objective{0.001, 0.05, 0.99}); err == nil || !strings.Contains(err.Error(), "one request alone") {
		t.Errorf("a millisecond to the first token: %v", err)
	}
}

// TestMonotone: more requests, a higher peak, a shorter promise and longer requests never need fewer
// nodes; spares come on top.
func TestMonotone(t *testing.T) {
	c := Calibrated()
	for _, name := range []string{"Llama 3 70B", "DeepSeek-V3", "gpt-oss 120B", "Qwen3 235B-A22B"} {
		m := model(t, name)
		for _, part := range []string{"H200-SXM", "B200-SXM"} {
			s := Site{Accelerator: *gpu(t, part), NodeGPUs: 8, SpareNodes: 1, Engine: Default()}
			nodes := func(change func(*Demand)) int {
				d := demand()
				change(&d)
				f, err := c.Smallest(m, train.FP8, &s, &d)
				if err != nil {
					return math.MaxInt
				}
				return f.Nodes
			}
			sweep := func(what string, values []float64, set func(*Demand, float64)) {
				last := 0
				for _, v := range values {
					n := nodes(func(d *Demand) { set(d, v) })
					if n < last {
						t.Errorf("%s on %s: %s %g needs %d nodes after %d", name, part, what, v, n, last)
					}
					last = n
				}
			}
			sweep("requests", []float64{1, 3, 10, 30, 100, 300, 1000, 3000}, func(d *Demand, v float64) { d.Requests = v })
			sweep("peak", []float64{1, 1.5, 2, 4, 8}, func(d *Demand, v float64) { d.PeakToMean = v })
			sweep("1/first token", []float64{0.05, 0.1, 0.2, 0.5, 1, 2, 4, 8}, func(d *Demand, v float64) { d.Objective.FirstS = 1 / v })
			sweep("1/between tokens", []float64{1, 2, 5, 10, 20, 30, 50, 80}, func(d *Demand, v float64) { d.Objective.TokenS = 1 / v })
			sweep("quantile", []float64{0.5, 0.9, 0.99, 0.999, 0.9999}, func(d *Demand, v float64) { d.Objective.Quantile = v })
			sweep("output", []float64{50, 100, 400, 1600}, func(d *Demand, v float64) { d.Traffic.Output = v })
			sweep("prompt", []float64{100, 1500, 6000}, func(d *Demand, v float64) { d.Traffic.Prompt = v })
		}
	}
}

// TestFleet: the sums are those of the parts, the interval holds the middle, spares are N + r.
func TestFleet(t *testing.T) {
	c := Calibrated()
	m, d := model(t, "Llama 3 70B"), demand()
	s := Site{Accelerator: *gpu(t, "H100-SXM"), NodeGPUs: 8, SpareNodes: 2, Engine: Default()}
	f, err := c.Smallest(m, train.FP8, &s, &d)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d GPUs (%d to %d), TP%d, %d replicas, %.3g req/s each, batch %.0f, first %.3g s, between %.3g s", f.GPUs, f.LowGPUs, f.HighGPUs, f.Replica.GPUs, f.Replicas,
		f.Operating.Requests, f.Operating.Batch, f.Operating.FirstS, f.Operating.TokenS)
	if f.Replicas != int(math.Ceil(250/f.Operating.Requests)) || f.Nodes != (f.Replicas+8/f.Replica.GPUs-1)/(8/f.Replica.GPUs)+2 || f.GPUs != 8*f.Nodes {
		t.Errorf("%+v", f)
	}
	near(t, "load", f.Load, 250/(float64(f.Replicas)*f.Operating.Requests), 1e-12)
	if !(f.LowGPUs <= f.GPUs && f.GPUs <= f.HighGPUs && f.LowGPUs < f.HighGPUs) || len(f.Outside) > 0 {
		t.Errorf("%d in %d to %d, %v", f.GPUs, f.LowGPUs, f.HighGPUs, f.Outside)
	}
	s.SpareNodes = 0
	if g, err := c.Smallest(m, train.FP8, &s, &d); err != nil || g.Nodes != f.Nodes-2 {
		t.Errorf("without spares %d nodes, with two %d", g.Nodes, f.Nodes)
	}
	slow := c.Efficiency.slower(2)
	near(t, "slower", f.Replica.StepS(&slow, 10, 1000), 2*f.Replica.StepS(&c.Efficiency, 10, 1000), 1e-12)
	near(t, "slower prompt", f.Replica.PromptS(&slow, 1000), 2*f.Replica.PromptS(&c.Efficiency, 1000), 1e-12)
}

// TestOutside: what no point had is named and not refused, and widens the interval.
func TestOutside(t *testing.T) {
	c := Calibrated()
	m := model(t, "Llama 3 70B")
	in := Replica{m, gpu(t, "H100-SXM"), train.FP8, 2, false, Default()}
	out := Replica{m, gpu(t, "MI300X"), train.FP8, 2, false, Default()}
	a, err1 := c.Estimate(&in, Traffic{1000, 1000}, None())
	b, err2 := c.Estimate(&out, Traffic{100000, 1000}, None())
	if err1 != nil || err2 != nil || len(a.Outside) != 0 || len(b.Outside) != 2 {
		t.Fatalf("%v %v %v %v", err1, err2, a.Outside, b.Outside)
	}
	near(t, "interval", math.Log(a.High/a.TokensGPU), z90*c.Spread, 1e-9)
	near(t, "wider", math.Log(b.High/b.TokensGPU), z90*c.Unlike, 1e-9)
}

// TestErrors: what cannot be is named.
func TestErrors(t *testing.T) {
	c := Calibrated()
	good := Replica{model(t, "Llama 3 70B"), gpu(t, "H100-SXM"), train.FP8, 2, false, Default()}
	for what, spoil := range map[string]func(*Replica, *Traffic, *Objective){
		"FP4 on Hopper": func(r *Replica, _ *Traffic, _ *Objective) { r.Precision = train.FP4 }, "three GPUs": func(r *Replica, _ *Traffic, _ *Objective) { r.GPUs = 3 },
		"two nodes": func(r *Replica, _ *Traffic, _ *Objective) { r.GPUs = 16 }, "dense spread": func(r *Replica, _ *Traffic, _ *Objective) { r.Spread = true },
		"no prompt": func(_ *Replica, t *Traffic, _ *Objective) { t.Prompt = 0 }, "no output": func(_ *Replica, t *Traffic, _ *Objective) { t.Output = math.NaN() },
		"no time": func(_ *Replica, _ *Traffic, o *Objective) { o.FirstS = 0 }, "certainty": func(_ *Replica, _ *Traffic, o *Objective) { o.Quantile = 1 },
		"no batch": func(r *Replica, _ *Traffic, _ *Objective) { r.Engine.MaxBatch = 0 }, "no cache": func(r *Replica, _ *Traffic, _ *Objective) { r.Engine.CacheShare = 0 },
		"window": func(r *Replica, _ *Traffic, _ *Objective) { m := *r.Model; m.WindowLayers = 81; r.Model = &m },
	} {
		r, tr, o := good, Traffic{1000, 1000}, None()
		spoil(&r, &tr, &o)
		if _, err := c.Estimate(&r, tr, o); err == nil {
			t.Errorf("%s passes", what)
		}
	}
	d, s := demand(), Site{Accelerator: *gpu(t, "H100-SXM"), NodeGPUs: 8, Engine: Default()}
	for what, spoil := range map[string]func(*Demand, *Site){
		"no requests": func(d *Demand, _ *Site) { d.Requests = 0 }, "peak below mean": func(d *Demand, _ *Site) { d.PeakToMean = 0.9 }, "node": func(_ *Demand, s *Site) { s.NodeGPUs = 9 },
		"spares": func(_ *Demand, s *Site) { s.SpareNodes = -1 }, "objective": func(d *Demand, _ *Site) { d.Objective.TokenS = 1e-5 },
	} {
		dd, ss := d, s
		spoil(&dd, &ss)
		if f, err := c.Smallest(model(t, "Llama 3 70B"), train.FP8, &ss, &dd); err == nil || f.GPUs != 0 {
			t.Errorf("%s passes", what)
		}
	}
}

// TestNoAllocation: a steady state and an operating point allocate nothing.
func TestNoAllocation(t *testing.T) {
	c := Calibrated()
	r := Replica{model(t, "DeepSeek-V3"), gpu(t, "H200-SXM"), train.FP8, 8, true, Default()}
	if n := testing.AllocsPerRun(20, func() {
		if _, err := r.Operate(&c.Efficiency, Traffic{1000, 1000}, Objective{2, 0.2, 0.99}); err != nil {
			t.Fatal(err)
		}
	}); n > 0 {
		t.Errorf("%g allocations", n)
	}
}

// BenchmarkSmallest is one fleet with its interval.
func BenchmarkSmallest(b *testing.B) {
	c := Calibrated()
	m, d := model(b, "DeepSeek-V3"), demand()
	d.Objective.TokenS = 0.2
	s := Site{Accelerator: *gpu(b, "H200-SXM"), NodeGPUs: 8, SpareNodes: 1, Engine: Default()}
	for b.Loop() {
		if _, err := c.Smallest(m, train.FP8, &s, &d); err != nil {
			b.Fatal(err)
		}
	}
}
