package gpu

import (
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/serve"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/model/train"
	"github.com/headroom-planner/headroom/model/valid"
)

// Model is a language model that jobs train and demands serve: a published one, one of
// a size, or one of a shape. Its shape is made once,
// before the run, so none of the numbers is ever drawn.
type Model struct {
	Name      string
	Published string // a name of the catalogue

	Parameters, Active, Experts, TopK                  float64 // a size
	Layers, Hidden, Heads, KVHeads, FeedForward, Words float64 // or a dense shape

	shape serve.Model
}

// Build makes the shape of a model that is not a published one. Of a size it is
// in the middle of what is published; see [train.Shape]. Of a shape it is dense, gated and
// rotary, its heads as wide as the hidden size over their number. Errors: sizes
// and shapes that no decoder has.
func (m *Model) Build() error {
	if m.Layers == 0 {
		active := m.Active
		if m.Experts == 0 && active == 0 {
			active = m.Parameters
		}
		t, err := train.Shape(m.Parameters, active, int(m.Experts), int(m.TopK))
		if err != nil {
			return err
		}
		m.shape = serve.Model{Transformer: t}
		return nil
	}
	kv := m.KVHeads
	if kv == 0 {
		kv = m.Heads
	}
	if err := valid.First(
		valid.Within("shape", "hidden size", "", m.Hidden, 1, 1<<20),
		valid.Within("shape", "heads", "", m.Heads, 1, m.Hidden),
	); err != nil {
		return err
	}
	t := &train.Transformer{Name: m.Name, Layers: int(m.Layers), Hidden: int(m.Hidden), Heads: int(m.Heads), KVHeads: int(kv), HeadDim: int(m.Hidden / m.Heads),
		FF: int(m.FeedForward), Gated: true, Vocab: int(m.Words)}
	if err := t.Check(); err != nil {
		return err
	}
	m.shape = serve.Model{Transformer: t}
	return nil
}

const (
	srcShape = "Definition. Where it is left out the model is given in another way"
	srcMoE   = "Definition; the default means a dense model"
)

// ModelInputs are the rows of gpu.models.
var ModelInputs = []declare.Input[Model]{
	{Key: "published", Kind: declare.Text, Optional: true,
		Label:  text.T("Published model", "Mô hình đã công bố"),
		Doc:    "Name of a model of the catalogue, such as Llama 3 70B; it says the whole shape.",
		Source: "The catalogue of models",
		Str:    func(m *Model) *string { return &m.Published }},
	{Key: "parameters", Unit: "1", Min: 0, Max: 1e14, Default: declare.Default(0),
		Label:  text.T("All parameters", "Tổng số tham số"),
		Doc:    "All parameters of a model whose shape is not known; the shape is then one in the middle of what is published.",
		Source: srcShape,
		Ref:    func(m *Model) *float64 { return &m.Parameters }},
	{Key: "active", Unit: "1", Min: 0, Max: 1e14, Default: declare.Default(0),
		Label:  text.T("Active parameters", "Số tham số hoạt động"),
		Doc:    "Parameters that one token uses, in a mixture of experts: work follows them, memory follows all.",
		Source: srcMoE,
		Ref:    func(m *Model) *float64 { return &m.Active }},
	{Key: "experts", Unit: "1", Min: 0, Max: 65536, Default: declare.Default(0),
		Label:  text.T("Experts of a layer", "Số chuyên gia mỗi lớp"),
		Doc:    "Routed experts of a layer.",
		Source: srcMoE,
		Ref:    func(m *Model) *float64 { return &m.Experts }},
	{Key: "top_k", Unit: "1", Min: 0, Max: 65536, Default: declare.Default(0),
		Label:  text.T("Experts a token uses", "Số chuyên gia mỗi token dùng"),
		Doc:    "Routed experts that one token uses in a layer.",
		Source: srcMoE,
		Ref:    func(m *Model) *float64 { return &m.TopK }},
	{Key: "layers", Unit: "1", Min: 0, Max: 10000, Default: declare.Default(0),
		Label:  text.T("Layers", "Số lớp"),
		Doc:    "Layers of a dense model whose shape is given.",
		Source: srcShape,
		Ref:    func(m *Model) *float64 { return &m.Layers }},
	{Key: "hidden", Unit: "1", Min: 0, Max: 1 << 20, Default: declare.Default(0),
		Label:  text.T("Hidden size", "Kích thước ẩn"),
		Doc:    "Width of a token between layers.",
		Source: srcShape,
		Ref:    func(m *Model) *float64 { return &m.Hidden }},
	{Key: "heads", Unit: "1", Min: 0, Max: 16384, Default: declare.Default(0),
		Label:  text.T("Heads", "Số đầu chú ý"),
		Doc:    "Heads of attention; each is as wide as the hidden size over their number.",
		Source: srcShape,
		Ref:    func(m *Model) *float64 { return &m.Heads }},
	{Key: "kv_heads", Unit: "1", Min: 0, Max: 16384, Default: declare.Default(0),
		Label:  text.T("Heads of keys and values", "Số đầu khoá và giá trị"),
		Doc:    "Heads of keys and values; as many as heads when left out.",
		Source: "Definition. Full attention where it is left out",
		Ref:    func(m *Model) *float64 { return &m.KVHeads }},
	{Key: "feed_forward", Unit: "1", Min: 0, Max: 1 << 22, Default: declare.Default(0),
		Label:  text.T("Width of the feed-forward", "Độ rộng lớp truyền thẳng"),
		Doc:    "Width of the gated feed-forward layers.",
		Source: srcShape,
		Ref:    func(m *Model) *float64 { return &m.FeedForward }},
	{Key: "vocabulary", Unit: "1", Min: 0, Max: 1 << 24, Default: declare.Default(0),
		Label:  text.T("Vocabulary", "Kích thước từ vựng"),
		Doc:    "Words of the vocabulary.",
		Source: srcShape,
		Ref:    func(m *Model) *float64 { return &m.Words }},
}

// Take gives a model the shape of a published one.
func (m *Model) Take(shape serve.Model) { m.shape = shape }

// Shape is what a model's numbers, or its name, came to; without a transformer before that.
func (m *Model) Shape() serve.Model { return m.shape }
