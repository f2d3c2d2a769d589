package train

import (
	"math"
	"strconv"
)

// Estimate is the time of a step with its interval.
type Estimate struct {
	Model     Model
	Seconds   float64
	LowS      float64 // nine in ten unseen families of runs lie between
	HighS     float64
	MFU       float64 // of the model's FLOPs, full convention, over dense peak
	CausalMFU float64 // the same, counting the half of the scores that the mask leaves
	HFU       float64 // of what the hardware does, full convention
	Step      Step    // where the mechanism sees the time, scaled to Seconds
	Like      bool    // runs of its regime stand behind the calibration
	Outside   []RangeError
}

// z90 and z80 are the normal quantiles of 0.95 and 0.90.
const (
	z90 = 1.6448536269514722
	z80 = 1.2815515655446004
)

// Estimate is the time of a step of seq tokens by a model. Memory is not asked
// here; see [Layout.Memory]. The interval is exp(+-1.645 s), s being the model's
// error on families left out: of regimes that others had been seen of, or not.
func (c *Calibration) Estimate(m Model, t *Transformer, a *Accelerator, l *Layout, seq int) (Estimate, error) {
	peak, err := a.PeakTFLOPS(l.Precision)
	if err = first(t.Check(), a.Check(), l.Check(t, seq), err, within("step", "model", "", float64(m), float64(Constant), float64(Mechanistic))); err != nil {
		return Estimate{}, err
	}
	return c.estimate(m, t, a, l, seq, peak), nil
}

func (c *Calibration) estimate(m Model, t *Transformer, a *Accelerator, l *Layout, seq int, peak float64) Estimate {
	r := Run{Model: t, Accelerator: a, Layout: *l, Seq: seq}
	out := Estimate{Model: m, Seconds: seconds(m, &c.Efficiency, c.Regimes, &r), Step: l.step(t, a, &c.Efficiency, seq)}
	out.Step.scale(out.Seconds / out.Step.Seconds())
	out.Outside = c.outside(&r)
	spread := c.Spread[m]
	_, alike := find(c.Regimes, r.key())
	if out.Like = alike == 3; !out.Like {
		spread = c.Unlike[m]
	}
	out.LowS, out.HighS = out.Seconds*math.Exp(-z90*spread), out.Seconds*math.Exp(z90*spread)
	rate := out.Seconds * float64(l.GPUs()) * peak * tera
	tokens := float64(seq) * float64(l.GlobalBatch)
	out.MFU = tokens * t.TrainFLOPs(Full, seq) / rate
	out.CausalMFU = tokens * t.TrainFLOPs(Causal, seq) / rate
	out.HFU = out.MFU * t.HardwareRatio(l.Recompute, Full, seq)
	return out
}

// outside names what a run has that no run behind the calibration had.
func (c *Calibration) outside(r *Run) []RangeError {
	var out []RangeError
	if _, alike := find(c.Regimes, r.key()); alike < 3 {
		out = append(out, RangeError{Of: "calibration", Quantity: "regime " + r.key().String() + ", runs alike", Unit: "", Value: float64(alike), Min: 3, Max: 3})
	}
	x, l := &c.Max, &r.Layout
	for _, q := range [...]struct {
		name  string
		v, hi int
	}{{"GPUs", l.GPUs(), x.GPUs}, {"sequence", r.Seq, x.Seq}, {"hidden size", r.Model.Hidden, x.Hidden}, {"tensor parallelism", l.TP, x.TP},
		{"pipeline stages", l.PP, x.PP}, {"context parallelism", l.CP, x.CP}, {"expert parallelism", l.EP, x.EP}} {
		if q.v > q.hi {
			out = append(out, RangeError{Of: "calibration", Quantity: q.name, Unit: "", Value: float64(q.v), Min: 1, Max: float64(q.hi)})
		}
	}
	return out
}

// String names the regime.
func (k key) String() string {
	s := k.generation.String() + " in " + strconv.Itoa(k.bits) + " bits"
	if k.sparse {
		return s + " with experts"
	}
	return s + ", dense"
}
