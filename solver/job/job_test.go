package job

import (
	"math"
	"testing"

	"github.com/headroom-planner/headroom/model/train"
	"github.com/headroom-planner/headroom/scenarios/catalogue"
)

// spec is Llama 3 70B on H100.
func spec(t testing.TB, gpus int) *Spec {
	t.Helper()
	s := &Spec{Overrun: Overrun(), Failures: Range{2.9e-4, 8.1e-4}, RestartS: Range{300, 1200}, Load: Range{0.7, 0.85}, PUE: Range{1.1, 1.4}, GPUHour: Range{2, 3}, Tariff: Exactly(0.08), Draws: 4096, Seed: 1, Confident: 0.5}
	ms, err := catalogue.Models()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range ms {
		if m.Name == "Llama 3 70B" {
			s.Job = train.Job{Model: m.Transformer, Tokens: 15e12, Seq: 8192, GlobalBatch: 2048, Precision: train.BF16, Programme: 1}
		}
	}
	s.Fleet = train.Fleet{Accelerator: part(t, "H100-SXM"), GPUs: gpus, Software: train.Megatron(), Model: train.Mechanistic, StorageGBps: 300, AsyncStallS: 5, NodeGPUs: 8,
		Repair: train.Repair{NodeDays: 264, Days: 3, Shape: 1}, SpareQuantile: 0.99}
	return s
}

func part(t testing.TB, name string) train.Accelerator {
	t.Helper()
	as, err := catalogue.Accelerators()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range as {
		if a.Name == name {
			return a.Accelerator
		}
	}
	t.Fatalf("no %s", name)
	return train.Accelerator{}
}

func near(t testing.TB, what string, got, want, tol float64) {
	t.Helper()
	if !(math.Abs(got/want-1) <= tol) {
		t.Errorf("%s = %g, want %g within %g", what, got, want, tol)
	}
}

// TestCertain: without uncertainty the bands are a point: that of the plan.
func TestCertain(t *testing.T) {
	s := spec(t, 4096)
	s.Overrun, s.Failures, s.RestartS, s.Load, s.PUE, s.GPUHour = Exactly(1), Exactly(train.Llama3Rate), Exactly(540), Exactly(0.8), Exactly(1.25), Exactly(2)
	c := train.Calibrated()
	a, err := Run(&c, s)
	if err != nil {
		t.Fatal(err)
	}
	for what, x := range map[string][2]float64{"days": {a.Days.P50, a.Plan.Days}, "hours": {a.GPUHours.P50, a.Plan.GPUHours}, "energy": {a.FacilMWh.P50, a.Plan.FacilMWh}, "goodput": {a.Goodput.P50, a.Plan.Kept.Goodput},
		"rent": {a.RentUSD.P50, 2 * a.Plan.GPUHours}, "power": {a.PowerUSD.P50, 80 * a.Plan.FacilMWh}, "stops": {a.Stops.P50, a.Plan.Kept.StopsADay * a.Plan.Days}, "spread": {a.Days.P10, a.Days.P90}} {
		near(t, what, x[0], x[1], 1e-9)
	}
}

// TestBands: the days follow the overrun, whose quantiles are known in closed form, but for a little goodput; published
// hours of the run lie inside.
func TestBands(t *testing.T) {
	s := spec(t, 4096)
	c := train.Calibrated()
	a, err := Run(&c, s)
	if err != nil {
		t.Fatal(err)
	}
	sigma := math.Log(s.Overrun.High/s.Overrun.Low) / (2 * 1.6448536)
	near(t, "middle", a.Days.P50, a.Plan.Days*s.Overrun.Median(), 0.03)
	near(t, "P90 over P50", a.Days.P90/a.Days.P50, math.Exp(1.2815516*sigma), 0.03)
	near(t, "P50 over P10", a.Days.P50/a.Days.P10, math.Exp(1.2815516*sigma), 0.03)
	if !(a.GPUHours.P10 < 6.4e6 && 6.4e6 < a.GPUHours.P90) {
		t.Errorf("6.4 million published hours lie outside %+v", a.GPUHours)
	}
	b, err := Run(&c, s)
	if err != nil || a.Days != b.Days || a.FacilMWh != b.FacilMWh || a.Stops != b.Stops || a.Plan.Layout != b.Plan.Layout {
		t.Error("the same job has another answer")
	}
	s.Seed = 2
	if b, err = Run(&c, s); err != nil || a.Days == b.Days {
		t.Error("another seed has the same answer")
	}
}

