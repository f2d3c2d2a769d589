package gpu

import "math"

// FatTree is the switches and links of a non-blocking fat tree of equal switches with so
// many ports each, for so many ports at its edge:
//
//	one switch up to r ports; else the fewest tiers T with 2 (r/2)^T >= ports
//	leaves = ceil(ports / (r/2)), and as many in every tier between
//	top of two tiers: the least divisor of r/2 that is leaves/2 or more, so that every leaf
//	reaches all of them by as many links; of more tiers ceil(leaves/2)
//	links = ports + (T - 1) leaves r/2: with the uplinks of every leaf, used or not
//
// radix is 4 or more and is taken as even. Sources: Leiserson 1985, IEEE Transactions on Computers C-34(10);
// Al-Fares et al. 2008, SIGCOMM. It gives the component counts of NVIDIA's reference architectures.
func FatTree(ports, radix float64) (switches, links float64) {
	n := ceil(ports)
	if n <= 0 {
		return 0, 0
	}
	half := math.Floor(max(4, radix) / 2)
	if n <= 2*half {
		return 1, n
	}
	tiers, reach := 2.0, 2*half*half
	for n > reach {
		tiers, reach = tiers+1, reach*half
	}
	leaves := math.Ceil(n / half)
	top := math.Ceil(leaves / 2)
	if tiers == 2 {
		top = divisor(int(half), int(top))
	}
	return (tiers-1)*leaves + top, n + (tiers-1)*leaves*half
}

// divisor is the least divisor of n that is least or more, for least up to n.
func divisor(n, least int) float64 {
	for d := max(1, least); d < n; d++ {
		if n%d == 0 {
			return float64(d)
		}
	}
	return float64(n)
}
