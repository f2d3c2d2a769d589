package serve

import "github.com/headroom-planner/headroom/model/train"

// Calibrated is the constants that fit the published throughputs
// (testdata/gpu/inference.csv and inference_v1.csv, 180 points of seven models on four parts); a
// test fits them anew and compares.
func Calibrated() Calibration {
	return Calibration{
		Efficiency: Efficiency{
			Prompt: [widths]float64{0.37152, 0.68030, 0.43866}, Step: 0.72168, Attention: 0.71508, Scores: 0.40288, Grouped: 0.51180,
			Memory: 0.68114, Cache: 0.80795, Link: 0.65240, Routing: 17.631, LayerS: 1.6891e-5, ExpertS: 2.5270e-4, HostS: 1.6213e-3,
		},
		Spread: 0.23777, Unlike: 0.24928,
		Hardware: []Hardware{{train.Blackwell, 4, 85}, {train.Hopper, 8, 89}, {train.Hopper, 16, 6}},
		Max:      Extent{GPUs: 8, Prompt: 32768, Output: 32768, Parameters: 671026404352},
	}
}
