package train

import "math"

// Model says how the time of a step is found.
type Model uint8

// The models. The zero value is none of them.
const (
	NoModel     Model = iota
	Constant          // a share of dense peak for each regime, whatever the layout
	Mechanistic       // kernels, links and the pipeline, corrected by the regime's factor
)

// String names the model.
func (m Model) String() string {
	return [...]string{"no model", "constant utilisation", "mechanism"}[min(m, Mechanistic)]
}

// Regime is what runs of one generation, width of numbers and kind (dense, experts) have in common.
type Regime struct {
	Generation Generation
	Bits       int // of a product's operands
	Sparse     bool
	Runs       int     // behind it
	HFU        float64 // their mean share of dense peak, full convention, recomputation counted
	Factor     float64 // published over predicted seconds, shrunk towards 1
}

func (r *Regime) key() key { return key{r.Generation, r.Bits, r.Sparse} }

// Calibration is the constants of the mechanism, the regimes, and how far off each
// model was on families of runs that it had not seen.
type Calibration struct {
	Efficiency Efficiency
	Regimes    []Regime
	Spread     [Mechanistic + 1]float64 // root mean square of log(predicted/published) by model
	Unlike     [Mechanistic + 1]float64 // the same in regimes of which nothing was seen
	Max        Extent
}

// Extent is the largest of what runs had.
type Extent struct{ GPUs, Seq, TP, PP, CP, EP, Hidden int }

// cover widens the extent.
func (x *Extent) cover(r *Run) {
	x.GPUs, x.Seq, x.Hidden = max(x.GPUs, r.Layout.GPUs()), max(x.Seq, r.Seq), max(x.Hidden, r.Model.Hidden)
	x.TP, x.PP, x.CP, x.EP = max(x.TP, r.Layout.TP), max(x.PP, r.Layout.PP), max(x.CP, r.Layout.CP), max(x.EP, r.Layout.EP)
}

// shrink is the weight of the belief that a regime's factor is 1, in runs.
const shrink = 1

// regimes sums the runs up. The order is that of first appearance.
func regimes(runs []Run, w []float64, e *Efficiency) []Regime {
	var out []Regime
	var sums [][3]float64
	for i := range runs {
		k := runs[i].key()
		at := -1
		for j := range out {
			if out[j].key() == k {
				at = j
			}
		}
		if at < 0 {
			at = len(out)
			out, sums = append(out, Regime{Generation: k.generation, Bits: k.bits, Sparse: k.sparse}), append(sums, [3]float64{})
		}
		out[at].Runs++
		sums[at][0] += w[i]
		sums[at][1] += w[i] * runs[i].residual(e)
		sums[at][2] += w[i] * math.Log(runs[i].stepAt(1)/runs[i].StepS)
	}
	for j, s := range sums {
		out[j].Factor = math.Exp(-s[1] / (s[0] + shrink))
		out[j].HFU = math.Exp(s[2] / s[0])
	}
	return out
}

// find returns the regime most like a key, preferring one with more runs; alike says
// how much of it they share, see key.alike.
func find(rs []Regime, k key) (r Regime, alike int) {
	alike = -1
	for i := range rs {
		a := rs[i].key().alike(k)
		if a > alike || a == alike && rs[i].Runs > r.Runs {
			r, alike = rs[i], a
		}
	}
	return r, alike
}

// seconds of a step by a model. A factor is used for its own regime only; a
// utilisation for the most like.
func seconds(m Model, e *Efficiency, rs []Regime, r *Run) float64 {
	g, alike := find(rs, r.key())
	if m == Constant {
		return r.stepAt(g.HFU)
	}
	s := r.Layout.step(r.Model, r.Accelerator, e, r.Seq)
	if alike < 3 {
		return s.Seconds()
	}
	return s.Seconds() * g.Factor
}
