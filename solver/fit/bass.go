package fit

import "math"

// Bass splits those who adopt into innovators and imitators: of the room left,
// a share P + Q N/M is filled in a year.
//
//	N(t) = M (1 - exp(-(P+Q) t)) / (1 + (Q/P) exp(-(P+Q) t))
//
// M is the ceiling, in the unit of the series, above 0; P the coefficient of
// innovation and Q of imitation, per year, P above 0, Q at least 0. The count
// is 0 at the launch, t = 0, and before.
//
// Source: Bass, "A new product growth for model consumer durables", Management
// Science 15(5), 1969.
type Bass struct{ M, P, Q float64 }

// At is the count at t years since the launch, 0 before it.
func (c Bass) At(t float64) float64 {
	if t <= 0 {
		return 0
	}
	return c.M * c.share(t)
}

// share is N / M.
func (c Bass) share(t float64) float64 {
	s := c.P + c.Q
	return -math.Expm1(-s*t) / (1 + c.Q/c.P*math.Exp(-s*t))
}

// Params are M, P, Q.
func (c Bass) Params() []float64 { return []float64{c.M, c.P, c.Q} }

// Peak is the year since the launch when the pace is highest,
// ln(Q/P) / (P + Q); 0 if Q is at most P, when the pace only falls.
func (c Bass) Peak() float64 {
	return math.Max(0, math.Log(c.Q/c.P)/(c.P+c.Q))
}

// Discrete is the recursion by whole periods that Bass estimated,
// N(n) = N(n-1) + (P + Q N(n-1)/M) (M - N(n-1)), from N(0) = 0: the counts at
// 1 to n. It is not the continuous curve at whole years: it lags behind it.
func (c Bass) Discrete(n int) []float64 {
	out := make([]float64, n)
	stock := 0.0
	for i := range out {
		stock += (c.P + c.Q*stock/c.M) * (c.M - stock)
		out[i] = stock
	}
	return out
}

// Generalised is the Bass curve whose hazard is multiplied by
//
//	x(t) = 1 + BetaPrice Price'(t)/Price(t) + BetaEffort Effort'(t)/Effort(t)
//
// so that N(t) = M F(X(t)), X being the integral of x from the launch,
// t + BetaPrice ln(Price(t)/Price(0)) + BetaEffort ln(Effort(t)/Effort(0)).
// Price and Effort are positive, in any unit; nil is one that never changes.
// BetaPrice, in years, is below 0 as a rule: prices that fall by 10 % advance
// the curve by -0.105 BetaPrice years. The caller sees to it that X increases.
//
// Source: Bass, Krishnan and Jain, "Why the Bass model fits without decision
// variables", Marketing Science 13(3), 1994.
type Generalised struct {
	Bass
	BetaPrice, BetaEffort float64
	Price, Effort         func(t float64) float64
}

// At is M F(X(t)).
func (c Generalised) At(t float64) float64 {
	x := t
	if c.Price != nil {
		x += c.BetaPrice * math.Log(c.Price(t)/c.Price(0))
	}
	if c.Effort != nil {
		x += c.BetaEffort * math.Log(c.Effort(t)/c.Effort(0))
	}
	return c.Bass.At(x)
}
