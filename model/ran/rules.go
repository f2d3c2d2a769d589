package ran

import "slices"

// Classes is the land that a plan divides a country into: classes of like
// density, the same for all operators and draws.
type Classes struct {
	Environment []Environment
	AreaKM2     []float64
}

// Check says whether every class has land and an environment.
func (c *Classes) Check() error {
	const of, most = "classes of density", 1e8
	err := within(of, "number of environments", "", float64(len(c.Environment)), float64(len(c.AreaKM2)), float64(len(c.AreaKM2)))
	for i := range c.AreaKM2 {
		if err == nil {
			err = first(within(of, "area", "km2", c.AreaKM2[i], 0, most), within(of, "environment", "", float64(c.Environment[i]), 0, float64(Environments-1)))
		}
	}
	return err
}

// Rules say what an operator adds, in one draw.
type Rules struct {
	Rates Rates
	Owned [MaxBands]bool    // bands it has spectrum on
	Base  [MaxBands]bool    // of these, what a new station has from its first day
	USD   [MaxBands]float64 // of a carrier on a station: the cheapest a Mbps is added first
	GHz   [MaxBands]float64 // of the band, which decides between equals

	SmallPerKM2 [Environments]float64 // small cells at most
	Ahead       float64               // share of demand that an addition is made larger by, for what will grow
}

// Check says whether nothing is negative.
func (r *Rules) Check() error {
	const of = "rules of addition"
	err := within(of, "reserve of an addition", "", r.Ahead, 0, 100)
	for b := range MaxBands {
		for e := range Environments {
			err = first(err, within(of, "rate of a carrier", "Mbps", r.Rates.Mbps[b][e], 0, 1e6), within(of, "small cells", "per km2", r.SmallPerKM2[e], 0, 1e4))
		}
		err = first(err, within(of, "cost of a carrier", "USD", r.USD[b], 0, 1e9))
	}
	return first(err, within(of, "rate of a small cell", "Mbps", r.Rates.SmallMbps, 0, 1e6))
}

// order is the bands that an operator owns, in the order it adds them.
type order struct {
	band [MaxBands]uint8
	n    int
}

// orderOf sorts by USD a Mbps, then by frequency, so that the place of a band in
// the list decides nothing. A carrier that carries nothing is never added.
func (r *Rules) orderOf(e Environment) order {
	var o order
	for b := range MaxBands {
		if r.Owned[b] && r.Rates.Mbps[b][e] > 0 {
			o.band[o.n] = uint8(b)
			o.n++
		}
	}
	slices.SortFunc(o.band[:o.n], func(a, b uint8) int {
		x, y := r.USD[a]*r.Rates.Mbps[b][e], r.USD[b]*r.Rates.Mbps[a][e]
		if x == y {
			x, y = r.GHz[a], r.GHz[b]
		}
		if x == y {
			x, y = r.Rates.Mbps[b][e], r.Rates.Mbps[a][e]
		}
		switch {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	})
	return o
}
