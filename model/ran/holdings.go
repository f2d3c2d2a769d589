package ran

import "math"

// Holdings is what an operator has in every class: its stations, their
// carriers, its small cells. It is the state of a draw.
//
// A month looks at the classes whose capacity runs out and at those that can
// have no more, and at no others: classes wait in a heap, by the growth of demand
// up to which they have enough.
type Holdings struct {
	classes *Classes
	rules   *Rules
	orders  [Environments]order

	at   []group
	heap []waiting // classes that could be extended, the first to run out on top
	full []int32   // classes that hold all there is

	stations float64
	demand   float64 // Mbps at growth 1
	load     float64 // sum over the heap of group.load
}

// NewHoldings returns a state sized for the classes. It allocates, once.
func NewHoldings(c *Classes) *Holdings {
	n := len(c.AreaKM2)
	return &Holdings{classes: c, at: make([]group, n), heap: make([]waiting, 0, n), full: make([]int32, 0, n)}
}

// Start begins a draw with no station anywhere. The rules are not copied.
func (h *Holdings) Start(r *Rules) {
	h.rules = r
	for e := range Environments {
		h.orders[e] = r.orderOf(e)
	}
	h.heap, h.full = h.heap[:len(h.at)], h.full[:0]
	h.stations, h.demand, h.load = 0, 0, 0
	for c := range h.at {
		h.at[c] = group{enough: math.Inf(1)} // equals in the order of the list are a heap
		h.set(int32(c), waiting{math.Inf(1), int32(c)})
	}
}

// Place says how many stations, not negative, the operator has in a class and
// the Mbps that the users they cover ask for in the busy hour, at a growth of 1.
// New stations come with the base carriers, whose cost is the station's; where
// stations go, so do their carriers. It is called where something changes, and
// only there.
func (h *Holdings) Place(class int, stations, mbps float64) {
	g := &h.at[class]
	h.leave(class)
	o := &h.orders[h.classes.Environment[class]]
	for _, b := range o.band[:o.n] {
		if h.rules.Base[b] {
			g.on[b] += max(stations-g.stations, 0)
		}
		g.on[b] = min(g.on[b], stations)
	}
	h.stations += stations - g.stations
	h.demand += mbps - g.demand
	g.stations, g.demand = stations, mbps
	h.join(class)
}

// Fit says how many stations of a class have a carrier on a band on the first
// day, without anybody buying it. It comes after Place.
func (h *Holdings) Fit(class, band int, stations float64) {
	g := &h.at[class]
	h.leave(class)
	g.on[band] = min(stations, g.stations)
	h.join(class)
}

// leave takes a class out of what is added up before it changes.
func (h *Holdings) leave(class int) {
	if g := &h.at[class]; g.place < 0 {
		h.fetch(int32(class))
	} else {
		h.load -= g.load()
	}
}

// join puts a class that changed where it belongs, among those that wait.
func (h *Holdings) join(class int) {
	g := &h.at[class]
	e := h.classes.Environment[class]
	g.settle(h.rules, &h.orders[e], e)
	h.load += g.load()
	if g.place < 0 {
		h.push(int32(class))
		return
	}
	h.heap[g.place].enough = g.enough
	h.mend(g.place)
}

// fetch takes a class from those that could have no more.
func (h *Holdings) fetch(c int32) {
	k := -h.at[c].place - 1
	last := h.full[len(h.full)-1]
	h.full[k] = last
	h.at[last].place = -k - 1
	h.full = h.full[:len(h.full)-1]
	h.at[c].place = -1
}

// shelve puts a class to those that can have no more.
func (h *Holdings) shelve(c int32) {
	h.full = append(h.full, c) // room for all is made at the start
	h.at[c].place = -int32(len(h.full))
}

// On is how many stations of a class have a carrier on a band.
func (h *Holdings) On(class, band int) float64 { return h.at[class].on[band] }

// Small is how many small cells a class has.
func (h *Holdings) Small(class int) float64 { return h.at[class].small }

// Stations is how many stations there are in all classes.
func (h *Holdings) Stations() float64 { return h.stations }
