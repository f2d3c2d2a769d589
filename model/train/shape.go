package train

import "math"

// The shape of a decoder of which only the size is known: a judgement in the middle of what
// is published from 2023 to 2025 (Llama 2 and 3, Qwen3, DeepSeek-V3).
const (
	shapeAspect = 110    // hidden size over layers: 102 to 130 of Llama 3, 118 of DeepSeek-V3
	shapeFF     = 3.5    // width of the feed-forward over hidden size
	shapeHead   = 128    // width of a head
	shapeKV     = 8      // heads of keys and values
	shapeVocab  = 128256 // words, Llama 3's
)

// Shape makes a decoder of so many parameters: gated, grouped heads of 128, rotary positions, a vocabulary of
// 128,256. With experts it needs the active parameters too, and how many experts a token uses; all layers have
// experts then. Parameters come out within 2 % and active ones within 5 %. Errors: sizes no such shape has.
func Shape(total, active float64, experts, topK int) (*Transformer, error) {
	const of = "shape"
	if err := first(within(of, "parameters", "", total, 5e8, 1e14), whole(of, "experts", experts, 0, 1<<16)); err != nil {
		return nil, err
	}
	t := &Transformer{Name: sizeName(total), HeadDim: shapeHead, KVHeads: shapeKV, Gated: true, Vocab: shapeVocab}
	if experts == 0 {
		if active != total {
			return nil, &MisuseError{of, "active parameters other than all", "a dense model"}
		}
		t.proportion(total, func(h float64) float64 { return 2*h*h + 2*h*shapeKV*shapeHead + 3*shapeFF*h*h })
		if t.Layers == 0 {
			return nil, &FitError{"words alone are as many parameters"}
		}
		rest := (total-t.words())/float64(t.Layers) - t.around()
		t.FF = 64 * int(math.Round(rest/(3*float64(t.Hidden))/64))
		return t, t.Check()
	}
	if err := first(whole(of, "experts a token uses", topK, 1, experts-1), within(of, "active parameters", "", active, total*float64(topK)/float64(experts), 0.98*total)); err != nil {
		return nil, err
	}
	one := (total - active) / float64(experts-topK) // of one expert in all layers
	core := active - float64(topK)*one
	t.Name += ", " + sizeName(active) + " active"
	t.MoE = MoE{Experts: experts, TopK: topK}
	t.proportion(core, func(h float64) float64 { return 2*h*h + 2*h*shapeKV*shapeHead + h*float64(experts) })
	if t.Layers == 0 {
		return nil, &FitError{"words and attention alone are more than the active parameters leave"}
	}
	h, layers := float64(t.Hidden), float64(t.Layers)
	t.MoE.FF = int(math.Round(one / layers / (3 * h)))
	if rest := (core-t.words())/layers - t.around() - h*float64(experts); rest > 0 {
		t.MoE.SharedFF = int(math.Round(rest / (3 * h)))
	}
	if t.MoE.FF < 1 {
		return nil, &FitError{"experts of so few parameters have no width"}
	}
	return t, t.Check()
}

// words is the parameters of embedding and output, around those of a layer's attention and norms.
func (t *Transformer) words() float64 { return 2 * float64(t.Hidden) * float64(t.Vocab) }

func (t *Transformer) around() float64 { return t.common() }

// proportion sets the hidden size, a multiple of 1,024, and the layers that share size out, words apart, at perLayer
// parameters each: those whose ratio is nearest to shapeAspect.
func (t *Transformer) proportion(size float64, perLayer func(h float64) float64) {
	best := math.Inf(1)
	for h := 1024; h <= 1<<16; h += 1024 {
		layers := math.Round((size - 2*float64(h)*shapeVocab) / perLayer(float64(h)))
		if d := math.Abs(math.Log(float64(h) / layers / shapeAspect)); layers >= 1 && d < best {
			best, t.Hidden, t.Layers, t.Heads = d, h, int(layers), h/shapeHead
		}
	}
}

// sizeName writes a number of parameters as people do: 70 B.
func sizeName(n float64) string {
	s := math.Round(n/1e8) / 10
	return number(s) + " B"
}
