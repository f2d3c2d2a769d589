package serve

import "github.com/headroom-planner/headroom/model/train"

// Calibrated is the constants that fit the published throughputs
// (testdata/gpu/inference.csv, 33 points of four models on four parts); a test fits them
// anew and compares.
func Calibrated() Calibration {
	return Calibration{
		Efficiency: Efficiency{
			Prompt: [widths]float64{0.4526, 0.7012, 0.6162}, Step: 0.6694, Attention: 0.7353, Scores: 0.3499, Grouped: 0.4332,
			Memory: 0.8155, Cache: 0.5496, Link: 0.7691, Routing: 6.539, LayerS: 1.784e-5, ExpertS: 3.166e-4, HostS: 1.923e-3,
		},
		Spread: 0.2533, Unlike: 0.2766,
		Hardware: []Hardware{{train.Blackwell, 4, 15}, {train.Hopper, 8, 12}, {train.Hopper, 16, 6}},
		Max:      Extent{GPUs: 8, Prompt: 32768, Output: 32768, Parameters: 671026404352},
	}
}
