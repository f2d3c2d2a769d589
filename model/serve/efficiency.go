package serve

import "github.com/headroom-planner/headroom/model/train"

// kinds of products' operands whose rates are told apart.
const (
	wide   = iota // 16 bits and more
	eight         // 8 bits
	four          // 4 bits
	widths        // how many
)

func width(p train.Precision) int {
	switch p {
	case train.FP8:
		return eight
	case train.FP4:
		return four
	}
	return wide
}

// Efficiency is what serving reaches of the hardware's figures: shares of a peak in
// (0, 1] unless it says otherwise.
type Efficiency struct {
	Prompt    [widths]float64 // of dense peak, in a prompt's products
	Step      float64         // of what a prompt reaches, in a step's products
	Attention float64         // of dense 16-bit peak, in a prompt's scores
	Scores    float64         // the same, in a step's
	Grouped   float64         // of what other products reach, in those of routed experts
	Memory    float64         // of memory bandwidth, in weights and what passes through
	Cache     float64         // of memory bandwidth, in reading keys and values
	Link      float64         // of the scale-up link's bandwidth
	Routing   float64         // passes over routed tokens to sort, send and merge them, at memory speed
	LayerS    float64         // seconds that a layer's launches and waits cost a step
	ExpertS   float64         // seconds that a layer's experts cost a step besides: ranks wait for each other
	HostS     float64         // seconds of a step outside of the GPU
}

// Prior is what the literature says before any throughput is looked at. Kernels
// alone reach 0.6 to 0.8 of peak (see train); schedulers, samplers and padding take
// their part. Round numbers, judgements, each trusted to some 30 %, the last
// four to a factor of two.
func Prior() Efficiency {
	return Efficiency{Prompt: [widths]float64{0.55, 0.5, 0.4}, Step: 0.8, Attention: 0.5, Scores: 0.3, Grouped: 0.5, Memory: 0.75, Cache: 0.5, Link: 0.7, Routing: 8, LayerS: 2e-5, ExpertS: 2e-4, HostS: 2e-3}
}

// knobs are the constants that a fit moves, in a fixed order.
func (e *Efficiency) knobs() []*float64 {
	return []*float64{&e.Prompt[wide], &e.Prompt[eight], &e.Prompt[four], &e.Step, &e.Attention, &e.Scores, &e.Grouped, &e.Memory, &e.Cache, &e.Link, &e.Routing, &e.LayerS, &e.ExpertS, &e.HostS}
}
