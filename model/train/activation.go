package train

// spread is what divides the tensors that tensor parallelism alone does not.
func (l *Layout) spread() float64 {
	if l.SequenceParallel {
		return float64(l.TP)
	}
	return 1
}

// kvHeads is the heads of keys and values on one GPU: at least one.
func (l *Layout) kvHeads(t *Transformer) float64 { return float64(max(1, ceil(t.KVHeads, l.TP))) }

// attentionBytes is the activations a token and layer keeps for attention inside
// of tensor parallelism, on one GPU: queries, keys, values and the projection's
// input, 2 bytes each; scores 5 a s with dropout (softmax, mask, output) and 2 a s
// without, when they are written and not computed again.
func (l *Layout) attentionBytes(t *Transformer, seq int) float64 {
	a, q, v := float64(t.Heads)/float64(l.TP), float64(t.queryDim()), float64(t.valueDim())
	kv := l.kvHeads(t)
	if t.MLA.KVRank > 0 {
		kv = a
	}
	b := 2*a*q + 2*kv*q + 2*kv*v + l.operandBytes()*a*v
	if l.Recompute == Operations && t.MLA.KVRank > 0 {
		b = l.operandBytes() * a * v
	}
	if !l.Fused && l.Recompute == NoRecompute {
		scores := 2.0
		if t.Dropout {
			scores = 5
		}
		b += scores * a * float64(seq)
	}
	return b
}

// operandBytes is the bytes of what products keep for the backward pass.
func (l *Layout) operandBytes() float64 { return min(2, max(1, l.Precision.Bytes())) }

// widthBytes is the activations a token keeps in a feed-forward of width ff: the
// input to the non-linearity and the gate, 2 bytes each, and its output, an
// operand of the next product. Computed again, the output is not kept, and the rest in
// the format of operands.
func (l *Layout) widthBytes(t *Transformer, ff int) float64 {
	if l.Recompute == Operations {
		return (wide(t) - 2) / 2 * l.operandBytes() * float64(ff)
	}
	return (wide(t) - 2 + l.operandBytes()) * float64(ff)
}

// outsideBytes is the activations a token and layer keeps outside of tensor
// parallelism: inputs of two norms, 2 bytes each, operands of the projections and
// of the feed-forward, and the masks of two dropouts.
func (l *Layout) outsideBytes(t *Transformer) float64 {
	b := (4+2*l.operandBytes())*float64(t.Hidden) + 2*float64(t.MLA.QRank+t.MLA.KVRank+t.MLA.RopeDim)
	if l.Recompute == Operations { // what norms give is not kept
		b -= 2 * l.operandBytes() * float64(t.Hidden)
	}
	if t.Dropout {
		b += 2 * float64(t.Hidden)
	}
	return b
}

// LayerBytes is the activations that one layer keeps of one token on one GPU, when
// nothing but scores is computed again. For a decoder of 2020 with dropout it is
// Korthikanti et al. 2022, Table 2: h (10 + 24/t + 5 a s/(h t)), and with sequence
// parallelism h/t (34 + 5 a s/h). Routed copies divide by t and not by e: what
// a GPU sends away, it gets from others.
func (l *Layout) LayerBytes(t *Transformer, seq int, experts bool) float64 {
	tp := float64(l.TP)
	b := l.outsideBytes(t)/l.spread() + l.attentionBytes(t, seq)
	if !experts {
		return b + l.widthBytes(t, t.FF)/tp
	}
	routed := float64(t.MoE.TopK) * (l.operandBytes()*float64(t.Hidden) + l.widthBytes(t, t.MoE.FF))
	return b + (l.widthBytes(t, t.MoE.SharedFF)+routed)/tp
}

// activations is the bytes that stage i keeps, and those of the one layer that is
// being computed again.
func (l *Layout) activations(t *Transformer, seq, i int) (kept, working float64) {
	s := l.at(t, i)
	tokens := float64(seq) * float64(l.MicroBatch) / float64(l.CP)
	depth := float64(l.InFlight(i)) / float64(l.Virtual)
	dense, moe := 0.0, 0.0
	if s.dense > 0 {
		dense = l.LayerBytes(t, seq, false)
	}
	if s.moe > 0 {
		moe = l.LayerBytes(t, seq, true)
	}
	if l.Recompute == FullRecompute {
		working = tokens * max(dense, moe)
		dense = 2 * float64(t.Hidden) / l.spread()
		moe = dense
	}
	kept = tokens * depth * (float64(s.dense)*dense + float64(s.moe)*moe)
	if n := s.layers(); n > 0 {
		kept *= 1 - float64(min(l.Offload, n))/float64(n)
	}
	return kept, working
}
