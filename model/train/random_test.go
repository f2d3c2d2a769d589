package train

import (
	"math"
	"testing"

	"github.com/headroom-planner/headroom/solver/rng"
)

// TestRandomLayouts: of 20,000 layouts drawn at random, those that the rules allow have
// finite, positive memory and time, an interval around it, and no part below 0; the
// others have an error and no number.
func TestRandomLayouts(t *testing.T) {
	c := Calibrated()
	var ms []*Transformer
	for _, row := range table(t, "../../scenarios/catalogue/transformers.csv") {
		ms = append(ms, shape(t, row))
	}
	as := accelerators(t)
	names := []string{"V100-SXM-32GB", "A100-SXM-80GB", "H100-SXM", "H20", "B200-SXM", "GB300-NVL72", "MI300X"}
	u := make([]float64, 256)
	allowed, full := 0, 0
	for n := range 20000 {
		rng.Fill(3, rng.Stream("train.layouts"), uint32(n), u)
		power := func(i, most int) int { return 1 << int(u[i]*float64(most+1)) }
		m, a := ms[int(u[0]*float64(len(ms)))], as[names[int(u[1]*float64(len(names)))]]
		l := Layout{
			TP: power(2, 4), PP: 1 + int(u[3]*12), DP: power(4, 8), CP: power(5, 3), EP: 1, Virtual: 1, ZeRO: int(u[6] * 4), MicroBatch: power(7, 3), GlobalBatch: power(8, 12),
			Precision: Precision(1 + int(u[9]*5)), Grads: Precision(1 + int(u[10]*3)), Recompute: Recompute(u[11] * 3), SequenceParallel: u[12] < 0.5,
			Fused: u[13] < 0.5, OverlapTP: u[14] < 0.5, OverlapDP: u[15] < 0.5, OverlapEP: u[16] < 0.5, Flat: u[17] < 0.2,
		}
		if m.Sparse() {
			l.EP = power(18, 5)
		}
		if l.PP > 1 {
			l.Virtual = 1 + int(u[19]*3)
		}
		seq := power(20, 6) * 512
		mem, err := l.Memory(m, seq)
		if err != nil {
			if mem != (Memory{}) {
				t.Fatalf("%v: memory beside an error", l)
			}
			if e, err := c.Estimate(Mechanistic, m, a, &l, seq); err == nil || e.Seconds != 0 {
				t.Fatalf("%v: time without a layout", l)
			}
			continue
		}
		if x := mem.Bytes(); !(x > ReserveBytes) || math.IsInf(x, 0) {
			t.Fatalf("%s %v: %g bytes", m.Name, l, x)
		}
		if s := (Search{Job: &Job{Model: m}, Accelerator: a}); !s.holds(&l) {
			full++
			if ok, left := mem.Fits(a); ok {
				t.Fatalf("%s on %s %v: parameters alone do not fit, and %g bytes are left", m.Name, a.Name, l, left)
			}
		}
		e, err := c.Estimate(Model(1+n%2), m, a, &l, seq)
		if _, none := a.PeakTFLOPS(l.Precision); (none == nil) != (err == nil) {
			t.Fatalf("%s at %s: %v", a.Name, l.Precision, err)
		}
		if err != nil {
			continue
		}
		allowed++
		if !(e.Seconds > 0 && !math.IsInf(e.Seconds, 0) && e.LowS < e.Seconds && e.HighS > e.Seconds && e.MFU > 0 && e.MFU < 1) {
			t.Fatalf("%s on %s %v: %+v", m.Name, a.Name, l, e)
		}
	}
	if allowed < 500 || full < 100 {
		t.Errorf("%d layouts were allowed only, %d of them full with parameters alone", allowed, full)
	}
	t.Logf("%d layouts", allowed)
}
