package train

// Convention says how a source counts a model's FLOPs.
type Convention uint8

// The conventions. The zero value is none of them.
const (
	NoConvention Convention = iota
	SixND                   // 6 x active parameters a token (Kaplan et al. 2020): no attention scores
	Full                    // with scores over the whole sequence: 6N + 12 L h s (PaLM, appendix B; Megatron; llm-foundry)
	Causal                  // with the half of the scores that the mask leaves: 6N + 6 L h s
)

// String names the convention.
func (c Convention) String() string {
	return [...]string{"no convention", "6ND", "full attention", "causal attention"}[min(c, Causal)]
}

// scores is the forward FLOPs a token of scores and weighted values over a whole
// sequence: 2 s a (dq + dv) a layer, which is 4 s h when a d = h.
func (t *Transformer) scores(seq int) float64 {
	return 2 * float64(t.Layers) * float64(seq) * float64(t.Heads) * float64(t.queryDim()+t.valueDim())
}

// ForwardFLOPs is the FLOPs of one token's forward pass.
func (t *Transformer) ForwardFLOPs(c Convention, seq int) float64 {
	switch c {
	case SixND:
		_, active := t.Parameters()
		return 2 * active
	case Full:
		return 2*t.multiplied() + t.scores(seq)
	case Causal:
		return 2*t.multiplied() + t.scores(seq)/2
	}
	return 0
}

// TrainFLOPs is the FLOPs of one token's forward and backward pass: three times
// forward, recomputation never counted.
func (t *Transformer) TrainFLOPs(c Convention, seq int) float64 { return 3 * t.ForwardFLOPs(c, seq) }

// HardwareRatio is hardware over model FLOPs by the convention: 4/3 with full
// recomputation; with selective the scores are done once more.
func (t *Transformer) HardwareRatio(r Recompute, c Convention, seq int) float64 {
	switch {
	case r == FullRecompute:
		return 4.0 / 3
	case r == Selective && c == Full:
		return 1 + t.scores(seq)/t.TrainFLOPs(c, seq)
	case r == Selective && c == Causal:
		return 1 + t.scores(seq)/2/t.TrainFLOPs(c, seq)
	}
	return 1
}

// ChinchillaTokens is the tokens that a budget trains a model of so many
// parameters best with: about 20 each (Hoffmann et al. 2022, arXiv 2203.15556).
func ChinchillaTokens(parameters float64) float64 { return 20 * parameters }
