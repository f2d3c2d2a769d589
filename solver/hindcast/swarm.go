package hindcast

import (
	"fmt"
	"math"
	"slices"

	"github.com/headroom-planner/headroom/solver/dist"
	"github.com/headroom-planner/headroom/solver/rng"
)

// swarm is draws on their way from prior to posterior.
type swarm struct {
	options  Options
	dims     int
	evaluate func(u [][]float64) ([][]float64, error)
	like     func(row []float64) float64

	z, numbers [][]float64 // normal scores by input, numbers wanted; then by draw
	log        []float64   // logarithm of the likelihood
	step       [2]float64  // sizes of the two kinds of move
	drawn      uint32      // how many steps have taken random numbers
}

// keyed are uniforms of this step, one for each draw.
func (s *swarm) keyed(name string) []float64 {
	u := make([]float64, s.options.Draws)
	rng.Fill(s.options.Seed, rng.Stream("hindcast/"+name), s.drawn, u)
	return u
}

// begin draws the prior.
func (s *swarm) begin() error {
	s.z = make([][]float64, s.dims)
	for i := range s.z {
		s.z[i] = s.keyed(fmt.Sprint("prior/", i))
		for d, u := range s.z[i] {
			s.z[i][d] = dist.NormalQuantile(u)
		}
	}
	s.drawn++
	var err error
	s.numbers, s.log, err = s.score(s.z)
	if err == nil && math.IsInf(slices.Max(s.log), -1) {
		err = fmt.Errorf("hindcast: none of %d draws of the prior can have led to what was seen", s.options.Draws)
	}
	return err
}

// score runs the plan at scores z.
func (s *swarm) score(z [][]float64) (numbers [][]float64, log []float64, err error) {
	if numbers, err = s.evaluate(s.uniforms(z)); err != nil {
		return nil, nil, err
	}
	log = make([]float64, s.options.Draws)
	row := make([]float64, len(numbers))
	for d := range log {
		for i := range row {
			row[i] = numbers[i][d]
		}
		log[d] = s.like(row)
		if math.IsNaN(log[d]) || math.IsInf(log[d], 1) {
			return nil, nil, fmt.Errorf("hindcast: the log-likelihood of draw %d is %g", d, log[d])
		}
	}
	return numbers, log, nil
}

// resample takes draws in proportion to L^power, systematically: one uniform.
func (s *swarm) resample(power float64) {
	top, n := slices.Max(s.log), s.options.Draws
	sum := 0.0
	for _, l := range s.log {
		sum += math.Exp(power * (l - top))
	}
	at, from, below := s.keyed("resample")[0], make([]int, n), 0.0
	k := -1
	for d := range from {
		for k < n-1 && below <= (float64(d)+at)/float64(n)*sum {
			k++
			below += math.Exp(power * (s.log[k] - top))
		}
		from[d] = k
	}
	s.drawn++
	pick := func(x []float64) []float64 {
		out := make([]float64, n)
		for d, k := range from {
			out[d] = x[k]
		}
		return out
	}
	for i := range s.z {
		s.z[i] = pick(s.z[i])
	}
	for i := range s.numbers {
		s.numbers[i] = pick(s.numbers[i])
	}
	s.log = pick(s.log)
}

// move proposes a new place for every draw and returns the share that went.
func (s *swarm) move(beta float64) (float64, error) {
	kind, n := int(s.drawn)%2, s.options.Draws
	z, prior := make([][]float64, s.dims), make([]float64, n)
	first, second := s.keyed("first"), s.keyed("second")
	for i := range z {
		z[i] = make([]float64, n)
		for d, u := range s.keyed(fmt.Sprint("move/", i)) {
			x, old := dist.NormalQuantile(u), s.z[i][d]
			if kind == 0 {
				z[i][d] = math.Sqrt(1-s.step[0]*s.step[0])*old + s.step[0]*x
				continue
			}
			a, b := int(first[d]*float64(n)), int(second[d]*float64(n))
			g := s.step[1] * 2.38 / math.Sqrt(2*float64(s.dims))
			z[i][d] = old + g*(s.z[i][a]-s.z[i][b]) + 1e-3*x
			prior[d] += (old*old - z[i][d]*z[i][d]) / 2
		}
	}
	numbers, log, err := s.score(z)
	if err != nil {
		return 0, err
	}
	went := 0.0
	for d, u := range s.keyed("accept") {
		if math.Log(u) >= prior[d]+beta*(log[d]-s.log[d]) {
			continue
		}
		went += 1 / float64(n)
		s.log[d] = log[d]
		for i := range z {
			s.z[i][d] = z[i][d]
		}
		for i := range numbers {
			s.numbers[i][d] = numbers[i][d]
		}
	}
	s.drawn++
	s.step[kind] = math.Min(math.Max(s.step[kind]*math.Exp(went-0.25), 0.01), []float64{0.99, 3}[kind])
	return went, nil
}
