package train

// kernels are the rates of one accelerator at one precision.
type kernels struct {
	flops, attention, memory float64 // FLOP/s, FLOP/s, B/s
	bytes                    float64 // of an operand
	grouped                  float64 // of flops, in the products of routed experts
}

// product is the seconds of an m x k by k x n matrix product: FLOPs at the rate of
// large ones, and operands and result once through memory. The second term is
// what makes narrow products slow: split over t GPUs, n falls and it does not.
func (k *kernels) product(m, n, kk float64) float64 {
	return 2*m*n*kk/k.flops + (k.bytes*(m*kk+kk*n)+2*m*n)/k.memory
}

// work is the seconds of a layer's kernels for so many tokens on one GPU.
type work struct {
	forward, backward float64
	scores            float64 // the part of forward that selective recomputation repeats
	light             float64 // the part that recomputing operations repeats
}

// layer is the seconds of one layer's kernels. Backward does each product twice.
func (l *Layout) layer(t *Transformer, k *kernels, seq int, experts bool) work {
	tokens := float64(seq) * float64(l.MicroBatch) / float64(l.CP)
	products := l.projections(t, k, tokens)
	traffic := tokens * (20*float64(t.Hidden)/l.spread() + 8*float64(t.Heads*t.queryDim())/float64(l.TP))
	if t.Dropout {
		traffic += tokens * 6 * float64(t.Hidden) / l.spread()
	}
	traffic += tokens * l.castBytes(2*float64(t.Hidden)/l.spread()+float64(t.Heads*t.valueDim())/float64(l.TP))
	if experts {
		p, b := l.experts(t, k, tokens)
		products, traffic = products+p, traffic+b
	} else {
		products += l.dense(t, k, tokens, t.FF)
		traffic += tokens * (wide(t)*float64(t.FF) + l.castBytes(float64(t.FF))) / float64(l.TP)
	}
	s, back := l.scores(t, k, seq)
	elementwise := traffic / k.memory
	light := elementwise
	if r := float64(t.MLA.KVRank); r > 0 {
		light += k.product(tokens, float64(t.Heads*(t.HeadDim+t.MLA.ValueDim))/float64(l.TP), r)
		if rq := float64(t.MLA.QRank); rq > 0 {
			light += k.product(tokens, float64(t.Heads*t.queryDim())/float64(l.TP), rq)
		}
	}
	return work{products + elementwise + s, 2*products + 2*elementwise + back, s, light}
}

// castBytes is the memory traffic of turning so many operands of products into 8
// bits: 2 bytes read, 1 written and 1 for the transposed copy.
func (l *Layout) castBytes(operands float64) float64 {
	if l.Precision == FP8 || l.Precision == FP4 {
		return 4 * operands
	}
	return 0
}

// wide is the bytes a non-linearity moves for each unit of width.
func wide(t *Transformer) float64 {
	if t.Gated {
		return 6
	}
	return 4
}

// projections is the products around attention.
func (l *Layout) projections(t *Transformer, k *kernels, tokens float64) float64 {
	h, tp, a := float64(t.Hidden), float64(l.TP), float64(t.Heads)
	out := k.product(tokens, h, a*float64(t.valueDim())/tp)
	if r := float64(t.MLA.KVRank); r > 0 {
		q, rq := a*float64(t.queryDim()), float64(t.MLA.QRank)
		if rq > 0 {
			out += k.product(tokens, rq, h) + k.product(tokens, q/tp, rq)
		} else {
			out += k.product(tokens, q/tp, h)
		}
		return out + k.product(tokens, r+float64(t.MLA.RopeDim), h) + k.product(tokens, a*float64(t.HeadDim+t.MLA.ValueDim)/tp, r)
	}
	return out + k.product(tokens, (a/tp+2*l.kvHeads(t))*float64(t.HeadDim), h)
}

// dense is the products of a feed-forward of width ff.
func (l *Layout) dense(t *Transformer, k *kernels, tokens float64, ff int) float64 {
	up := float64(ff) / float64(l.TP)
	in := up
	if t.Gated {
		in = 2 * up
	}
	return k.product(tokens, in, float64(t.Hidden)) + k.product(tokens, float64(t.Hidden), up)
}

// experts is the products of a layer's experts, shared ones too, and the bytes of
// routing and non-linearities. Each of the E/e experts on a GPU meets its share
// of the tokens in a product of its own.
func (l *Layout) experts(t *Transformer, k *kernels, tokens float64) (products, bytes float64) {
	if t.MoE.SharedFF > 0 {
		products = l.dense(t, k, tokens, t.MoE.SharedFF)
		bytes = tokens * (wide(t)*float64(t.MoE.SharedFF) + l.castBytes(float64(t.MoE.SharedFF))) / float64(l.TP)
	}
	here := float64(t.MoE.Experts) / float64(l.EP)
	routed := tokens * float64(t.MoE.TopK) / float64(l.TP)
	m, f, h := routed/here, float64(t.MoE.FF), float64(t.Hidden)
	in := f
	if t.Gated {
		in = 2 * f
	}
	small := *k
	small.flops *= k.grouped
	products += here * (small.product(m, in, h) + small.product(m, h, f))
	return products, bytes + routed*(wide(t)*f+l.castBytes(h+f))
}

// scores is the seconds of scores and values, forward and backward. Fused: half of
// them behind the mask, five products backward for two forward (FlashAttention,
// Dao et al. 2022). Written out: all of them, and each score through memory: 8
// bytes forward (product, softmax with scale and mask, product) and 14 backward,
// with dropout 13 and 19.
func (l *Layout) scores(t *Transformer, k *kernels, seq int) (forward, backward float64) {
	per := float64(seq) * float64(l.MicroBatch) / float64(l.CP) / float64(l.TP) * t.scores(seq) / float64(t.Layers)
	if l.Fused {
		f := per / 2 / k.attention
		return f, 2.5 * f
	}
	n := float64(l.MicroBatch) * float64(t.Heads) / float64(l.TP) * float64(seq) * float64(seq) / float64(l.CP)
	in, out := 8.0, 14.0
	if t.Dropout {
		in, out = 13, 19
	}
	return per/k.flops + in*n/k.memory, 2*per/k.flops + out*n/k.memory
}
