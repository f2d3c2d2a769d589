package train

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

// fleet is a fleet whose parts fail as Llama 3's did and are away for three days.
func fleet(a *Accelerator, gpus int) Fleet {
	return Fleet{
		Accelerator: *a, GPUs: gpus, Software: Megatron(), Model: Mechanistic, FailuresPerGPUDay: Llama3Rate, DetectS: 60, RestartS: 480,
		StorageGBps: 100, AsyncStallS: 5, NodeGPUs: 8, Repair: Repair{NodeDays: 1 / (8 * Llama3Rate), Days: 3, Shape: 1}, SpareQuantile: 0.99,
		LoadFactor: 0.8, PUE: 1.25,
	}
}

// plans reads the published jobs and plans each on its GPUs.
func plans(t testing.TB, see func(row map[string]string, s Summary)) {
	c := Calibrated()
	ms, as := models(t), accelerators(t)
	for _, row := range table(t, "jobs.csv") {
		r := reader{t, row}
		j := Job{Model: ms[row["model"]], Tokens: num(t, row["tokens"]), Seq: r.int("seq"), GlobalBatch: r.int("batch"), Precision: precision(row["precision"]), Programme: 1}
		f := fleet(as[row["gpu"]], r.int("gpus"))
		s, err := Plan(&c, &j, &f)
		if err != nil {
			t.Errorf("%s: %v", row["job"], err)
			continue
		}
		see(row, s)
	}
}

// TestPlans prints the plan of every published job on the GPUs it had, beside the
// hours that were spent. The plan is that of a layout tuned by the search with
// today's software, without reruns, evaluation or ramps: published over planned
// hours is what a programme factor has to bring in, and less than 0.75 would say
// that the plan is too slow.
func TestPlans(t *testing.T) {
	var b strings.Builder
	fmt.Fprintf(&b, "%-18s %5s %-26s %4s %7s %5s %6s %7s %9s %9s %6s\n", "job", "GPUs", "layout", "GiB", "step s", "MFU%", "keeps%", "days", "GPU hours", "published", "ratio")
	sum, n := 0.0, 0.0
	plans(t, func(row map[string]string, s Summary) {
		l := s.Layout
		ratio := num(t, row["gpu_hours"]) / s.GPUHours
		fmt.Fprintf(&b, "%-18s %5d %-26s %4.0f %7.2f %5.1f %6.1f %7.1f %9.3g %9.3g %6.2f\n", row["job"], s.GPUs,
			fmt.Sprintf("t%d p%d v%d c%d e%d d%d b%d z%d %s", l.TP, l.PP, l.Virtual, l.CP, l.EP, l.DP, l.MicroBatch, l.ZeRO, l.Recompute.String()[:2]),
			s.Memory.Bytes()/gib, s.Estimate.Seconds, 100*s.Estimate.MFU, 100*s.Kept.Goodput, s.Days, s.GPUHours, num(t, row["gpu_hours"]), ratio)
		if ratio < 0.75 {
			t.Errorf("%s: published hours are %.2f of the planned", row["job"], ratio)
		}
		sum += math.Log(ratio)
		n++
	})
	fmt.Fprintf(&b, "geometric mean of published over planned: %.2f\n", math.Exp(sum/n))
	golden(t, "plans.txt", b.String())
}

