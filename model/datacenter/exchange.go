package datacenter

// Limits is what the grid allows a month's openings, by power zone.
type Limits struct {
	Bound       bool      // false when the scenario has no power domain: nothing limits
	GridMW      []float64 // facility MW of new data centres the zone can carry by this month, on top of those open at the start
	DelayMonths []float64 // from a connection request to energised supply; constant within a draw, read in step 0

	// Where connections are queued for: what limits is what each request was given, in the
	// place of GridMW. Requests are those of phases, then of the expansion by zone.
	Queued    bool
	GrantedMW []float64 // facility MW connected by this month, by request
	FreeMW    []float64 // headroom that nobody has asked for, by zone
}

// Application is a request for a connection that was made this month, or before
// the start.
type Application struct {
	Request    int // phase, or number of phases + zone for modules of the expansion
	Zone       int
	MW         float64 // facility
	Applied    float64 // month
	LeadMonths float64 // of the works for it
	Withdraws  bool    // nobody will build what it is for
}

// Requests is the number of requests for connections in a scenario with zones: one a
// phase, and one a zone for all modules of the expansion there.
func Requests(p *Params, zones int) int { return len(p.Phases) + max(zones, 1) }

// Demand is what computing asks of the halls this month.
type Demand struct {
	Requests []Request
}

// Request is a fleet of nodes that wants racks. Wanted and Placed are totals
// up to this month; what is placed stays placed.
type Request struct {
	NodeKW float64 // nameplate of one node, IT boundary; constant within a draw
	U      float64 // rack units of one node; 0 where height does not count; constant within a draw, as is Liquid
	Liquid bool    // needs a liquid-cooled rack
	Zone   int     // power zone it must be in, -1 for any
	First  bool    // placed before general demand grows
	Wanted float64 // nodes
	Placed float64 // nodes, written by Place

	// What stands beside every node in racks of its own, in the same halls; constant within a draw.
	BesideKW     float64 // IT boundary
	BesideRackKW float64 // that one such rack draws, or what the class carries where that is less

	// What stood in the way this month, in nodes; written by Place.
	NoClass float64 // no rack class holds such a node
	NoRack  float64 // the class exists, its racks are taken
	NoPower float64 // racks are free, the IT power of their halls is not
}

// PlaceAll places every request: without a data-centre domain nothing limits.
func PlaceAll(d *Demand) {
	for i := range d.Requests {
		d.Requests[i].Placed = d.Requests[i].Wanted
		d.Requests[i].NoClass, d.Requests[i].NoRack, d.Requests[i].NoPower = 0, 0, 0
	}
}
