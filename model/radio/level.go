package radio

import "math"

// dB turns a ratio of powers into decibels: 10 lg x.
func dB(x float64) float64 { return 10 * math.Log10(x) }

// ratio turns decibels into a ratio of powers: 10^(x/10).
func ratio(x float64) float64 { return math.Exp(x * (math.Ln10 / 10)) }

// NoiseDBm is the thermal noise of a receiver in dBm: -174 + 10 lg(B/Hz) + NF,
// for a bandwidth of mhz MHz and a noise figure of figureDB. The -174 dBm/Hz
// are kT at 290 K (-173.975) as link budgets round it.
func NoiseDBm(mhz, figureDB float64) float64 { return -174 + dB(mhz*1e6) + figureDB }
