package train

import "math"

// BinomialQuantile is the least k with P(X <= k) >= q for X binomial of n trials
// at p each.
func BinomialQuantile(q float64, n int, p float64) int {
	if p <= 0 || n <= 0 {
		return 0
	}
	if p >= 1 {
		return n
	}
	odds := math.Log(p) - math.Log1p(-p)
	return quantile(q, n, float64(n)*math.Log1p(-p), func(k float64) float64 {
		return math.Log((float64(n)-k)/(k+1)) + odds
	})
}

// NegativeBinomialQuantile is the same for counts of a mean whose variance is mean +
// mean^2/shape: failures that come from few bad nodes. An infinite shape is Poisson's.
func NegativeBinomialQuantile(q, mean, shape float64) int {
	if mean <= 0 {
		return 0
	}
	if math.IsInf(shape, 1) {
		return quantile(q, math.MaxInt32, -mean, func(k float64) float64 { return math.Log(mean / (k + 1)) })
	}
	r := math.Log(mean / (mean + shape))
	return quantile(q, math.MaxInt32, -shape*math.Log1p(mean/shape), func(k float64) float64 {
		return math.Log((k+shape)/(k+1)) + r
	})
}

// quantile adds probabilities up from the logarithm of the first and of the ratios.
func quantile(q float64, most int, logP float64, ratio func(k float64) float64) int {
	sum := math.Exp(logP)
	k := 0
	for sum < q && k < most {
		next := logP + ratio(float64(k))
		if k++; next < -745 && next < logP { // past the peak and nothing left to add
			break
		}
		logP = next
		sum += math.Exp(logP)
	}
	return k
}

// Repair is how nodes go and come back.
type Repair struct {
	NodeDays float64 // mean days until a node is taken out
	Days     float64 // mean days until it is back
	Shape    float64 // of the counts: infinite when all nodes are alike; below 1 when few cause most
}

// Spares is the nodes that are out at once with probability q at most: of alike
// nodes binomial with p = days/(days + node days); of unlike ones negative
// binomial about the same mean. On a cluster of 63 nodes three made more than
// half of all exclusions; Delta needed 5 % more nodes; BLOOM held 4 of 52.
func (r Repair) Spares(nodes int, q float64) int {
	p := r.Days / (r.Days + r.NodeDays)
	if math.IsInf(r.Shape, 1) {
		return BinomialQuantile(q, nodes, p)
	}
	return min(nodes, NegativeBinomialQuantile(q, float64(nodes)*p, r.Shape))
}

// Check says whether the numbers can be those of nodes.
func (r Repair) Check() error {
	const of = "repair"
	return first(
		within(of, "days until a node fails", "", r.NodeDays, 1e-3, 1e9),
		within(of, "days of repair", "", r.Days, 0, 1e4),
		within(of, "shape", "", r.Shape, 1e-3, math.Inf(1)),
	)
}
