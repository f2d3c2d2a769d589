// Package known holds problems whose answers are known: in closed form, or
// computed by programs that nobody here wrote. The engine is checked and
// measured on them by the same code that runs the national model.
package known

import "math"

// Function is a function of independent uniforms with known Sobol indices.
type Function struct {
	Name         string
	Dims         int
	Eval         func(u []float64) float64
	Mean         float64
	Variance     float64
	First, Total []float64
	Source       string
}

// Ishigami is sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1 for x uniform on [-pi, pi].
func Ishigami() Function {
	const a, b = 7.0, 0.1
	pi4 := math.Pow(math.Pi, 4)
	v1 := 0.5 * (1 + b*pi4/5) * (1 + b*pi4/5)
	v2 := a * a / 8
	v13 := b * b * pi4 * pi4 * 8 / 225
	v := v1 + v2 + v13
	return Function{"ishigami", 3, func(u []float64) float64 {
		s1 := math.Sin(math.Pi * (2*u[0] - 1))
		s2 := math.Sin(math.Pi * (2*u[1] - 1))
		x3 := math.Pi * (2*u[2] - 1)
		return s1 + a*s2*s2 + b*x3*x3*x3*x3*s1
	}, a / 2, v, []float64{v1 / v, v2 / v, 0}, []float64{(v1 + v13) / v, v2 / v, v13 / v},
		"Ishigami and Homma, An importance quantification technique, ISUMA, 1990"}
}

// SobolG is the product of (|4u - 2| + a)/(1 + a) over its coefficients.
func SobolG(a ...float64) Function {
	all := 1.0
	for _, x := range a {
		all *= 1 + 1/(3*(1+x)*(1+x))
	}
	f := Function{Name: "sobol-g", Dims: len(a), Mean: 1, Variance: all - 1, Source: "Sobol', Global sensitivity indices, Mathematics and Computers in Simulation 55, 2001"}
	for _, x := range a {
		v := 1 / (3 * (1 + x) * (1 + x))
		f.First = append(f.First, v/(all-1))
		f.Total = append(f.Total, v*all/(1+v)/(all-1))
	}
	f.Eval = func(u []float64) float64 {
		y := 1.0
		for i, x := range a {
			y *= (math.Abs(4*u[i]-2) + x) / (1 + x)
		}
		return y
	}
	return f
}
