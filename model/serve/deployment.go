package serve

import (
	"math"

	"github.com/headroom-planner/headroom/model/train"
	"github.com/headroom-planner/headroom/model/valid"
)

// Traffic is the mean request.
type Traffic struct {
	Prompt float64 // tokens in
	Output float64 // tokens out
}

// Check says whether the numbers can be those of requests.
func (r Traffic) Check() error {
	const of = "traffic"
	return valid.First(
		valid.Within(of, "prompt", "tokens", r.Prompt, 1, 1e8),
		valid.Within(of, "output", "tokens", r.Output, 1, 1e8),
	)
}

// Context is the mean tokens of a running request.
func (r Traffic) Context() float64 { return r.Prompt + r.Output/2 }

// Engine is what the serving software does.
type Engine struct {
	CacheShare float64 // of the memory that weights leave, given to the cache
	MaxBatch   int     // running requests of a GPU group at once
}

// Default is TensorRT-LLM's: 0.9 of what is left to the cache, 2,048 requests.
func Default() Engine { return Engine{0.9, 2048} }

// Replica is one copy of a model on GPUs of one scale-up domain.
type Replica struct {
	Model       *Model
	Accelerator *train.Accelerator
	Precision   train.Precision // of products and weights
	GPUs        int
	// Spread keeps attention and its cache whole on each GPU and spreads experts
	// (data and expert parallelism); otherwise every matrix is split over all
	// GPUs (tensor parallelism).
	Spread bool
	Engine Engine
}

// Check says whether the replica can be laid out so.
func (r *Replica) Check() error {
	const of = "replica"
	if err := valid.First(r.Model.Check(), r.Accelerator.Check()); err != nil {
		return err
	}
	_, err := r.Accelerator.PeakTFLOPS(r.Precision)
	err = valid.First(err,
		valid.Within(of, "GPUs", "", float64(r.GPUs), 1, float64(r.Accelerator.Domain)),
		valid.Within(of, "share of memory for the cache", "", r.Engine.CacheShare, 0.01, 1),
		valid.Within(of, "largest batch", "", float64(r.Engine.MaxBatch), 1, 1<<20),
	)
	switch {
	case err != nil:
		return err
	case r.Spread && !r.Model.Sparse():
		return &train.FitError{Why: "a model without experts has none to spread"}
	case r.Spread && r.Model.MoE.Experts%r.GPUs != 0:
		return &train.FitError{Why: "experts do not divide by the GPUs"}
	case !r.Spread && r.Model.Heads%r.GPUs != 0:
		return &train.FitError{Why: "heads do not divide by tensor parallelism"}
	}
	return nil
}

// group is the GPUs that share one request: all, or one when attention is whole.
func (r *Replica) group() float64 {
	if r.Spread {
		return 1
	}
	return float64(r.GPUs)
}

// weights is the bytes of weights on one GPU: shared, and routed.
func (r *Replica) weights() (shared, routed float64) {
	shared, routed = r.Model.WeightBytes(r.Precision)
	return shared / r.group(), routed / float64(r.GPUs)
}

// cache is the bytes of a request's cache on one GPU. Heads of keys and values split
// over GPUs, but no further than there are; a latent cache is not split.
func (r *Replica) cache(tokens float64) float64 {
	by := min(r.group(), float64(r.Model.KVHeads))
	if r.Model.MLA.KVRank > 0 {
		by = 1
	}
	return r.Model.CacheBytes(r.Precision, tokens) / by
}

// MaxBatch is the requests of the mean length that memory lets run at once in a
// group of GPUs (the replica, or one GPU when attention is whole): 0 when weights do
// not fit. A request is counted with its prompt and half its output, as in the steady
// state of a scheduler that pages the cache.
func (r *Replica) MaxBatch(t Traffic) int {
	shared, routed := r.weights()
	left := r.Engine.CacheShare * (r.Accelerator.UsableGiB*gib - train.ReserveBytes - shared - routed)
	n := left / r.cache(t.Context())
	if !(n >= 1) {
		return 0
	}
	return int(math.Min(n, float64(r.Engine.MaxBatch)))
}
