package rack

import (
	"math"

	"github.com/headroom-planner/headroom/model/valid"
)

// Density is how IT power a rack is spread over facilities: log-normal.
type Density struct {
	MedianKW float64 // kW of IT a rack
	Sigma    float64 // standard deviation of its logarithm, between facilities; NaN of one
	N        float64 // facilities it was learned from
}

// FitDensity is the median (geometric mean) and the log standard deviation (n-1)
// of facilities' kW a rack, each above 0. Facilities of one owner are no
// independent draws: pass one for each.
func FitDensity(kw []float64) (Density, error) {
	if err := valid.Within("density", "facilities", "", float64(len(kw)), 1, 1e9); err != nil {
		return Density{math.NaN(), math.NaN(), 0}, err
	}
	n, sum := float64(len(kw)), 0.0
	for _, x := range kw {
		if err := valid.Within("density", "power of a rack", "kW", x, 0.1, 5000); err != nil {
			return Density{math.NaN(), math.NaN(), 0}, err
		}
		sum += math.Log(x)
	}
	mean, squares := sum/n, 0.0
	for _, x := range kw {
		d := math.Log(x) - mean
		squares += d * d
	}
	return Density{math.Exp(mean), math.Sqrt(squares / (n - 1)), n}, nil
}

// Racks is the median number of racks that IT power in kW means.
func (d Density) Racks(itKW float64) float64 { return itKW / d.MedianKW }

// ITKW is the median IT power in kW that a number of racks means.
func (d Density) ITKW(racks float64) float64 { return racks * d.MedianKW }

// Factor is the factor by which the next facility is off the median at t
// quantiles of Student's t with N-1 degrees of freedom: exp(t sigma sqrt(1 + 1/N)).
func (d Density) Factor(t float64) float64 { return math.Exp(t * d.Sigma * math.Sqrt(1+1/d.N)) }
