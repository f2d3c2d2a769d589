package known

import (
	"flag"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/train"
)

var update = flag.Bool("update", false, "write the golden texts anew")

// llama is a job that fails as Llama 3's did: 4.7e-4 stops a GPU-day, nine minutes to come back.
func llama(gpus int) Cluster {
	return Cluster{Nodes: gpus / 8, NodeGPUs: 8, FailuresPerGPUDay: train.Llama3Rate, Shape: math.Inf(1), DetectS: 60, RestartS: 480, Spares: -1}
}

// TestGoodputFormulas compares formulas with the referee: blocking checkpoints of a minute at Young's, Daly's and the
// best interval, and asynchronous ones that stop the job for 5 s of 60.
func TestGoodputFormulas(t *testing.T) {
	var b strings.Builder
	fmt.Fprintf(&b, "Waste in %% of time, played event by event and by formula; the first order besides. 4.7e-4 stops a GPU-day, 540 s to come back.\n")
	fmt.Fprintf(&b, "%7s %-22s %10s %8s %8s %8s %8s\n", "GPUs", "checkpoints of 60 s", "interval s", "played", "formula", "apart", "first")
	worst := 0.0
	for _, gpus := range []int{104, 1000, 2000, 4096, 16384, 30000, 65536, 100000} {
		c := llama(gpus)
		m := 86400 / (c.FailuresPerGPUDay * float64(gpus))
		keep := train.Reliability{FailuresPerGPUDay: c.FailuresPerGPUDay, DetectS: 60, RestartS: 480, StallS: 5, WriteS: 60}.Keep(gpus)
		for _, k := range []struct {
			name                        string
			interval, stall, write, say float64
		}{
			{"blocking, Young", train.YoungS(m, 60), 60, 60, train.Goodput(m, train.YoungS(m, 60), 60, 540)},
			{"blocking, Daly", train.DalyS(m, 60), 60, 60, train.Goodput(m, train.DalyS(m, 60), 60, 540)},
			{"blocking, best", train.BestS(m, 60), 60, 60, train.Goodput(m, train.BestS(m, 60), 60, 540)},
			{"asynchronous, best", keep.IntervalS, 5, 60, keep.Goodput},
		} {
			c.IntervalS, c.StallS, c.WriteS = k.interval, k.stall, k.write
			p := c.Play(30000, 7)
			if sum := p.Useful + p.Stalled + p.Lost + p.Back + p.Waiting; math.Abs(sum-1) > 1e-6 {
				t.Errorf("%d GPUs, %s: shares add up to %g", gpus, k.name, sum)
			}
			apart := 100 * (k.say - p.Useful)
			worst = math.Max(worst, math.Abs(apart))
			first := 100 * (1 - train.FirstOrderGoodput(m, k.interval, k.stall, 540+k.write-k.stall))
			fmt.Fprintf(&b, "%7d %-22s %10.0f %8.2f %8.2f %8.2f %8.2f\n", gpus, k.name, k.interval, 100*(1-p.Useful), 100*(1-k.say), apart, first)
			if math.Abs(apart) > 0.5 {
				t.Errorf("%d GPUs, %s: %.2f points apart", gpus, k.name, apart)
			}
		}
	}
	fmt.Fprintf(&b, "worst %.2f points\n", worst)

	// Bad nodes and spares: as many as the quantile of nodes out at once, and none.
	fmt.Fprintf(&b, "\nUnlike nodes (gamma of shape 0.3), three days of repair, asynchronous: waste in %%, of it waiting for a spare, nodes out in the mean\n")
	fmt.Fprintf(&b, "%7s %-18s %6s %8s %8s %8s %8s %8s\n", "GPUs", "nodes", "spares", "played", "formula", "apart", "waiting", "out")
	for _, gpus := range []int{2000, 16384, 30000} {
		for _, shape := range []float64{math.Inf(1), 0.3} {
			c := llama(gpus)
			c.Shape, c.RepairDays = shape, 3
			rel := train.Reliability{FailuresPerGPUDay: c.FailuresPerGPUDay, DetectS: 60, RestartS: 480, StallS: 5, WriteS: 60}
			keep := rel.Keep(gpus)
			c.IntervalS, c.StallS, c.WriteS = keep.IntervalS, 5, 60
			spares := train.Repair{NodeDays: 1 / (8 * c.FailuresPerGPUDay), Days: 3, Shape: math.Inf(1)}.Spares(c.Nodes, 0.99)
			name := "alike"
			if shape < 1 {
				name = "unlike"
			}
			for _, n := range []int{spares, spares / 2} {
				c.Spares = n
				p := c.Play(20000, 11)
				apart := 100 * (keep.Goodput - p.Useful)
				fmt.Fprintf(&b, "%7d %-18s %6d %8.2f %8.2f %8.2f %8.2f %8.1f\n", gpus, name, n, 100*(1-p.Useful), 100*(1-keep.Goodput), apart, 100*p.Waiting, p.Out)
				if n == spares && math.Abs(apart) > 1 {
					t.Errorf("%d GPUs, %s, %d spares: %.2f points apart", gpus, name, n, apart)
				}
				if n < spares && p.Waiting < 0.02 {
					t.Errorf("%d GPUs, %s: half the spares cost %.4f", gpus, name, p.Waiting)
				}
			}
		}
	}
	const path = "../../testdata/gpu/goodput.txt"
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !alike(string(want), b.String()) {
		t.Errorf("%s differs; go test ./solver/known -update writes it anew\n%s", path, b.String())
	}
}

// alike says whether two texts have the same words, and numbers within 0.05 or a thousandth: fused
// multiply-add rounds differently between machines.
func alike(want, got string) bool {
	a, b := strings.Fields(want), strings.Fields(got)
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		x, err1 := strconv.ParseFloat(a[i], 64)
		y, err2 := strconv.ParseFloat(b[i], 64)
		if err1 != nil || err2 != nil {
			if a[i] != b[i] {
				return false
			}
		} else if math.Abs(x-y) > 0.05+1e-3*math.Abs(x) {
			return false
		}
	}
	return true
}

// TestReferee: the referee agrees with what needs no formula: no failure to speak of, and failures that come at the
// stated rate; the same seed plays the same game; more spares never wait longer.
func TestReferee(t *testing.T) {
	c := llama(2000)
	c.IntervalS, c.StallS, c.WriteS = 900, 100, 100
	c.FailuresPerGPUDay = 1e-9
	if p := c.Play(2, 1); math.Abs(p.Useful-0.9) > 1e-3 {
		t.Errorf("without failures %g is useful", p.Useful)
	}
	c = llama(16384)
	c.IntervalS, c.StallS, c.WriteS, c.DetectS, c.RestartS = 300, 5, 5, 0, 0
	p := c.Play(40000, 3)
	if math.Abs(p.StopsDay/(419.0/54)-1) > 0.02 {
		t.Errorf("%g stops a day, Llama 3 had 419 in 54", p.StopsDay)
	}
	if q := c.Play(40000, 3); p != q {
		t.Error("the same seed plays another game")
	}
	c.RepairDays, c.RestartS = 3, 300
	last := 1.0
	for _, c.Spares = range []int{15, 25, 40, 60} {
		w := c.Play(5000, 5).Waiting
		if w > last+1e-3 {
			t.Errorf("%d spares wait %g after %g", c.Spares, w, last)
		}
		last = w
	}
}
