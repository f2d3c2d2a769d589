package train

import (
	"fmt"
	"math"
	"testing"
)

// TestCollapse: without model parallelism ZeRO 3 gathers all weights for every
// micro-batch, so that spreading a batch over more GPUs leaves the time of a step
// where it was: published 144, 88, 44 TFLOPS at 384, 768, 1,536 GPUs (a required
// case), and 138, 98, 48 for 530 B.
func TestCollapse(t *testing.T) {
	c := Calibrated()
	var rate []float64
	for _, r := range runs(t) {
		if r.Family != "zero3-2021" {
			continue
		}
		e, err := c.Estimate(Mechanistic, r.Model, r.Accelerator, &r.Layout, r.Seq)
		if err != nil {
			t.Fatal(err)
		}
		rate = append(rate, 312*e.HFU)
	}
	t.Logf("HFU in TFLOPS: %.0f", rate)
	for i, want := range []float64{144, 88, 44, 138, 98, 48} {
		tol := 0.15
		if i == 3 {
			tol = 0.22
		}
		near(t, fmt.Sprint("case ", i), rate[i], want, tol)
	}
	near(t, "half the batch, half the rate", rate[1]/rate[2], 2, 0.02)
}

// TestRack: what a rack of 72 GPUs in one domain gains for experts over nodes of eight of the same generation, published
// tokens of GB200 NVL72 over B200, three models: within 20 %.
func TestRack(t *testing.T) {
	c := Calibrated()
	rate := map[string][2]float64{} // published, predicted tokens a second and GPU
	for _, r := range runs(t) {
		e, err := c.Estimate(Mechanistic, r.Model, r.Accelerator, &r.Layout, r.Seq)
		if err != nil {
			t.Fatal(err)
		}
		work := float64(r.Layout.GlobalBatch*r.Seq) / float64(r.Layout.GPUs())
		rate[r.Name] = [2]float64{work / r.StepS, work / e.Seconds}
	}
	for _, m := range []string{"dsv3", "30b", "235b"} {
		rack, node := rate["bridge-gb200-"+m], rate["bridge-b200-"+m]
		t.Logf("%s: published %.3f, predicted %.3f", m, rack[0]/node[0], rack[1]/node[1])
		near(t, m, rack[1]/node[1], rack[0]/node[0], 0.20)
	}
}

// TestBubble: a pipeline waits (p-1)/(v m) of its time (Narayanan et al. 2021), exactly
// so when nothing else is counted: halved by two virtual stages or twice the batch.
func TestBubble(t *testing.T) {
	m, a, e := models(t)["GPT 174.6B"], accelerators(t)["A100-SXM-80GB"], Prior()
	l := Layout{TP: 8, PP: 8, DP: 1, CP: 1, EP: 1, Virtual: 1, MicroBatch: 1, GlobalBatch: 64, Precision: FP16, Grads: FP32, Fused: true}
	s := l.step(m, a, &e, 2048)
	busy := s.Seconds() - s.BubbleS - s.DataS - s.OptimizerS
	near(t, "share", s.BubbleS/busy, 7.0/64, 1e-12)
	two := l
	two.GlobalBatch = 128
	u := two.step(m, a, &e, 2048)
	near(t, "twice the batch", u.BubbleS, s.BubbleS, 1e-12)
	two.GlobalBatch, two.Virtual = 64, 2
	u = two.step(m, a, &e, 2048)
	near(t, "virtual", u.BubbleS/(u.Seconds()-u.BubbleS-u.DataS-u.OptimizerS), 7.0/128, 1e-12)
	one := l
	one.PP = 1
	if x := one.step(m, a, &e, 2048); x.BubbleS != 0 || x.PipeS != 0 {
		t.Error("one stage waits")
	}
}

// TestNeverBeyondPeak: no layout computes faster than the hardware, and every part
// of a step is 0 or more.
func TestNeverBeyondPeak(t *testing.T) {
	c := Calibrated()
	for _, r := range runs(t) {
		for _, m := range [2]Model{Constant, Mechanistic} {
			e, err := c.Estimate(m, r.Model, r.Accelerator, &r.Layout, r.Seq)
			if err != nil {
				t.Fatal(err)
			}
			if !(e.MFU > 0 && e.MFU < 1 && e.HFU < 1.05 && e.CausalMFU <= e.MFU && e.LowS < e.Seconds && e.Seconds < e.HighS) {
				t.Errorf("%s by %s: %+v", r.Name, m, e)
			}
			s := e.Step
			for i, x := range []float64{s.ForwardS, s.BackwardS, s.RecomputeS, s.TensorS, s.ContextS, s.ExpertS, s.PipeS, s.BubbleS, s.DataS, s.OptimizerS} {
				if !(x >= 0) {
					t.Errorf("%s: part %d is %g", r.Name, i, x)
				}
			}
			near(t, r.Name, s.Seconds(), e.Seconds, 1e-9)
		}
	}
}

// TestFaster: better hardware is never slower, and costs cost.
func TestFaster(t *testing.T) {
	e := Calibrated().Efficiency
	for _, r := range runs(t) {
		at := math.Exp(r.residual(&e))
		for what, improve := range map[string]func(*Accelerator){
			"memory bandwidth": func(a *Accelerator) { a.HBMGBps *= 2 }, "link": func(a *Accelerator) { a.LinkGBps *= 2 }, "network": func(a *Accelerator) { a.NetGBps *= 2 },
			"compute": func(a *Accelerator) {
				for p := range a.dense {
					a.dense[p] *= 2
				}
			},
		} {
			a := *r.Accelerator
			improve(&a)
			x := r
			x.Accelerator = &a
			if y := math.Exp(x.residual(&e)); y > at*(1+1e-12) {
				t.Errorf("%s: twice the %s makes it %.3f times slower", r.Name, what, y/at)
			}
		}
		x := r
		if x.Layout.Recompute != FullRecompute {
			x.Layout.Recompute = FullRecompute
			if math.Exp(x.residual(&e)) <= at {
				t.Errorf("%s: computing again is free", r.Name)
			}
		}
	}
}

// TestNarrow: matrix products split over more GPUs keep less of the peak, and large
// square ones reach it.
func TestNarrow(t *testing.T) {
	k := kernels{flops: 600e12, memory: 2.5e12, bytes: 2, grouped: 1}
	last := 1.0
	for tp := 1.0; tp <= 64; tp *= 2 {
		share := 2 * 8192 * 8192 * (28672 / tp) / k.flops / k.product(8192, 28672/tp, 8192)
		if share >= last {
			t.Errorf("split %g ways the share is %g after %g", tp, share, last)
		}
		last = share
	}
	if s := 2 * math.Pow(65536, 3) / k.flops / k.product(65536, 65536, 65536); s < 0.98 {
		t.Errorf("a large product reaches %g", s)
	}
}
