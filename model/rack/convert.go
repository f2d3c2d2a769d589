package rack

import (
	"math"

	"github.com/headroom-planner/headroom/model/valid"
)

// Conversion is what it takes to turn racks of one class into another. No public
// figure was found for halls in operation: both numbers are the planner's.
type Conversion struct {
	USDPerKW float64 // of design power of the new racks: distribution, pipes, cooling
	Months   float64 // for which the hall is closed
}

// Converted is the hall afterwards.
type Converted struct {
	Racks, KW float64 // new racks, and the hall's IT power as before
	USD       float64
	Months    float64
	IdleM2    float64 // floor that the hall's power no longer fills
	ByPower   bool    // the hall's power sets the number of racks; else its floor does
}

// Convert is what a hall of class from becomes as class to. The supply of power
// stays, so that a hall of 1,000 racks of 4 kW becomes one of 33 racks of 120 kW:
//
//	racks = min(floor(hall kW / kW of a rack), floor(hall m2 / m2 of a rack))
//	USD   = racks x kW of a rack x USD per kW
//
// Cost and months are at least 0. Racks in use stop a conversion.
func Convert(h *Hall, from, to *Class, c Conversion) (Converted, error) {
	const of = "conversion of a hall"
	err := valid.First(from.Check(), to.Check(),
		valid.Within(of, "racks in use", "", h.UsedRacks, 0, 0),
		valid.Within(of, "racks", "", h.Racks, 0, 1e9),
		valid.Within(of, "power", "kW", h.KW, 0, 1e9),
		valid.Within(of, "cost", "USD/kW", c.USDPerKW, 0, 1e6),
		valid.Within(of, "time", "months", c.Months, 0, 240))
	if err != nil {
		nan := math.NaN()
		return Converted{Racks: nan, KW: nan, USD: nan, Months: nan, IdleM2: nan}, err
	}
	floor := h.Racks * from.FloorM2
	power, space := whole(h.KW, to.KW), whole(floor, to.FloorM2)
	out := Converted{Racks: min(power, space), KW: h.KW, Months: c.Months, ByPower: power <= space}
	out.USD = out.Racks * to.KW * c.USDPerKW
	out.IdleM2 = floor - out.Racks*to.FloorM2
	return out, nil
}
