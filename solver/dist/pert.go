package dist

// PERT is a beta distribution over [Min, Max] with its peak at Mode and shape
// 4. Make it with NewPERT.
type PERT struct {
	*Beta
	Mode float64
}

var pertEntry = Entry{
	Name:    "pert",
	Params:  threePoint,
	Doc:     "A smooth three-point estimate: a beta distribution whose mean is (min + 4 mode + max)/6.",
	Formula: "x = min + (max-min) Beta(1 + 4 (mode-min)/(max-min), 1 + 4 (max-mode)/(max-min))",
	Source:  "Malcolm, Roseboom, Clark and Fazar, Operations Research, 1959; Vose, Risk Analysis, 2008",
	Example: Args{"min": {0.3}, "mode": {0.5}, "max": {0.8}},
	New: func(a Args) (Dist, []ParamError) {
		r := reader{args: a}
		min, mode, max := r.threePoint()
		if len(r.errs) > 0 {
			return nil, r.errs
		}
		return NewPERT(min, mode, max), nil
	},
}

// NewPERT makes the distribution for min <= mode <= max, min < max.
func NewPERT(min, mode, max float64) *PERT {
	alpha := 1 + 4*(mode-min)/(max-min)
	return &PERT{NewBeta(alpha, 6-alpha, min, max), mode}
}
