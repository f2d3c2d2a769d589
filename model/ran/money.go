package ran

// Line is a line of the ledger.
type Line uint8

// The lines. Those before CapexLines are assets with a life.
const (
	Equipment    Line = iota // radios, antennas and baseband that a station has from its first day
	Carrier                  // carriers added to a station later
	SmallCell                // with its works
	Site                     // tower and civil works
	Installation             // transport, installation, commissioning
	PowerSystem              // rectifiers, batteries, generator
	Microwave                // backhaul by radio
	Fibre                    // backhaul by fibre
	Router                   // and what else ends the backhaul
	Maintenance
	Rent
	Energy
	Salvage // below 0: what assets are still worth at the end
	Lines   // how many there are

	CapexLines = Maintenance
)

// String returns the line's name.
func (l Line) String() string {
	return [...]string{"equipment", "carriers", "small cells", "sites", "installation", "power systems", "microwave", "fibre", "routers",
		"maintenance", "rent", "energy", "salvage", "lines"}[min(l, Lines)]
}

// Money is USD by line.
type Money [Lines]float64

// Total is the sum of all lines.
func (m *Money) Total() float64 {
	sum := 0.0
	for _, x := range m {
		sum += x
	}
	return sum
}

// CapexUSD is the sum of the lines of assets.
func (m *Money) CapexUSD() float64 {
	sum := 0.0
	for _, x := range m[:CapexLines] {
		sum += x
	}
	return sum
}

// Add adds factor times o.
func (m *Money) Add(o *Money, factor float64) {
	for l := range m {
		m[l] += factor * o[l]
	}
}
