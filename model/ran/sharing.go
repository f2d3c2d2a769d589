package ran

// Form is how operators share a network.
type Form uint8

// The forms.
const (
	Alone   Form = iota
	Passive      // the site: tower, works, power system, rent
	MORAN        // the whole station with its backhaul, each operator on its own carriers
)

// String returns the form's name.
func (f Form) String() string { return [...]string{"alone", "passive", "MORAN", "no form"}[min(f, 3)] }

// Sharing is a form and how many share, 1 or more.
type Sharing struct {
	Form    Form
	Parties float64
}

// Of is the part of a line that an operator pays: 1, or 1 over the parties where
// the form shares the line. Maintenance follows the assets; what is paid for it
// a station is shared with the radios. Energy follows the radios. Source: the
// public planner pysim5g, whose passive form shares the same lines.
func (s Sharing) Of(l Line) float64 {
	if s.Parties <= 1 {
		return 1
	}
	switch s.Form {
	case MORAN:
		return 1 / s.Parties
	case Passive:
		switch l {
		case Site, Installation, PowerSystem, Rent:
			return 1 / s.Parties
		}
	}
	return 1
}

// Apply multiplies every line by its part.
func (s Sharing) Apply(m *Money) {
	for l := range m {
		m[l] *= s.Of(Line(l))
	}
}

// Check says whether the number of parties is one.
func (s Sharing) Check() error {
	const of = "sharing"
	return first(
		within(of, "form", "", float64(s.Form), 0, float64(MORAN)),
		within(of, "parties", "", s.Parties, 1, 10),
	)
}
