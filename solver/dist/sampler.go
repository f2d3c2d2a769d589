package dist

import "math"

// Sampler turns columns of uniforms into draws of one distribution, clamped to
// a range. It is made when a run is planned, may be shared by workers and does
// not allocate.
//
// Where the quantile function is slow, polynomials of degree 5 on 256 equal
// cells of u stand in for it over the middle of the distribution, as far as
// they stay within 2e-10 of it (see body); the tails are always its own.
type Sampler struct {
	d        Dist
	min, max float64
	body     *body
}

// NewSampler makes the sampler of d with draws clamped to [min, max].
func NewSampler(d Dist, min, max float64) *Sampler {
	s := &Sampler{d: d, min: min, max: max}
	switch d.(type) {
	case Normal, Lognormal, Truncated, *Beta, *PERT, *Gamma, *StudentT, Weibull, Exponential, *Metalog:
		s.body = newBody(d)
	}
	return s
}

// Column replaces each uniform in u by its quantile.
func (s *Sampler) Column(u []float64) {
	switch d := s.d.(type) {
	case Uniform:
		for i, x := range u {
			u[i] = d.Quantile(x)
		}
	case Triangular:
		for i, x := range u {
			u[i] = d.Quantile(x)
		}
	default:
		s.cells(u)
	}
	if s.min <= s.max {
		for i, x := range u {
			if x < s.min {
				u[i] = s.min
			} else if x > s.max {
				u[i] = s.max
			}
		}
	}
}

func (s *Sampler) cells(u []float64) {
	if s.body == nil {
		for i, x := range u {
			u[i] = s.d.Quantile(x)
		}
		return
	}
	b := s.body
	for i, x := range u {
		f := x * bodyCells
		if k := uint(int(f)) - b.first; k < uint(len(b.cell)) {
			c := &b.cell[k]
			t := f - float64(int(f))
			u[i] = ((((c[5]*t+c[4])*t+c[3])*t+c[2])*t+c[1])*t + c[0]
			continue
		}
		u[i] = s.d.Quantile(x)
	}
}

// bodyCells is the number of cells of (0, 1).
const bodyCells = 256

// body is the middle of a quantile function: in cell k, x is a polynomial in
// the place within the cell.
type body struct {
	first uint
	cell  [][6]float64
}

// newBody fits the cells from the middle outwards, as long as the fit is
// within 2e-10 of the quantile, relative to the distance to the nearer finite
// end of the support and to the standard deviation. It is nil when not even
// the middle can be fitted.
func newBody(d Dist) *body {
	lo, hi := d.Support()
	sd := d.SD()
	if !(sd > 0) || math.IsInf(sd, 0) {
		sd = 0
	}
	tolerance := func(x float64) float64 {
		t := sd
		for _, end := range [...]float64{lo, hi} {
			if gap := math.Abs(x - end); !math.IsInf(end, 0) && (t == 0 || gap < t) {
				t = gap
			}
		}
		return 2e-10 * t
	}
	fit := func(k int) ([6]float64, bool) {
		var y [6]float64
		for i, t := range nodes {
			y[i] = d.Quantile((float64(k) + t) / bodyCells)
		}
		c := interpolate(y)
		// Between the nodes and at the ends, where the error is largest.
		for _, t := range [...]float64{0, 0.08, 0.25, 0.5, 0.75, 0.92, 1} {
			x := d.Quantile((float64(k) + t) / bodyCells)
			p := ((((c[5]*t+c[4])*t+c[3])*t+c[2])*t+c[1])*t + c[0]
			if !(math.Abs(p-x) <= tolerance(x)) {
				return c, false
			}
		}
		return c, true
	}
	const middle = bodyCells / 2
	var above, below [][6]float64
	for k := middle; k < bodyCells-1; k++ {
		c, ok := fit(k)
		if !ok {
			break
		}
		above = append(above, c)
	}
	for k := middle - 1; k > 0 && len(above) > 0; k-- {
		c, ok := fit(k)
		if !ok {
			break
		}
		below = append(below, c)
	}
	if len(above) == 0 {
		return nil
	}
	b := &body{first: uint(middle - len(below))}
	for k := len(below) - 1; k >= 0; k-- {
		b.cell = append(b.cell, below[k])
	}
	b.cell = append(b.cell, above...)
	return b
}

// nodes are the Chebyshev points of [0, 1], at which an interpolating
// polynomial of degree 5 is nearly the best one.
var nodes = func() (t [6]float64) {
	for i := range t {
		t[i] = (1 - math.Cos(math.Pi*(float64(i)+0.5)/6)) / 2
	}
	return t
}()

// interpolate returns the coefficients, lowest first, of the polynomial
// through y at the nodes, by Newton's divided differences.
func interpolate(y [6]float64) [6]float64 {
	for j := 1; j < 6; j++ {
		for i := 5; i >= j; i-- {
			y[i] = (y[i] - y[i-1]) / (nodes[i] - nodes[i-j])
		}
	}
	var c [6]float64
	for i := 5; i >= 0; i-- {
		// c = c (t - node_i) + y_i
		for k := 5; k > 0; k-- {
			c[k] = c[k-1] - nodes[i]*c[k]
		}
		c[0] = y[i] - nodes[i]*c[0]
	}
	return c
}
