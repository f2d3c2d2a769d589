package gpu

// Request is a fleet of nodes that wants racks. Wanted and Placed are totals
// up to this month; what is placed stays placed.
type Request struct {
	NodeKW float64 // nameplate of one node, IT boundary
	U      float64 // rack units of one node; 0 where it does not count
	Liquid bool    // needs a liquid-cooled rack
	Zone   int     // power zone it must be in, -1 for any
	First  bool    // placed before general demand grows
	Wanted float64 // nodes
	Placed float64 // nodes, written by Place

	// What stands beside every node in racks of its own, in the same halls.
	BesideKW     float64 // IT boundary
	BesideRackKW float64 // that one such rack draws, or what the class carries where that is less

	// What stood in the way this month, in nodes; written by Place.
	NoClass float64 // no rack class holds such a node
	NoRack  float64 // the class exists, its racks are taken
	NoPower float64 // racks are free, the zone's IT power is not
}
