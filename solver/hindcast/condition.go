package hindcast

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/dist"
)

// Options say how many draws are kept, how they are keyed, and how many moves
// each of them makes at every temperature.
type Options struct {
	Draws, Moves int
	Seed         uint64
	Workers      int
}

// Posterior is draws of a plan's inputs given what was seen, equally likely.
type Posterior struct {
	// U are the uniforms of each input, draw by draw: with solver.Evaluator.AtOwn
	// they run the plan again for any other number. Numbers are those wanted.
	U       [][]float64
	Numbers [][]float64
	// Temperatures is how many steps lay between prior and posterior, Accepted
	// the share of moves accepted at the last.
	Temperatures int
	Accepted     float64
}

// Condition draws the inputs of a plan given something seen of it: loglik is the
// logarithm of the likelihood of that, up to a constant, by the numbers wanted;
// -Inf is impossible.
// Any plan of the engine will do; what is conditioned are its Uncertain inputs
// from their own distributions, correlations aside.
//
// Draws begin as the prior and go to the posterior through powers of the
// likelihood, each so much higher that half of the draws would still count.
// After each they are resampled and moved by Metropolis steps on the normal
// scores z of their uniforms, in turn towards the prior, z' = sqrt(1 - s²) z + s x,
// and along the difference of two other draws, z' = z + g (a - b). Sizes s and g
// adapt to a quarter accepted. Random numbers are keyed by seed, step and input:
// the same options give the same draws, whatever the workers.
//
// Sources: Del Moral, Doucet and Jasra, "Sequential Monte Carlo samplers", J. R.
// Stat. Soc. B 68, 2006; Cotter, Roberts, Stuart and White, "MCMC methods for
// functions", Stat. Sci. 28, 2013; ter Braak, "A Markov chain Monte Carlo version
// of the genetic algorithm differential evolution", Stat. Comput. 16, 2006.
func Condition[P, O any](ctx context.Context, p *solver.PlanOf[P, O], wants []solver.Want, loglik func(row []float64) float64, o Options) (Posterior, error) {
	if o.Draws < 2 || o.Moves < 1 {
		return Posterior{}, fmt.Errorf("hindcast: %d draws and %d moves; at least 2 and 1 are needed", o.Draws, o.Moves)
	}
	e, err := solver.NewEvaluator(p, wants, solver.Options{Workers: o.Workers})
	if err != nil {
		return Posterior{}, err
	}
	s := &swarm{options: o, dims: len(p.Uncertain), like: loglik, step: [2]float64{0.5, 1},
		evaluate: func(u [][]float64) ([][]float64, error) {
			columns, err := e.AtOwn(ctx, u)
			out := make([][]float64, len(columns))
			for i, c := range columns {
				out[i] = c.Values
			}
			return out, err
		}}
	if err := s.begin(); err != nil {
		return Posterior{}, err
	}
	out := Posterior{}
	for beta := 0.0; beta < 1; {
		next := s.hotter(beta)
		s.resample(next - beta)
		beta = next
		moves := o.Moves
		if beta == 1 {
			moves *= 4
		}
		for range moves {
			if out.Accepted, err = s.move(beta); err != nil {
				return Posterior{}, err
			}
		}
		out.Temperatures++
	}
	out.U, out.Numbers = s.uniforms(s.z), s.numbers
	return out, nil
}

// hotter is the next power: the draws' weights L^(next - beta) have an effective
// number of half of them, or it is 1.
func (s *swarm) hotter(beta float64) float64 {
	lo, hi := beta, 1.0
	if s.effective(hi-beta) >= 0.5 {
		return 1
	}
	for range 40 {
		mid := (lo + hi) / 2
		if s.effective(mid-beta) >= 0.5 {
			lo = mid
		} else {
			hi = mid
		}
	}
	return math.Max(lo, beta+1e-9)
}

// effective is (sum w)² / sum w² as a share of the draws.
func (s *swarm) effective(power float64) float64 {
	sum, square, top := 0.0, 0.0, slices.Max(s.log)
	for _, l := range s.log {
		w := math.Exp(power * (l - top))
		sum, square = sum+w, square+w*w
	}
	return sum * sum / square / float64(len(s.log))
}

// uniforms are the uniforms of normal scores.
func (s *swarm) uniforms(z [][]float64) [][]float64 {
	out := make([][]float64, len(z))
	for i := range z {
		out[i] = make([]float64, len(z[i]))
		for d, x := range z[i] {
			out[i][d] = math.Min(math.Max(dist.Normal{Sigma: 1}.CDF(x), 0x1p-54), 1-0x1p-53)
		}
	}
	return out
}
