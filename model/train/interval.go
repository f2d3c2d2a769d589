package train

import "math"

// Checkpointing and failures. MTBF is the mean time between failures of the whole
// job in seconds, cost the seconds that a checkpoint stops it. Failures come at
// random (exponential times) and restarts take restartS, detection included.

// YoungS is Young's checkpoint interval of useful seconds: sqrt(2 MTBF cost). Source:
// J. W. Young, A first order approximation to the optimum checkpoint interval,
// CACM 17(9), 1974.
func YoungS(mtbfS, costS float64) float64 { return math.Sqrt(2 * mtbfS * costS) }

// DalyS is Daly's interval: sqrt(2 M C) (1 + sqrt(C/2M)/3 + C/(18 M)) - C for C < 2 M, and
// M beyond. Source: J. T. Daly, A higher order estimate of the optimum checkpoint
// interval for restart dumps, FGCS 22(3), 2006.
func DalyS(mtbfS, costS float64) float64 {
	if costS >= 2*mtbfS {
		return mtbfS
	}
	x := costS / (2 * mtbfS)
	return YoungS(mtbfS, costS)*(1+math.Sqrt(x)/3+x/9) - costS
}

// BestS is the interval that the exact formula is best at: the root W in (0, M) of
// exp((W+C)/M) (1 - W/M) = 1. It does not depend on the restart.
func BestS(mtbfS, costS float64) float64 {
	if costS <= 0 {
		return 0
	}
	lo, hi := 0.0, mtbfS
	for range 100 {
		w := (lo + hi) / 2
		if (w+costS)/mtbfS+math.Log1p(-w/mtbfS) > 0 {
			lo = w
		} else {
			hi = w
		}
	}
	return (lo + hi) / 2
}

// Goodput is the share of time in useful work, exactly, when a checkpoint of cost
// seconds follows every interval of useful seconds and every failure, also one
// during a restart, sends back to the last checkpoint (Daly 2006):
//
//	W / (M exp(R/M) (exp((W+C)/M) - 1))
//
// No checkpoint ever (an infinite interval) gives 0, and no failure W/(W+C).
func Goodput(mtbfS, intervalS, costS, restartS float64) float64 {
	if !(intervalS > 0) || math.IsInf(intervalS, 1) {
		return 0
	}
	if math.IsInf(mtbfS, 1) {
		return intervalS / (intervalS + costS)
	}
	return intervalS / (mtbfS * math.Exp(restartS/mtbfS) * math.Expm1((intervalS+costS)/mtbfS))
}

// FirstOrderGoodput is 1 - C/W - W/(2M) - R/M, which holds while the waste is below
// some 30 %.
func FirstOrderGoodput(mtbfS, intervalS, costS, restartS float64) float64 {
	return 1 - costS/intervalS - intervalS/(2*mtbfS) - restartS/mtbfS
}
