package fit

import "math"

// startCeilings are the ceilings that starts assume, in multiples of the
// largest count: nearly there, half way, a quarter of the way, just begun.
var startCeilings = []float64{1.05, 2, 4, 20}

// linearised gives one start for each ceiling: with the ceiling known, a
// transform of the share is a straight line a + b t, whose least squares are
// closed.
func linearised(s Series, transform func(share float64) float64, start func(k, a, b float64) []float64) [][]float64 {
	var out [][]float64
	s = s.positive()
	for _, c := range startCeilings {
		k := c * s.top()
		var n, st, sy, stt, sty float64
		for i, t := range s.T {
			y := transform(s.Y[i] / k)
			n, st, sy, stt, sty = n+1, st+t, sy+y, stt+t*t, sty+t*y
		}
		b := (n*sty - st*sy) / (n*stt - st*st)
		if b > 0 && !math.IsInf(b, 0) {
			out = append(out, start(k, (sy-b*st)/n, b))
		}
	}
	return out
}

// bassStarts solves the Bass curve for p + q, given the ceiling and q/p:
// exp(-(p+q) t) = (1 - F) / (1 + (q/p) F), a line through the origin.
func bassStarts(s Series) [][]float64 {
	var out [][]float64
	s = s.positive()
	for _, c := range startCeilings {
		for _, ratio := range []float64{0.1, 1, 10, 100} {
			var stt, sty float64
			for i, t := range s.T {
				share := s.Y[i] / (c * s.top())
				stt, sty = stt+t*t, sty-t*math.Log((1-share)/(1+ratio*share))
			}
			if sum := sty / stt; sum > 0 {
				p := sum / (1 + ratio)
				out = append(out, []float64{c * s.top(), p, p * ratio})
			}
		}
	}
	return out
}