// TestProduction prints published GPU hours of whole production runs beside a prediction that has not seen them: a plan, by the layout
// that they had where it is published and by search elsewhere, times the middle of what the other runs took over their
// plans; and by the best constant, the middle utilisation of 6ND of the others.
func TestProduction(t *testing.T) {
	c := Calibrated()
	ms, as := models(t), accelerators(t)
	own := map[string]Layout{}
	for _, r := range runs(t) {
		own[r.Name] = r.Layout
	}
	type job struct {
		name, grade               string
		hours, planned, peakHours float64
	}
	var jobs []job
	for _, row := range table(t, "jobs.csv") {
		if strings.Contains(row["source"], "an estimate of steps alone") {
			continue
		}
		r := reader{t, row}
		m, a := ms[row["model"]], as[row["gpu"]]
		j := Job{Model: m, Tokens: num(t, row["tokens"]), Seq: r.int("seq"), GlobalBatch: r.int("batch"), Precision: precision(row["precision"]), Programme: 1}
		f := fleet(a, r.int("gpus"))
		x := job{name: row["job"], grade: row["grade"], hours: num(t, row["gpu_hours"])}
		if l, ok := own[row["run"]]; ok {
			e, err := c.Estimate(Mechanistic, m, a, &l, j.Seq)
			if err != nil {
				t.Fatal(err)
			}
			gpus := l.GPUs()
			x.planned = j.Tokens / float64(l.GlobalBatch*j.Seq) * e.Seconds * float64(gpus) / 3600 / f.Reliability(m).Keep(gpus).Goodput
		} else {
			s, err := Plan(&c, &j, &f)
			if err != nil {
				t.Fatal(err)
			}
			x.planned = s.GPUHours
		}
		_, active := m.Parameters()
		peak, _ := a.PeakTFLOPS(BF16)
		x.peakHours = 6 * active * j.Tokens / (peak * tera * 3600)
		jobs = append(jobs, x)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "GPU hours of whole runs, published and predicted without the run itself\n%-18s %-7s %10s | %10s %8s | %10s %8s\n", "run", "grade", "published", "mechanism", "off %", "constant", "off %")
	var mean, worst [2]float64
	for i, x := range jobs {
		var others [2][]float64
		for k, y := range jobs {
			if k != i {
				others[0] = append(others[0], y.hours/y.planned)
				others[1] = append(others[1], y.hours/y.peakHours)
			}
		}
		var said, off [2]float64
		for k, base := range [2]float64{x.planned, x.peakHours} {
			slices.Sort(others[k])
			said[k] = base * others[k][len(others[k])/2]
			off[k] = 100 * (said[k]/x.hours - 1)
			mean[k] += math.Abs(off[k]) / float64(len(jobs))
			worst[k] = math.Max(worst[k], math.Abs(off[k]))
		}
		fmt.Fprintf(&b, "%-18s %-7s %10.3g | %10.3g %8.1f | %10.3g %8.1f\n", x.name, x.grade, x.hours, said[0], off[0], said[1], off[1])
	}
	fmt.Fprintf(&b, "mean absolute error %.1f and %.1f %%, worst %.1f and %.1f\n", mean[0], mean[1], worst[0], worst[1])
	golden(t, "production.txt", b.String())
	if mean[0] > mean[1] {
		t.Errorf("the mechanism is off by %.1f %%, a constant by %.1f", mean[0], mean[1])
	}
}

// TestSummary: the sums of a plan are those of its parts.
func TestSummary(t *testing.T) {
	c := Calibrated()
	m, a := models(t)["Llama 3 70B"], accelerators(t)["H100-SXM"]
	j := Job{Model: m, Tokens: 2e12, Seq: 8192, GlobalBatch: 1024, Precision: BF16, Programme: 0.9}
	f := fleet(a, 2048)
	f.Deadline = 30
	s, err := Plan(&c, &j, &f)
	if err != nil {
		t.Fatal(err)
	}
	if s.Days > 30 || s.GPUs > 2048 || s.LowDays >= s.Days || s.HighDays <= s.Days {
		t.Errorf("%+v", s)
	}
	near(t, "days", s.Days, math.Ceil(2e12/(8192*1024))/0.9*s.Estimate.Seconds/s.Kept.Goodput/86400, 1e-12)
	near(t, "hours", s.GPUHours, float64(s.GPUs)*s.Days*24, 1e-12)
	near(t, "energy", s.ITMWh, s.GPUHours*1275*0.8/1e6, 1e-12)
	near(t, "at the meter", s.FacilMWh, 1.25*s.ITMWh, 1e-12)
	near(t, "checkpoint", s.Checkpoint, 14*70553706496, 1e-12)
	near(t, "write", s.WriteS, 14*70.553706496/100, 1e-12)
	if s.Nodes != ceil(s.GPUs, 8) || s.SpareNodes < 1 {
		t.Errorf("%d nodes, %d spares", s.Nodes, s.SpareNodes)
	}
	// From the fleet's days back to a deadline, no more GPUs are needed.
	f.GPUs, f.Deadline = s.GPUs, 0
	whole, err := Plan(&c, &j, &f)
	if err != nil || whole.Days > s.Days*(1+1e-12) {
		t.Errorf("the fastest takes %g days, the one for a deadline %g", whole.Days, s.Days)
	}
}

// TestPower: published energies leave servers out: BLOOM's 433 MWh over 1,082,990 hours are the
// 400 W of the GPU alone, LLaMA-65B's 449 MWh the same at a PUE of 1.1. A plan counts
// the servers: twice as much. At nameplate and a PUE of 1.3 an H100 is 1.66 kW,
// against 1.65 that Llama 3's site of 27 MW gives and 1.7 of Epoch.
func TestPower(t *testing.T) {
	as := accelerators(t)
	near(t, "BLOOM", 1082990*as["A100-SXM-80GB"].PowerW/1e6, 433, 0.002)
	near(t, "LLaMA 65B", 1.1*1022362*as["A100-SXM-80GB"].PowerW/1e6, 449, 0.003)
	near(t, "server over GPU", as["A100-SXM-80GB"].HostW/as["A100-SXM-80GB"].PowerW, 2, 0.02)
	near(t, "H100 at the meter", as["H100-SXM"].HostW*1.3/1e3, 1.65, 0.01)
}

