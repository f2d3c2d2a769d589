package datacenter

// Published are national figures of others, which the count is held against: all
// are of one fleet, at boundaries of their own.
type Published struct {
	On              bool
	ITMW            float64 // operational IT power
	ColocationMW    float64 // IT power of halls let to others
	ColocationShare float64 // of all rated IT power
	RackKW          float64 // mean IT power of a rack
}

// CheckOut is published figures over what the count means in the draw: 1 where they agree.
type CheckOut struct{ IT, Colocation, Rack float64 }

// compare holds the reading of the count against other figures. Nothing is learned
// from it: the ratios say how well a reading goes with them.
func (s *State) compare(p *Params, o *Out) {
	o.Check = CheckOut{}
	if !p.Published.On {
		return
	}
	it := o.Stock.ITMW
	o.Check = CheckOut{ratio(p.Published.ITMW, it), ratio(p.Published.ColocationMW, it*p.Published.ColocationShare), ratio(p.Published.RackKW, s.kw[0])}
}
