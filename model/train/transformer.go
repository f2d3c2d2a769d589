package train

// Transformer is the shape of a decoder.
type Transformer struct {
	Name    string
	Layers  int
	Hidden  int
	Heads   int
	KVHeads int // Heads for full attention, 1 for multi-query, between for grouped
	HeadDim int // of queries and keys; with MLA the part without position
	FF      int // width of the dense feed-forward layers; 0 when all layers have experts
	Gated   bool
	Vocab   int

	Positions int  // learned positions, 0 for rotary or ALiBi
	Tied      bool // output uses the embedding's weights
	Biases    bool // linear layers and norms have biases
	Dropout   bool // dropout is trained with: its masks are kept

	MoE MoE
	MLA MLA
}

// MoE is a mixture of experts in the feed-forward layers; zero for none.
type MoE struct {
	Experts, TopK int
	FF            int // width of one routed expert
	SharedFF      int // width of all shared experts together
	DenseLayers   int // first layers that have a dense feed-forward instead
	NodeLimit     int // most nodes a token is sent to, 0 for no limit
}

// MLA is multi-head latent attention (DeepSeek-V2, arXiv 2405.04434); zero for none.
type MLA struct {
	QRank, KVRank int // ranks of the compressed queries (0 for full) and keys with values
	RopeDim       int // part of a head that carries the position
	ValueDim      int
}

// Sparse says whether there are routed experts.
func (t *Transformer) Sparse() bool { return t.MoE.Experts > 0 }

// moeLayers and denseLayers count the feed-forward layers of each kind.
func (t *Transformer) moeLayers() int {
	if !t.Sparse() {
		return 0
	}
	return t.Layers - t.MoE.DenseLayers
}

func (t *Transformer) denseLayers() int { return t.Layers - t.moeLayers() }

// queryDim and valueDim are the widths of a head in scores and in values.
func (t *Transformer) queryDim() int { return t.HeadDim + t.MLA.RopeDim }

func (t *Transformer) valueDim() int {
	if t.MLA.KVRank > 0 {
		return t.MLA.ValueDim
	}
	return t.HeadDim
}

// Check says whether the numbers can be those of a decoder.
func (t *Transformer) Check() error {
	of := "transformer " + t.Name
	err := first(
		whole(of, "layers", t.Layers, 1, 10000),
		whole(of, "hidden size", t.Hidden, 1, 1<<20),
		whole(of, "heads", t.Heads, 1, 1<<14),
		whole(of, "heads of keys and values", t.KVHeads, 1, t.Heads),
		whole(of, "width of a head", t.HeadDim, 1, 1<<14),
		whole(of, "vocabulary", t.Vocab, 1, 1<<24),
		whole(of, "learned positions", t.Positions, 0, 1<<24),
		whole(of, "experts", t.MoE.Experts, 0, 1<<16),
	)
	if err == nil && t.Heads%t.KVHeads != 0 {
		err = &FitError{of + ": heads are not a multiple of those of keys and values"}
	}
	if err == nil && t.Sparse() {
		err = first(
			whole(of, "experts a token uses", t.MoE.TopK, 1, t.MoE.Experts),
			whole(of, "width of an expert", t.MoE.FF, 1, 1<<20),
			whole(of, "width of shared experts", t.MoE.SharedFF, 0, 1<<20),
			whole(of, "dense layers", t.MoE.DenseLayers, 0, t.Layers),
		)
	}
	if err == nil && t.denseLayers() > 0 {
		err = whole(of, "width of the feed-forward", t.FF, 1, 1<<22)
	}
	if err == nil && t.MLA != (MLA{}) {
		err = first(
			whole(of, "rank of keys and values", t.MLA.KVRank, 1, 1<<20),
			whole(of, "width of a value", t.MLA.ValueDim, 1, 1<<14),
			whole(of, "part with position", t.MLA.RopeDim, 0, 1<<14),
			whole(of, "rank of queries", t.MLA.QRank, 0, 1<<20),
		)
	}
	return err
}
