package rack

import "math"

// Hall is racks of one class that share a supply of IT power.
type Hall struct {
	Class  int     // index into the classes
	Racks  float64 // installed
	KW     float64 // IT power of the hall; may be less than racks x design power
	Closed bool    // not for now, as in a conversion

	UsedRacks, UsedKW, UsedU float64 // what is taken; the caller clears it
}

// FreeRacks is racks that nobody holds.
func (h *Hall) FreeRacks() float64 { return math.Max(0, h.Racks-h.UsedRacks) }

// FreeKW is power that nobody holds.
func (h *Hall) FreeKW() float64 { return math.Max(0, h.KW-h.UsedKW) }

// StrandedKW is power that no rack is left to take: free power beyond the free
// racks' design power.
func (h *Hall) StrandedKW(classes []Class) float64 {
	return math.Max(0, h.FreeKW()-h.FreeRacks()*classes[h.Class].KW)
}

// StrandedRacks is racks that no power is left for: free racks beyond what the
// free power feeds at their design.
func (h *Hall) StrandedRacks(classes []Class) float64 {
	return math.Max(0, h.FreeRacks()-h.FreeKW()/classes[h.Class].KW)
}

// Request asks for a number of equal nodes.
type Request struct {
	Node  Node
	Count float64 // whole
}

// Placement is what a request got.
type Placement struct {
	Nodes, Racks, KW float64 // placed
	Class            int     // the least class that holds the node, -1 when none does

	// What is left out is the sum of three: no class holds the node; no rack is
	// free; a rack is free and the hall's power is not.
	NoClass, NoRack, NoPower float64
	// Lacks is what the nearest class lacks when none holds the node: that
	// with the fewest limits against it, the first of equals.
	Lacks   Lack
	Nearest int
}

// Short is nodes without a place.
func (p *Placement) Short() float64 { return p.NoClass + p.NoRack + p.NoPower }

// Pack places requests in their order and writes one placement for each into out,
// which is as long. A request goes to the class of least design power that holds its
// node, halls in their order, then to the next class that does. Nodes and racks
// are whole; a rack that is begun belongs to its request. What halls hold
// already stays. Classes, nodes and halls are taken as checked.
func Pack(classes []Class, halls []Hall, requests []Request, out []Placement) {
	for i := range requests {
		out[i] = place(classes, halls, &requests[i])
	}
}

func place(classes []Class, halls []Hall, r *Request) (p Placement) {
	p.Class, p.Nearest = -1, -1
	left, kw, last := r.Count, 0.0, -1
	for {
		c, per := next(classes, &r.Node, kw, last)
		if c < 0 {
			break
		}
		if p.Class < 0 {
			p.Class = c
		}
		kw, last = classes[c].KW, c
		for k := range halls {
			if h := &halls[k]; h.Class == c && !h.Closed {
				left -= h.take(&r.Node, per, left, &p)
			}
		}
		if left <= 0 {
			return p
		}
	}
	if p.Class < 0 {
		p.NoClass = left
		p.Nearest, p.Lacks = Nearest(classes, &r.Node)
		return p
	}
	free := 0.0
	for k := range halls {
		if h := &halls[k]; !h.Closed {
			if per, _ := classes[h.Class].Fit(&r.Node); per >= 1 {
				free += math.Floor(h.FreeRacks()+slack) * per
			}
		}
	}
	p.NoPower = math.Min(left, free)
	p.NoRack = left - p.NoPower
	return p
}

// next is the class after the last one in order of design power, ties by index,
// that holds the node.
func next(classes []Class, n *Node, kw float64, last int) (class int, per float64) {
	class = -1
	for i := range classes {
		c := &classes[i]
		if c.KW < kw || (c.KW == kw && i <= last) || (class >= 0 && c.KW >= classes[class].KW) {
			continue
		}
		if k, _ := c.Fit(n); k >= 1 {
			class, per = i, k
		}
	}
	return class, per
}

// take puts up to want nodes into a hall and returns how many.
func (h *Hall) take(n *Node, per, want float64, p *Placement) float64 {
	got := min(want, math.Floor(h.FreeRacks()+slack)*per, whole(h.FreeKW(), n.KW))
	if got <= 0 {
		return 0
	}
	racks := up(got / per)
	h.UsedRacks += racks
	h.UsedKW += got * n.KW
	h.UsedU += got * n.U
	p.Nodes += got
	p.Racks += racks
	p.KW += got * n.KW
	return got
}
