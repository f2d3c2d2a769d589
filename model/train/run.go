package train

import "math"

// Run is a published run: what ran, and the seconds of a step that it reported.
type Run struct {
	Name, Family string // runs of one family share hardware, software and authors
	Model        *Transformer
	Accelerator  *Accelerator
	Layout       Layout
	Seq          int
	StepS        float64
}

// Check says whether the run can be laid out and fits.
func (r *Run) Check() error {
	if err := first(r.Model.Check(), r.Accelerator.Check(), r.Layout.Check(r.Model, r.Seq)); err != nil {
		return err
	}
	_, err := r.Accelerator.PeakTFLOPS(r.Layout.Precision)
	return first(err, within("run "+r.Name, "seconds of a step", "s", r.StepS, 1e-6, 1e6))
}

// stepAt is the seconds of a step in which the hardware's FLOPs, recomputation
// among them, take a share of peak.
func (r *Run) stepAt(hfu float64) float64 {
	work := stepWork(r.Model, &r.Layout, r.Seq) * r.Model.HardwareRatio(r.Layout.Recompute, Full, r.Seq)
	return work / (hfu * float64(r.Layout.GPUs()) * r.Accelerator.dense[r.Layout.Precision] * tera)
}

// stepWork is the model's FLOPs of a step by the full convention, which most
// published utilisations follow.
func stepWork(t *Transformer, l *Layout, seq int) float64 {
	return t.TrainFLOPs(Full, seq) * float64(seq) * float64(l.GlobalBatch)
}

// key is the regime of a run: what its kernels and routing have in common.
type key struct {
	generation Generation
	bits       int // 32, 16, 8 or 4 of a product's operands
	sparse     bool
}

func (r *Run) key() key { return keyOf(r.Model, r.Accelerator, &r.Layout) }

func keyOf(t *Transformer, a *Accelerator, l *Layout) key {
	return key{a.Generation, int(8 * l.Precision.Bytes()), t.Sparse()}
}

// alike says how much of the regime two keys share: 3 all, 2 all but experts, 1 the
// generation, 0 nothing.
func (k key) alike(o key) int {
	switch {
	case k == o:
		return 3
	case k.generation == o.generation && k.bits == o.bits:
		return 2
	case k.generation == o.generation:
		return 1
	}
	return 0
}

// weights give every family the weight of the square root of its number of runs,
// since the errors of a family are alike.
func weights(runs []Run) []float64 {
	w := make([]float64, len(runs))
	for i := range runs {
		n := 0.0
		for j := range runs {
			if runs[j].Family == runs[i].Family {
				n++
			}
		}
		w[i] = 1 / math.Sqrt(n)
	}
	return w
}
