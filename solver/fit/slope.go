package fit

import (
	"fmt"
	"math"
	"sort"

	"github.com/headroom-planner/headroom/solver/dist"
	"gonum.org/v1/gonum/stat/distuv"
)

// LastSlope goes on at the pace between the last two points. Its spread takes
// the logarithm of the pace for a random walk, whose steps are the changes of
// pace between the intervals known: with s their root mean square and D the
// mean length of the intervals, the pace over a horizon h is the last one times
// exp(s sqrt(1 + h / (3 D)) z), 1 for the first step and h / 3D for the mean
// of a walk. s is itself uncertain: s² n / chi² of n degrees, n the number of
// changes. With fewer than two changes there is no spread.
var LastSlope = Forecaster{Name: "last slope", At: func(known Series, at []float64, o Options) (Forecast, error) {
	n := len(known.T)
	if n < 2 {
		return Forecast{}, fmt.Errorf("fit: %s has fewer than two points", known.Name)
	}
	out := Forecast{T: at, Draws: make([][]float64, len(at))}
	t, y := known.last()
	pace := (y - known.Y[n-2]) / (t - known.T[n-2])
	for _, x := range at {
		out.Point = append(out.Point, y+pace*(x-t))
	}
	s, changes := paceSteps(known)
	if changes < 2 || pace <= 0 {
		out.Warnings = append(out.Warnings, fmt.Sprintf("too few changes of pace in %s for a spread", known.Name))
		for i := range at {
			out.Draws[i] = []float64{out.Point[i]}
		}
		return out, nil
	}
	mean := (t - known.T[0]) / float64(n-1)
	chi := distuv.ChiSquared{K: float64(changes)}
	for b := range o.Draws {
		u := uniforms(o.Seed, known.Name+"/last slope", b, 2)
		sd := s * math.Sqrt(float64(changes)/chi.Quantile(u[0]))
		for i, x := range at {
			h := x - t
			factor := math.Exp(sd * math.Sqrt(1+h/(3*mean)) * dist.NormalQuantile(u[1]))
			out.Draws[i] = append(out.Draws[i], y+pace*h*factor)
		}
	}
	for i := range at {
		sort.Float64s(out.Draws[i])
	}
	return out, nil
}}

// paceSteps is the root mean square of the changes of the logarithm of the
// pace from one interval to the next, and their number. Intervals in which
// nothing was added are left out.
func paceSteps(s Series) (rms float64, n int) {
	last := math.NaN()
	for i := 1; i < len(s.T); i++ {
		pace := (s.Y[i] - s.Y[i-1]) / (s.T[i] - s.T[i-1])
		if pace <= 0 {
			continue
		}
		if !math.IsNaN(last) {
			rms += math.Pow(math.Log(pace/last), 2)
			n++
		}
		last = pace
	}
	return math.Sqrt(rms / math.Max(1, float64(n))), n
}
