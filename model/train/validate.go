package train

import "math"

// Held is a run that a model predicted without having seen it.
type Held struct {
	Run    string
	Family string
	Log    [Mechanistic + 1]float64 // log(predicted/published) seconds, by model
	Like   bool                     // its regime was among what was seen
}

// LeaveOneOut predicts every run from all others.
func LeaveOneOut(runs []Run, prior Efficiency) []Held {
	return held(runs, prior, func(a, b *Run) bool { return a.Name == b.Name })
}

// LeaveFamilyOut predicts every run from all other families: what to expect from
// software and people that were not in the table.
func LeaveFamilyOut(runs []Run, prior Efficiency) []Held {
	return held(runs, prior, func(a, b *Run) bool { return a.Family == b.Family })
}

// held fits once for every set of runs that goes out together.
func held(runs []Run, prior Efficiency, same func(a, b *Run) bool) []Held {
	out := make([]Held, len(runs))
	done := make([]bool, len(runs))
	for i := range runs {
		if done[i] {
			continue
		}
		var seen []Run
		for j := range runs {
			if !same(&runs[i], &runs[j]) {
				seen = append(seen, runs[j])
			}
		}
		e := Fit(seen, prior)
		rs := regimes(seen, weights(seen), &e)
		for j := range runs {
			if !same(&runs[i], &runs[j]) {
				continue
			}
			done[j] = true
			h := Held{Run: runs[j].Name, Family: runs[j].Family}
			_, alike := find(rs, runs[j].key())
			h.Like = alike == 3
			for _, m := range [2]Model{Constant, Mechanistic} {
				h.Log[m] = math.Log(seconds(m, &e, rs, &runs[j]) / runs[j].StepS)
			}
			out[j] = h
		}
	}
	return out
}

// RootMeanSquare is that of a model's errors, every family counted once.
func RootMeanSquare(hs []Held, m Model) float64 {
	sum, n := 0.0, 0.0
	for i := range hs {
		size := 0.0
		for j := range hs {
			if hs[j].Family == hs[i].Family {
				size++
			}
		}
		sum += hs[i].Log[m] * hs[i].Log[m] / size
		n += 1 / size
	}
	return math.Sqrt(sum / n)
}

// Calibrate fits the constants to the runs and measures both models on families
// left out.
func Calibrate(runs []Run, prior Efficiency) Calibration {
	c := Calibration{Efficiency: Fit(runs, prior)}
	c.Regimes = regimes(runs, weights(runs), &c.Efficiency)
	hs := LeaveFamilyOut(runs, prior)
	var like, unlike []Held
	for _, h := range hs {
		if h.Like {
			like = append(like, h)
		} else {
			unlike = append(unlike, h)
		}
	}
	for _, m := range [2]Model{Constant, Mechanistic} {
		c.Spread[m], c.Unlike[m] = RootMeanSquare(like, m), RootMeanSquare(unlike, m)
	}
	for i := range runs {
		c.Max.cover(&runs[i])
	}
	return c
}