// TestNoAllocation: memory, time and goodput of a layout allocate nothing.
func TestNoAllocation(t *testing.T) {
	c := Calibrated()
	rel := Reliability{Llama3Rate, 60, 480, 5, 60}
	for _, r := range runs(t)[:40] {
		peak := r.Accelerator.dense[r.Layout.Precision]
		if n := testing.AllocsPerRun(10, func() {
			m := r.Layout.memory(r.Model, r.Seq)
			m.Fits(r.Accelerator)
			c.estimate(Mechanistic, r.Model, r.Accelerator, &r.Layout, r.Seq, peak)
			rel.Keep(r.Layout.GPUs())
		}); n > 0 {
			t.Errorf("%s: %g allocations", r.Name, n)
		}
	}
}

// TestWords: layouts and errors read as people write them.
func TestWords(t *testing.T) {
	l := Layout{TP: 8, PP: 16, DP: 64, CP: 1, EP: 1, Virtual: 8, ZeRO: 1, MicroBatch: 1}
	if s := l.String(); s != "TP8 PP16 DP64 VP8 ZeRO1 micro-batch 1 recompute none" {
		t.Error(s)
	}
	for want, err := range map[string]error{
		"rate of X: a sparse rate at fp8 was given for a dense one": &MisuseError{"rate of X", "a sparse rate at fp8", "a dense one"},
		"layout: heads do not divide":                               &FitError{"heads do not divide"},
		"calibration: GPUs 32768 is outside 1 to 16384":             &RangeError{Of: "calibration", Quantity: "GPUs", Unit: "", Value: 32768, Min: 1, Max: 16384},
		"transformer x: layers 0 is outside 1 to 10000":             (&Transformer{Name: "x"}).Check(),
	} {
		if err.Error() != want {
			t.Errorf("%q, want %q", err, want)
		}
	}
}

// TestPlanErrors: what cannot be is named before anything is searched.
func TestPlanErrors(t *testing.T) {
	c := Calibrated()
	m, a := models(t)["Llama 3 8B"], accelerators(t)["H100-SXM"]
	good := Job{Model: m, Tokens: 1e12, Seq: 8192, GlobalBatch: 512, Precision: BF16, Programme: 1}
	for what, spoil := range map[string]func(*Job, *Fleet){
		"tokens": func(j *Job, f *Fleet) { j.Tokens = 0 }, "programme": func(j *Job, f *Fleet) { j.Programme = 1.1 }, "GPUs": func(j *Job, f *Fleet) { f.GPUs = 0 },
		"storage": func(j *Job, f *Fleet) { f.StorageGBps = 0 }, "quantile": func(j *Job, f *Fleet) { f.SpareQuantile = 1 }, "load": func(j *Job, f *Fleet) { f.LoadFactor = 0 },
		"PUE": func(j *Job, f *Fleet) { f.PUE = 0.9 }, "model": func(j *Job, f *Fleet) { f.Model = NoModel }, "FP4 on Hopper": func(j *Job, f *Fleet) { j.Precision = FP4 },
		"deadline": func(j *Job, f *Fleet) { f.Deadline = math.NaN() }, "too little memory": func(j *Job, f *Fleet) { f.Accelerator.LabelGiB, f.Accelerator.UsableGiB = 5, 5 },
	} {
		j, f := good, fleet(a, 256)
		spoil(&j, &f)
		if s, err := Plan(&c, &j, &f); err == nil || s.GPUs != 0 {
			t.Errorf("%s passes", what)
		}
	}
}

// BenchmarkStep is one evaluation of a layout: its memory and the time of its step.
func BenchmarkStep(b *testing.B) {
	c := Calibrated()
	for _, name := range []string{"llama3-405b-16k", "korthikanti-2-selective", "bridge-gb200-dsv3"} {
		for _, r := range runs(b) {
			if r.Name != name {
				continue
			}
			peak := r.Accelerator.dense[r.Layout.Precision]
			b.Run(name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					m := r.Layout.memory(r.Model, r.Seq)
					if m.Bytes() <= 0 || c.estimate(Mechanistic, r.Model, r.Accelerator, &r.Layout, r.Seq, peak).Seconds <= 0 {
						b.Fatal("nothing")
					}
				}
				b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "steps/s")
			})
		}
	}
}

// BenchmarkSearch is the full search for 175 B parameters on 1,024 GPUs.
func BenchmarkSearch(b *testing.B) {
	s := task(b, "GPT 174.6B", "A100-SXM-80GB", 2048, 1536, 300e9, BF16, Megatron())
	for b.Loop() {
		if _, _, err := s.Fastest(1024); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPlan is one plan of 405 B parameters.
func BenchmarkPlan(b *testing.B) {
	c := Calibrated()
	j := Job{Model: models(b)["Llama 3 405B"], Tokens: 15.6e12, Seq: 8192, GlobalBatch: 2048, Precision: BF16, Programme: 1}
	f := fleet(accelerators(b)["H100-SXM"], 16384)
	for _, d := range []float64{0, 100} {
		f.Deadline = d
		b.Run(fmt.Sprintf("gpus=16384/deadline=%g", d), func(b *testing.B) {
			for b.Loop() {
				if _, err := Plan(&c, &j, &f); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
