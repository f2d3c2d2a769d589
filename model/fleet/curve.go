package fleet

import (
	"math"

	"github.com/headroom-planner/headroom/model/valid"
)

// Form is the form of a power curve.
type Form uint8

// The forms. f is the share of idle to full that load u draws.
const (
	Linear         Form = iota // u
	Sqrt                       // sqrt(u)
	Square                     // u^2
	Cubic                      // u^3
	Fan                        // 2u - u^r: Fan, Weber and Barroso, ISCA 2007; r of 1.4 is their fit
	Asymptotic                 // (1 + u - exp(-u/a)) / 2, which does not reach full
	AsymptoticDVFS             // (1 + u^3 - exp(-u^3/a)) / 2, the same with lower clocks at low load
	Points                     // eleven measured powers at 0, 10 ... 100 %, straight lines between
)

// Curve is a server's power over its load. It is on at u = 0 and draws its idle
// power; one simulator (CloudSim) means "off" by u = 0 and answers 0 W, another
// (OpenDC) answers idle as we do; above 0 they agree.
type Curve struct {
	Form         Form
	IdleW, FullW float64     // powers at no and full load; of Points, not used
	Shape        float64     // r of Fan, 1 to 2; a of the asymptotic forms, 0.01 to 10
	W            [11]float64 // of Points
}

// Check refuses curves with numbers outside their ranges.
func (c *Curve) Check() error {
	const of = "power curve"
	err := valid.Within(of, "form", "", float64(c.Form), 0, float64(Points))
	if c.Form == Points {
		for _, w := range c.W {
			err = valid.First(err, valid.Within(of, "measured power", "W", w, 0, 1e6))
		}
		return err
	}
	err = valid.First(err, valid.Within(of, "idle power", "W", c.IdleW, 0, 1e6), valid.Within(of, "full power", "W", c.FullW, c.IdleW, 1e6))
	switch c.Form {
	case Fan:
		err = valid.First(err, valid.Within(of, "exponent", "", c.Shape, 1, 2))
	case Asymptotic, AsymptoticDVFS:
		err = valid.First(err, valid.Within(of, "approach", "", c.Shape, .01, 10))
	}
	return err
}

// At is the power in W at a load u from 0 to 1; loads outside are taken as the end.
//
// The asymptotic forms end below full power by exp(-1/a)/2 of the way from idle, 1.8 % of
// it at a of 0.3. Source of the forms: OpenDC's simulator, PowerModels.
func (c *Curve) At(u float64) float64 {
	u = min(max(u, 0), 1)
	f := u
	switch c.Form {
	case Sqrt:
		f = math.Sqrt(u)
	case Square:
		f = u * u
	case Cubic:
		f = u * u * u
	case Fan:
		f = 2*u - math.Pow(u, c.Shape)
	case Asymptotic:
		f = (1 + u - math.Exp(-u/c.Shape)) / 2
	case AsymptoticDVFS:
		f = (1 + u*u*u - math.Exp(-u*u*u/c.Shape)) / 2
	case Points:
		i := min(int(10*u), 9)
		return c.W[i] + (10*u-float64(i))*(c.W[i+1]-c.W[i])
	}
	return c.IdleW + (c.FullW-c.IdleW)*f
}

// Mean is the mean power over hours at loads u with weights, which need not sum to
// 1: what a year's energy is made of. NaN when the weights sum to 0.
func (c *Curve) Mean(u, weight []float64) float64 {
	sum, all := 0.0, 0.0
	for i, w := range weight {
		sum += w * c.At(u[i])
		all += w
	}
	return sum / all
}
