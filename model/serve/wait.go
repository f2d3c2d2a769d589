package serve

import "math"

// Wait is the seconds that a prompt waits for those before it at most, with
// probability q, when prompts come at random, load being the share of time that
// they take, each for serviceS. The tail of the M/D/1 queue is
//
//	P(W > t) ~ C exp(-theta t),  lambda (exp(theta D) - 1) = theta,  C = (1 - load)/(load exp(theta D) - 1)
//
// (Cramer and Lundberg; Asmussen, Applied Probability and Queues, 2003, XIII.5),
// which is within a fifth of 1-q for waits of a service time and more. A load of 1 or more has no end of waiting.
func Wait(load, serviceS, q float64) float64 {
	if load <= 1-q || serviceS <= 0 { // so many find nobody before them
		return 0
	}
	if load >= 1 {
		return math.Inf(1)
	}
	// In units of the service time: load (e^x - 1) = x. The root is above the
	// minimum at -log load, and below twice (1 - load)/load by convexity.
	lo, hi := -math.Log(load), 2*(1-load)/load
	for range 100 {
		x := (lo + hi) / 2
		if load*math.Expm1(x) > x {
			hi = x
		} else {
			lo = x
		}
	}
	x := (lo + hi) / 2
	c := (1 - load) / (load*math.Exp(x) - 1)
	return math.Max(0, math.Log(c/(1-q))/x) * serviceS
}

// MeanWait is the mean of the same: load D/(2 (1 - load)), exactly (Pollaczek and
// Khinchine).
func MeanWait(load, serviceS float64) float64 {
	if load >= 1 {
		return math.Inf(1)
	}
	return load * serviceS / (2 * (1 - load))
}
