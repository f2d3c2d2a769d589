package train

import (
	"fmt"
	"math"
	"testing"
)

// task is a search for a job on a fleet whose parts fail as Llama 3's did.
func task(t testing.TB, model, gpu string, seq, batch int, tokens float64, p Precision, s Software) Search {
	c := Calibrated()
	return Search{Calibration: &c, Model: Mechanistic, Accelerator: accelerators(t)[gpu], Software: s, Reliability: Reliability{Llama3Rate, 60, 480, 5, 60},
		Job: &Job{Model: models(t)[model], Tokens: tokens, Seq: seq, GlobalBatch: batch, Precision: p, Programme: 1}}
}

// brute tries everything that shapes and batches make, without bounds, and returns
// the best days and fewest GPUs.
func brute(s *Search, gpus int, days float64) (fastest float64, fewest int) {
	if err := s.check(); err != nil {
		panic(err)
	}
	fastest, fewest = math.Inf(1), math.MaxInt
	s.shapes(func(l Layout) {
		for _, l.DP = range divisors(s.Job.GlobalBatch) {
			if l.GPUs() > gpus {
				break
			}
			s.batches(l, func(f *Found) (float64, float64) {
				fastest = math.Min(fastest, f.Days)
				if f.Days <= days {
					fewest = min(fewest, f.Layout.GPUs())
				}
				return math.Inf(1), 0
			}, func(*Layout) bool { return true })
		}
	})
	return fastest, fewest
}

// TestPruning: the bounds throw nothing away: the fewest GPUs are those of a search
// without bounds, and the fastest layout is as fast.
func TestPruning(t *testing.T) {
	for _, s := range []Search{
		task(t, "Llama 3 8B", "H100-SXM", 8192, 128, 1e12, BF16, FSDP()), task(t, "Llama 2 70B", "A100-SXM-80GB", 4096, 256, 1e11, BF16, Megatron()),
		task(t, "Mixtral 8x7B", "H100-SXM", 4096, 256, 1e12, FP8, Megatron()),
	} {
		const gpus = 256
		fast, _, err := s.Fastest(gpus)
		if err != nil {
			t.Fatal(err)
		}
		days := 1.7 * fast.Days
		few, effort, err := s.Smallest(days, gpus)
		if err != nil {
			t.Fatal(err)
		}
		want, fewest := brute(&s, gpus, days)
		if fast.Days > want*(1+1e-12) {
			t.Errorf("%s: %.6g days, %.6g without bounds", s.Job.Model.Name, fast.Days, want)
		}
		if few.Layout.GPUs() != fewest || few.Days > days {
			t.Errorf("%s: %d GPUs in %g days, %d without bounds", s.Job.Model.Name, few.Layout.GPUs(), few.Days, fewest)
		}
		if effort.Tried < 10 || effort.Fit > effort.Tried {
			t.Errorf("effort %+v", effort)
		}
	}
}

// TestFound: what is found fits, is allowed, and is found again; on more GPUs it
// is not slower; a longer deadline needs no more GPUs.
func TestFound(t *testing.T) {
	s := task(t, "Llama 3 70B", "H100-SXM", 8192, 1024, 1e12, BF16, Megatron())
	last := math.Inf(1)
	for _, gpus := range []int{64, 128, 512, 1024, 2048, 16384, 65536, 1 << 19} {
		f, effort, err := s.Fastest(gpus)
		if err != nil {
			t.Fatal(err)
		}
		if ok, _ := f.Memory.Fits(s.Accelerator); !ok || f.Layout.GPUs() > gpus || f.Layout.Check(s.Job.Model, 8192) != nil {
			t.Errorf("%d GPUs: %+v", gpus, f)
		}
		if f.Days > last {
			t.Errorf("%d GPUs take %g days after %g", gpus, f.Days, last)
		}
		last = f.Days
		if g, again, _ := s.Fastest(gpus); g.Layout != f.Layout || again != effort {
			t.Errorf("%d GPUs: another layout the second time", gpus)
		}
		t.Logf("%d GPUs: %+v, MFU %.3f, %.3g days, %+v", gpus, f.Layout, f.Estimate.MFU, f.Days, effort)
	}
	fewest := math.MaxInt
	for _, days := range []float64{10, 20, 40, 80} {
		f, effort, err := s.Smallest(days, 4096)
		if err != nil {
			t.Fatal(err)
		}
		if f.Days > days || f.Layout.GPUs() > fewest {
			t.Errorf("%g days: %d GPUs after %d, %g days", days, f.Layout.GPUs(), fewest, f.Days)
		}
		fewest = f.Layout.GPUs()
		t.Logf("%g days: %d GPUs, %+v", days, fewest, effort)
	}
}

// TestNothingFits: too few GPUs and too short a deadline are errors that say so.
func TestNothingFits(t *testing.T) {
	s := task(t, "Llama 3 405B", "H100-SXM", 8192, 1024, 1e13, BF16, Megatron())
	if _, _, err := s.Fastest(16); err == nil {
		t.Error("405 B on 16 GPUs")
	} else if _, ok := err.(*FitError); !ok {
		t.Error(err)
	}
	if _, _, err := s.Smallest(1, 16384); err == nil {
		t.Error("405 B in a day")
	}
	s.Model = NoModel
	if _, _, err := s.Fastest(1024); err == nil {
		t.Error("no model finds a layout")
	}
}

// TestConstantSearch: with a constant utilisation the days are those of the regime's
// share, and the layout is one that the mechanism likes.
func TestConstantSearch(t *testing.T) {
	s := task(t, "Llama 3 70B", "H100-SXM", 8192, 1024, 1e12, BF16, Megatron())
	s.Model = Constant
	f, _, err := s.Fastest(1024)
	if err != nil {
		t.Fatal(err)
	}
	g, _ := find(s.Calibration.Regimes, key{Hopper, 16, false})
	near(t, "HFU", f.Estimate.HFU, g.HFU, 1e-9)
	if f.Layout.GPUs() != 1024 {
		t.Errorf("%d GPUs", f.Layout.GPUs())
	}
}

// TestDivisors by hand.
func TestDivisors(t *testing.T) {
	if s := fmt.Sprint(divisors(36), divisors(1), divisors(7)); s != "[1 2 3 4 6 9 12 18 36] [1] [1 7]" {
		t.Error(s)
	}
}
