package platform

// Request is the servers that want racks. Its fields are those of a request
// of the data centres.
type Request struct {
	NodeKW float64 // nameplate of one server, IT boundary
	U      float64 // rack units of one server
	Liquid bool
	Zone   int     // -1: any
	First  bool    // before general demand grows
	Wanted float64 // servers
	Placed float64 // servers, written by the data centres

	BesideKW, BesideRackKW float64 // nothing stands beside servers

	NoClass, NoRack, NoPower float64
}
