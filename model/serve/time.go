package serve

import (
	"math"

	"github.com/headroom-planner/headroom/model/train"
)

// touched is 1 - (1 - p)^n, for small p too.
func touched(p, n float64) float64 { return -math.Expm1(n * math.Log1p(-p)) }

// rates are the rates of one GPU.
type rates struct{ prompt, step, attention, scores, memory, cache, link float64 }

func (r *Replica) rates(e *Efficiency) rates {
	a := r.Accelerator
	peak, _ := a.PeakTFLOPS(r.Precision)
	half, err := a.PeakTFLOPS(train.BF16)
	if err != nil {
		half, _ = a.PeakTFLOPS(train.FP16)
	}
	p := e.Prompt[width(r.Precision)] * peak * tera
	return rates{p, p * e.Step, e.Attention * half * tera, e.Scores * half * tera, e.Memory * a.HBMGBps * giga, e.Cache * a.HBMGBps * giga, e.Link * a.LinkGBps * giga}
}

// routed is the share of a token's products that are of routed experts.
func (r *Replica) routed() float64 {
	m := r.Model
	if !m.Sparse() {
		return 0
	}
	return 2 * m.Routed() * float64(m.MoE.TopK) / float64(m.MoE.Experts) / m.ForwardFLOPs(train.Full, 0)
}

// products is the seconds of so many FLOPs, a part of them of routed experts.
func (r *Replica) products(e *Efficiency, flops, rate float64) float64 {
	s := r.routed()
	return flops / rate * (1 - s + s/e.Grouped)
}

// exchange is the seconds of communication and routing of so many tokens of one
// group. Tensor parallelism sums twice a layer: 2 (n-1)/n of 2 bytes h each. Spread
// experts send each token to its k experts in 8 bits and get 16 back, (n-1)/n of them
// over the link.
func (r *Replica) exchange(e *Efficiency, k *rates, tokens float64) float64 {
	m, n := r.Model, float64(r.GPUs)
	h := float64(m.Hidden)
	away := (n - 1) / n
	s := 0.0
	if copies := float64(m.MoE.TopK) * float64(m.MoELayers()) * h * tokens; copies > 0 {
		s += e.Routing * 2 * copies / r.group() / k.memory
		if r.Spread {
			s += 3 * copies * away / k.link
		}
	}
	if !r.Spread && n > 1 {
		s += float64(m.Layers) * 2 * 2 * away * 2 * h * tokens / k.link
	}
	return s
}

// PromptS is the seconds of a prompt's first pass on its group of GPUs, when the GPUs
// do nothing else.
func (r *Replica) PromptS(e *Efficiency, prompt float64) float64 {
	k := r.rates(e)
	products, scores := r.Model.promptFLOPs(prompt)
	g := r.group()
	return r.products(e, products/g, k.prompt) + scores/g/k.attention + r.exchange(e, &k, prompt)
}

// StepS is the seconds of a step that gives each of batch requests of a group one
// token: weights once and the cache of all through memory, FLOPs at the rate of
// products, communication, launches and the host.
func (r *Replica) StepS(e *Efficiency, batch, context float64) float64 {
	k := r.rates(e)
	m, g := r.Model, r.group()
	shared, routed := r.weights()
	tokens := batch
	if r.Spread {
		tokens *= float64(r.GPUs)
	}
	bytes := shared + routed*m.Touched(tokens)
	products, scores := m.stepFLOPs(context)
	return bytes/k.memory + batch*r.cache(context)/k.cache + r.products(e, batch*products/g, k.step) + batch*scores/g/k.scores +
		r.exchange(e, &k, batch) + float64(m.Layers)*e.LayerS + float64(m.MoELayers())*e.ExpertS + e.HostS
}

// Steady is a replica in its steady state.
type Steady struct {
	Batch     float64 // running requests of a group
	Requests  float64 // a second and replica
	TokensGPU float64 // output tokens a second and GPU
	TokenS    float64 // mean seconds between tokens of a request, its prompt left out
	PromptS   float64 // seconds of a prompt's own pass
	Busy      float64 // share of time in prompts
}

// at is the steady state of so many running requests. In O steps every request
// ends once, and a prompt is taken in for each: Requests = B/(O step + B prompt).
func (r *Replica) at(e *Efficiency, t Traffic, batch float64) Steady {
	step, prompt := r.StepS(e, batch, t.Context()), r.PromptS(e, t.Prompt)
	x := batch / (t.Output*step + batch*prompt)
	groups := float64(r.GPUs) / r.group()
	return Steady{batch, x * groups, x * t.Output / r.group(), step + batch*prompt/t.Output, prompt, x * prompt}
}
