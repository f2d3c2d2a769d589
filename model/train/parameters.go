package train

// attention is the parameters of one layer's attention with its matrices only,
// and what norms and biases add.
//
//	full, grouped: h a d + 2 h k d + a d h
//	MLA:           h rq + rq a (d+dr) + h (rkv+dr) + rkv a (d+dv) + a dv h
func (t *Transformer) attention() (matrices, rest float64) {
	h, a, d := float64(t.Hidden), float64(t.Heads), float64(t.HeadDim)
	if t.MLA.KVRank > 0 {
		rq, rkv, dr, dv := float64(t.MLA.QRank), float64(t.MLA.KVRank), float64(t.MLA.RopeDim), float64(t.MLA.ValueDim)
		q := h * a * (d + dr)
		if rq > 0 {
			q = h*rq + rq*a*(d+dr)
		}
		return q + h*(rkv+dr) + rkv*a*(d+dv) + a*dv*h, rq + rkv
	}
	kd := float64(t.KVHeads) * d
	if t.Biases {
		rest = a*d + 2*kd + h
	}
	return 2*h*a*d + 2*h*kd, rest
}

// feedForward is the matrices and the biases of a feed-forward of width ff.
func (t *Transformer) feedForward(ff int) (matrices, rest float64) {
	h, f := float64(t.Hidden), float64(ff)
	n := 2.0
	if t.Gated {
		n = 3
	}
	if t.Biases {
		rest = (n-1)*f + h
	}
	return n * h * f, rest
}

// norms is the parameters of a layer's two norms.
func (t *Transformer) norms() float64 {
	if t.Biases {
		return 4 * float64(t.Hidden)
	}
	return 2 * float64(t.Hidden)
}

// common is the parameters of a layer outside of its feed-forward.
func (t *Transformer) common() float64 {
	m, r := t.attention()
	return m + r + t.norms()
}

// denseLayer is the parameters of a layer with a dense feed-forward.
func (t *Transformer) denseLayer() float64 {
	m, r := t.feedForward(t.FF)
	return t.common() + m + r
}

// moeLayer is the parameters of a layer with experts: those that every
// token meets (router and shared experts too), and those of one routed expert.
func (t *Transformer) moeLayer() (always, expert float64) {
	m, r := t.feedForward(t.MoE.FF)
	s, _ := t.feedForward(t.MoE.SharedFF)
	return t.common() + s + float64(t.Hidden*t.MoE.Experts), m + r
}

// embedding is the parameters in front of the first layer.
func (t *Transformer) embedding() float64 { return float64(t.Hidden * (t.Vocab + t.Positions)) }

// head is the parameters behind the last layer, with what it copies when it is
// tied: a pipeline keeps a copy on its last stage.
func (t *Transformer) head() float64 { return float64(t.Hidden * t.Vocab) }

func (t *Transformer) finalNorm() float64 { return t.norms() / 2 }

// Parameters is the number of parameters: all, and those that one token uses
// (embedding and output counted whole, as published counts mostly do).
func (t *Transformer) Parameters() (total, active float64) {
	both := t.embedding() + t.finalNorm() + float64(t.denseLayers())*t.denseLayer()
	if !t.Tied {
		both += t.head()
	}
	total, active = both, both
	if n := float64(t.moeLayers()); n > 0 {
		always, expert := t.moeLayer()
		total += n * (always + float64(t.MoE.Experts)*expert)
		active += n * (always + float64(t.MoE.TopK)*expert)
	}
	return total, active
}

// Routed is the parameters of all routed experts, 0 without experts.
func (t *Transformer) Routed() float64 {
	n := float64(t.moeLayers())
	if n == 0 {
		return 0
	}
	_, expert := t.moeLayer()
	return n * float64(t.MoE.Experts) * expert
}

// MoELayers is the number of layers with experts.
func (t *Transformer) MoELayers() int { return t.moeLayers() }

// multiplied is the parameters that multiply every token: active, without the
// look-up of embeddings, norms and biases, with the output layer.
func (t *Transformer) multiplied() float64 {
	attention, _ := t.attention()
	m, _ := t.feedForward(t.FF)
	n := float64(t.Layers)*attention + float64(t.denseLayers())*m + t.head()
	if t.Sparse() {
		e, _ := t.feedForward(t.MoE.FF)
		s, _ := t.feedForward(t.MoE.SharedFF)
		n += float64(t.moeLayers()) * (s + float64(t.MoE.TopK)*e + float64(t.Hidden*t.MoE.Experts))
	}
	return n
}
