package project

import (
	"math"

	"github.com/headroom-planner/headroom/model/valid"
)

// Curve is the form of a fill curve.
type Curve uint8

// The forms, t being time since the phase was energised, 0 and more.
const (
	Exponential Curve = iota // 1 - exp(-t/A), A the time constant
	Logistic                 // 1 / (1 + exp(-B (t - A))), A the half-way time, B per time; a share at t = 0 is let before
	Bass                     // (1 - e^(-(A+B) t)) / (1 + B/A e^(-(A+B) t)), A innovation and B imitation, per time
)

// Fill is how the racks of a phase are taken: its form and parameters, in the
// caller's unit of time. Vacancy of whole markets was 1.1 % in Johor and 44 % in
// Manila in 2025 (Cushman & Wakefield, Asia Pacific update, first half of 2025): the
// parameters are a market's, not constants. Sources: Verhulst 1838; Bass, Management
// Science 15(5), 1969.
type Fill struct {
	Form Curve
	A, B float64
}

// Check refuses parameters outside their ranges.
func (c Fill) Check() error {
	const of = "fill curve"
	if err := valid.Within(of, "form", "", float64(c.Form), 0, float64(Bass)); err != nil {
		return err
	}
	switch c.Form {
	case Logistic:
		return valid.First(valid.Within(of, "half-way time", "", c.A, 0, 1e4), valid.Within(of, "rate", "", c.B, 1e-6, 1e3))
	case Bass:
		return valid.First(valid.Within(of, "innovation", "", c.A, 1e-9, 1e3), valid.Within(of, "imitation", "", c.B, 0, 1e3))
	}
	return valid.Within(of, "time constant", "", c.A, 1e-6, 1e4)
}

// At is the share that is let at t since energising, 0 before it.
func (c Fill) At(t float64) float64 {
	if t < 0 {
		return 0
	}
	switch c.Form {
	case Logistic:
		return 1 / (1 + math.Exp(-c.B*(t-c.A)))
	case Bass:
		s := c.A + c.B
		return -math.Expm1(-s*t) / (1 + c.B/c.A*math.Exp(-s*t))
	}
	return -math.Expm1(-t / c.A)
}

// Until is when a share x in (0, 1) is let; 0 when it is let from the beginning.
func (c Fill) Until(x float64) float64 {
	switch c.Form {
	case Logistic:
		return math.Max(0, c.A+math.Log(x/(1-x))/c.B)
	case Bass:
		return math.Log((1+x*c.B/c.A)/(1-x)) / (c.A + c.B)
	}
	return -c.A * math.Log1p(-x)
}