// TestDeadline: more probability needs more GPUs, a shorter deadline too, and the plan meets what was asked.
func TestDeadline(t *testing.T) {
	c := train.Calibrated()
	last := 0
	for _, p := range []float64{0.5, 0.75, 0.9} {
		s := spec(t, 32768)
		s.Fleet.Deadline, s.Confident = 60, p
		a, err := Run(&c, s)
		if err != nil {
			t.Fatal(err)
		}
		if a.Plan.GPUs < last || a.Meets < p-0.03 {
			t.Errorf("probability %g: %d GPUs after %d, met with %g", p, a.Plan.GPUs, last, a.Meets)
		}
		if !(a.GPUs.P10 <= a.GPUs.P50 && a.GPUs.P50 <= a.GPUs.P90) {
			t.Errorf("%+v", a.GPUs)
		}
		if p == 0.9 && a.GPUs.P90 != float64(a.Plan.GPUs) {
			t.Errorf("P90 %g GPUs, the plan for 0.9 has %d", a.GPUs.P90, a.Plan.GPUs)
		}
		last = a.Plan.GPUs
	}
	s := spec(t, 2048)
	s.Fleet.Deadline = 130
	a, err := Run(&c, s)
	if err != nil || !math.IsInf(a.GPUs.P90, 1) || a.GPUs.P10 > 2048 {
		t.Errorf("90 %% on 2,048 GPUs in 130 days: %+v %v", a.GPUs, err)
	}
}

// TestUnlike: on a part that no run was seen of, the interval is wider by what the calibration says.
func TestUnlike(t *testing.T) {
	c := train.Calibrated()
	s := spec(t, 4096)
	a, err := Run(&c, s)
	if err != nil {
		t.Fatal(err)
	}
	s.Fleet.Accelerator = part(t, "MI300X")
	b, err := Run(&c, s)
	if err != nil {
		t.Fatal(err)
	}
	width := func(x Band) float64 { return math.Log(x.P90 / x.P10) }
	extra := math.Pow(c.Unlike[train.Mechanistic], 2) - math.Pow(c.Spread[train.Mechanistic], 2)
	near(t, "width", width(b.Days), math.Sqrt(math.Pow(width(a.Days), 2)+math.Pow(2*1.2815516, 2)*extra), 0.05)
}

// TestErrors: what cannot be is named.
func TestErrors(t *testing.T) {
	c := train.Calibrated()
	for what, spoil := range map[string]func(*Spec){
		"overrun": func(s *Spec) { s.Overrun = Range{2, 1} }, "failures": func(s *Spec) { s.Failures = Range{} }, "load": func(s *Spec) { s.Load = Exactly(1.1) }, "PUE": func(s *Spec) { s.PUE = Exactly(0.9) },
		"price": func(s *Spec) { s.GPUHour = Exactly(-1) }, "draws": func(s *Spec) { s.Draws = 10 }, "probability": func(s *Spec) { s.Confident = 1 }, "programme": func(s *Spec) { s.Job.Programme = 0.8 },
		"tokens": func(s *Spec) { s.Job.Tokens = 0 }, "memory": func(s *Spec) { s.Fleet.GPUs = 4 }, "restart": func(s *Spec) { s.RestartS = Range{math.NaN(), 1} },
	} {
		s := spec(t, 1024)
		spoil(s)
		if a, err := Run(&c, s); err == nil || a.Plan.GPUs != 0 {
			t.Errorf("%s passes", what)
		}
	}
}
