package ran

// Added is what an operator adds in a month and how it then does.
type Added struct {
	Carriers [Environments][MaxBands]float64 // carriers put on stations
	Small    [Environments]float64           // small cells

	DemandMbps   float64 // of the busy hour, all classes
	ShortMbps    float64 // of it, what no carrier and no small cell can carry
	ShortClasses int
	Load         float64 // mean over stations of demand over planned capacity, at most 1
}

// CarriedMbps is the demand that is met.
func (a *Added) CarriedMbps() float64 { return a.DemandMbps - a.ShortMbps }

// tolerance is the share of demand that may be missing by rounding.
const tolerance = 1e-12

// Month lets demand be growth times what was placed, and extends the classes
// whose capacity is not enough: the cheapest carrier first, then small cells, to
// (1 + Ahead) times the demand. What a class cannot get is shortfall. Additions
// serve at once. If growth falls nothing is taken away.
func (h *Holdings) Month(growth float64, a *Added) {
	*a = Added{}
	for len(h.heap) > 0 && h.heap[0].enough < growth*(1-tolerance) {
		c := h.heap[0].class
		g := &h.at[c]
		e := h.classes.Environment[c]
		h.load -= g.load()
		limit := h.rules.SmallPerKM2[e] * h.classes.AreaKM2[c]
		more := g.extend(h.rules, &h.orders[e], e, g.demand*growth*(1+h.rules.Ahead), limit, a)
		if more && !(g.enough < growth*(1-tolerance)) {
			h.load += g.load()
			h.heap[0].enough = g.enough
			h.down(0)
		} else {
			h.remove(0)
			h.shelve(c)
		}
	}
	a.DemandMbps = h.demand * growth
	load := h.load * growth
	for _, c := range h.full {
		g := &h.at[c]
		if short := g.demand*growth - g.capacity; short > tolerance*g.capacity {
			a.ShortMbps += short
			a.ShortClasses++
			load += g.stations
		} else {
			load += g.load() * growth
		}
	}
	if h.stations > 0 {
		a.Load = min(max(load, 0)/h.stations, 1)
	}
}
