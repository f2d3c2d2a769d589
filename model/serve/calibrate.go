package serve

import (
	"math"

	"github.com/headroom-planner/headroom/model/logfit"
	"github.com/headroom-planner/headroom/model/train"
)

// Point is a published throughput at as many running requests as memory allows.
type Point struct {
	Name, Family string // points of one family serve one model
	Replica      Replica
	Traffic      Traffic
	TokensGPU    float64 // output tokens a second and GPU
}

// predict is the tokens a second and GPU.
func (p *Point) predict(e *Efficiency) float64 {
	return p.Replica.at(e, p.Traffic, float64(p.Replica.MaxBatch(p.Traffic))).TokensGPU
}

// Plain is what a plain roofline says of a replica: a step takes the longer of its bytes at
// full bandwidth and its FLOPs at dense peak, a prompt its FLOPs at dense peak, and
// nothing else takes time. It is shown beside the model and used for nothing.
func (r *Replica) Plain(t Traffic) (tokensGPU float64) {
	batch, n := float64(r.MaxBatch(t)), float64(r.GPUs)/r.group()
	k := r.rates(&Efficiency{Prompt: [widths]float64{1, 1, 1}, Step: 1, Attention: 1, Scores: 1, Memory: 1, Cache: 1, Link: 1})
	shared, routed := r.weights()
	bytes := shared + routed*r.Model.Touched(batch*n) + batch*r.cache(t.Context())
	products, scores := r.Model.stepFLOPs(t.Context())
	step := math.Max(bytes/k.memory, batch*(products+scores)/r.group()/k.prompt)
	products, scores = r.Model.promptFLOPs(t.Prompt)
	prompt := (products + scores) / r.group() / k.prompt
	return batch * t.Output / (t.Output*step + batch*prompt) / r.group()
}

// The fit's view of the world: a published throughput is repeated to 10 % at best,
// shares are known to 30 % before, and the last four constants to a factor of two.
const (
	sigmaPoint = 0.1
	sigmaShare = 0.3
	sigmaLoose = 0.7
	looseKnobs = 4
)

// Fit finds the constants that agree best with the points and the prior. Every
// family weighs as the square root of its number of points.
func Fit(points []Point, prior Efficiency) Efficiency {
	e := prior
	knobs := e.knobs()
	n := len(knobs)
	p := logfit.Problem{Weight: make([]float64, len(points)), Noise: sigmaPoint}
	for i := range points {
		size := 0.0
		for j := range points {
			if points[j].Family == points[i].Family {
				size++
			}
		}
		p.Weight[i] = 1 / math.Sqrt(size)
	}
	for i, x := range knobs {
		sigma, high := sigmaShare, 0.98
		if i >= n-looseKnobs {
			sigma, high = sigmaLoose, math.Inf(1)
		}
		p.Prior, p.Sigma, p.Low, p.High = append(p.Prior, *x), append(p.Sigma, sigma), append(p.Low, 0), append(p.High, high)
	}
	set := func(x []float64) {
		for i := range x {
			*knobs[i] = x[i]
		}
	}
	p.Residual = func(x []float64, i int) float64 {
		set(x)
		return math.Log(points[i].predict(&e) / points[i].TokensGPU)
	}
	set(p.Fit())
	return e
}

// Held is a point that was predicted without having been seen.
type Held struct {
	Name, Family string
	Log          float64 // log(predicted/published)
}

// Leave predicts every point from those that are not the same in its eyes: the point
// itself, its model, or its hardware.
func Leave(points []Point, prior Efficiency, same func(a, b *Point) bool) []Held {
	out := make([]Held, len(points))
	done := make([]bool, len(points))
	for i := range points {
		if done[i] {
			continue
		}
		var seen []Point
		for j := range points {
			if !same(&points[i], &points[j]) {
				seen = append(seen, points[j])
			}
		}
		e := Fit(seen, prior)
		for j := range points {
			if same(&points[i], &points[j]) {
				done[j] = true
				out[j] = Held{points[j].Name, points[j].Family, math.Log(points[j].predict(&e) / points[j].TokensGPU)}
			}
		}
	}
	return out
}

// SamePoint, SameModel and SameHardware are what [Leave] leaves out together.
func SamePoint(a, b *Point) bool { return a.Name == b.Name }

// SameModel: points of one model.
func SameModel(a, b *Point) bool { return a.Family == b.Family }

// SameHardware: points of one generation and width of numbers.
func SameHardware(a, b *Point) bool { return a.key() == b.key() }

// key is the hardware of a point.
type key struct {
	generation train.Generation
	width      int
}

func (p *Point) key() key {
	return key{p.Replica.Accelerator.Generation, width(p.Replica.Precision)}
}

// MeanAbsolute is the mean of |predicted/published - 1|.
func MeanAbsolute(hs []Held) float64 {
	sum := 0.0
	for _, h := range hs {
		sum += math.Abs(math.Expm1(h.Log))
	}
	return sum / float64(len(hs))
}

// rootMeanSquare is that of the logarithms.
func rootMeanSquare(hs []Held) float64 {
	sum := 0.0
	for _, h := range hs {
		sum += h.Log * h.Log
	}
	return math.Sqrt(sum / float64(len(hs)))
}

// Hardware is a generation and width of numbers that points were seen of.
type Hardware struct {
	Generation train.Generation
	Bits       int
	Points     int
}

// Calibration is the constants, how far off they were, and what they were seen on.
type Calibration struct {
	Efficiency Efficiency
	Spread     float64 // root mean square of log(predicted/published) on models left out
	Unlike     float64 // the same on hardware left out, not below Spread
	Hardware   []Hardware
	Max        Extent
}

// Extent is the largest of what points had.
type Extent struct {
	GPUs           int
	Prompt, Output float64
	Parameters     float64
}

// Calibrate fits the constants and measures them on models and hardware left out.
func Calibrate(points []Point, prior Efficiency) Calibration {
	c := Calibration{Efficiency: Fit(points, prior)}
	c.Spread = rootMeanSquare(Leave(points, prior, SameModel))
	c.Unlike = math.Max(c.Spread, rootMeanSquare(Leave(points, prior, SameHardware)))
	for i := range points {
		p := &points[i]
		total, _ := p.Replica.Model.Parameters()
		c.Max.GPUs = max(c.Max.GPUs, p.Replica.GPUs)
		c.Max.Prompt, c.Max.Output = max(c.Max.Prompt, p.Traffic.Prompt), max(c.Max.Output, p.Traffic.Output)
		c.Max.Parameters = max(c.Max.Parameters, total)
		at := -1
		for j, h := range c.Hardware {
			if h.Generation == p.Replica.Accelerator.Generation && h.Bits == bits(p.Replica.Precision) {
				at = j
			}
		}
		if at < 0 {
			at = len(c.Hardware)
			c.Hardware = append(c.Hardware, Hardware{p.Replica.Accelerator.Generation, bits(p.Replica.Precision), 0})
		}
		c.Hardware[at].Points++
	}
	return c
}

func bits(p train.Precision) int { return int(8 * p.Bytes()) }
