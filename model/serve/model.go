package serve

import (
	"github.com/headroom-planner/headroom/model/train"
	"github.com/headroom-planner/headroom/model/valid"
)

// Model is what is served: a decoder, and what matters to serving alone.
type Model struct {
	*train.Transformer
	Window       int     // tokens that layers with a sliding window look back, 0 for none
	WindowLayers int     // how many layers have it
	ExpertBytes  float64 // a parameter of routed experts as published, 0 for that of the precision
}

// Check says whether the numbers can be those of a model.
func (m *Model) Check() error {
	if err := m.Transformer.Check(); err != nil {
		return err
	}
	of := "model " + m.Name
	return valid.First(
		valid.Within(of, "window", "tokens", float64(m.Window), 0, 1<<26),
		valid.Within(of, "layers with a window", "", float64(m.WindowLayers), 0, float64(m.Layers)),
		valid.Within(of, "bytes of an expert's parameter", "", m.ExpertBytes, 0, 4),
	)
}

// weightBytes is a parameter's bytes. FP4 has a scale of one byte for every 16
// numbers (NVFP4); scales of FP8 are too few to count.
func weightBytes(p train.Precision) float64 {
	if p == train.FP4 {
		return 0.5 + 1.0/16
	}
	return p.Bytes()
}

// cacheBytes is the bytes of a cached number: 8 bits once products have 8 or fewer,
// as the vendors' quantised checkpoints have it; 16 otherwise.
func cacheBytes(p train.Precision) float64 {
	if p >= train.FP8 {
		return 1
	}
	return 2
}

// CacheBytes is the bytes of keys and values that a request of so many tokens holds:
// 2 L k d each token for full and grouped attention, L (r + dr) for latent attention,
// which keeps one compressed vector and the part with the position (DeepSeek-V2,
// arXiv 2405.04434). Layers with a window keep the window only.
func (m *Model) CacheBytes(p train.Precision, tokens float64) float64 {
	per := 2 * float64(m.KVHeads) * float64(m.HeadDim)
	if m.MLA.KVRank > 0 {
		per = float64(m.MLA.KVRank + m.MLA.RopeDim)
	}
	return cacheBytes(p) * per * m.seen(tokens)
}

// seen is the tokens that attention looks at, summed over layers.
func (m *Model) seen(tokens float64) float64 {
	if m.Window == 0 {
		return float64(m.Layers) * tokens
	}
	return float64(m.Layers-m.WindowLayers)*tokens + float64(m.WindowLayers)*min(tokens, float64(m.Window))
}

// WeightBytes is the bytes of the weights: those that every token meets, and those
// of routed experts. Embedding and output stay in 16 bits at least.
func (m *Model) WeightBytes(p train.Precision) (shared, routed float64) {
	total, _ := m.Parameters()
	words := float64(m.Hidden) * float64(m.Vocab)
	if !m.Tied {
		words *= 2
	}
	routed = m.Routed()
	shared = (total-routed-words)*weightBytes(p) + words*max(2, p.Bytes())
	if m.ExpertBytes > 0 {
		return shared, routed * m.ExpertBytes
	}
	return shared, routed * weightBytes(p)
}

// Touched is the share of routed experts that a step of so many tokens reads, when
// each token picks its experts at random: 1 - (1 - k/E)^tokens.
func (m *Model) Touched(tokens float64) float64 {
	if !m.Sparse() {
		return 0
	}
	return touched(float64(m.MoE.TopK)/float64(m.MoE.Experts), tokens)
}

// stepFLOPs is the FLOPs of one token's products in a step, and of its scores over a
// context. Latent attention scores in the compressed space: 2 a (r + dr) + 2 a r for
// each token seen (absorbed weights), for others 4 a d.
func (m *Model) stepFLOPs(context float64) (products, scores float64) {
	products = m.ForwardFLOPs(train.Full, 0)
	a := float64(m.Heads)
	per := 4 * a * float64(m.HeadDim)
	if m.MLA.KVRank > 0 {
		per = 2 * a * float64(2*m.MLA.KVRank+m.MLA.RopeDim)
	}
	return products, per * m.seen(context)
}

// promptFLOPs is the FLOPs of a whole prompt's products, and of its scores behind
// the mask. The output layer is needed for the last token only.
func (m *Model) promptFLOPs(prompt float64) (products, scores float64) {
	words := 2 * float64(m.Hidden) * float64(m.Vocab)
	products = prompt*(m.ForwardFLOPs(train.Full, 0)-words) + words
	q, v := float64(m.HeadDim+m.MLA.RopeDim), float64(m.HeadDim)
	if m.MLA.KVRank > 0 {
		v = float64(m.MLA.ValueDim)
	}
	full := prompt * prompt / 2
	seen := float64(m.Layers-m.WindowLayers) * full
	if w := float64(m.Window); m.WindowLayers > 0 {
		if prompt > w {
			full = w * (prompt - w/2)
		}
		seen += float64(m.WindowLayers) * full
	}
	return products, 2 * float64(m.Heads) * (q + v) * seen
}
