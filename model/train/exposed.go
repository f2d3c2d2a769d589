package train

import "math"

// tensorS is the exposed communication of tensor parallelism of one layer and
// pass: two all-reduces of 2 s b h bytes (or the gathers and scatters that sequence
// parallelism has for them, of the same volume).
func (l *Layout) tensorS(t *Transformer, a *Accelerator, e *Efficiency, seq int) float64 {
	if l.TP == 1 {
		return 0
	}
	bytes := 2 * float64(seq) * float64(l.MicroBatch) / float64(l.CP) * float64(t.Hidden)
	s := 2 * across(a, e, l.TP, min(l.TP, a.Domain), false).RingAllReduceS(bytes, l.TP)
	if l.OverlapTP {
		s *= e.Expose
	}
	return s
}

// contextS is what is left of a ring that passes keys and values forward and their
// gradients backward, behind attention itself (Liu et al. 2023, arXiv 2310.01889).
func (l *Layout) contextS(t *Transformer, a *Accelerator, e *Efficiency, seq int, scores float64) float64 {
	if l.CP == 1 {
		return 0
	}
	kv := l.kvHeads(t) * float64(t.queryDim()+t.valueDim())
	if t.MLA.KVRank > 0 {
		kv = float64(t.Heads) / float64(l.TP) * float64(t.queryDim()+t.valueDim())
	}
	bytes := 2 * kv * float64(seq) * float64(l.MicroBatch) // of the whole sequence
	inside := min(l.CP, max(1, a.Domain/l.TP))
	ring := across(a, e, l.CP, inside, false).GatherS(bytes, l.CP)
	return hidden(ring, scores, e) + hidden(2*ring, 2.5*scores, e)
}

// hidden is what stays visible of communication behind computation.
func hidden(communication, behind float64, e *Efficiency) float64 {
	return math.Max(e.Expose*communication, communication-behind)
}

// expertS is the exposed all-to-alls of one layer, forward and backward: routed
// tokens go out and come back, 2 bytes each (1 out with FP8), in both passes.
// Inside of a domain they take the link, beyond it the network; a limit of nodes
// lets one copy a node cross.
func (l *Layout) expertS(t *Transformer, a *Accelerator, e *Efficiency, seq int) float64 {
	if l.EP == 1 {
		return 0
	}
	tokens := float64(seq) * float64(l.MicroBatch) / float64(l.CP) / float64(l.TP)
	one := tokens * float64(t.MoE.TopK) * float64(t.Hidden)
	bytes := 2 * (2 + math.Min(2, l.Precision.Bytes())) * one
	inside := min(l.EP, a.Domain)
	link, net := pipes(a, e)
	s := link.seconds(bytes * float64(inside-1) / float64(l.EP))
	if l.EP > inside {
		cross := bytes * float64(l.EP-inside) / float64(l.EP)
		if n := t.MoE.NodeLimit; n > 0 && n < t.MoE.TopK {
			cross *= float64(n) / float64(t.MoE.TopK)
		}
		s = math.Max(s, net.seconds(cross)+4*net.LatencyS)
	}
	if l.OverlapEP {
		s *= e.Expose
	}
	return s
}

// pipeS is the messages of one micro-batch between stages, both ways: 2 s b h
// bytes over the ports of a tensor group, once for every virtual stage. Interleaved
// schedules run them behind computation.
func (l *Layout) pipeS(t *Transformer, a *Accelerator, e *Efficiency, seq int) float64 {
	if l.PP == 1 {
		return 0
	}
	bytes := 2 * float64(seq) * float64(l.MicroBatch) / float64(l.CP) * float64(t.Hidden) / float64(l.TP)
	_, net := pipes(a, e)
	s := 2 * float64(l.Virtual) * net.SendS(bytes)
	if l.Virtual > 1 {
		s *= e.Expose
	}
	return s
}

// data adds what data parallelism and the optimizer cost: gradients are reduced
// behind the last backward pass and (with ZeRO) weights gathered behind the first
// forward pass, of forward and backward seconds; with ZeRO 3 weights are gathered
// in both passes and gradients scattered for every micro-batch, three passes for
// two (Rajbhandari et al. 2020).
func (l *Layout) data(s *Step, t *Transformer, a *Accelerator, e *Efficiency, forward, backward float64) {
	heavy := l.at(t, l.candidates()[1])
	shared, experts := heavy.parameters(t, l)
	n, ne := l.DP*l.CP, l.TP*l.CP*l.DP/l.EP
	there, back := l.exchange(a, e, shared, n, min(n, max(1, a.Domain/l.TP)), heavy.layers())
	own := shared
	if l.ZeRO > 0 {
		own /= float64(n)
	}
	if experts > 0 {
		g, r := l.exchange(a, e, experts, ne, max(1, min(ne, a.Domain/l.EP)), heavy.layers())
		there, back = there+g, back+r
		if l.ZeRO > 0 {
			experts /= float64(ne)
		}
	}
	s.OptimizerS = (own + experts) * (2*l.optimizerBytes() + 2 + l.Grads.Bytes()) / e.memory(a)
	if l.OverlapDP {
		there, back = hidden(there, forward, e), hidden(back, backward, e)
	}
	s.DataS = there + back
	if l.ZeRO == 3 {
		s.DataS *= float64(l.MicroBatches())
	}
}

// exchange is the seconds of one exchange of parameters between n replicas: of
// weights in the forward pass, and of gradients (and weights again) in the backward.
func (l *Layout) exchange(a *Accelerator, e *Efficiency, parameters float64, n, inside, layers int) (forward, backward float64) {
	p := across(a, e, n, inside, l.Flat)
	one := float64(max(1, layers))
	weights, grads := one*p.GatherS(2*parameters/one, n), one*p.GatherS(l.Grads.Bytes()*parameters/one, n)
	switch l.ZeRO {
	case 0:
		return 0, p.AllReduceS(l.Grads.Bytes()*parameters, n)
	case 3:
		return weights, weights + grads
	}
	return weights, grads
}
