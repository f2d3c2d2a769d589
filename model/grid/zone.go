package grid

import "math"

// Branches are transformers or lines in parallel, by their ratings.
type Branches struct {
	MVA      []float64
	Overload float64 // that the rest may carry for the time after a loss, a share of their rating
}

// FirmMVA is what is left after the loss of the largest: (sum - largest) (1 +
// overload). Nothing where there is one or none. Source: the N-1 criterion of supply
// security, as in ENA Engineering Recommendation P2; from memory.
func (b *Branches) FirmMVA() float64 {
	sum, most := 0.0, 0.0
	for _, x := range b.MVA {
		sum += x
		most = max(most, x)
	}
	return (sum - most) * (1 + b.Overload)
}

func (b *Branches) check(of, what string) error {
	err := within(of, "overload of "+what, "", b.Overload, 0, 0.5)
	for _, x := range b.MVA {
		err = first(err, within(of, what, "MVA", x, 0, 1e5))
	}
	return err
}

// Substation is a place to connect to.
type Substation struct {
	Name                string
	Transformers, Lines Branches
	PowerFactor         float64 // of the load, 0.5 to 1
	TransferMW          float64 // that neighbours take over after a loss
	PeakMW              float64 // of the load that it has, at its own time
}

// FirmMW is what a substation carries with its largest transformer or line lost,
// whichever is worse: min of both x power factor + transfer.
func (s *Substation) FirmMW() float64 {
	return min(s.Transformers.FirmMVA(), s.Lines.FirmMVA())*s.PowerFactor + s.TransferMW
}

// HeadroomMW is firm capacity less the peak there is. Below 0 it is already
// beyond N-1.
func (s *Substation) HeadroomMW() float64 { return s.FirmMW() - s.PeakMW }

// Check says whether all is in range.
func (s *Substation) Check() error {
	of := "substation " + s.Name
	return first(s.Transformers.check(of, "transformers"), s.Lines.check(of, "lines"), within(of, "power factor", "", s.PowerFactor, 0.5, 1),
		within(of, "transfer", "MW", s.TransferMW, 0, 1e5), within(of, "peak", "MW", s.PeakMW, 0, 1e5))
}

// Zone is substations behind one set of lines.
type Zone struct {
	Name        string
	Substations []Substation
	Lines       Branches // into the zone
	PowerFactor float64
	LocalMW     float64 // firm generation inside
	PeakMW      float64 // at one time: at most the sum of the substations' own peaks
}

// FirmMW is what the zone's lines bring with the largest lost, and what is
// generated inside.
func (z *Zone) FirmMW() float64 { return z.Lines.FirmMVA()*z.PowerFactor + z.LocalMW }

// HeadroomMW is the lesser of the lines' headroom and the sum of the substations'
// that have any. A single request may be too large for each of them all the same;
// a [Queue] looks at both.
func (z *Zone) HeadroomMW() float64 {
	sum := 0.0
	for i := range z.Substations {
		sum += max(0, z.Substations[i].HeadroomMW())
	}
	return math.Min(z.FirmMW()-z.PeakMW, sum)
}

// Check says whether all is in range.
func (z *Zone) Check() error {
	of := "zone " + z.Name
	own := 0.0
	var err error
	for i := range z.Substations {
		err = first(err, z.Substations[i].Check())
		own += z.Substations[i].PeakMW
	}
	return first(err, z.Lines.check(of, "lines"), within(of, "power factor", "", z.PowerFactor, 0.5, 1),
		within(of, "local generation", "MW", z.LocalMW, 0, 1e5), within(of, "peak", "MW", z.PeakMW, 0, own))
}
