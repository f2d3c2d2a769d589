package serve

import (
	"math"

	"github.com/headroom-planner/headroom/model/train"
	"github.com/headroom-planner/headroom/model/valid"
)

// Demand is what a service is asked for and promises.
type Demand struct {
	Requests   float64 // a second, mean over the day
	PeakToMean float64 // busiest hour over mean: 1 or more
	Traffic    Traffic
	Objective  Objective
}

// Check says whether the numbers can be those of a service.
func (d *Demand) Check() error {
	const of = "demand"
	return valid.First(
		valid.Within(of, "requests", "1/s", d.Requests, 1e-9, 1e9),
		valid.Within(of, "peak over mean", "", d.PeakToMean, 1, 100),
		d.Traffic.Check(), d.Objective.Check(),
	)
}

// Site is what the service runs on.
type Site struct {
	Accelerator train.Accelerator
	NodeGPUs    int // GPUs that are bought and fail together; a replica stays on one node
	SpareNodes  int // r of N + r
	Engine      Engine
}

// Check says whether the numbers can be those of a site.
func (s *Site) Check() error {
	const of = "site"
	return valid.First(
		s.Accelerator.Check(),
		valid.Within(of, "GPUs of a node", "", float64(s.NodeGPUs), 1, float64(s.Accelerator.Domain)),
		valid.Within(of, "spare nodes", "", float64(s.SpareNodes), 0, 1e6),
	)
}

// Fleet is the smallest that serves a demand.
type Fleet struct {
	Replica   Replica
	Operating Operating // of a replica at the most it may carry
	Replicas  int
	Nodes     int     // spares among them
	GPUs      int     // of all nodes
	Load      float64 // of the replicas at the peak: share of what they may carry
	Outside   []valid.RangeError

	LowGPUs  int // nine in ten unseen models or parts lie between
	HighGPUs int // 0 when the objective is out of reach at the slow end
}

// z90 is the normal quantile of 0.95.
const z90 = 1.6448536269514722

// slower makes every second f times as long.
func (e Efficiency) slower(f float64) Efficiency {
	for i := range e.Prompt {
		e.Prompt[i] /= f
	}
	e.Attention, e.Scores, e.Memory, e.Cache, e.Link = e.Attention/f, e.Scores/f, e.Memory/f, e.Cache/f, e.Link/f
	e.LayerS, e.ExpertS, e.HostS = e.LayerS*f, e.ExpertS*f, e.HostS*f
	return e
}

// Smallest finds the layout of a replica, and the number of nodes, with which a demand
// is served at its peak by the fewest nodes, spares besides; ties go to the larger
// margin. Replicas of 1, 2, 4 ... GPUs of one node are tried, tensor parallel and,
// with experts, spread.
//
//	nodes = ceil(ceil(peak requests/requests of a replica)/replicas of a node) + spares
//
// Fewer requests or a longer promise never need more nodes.
func (c *Calibration) Smallest(m *Model, p train.Precision, s *Site, d *Demand) (Fleet, error) {
	if err := valid.First(m.Check(), s.Check(), d.Check()); err != nil {
		return Fleet{}, err
	}
	best, err := smallest(&c.Efficiency, m, p, s, d)
	if err != nil {
		return Fleet{}, err
	}
	best.Outside = c.outside(&best.Replica, d.Traffic)
	f := math.Exp(z90 * c.spread(&best.Replica))
	fast, slow := c.Efficiency.slower(1/f), c.Efficiency.slower(f)
	if x, err := smallest(&fast, m, p, s, d); err == nil {
		best.LowGPUs = x.GPUs
	}
	if x, err := smallest(&slow, m, p, s, d); err == nil {
		best.HighGPUs = x.GPUs
	}
	return best, nil
}

func smallest(e *Efficiency, m *Model, p train.Precision, s *Site, d *Demand) (Fleet, error) {
	var best Fleet
	var why error
	peak := d.Requests * d.PeakToMean
	for n := 1; n <= s.NodeGPUs; n *= 2 {
		for _, spread := range [2]bool{false, true} {
			if spread && (!m.Sparse() || n == 1) {
				continue
			}
			r := Replica{m, &s.Accelerator, p, n, spread, s.Engine}
			if err := r.Check(); err != nil {
				why = err
				continue
			}
			o, err := r.Operate(e, d.Traffic, d.Objective)
			if err != nil {
				why = err
				continue
			}
			x := Fleet{Replica: r, Operating: o, Replicas: int(math.Ceil(peak / o.Requests))}
			per := s.NodeGPUs / n
			x.Nodes = (x.Replicas+per-1)/per + s.SpareNodes
			x.GPUs = x.Nodes * s.NodeGPUs
			x.Load = peak / (float64(x.Replicas) * o.Requests)
			carry := func(f *Fleet) float64 { return f.Operating.Requests / float64(f.Replica.GPUs) }
			if best.GPUs == 0 || x.Nodes < best.Nodes || x.Nodes == best.Nodes && carry(&x) > carry(&best) {
				best = x
			}
		}
	}
	if best.GPUs == 0 {
		return Fleet{}, why
	}
	return best, nil
}

// seen says whether points were seen of the replica's hardware.
func (c *Calibration) seen(r *Replica) bool {
	for _, h := range c.Hardware {
		if h.Generation == r.Accelerator.Generation && h.Bits == bits(r.Precision) {
			return true
		}
	}
	return false
}

func (c *Calibration) spread(r *Replica) float64 {
	if c.seen(r) {
		return c.Spread
	}
	return c.Unlike
}

// Estimate is the output tokens a second and GPU of a replica at a steady state, with
// the interval that nine in ten unseen models, or parts, lie in, and what no point
// behind the calibration had.
type Estimate struct {
	Operating
	Low, High float64 // output tokens a second and GPU at the same number of requests
	Outside   []valid.RangeError
}

// Estimate is a replica under an objective.
func (c *Calibration) Estimate(r *Replica, t Traffic, o Objective) (Estimate, error) {
	if err := valid.First(r.Check(), t.Check(), o.Check()); err != nil {
		return Estimate{}, err
	}
	x, err := r.Operate(&c.Efficiency, t, o)
	if err != nil {
		return Estimate{}, err
	}
	f := math.Exp(z90 * c.spread(r))
	return Estimate{x, x.TokensGPU / f, x.TokensGPU * f, c.outside(r, t)}, nil
}

// outside names what a replica has that no point behind the calibration had.
func (c *Calibration) outside(r *Replica, t Traffic) []valid.RangeError {
	var out []valid.RangeError
	if !c.seen(r) {
		out = append(out, valid.RangeError{Of: "calibration", Quantity: "points of " + r.Accelerator.Generation.String() + " in " + r.Precision.String(), Value: 0, Min: 1, Max: math.Inf(1)})
	}
	total, _ := r.Model.Parameters()
	for _, q := range [...]struct {
		name, unit string
		v, hi      float64
	}{{"GPUs of a replica", "", float64(r.GPUs), float64(c.Max.GPUs)}, {"prompt", "tokens", t.Prompt, c.Max.Prompt}, {"output", "tokens", t.Output, c.Max.Output},
		{"parameters", "", total, c.Max.Parameters}} {
		if q.v > q.hi {
			out = append(out, valid.RangeError{Of: "calibration", Quantity: q.name, Unit: q.unit, Value: q.v, Min: 1, Max: q.hi})
		}
	}
	if r.Model.Sparse() && !r.Spread && r.GPUs > 1 {
		out = append(out, valid.RangeError{Of: "calibration", Quantity: "GPUs of a replica that splits experts", Value: float64(r.GPUs), Min: 1, Max: 1})
	}
	return out
}
