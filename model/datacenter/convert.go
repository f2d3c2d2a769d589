package datacenter

import (
	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/rack"
	"github.com/headroom-planner/headroom/model/text"
)

// Conversion turns free standard racks into racks of another class: the hall's power
// stays, its racks become fewer.
type Conversion struct {
	On       bool
	Racks    float64 // standard racks to be converted
	Class    float64 // of the new racks
	Zone     float64 // -1 for the first
	Start    float64 // month
	Months   float64 // for which the hall is closed
	USDPerKW float64 // of design power of the new racks
}

// conversion is what a draw has of it.
type conversion struct {
	begun, done bool
	ready       float64 // month
	racks       float64 // taken out of the standard class
	it, fac     float64 // MW closed
	bareIT      float64
	bareFac     float64
	units       []float64 // IT MW closed, by unit
}

// convert closes free racks at the start of the works and opens the new class's racks when
// they are over. Racks in use stop it, so only what is free then is converted.
func (s *State) convert(p *Params, m axis.Month) {
	q, c := &p.Conversion, &s.conv
	if !q.On || c.done {
		return
	}
	z := s.zone(q.Zone)
	if !c.begun && float64(m) >= q.Start {
		k := s.cell(0, z)
		c.begun, c.ready = true, float64(m)+q.Months
		c.racks = min(q.Racks, s.freeRacks(k))
		part := ratio(c.racks, s.racks[k])
		c.it, c.fac, c.bareIT, c.bareFac = part*s.it[k], part*s.fac[k], part*s.bareIT[k], part*s.bareFac[k]
		for u := range c.units {
			c.units[u] = part * s.cool.it[k*s.cool.units+u]
		}
		s.age.keep(k, 1-part, 1-part)
		s.shift(k, -1, -c.racks)
	}
	if c.begun && float64(m) >= c.ready {
		c.done = true
		to := s.class(q.Class)
		hall := rack.Hall{Racks: c.racks, KW: c.it * kwPerMW}
		became, err := rack.Convert(&hall, &s.kinds[0], &s.kinds[to], rack.Conversion{USDPerKW: q.USDPerKW, Months: q.Months})
		if err != nil { // nothing was free, or the class's numbers are beyond what a rack is
			return
		}
		s.shift(s.cell(to, z), 1, became.Racks)
		s.age.opened(c.it, float64(m))
		s.spent += became.USD
	}
}

// shift adds what is converted to a cell, or takes it away.
func (s *State) shift(k int, sign, racks float64) {
	c := &s.conv
	s.racks[k] += racks
	s.it[k] += sign * c.it
	s.fac[k] += sign * c.fac
	s.bareIT[k] += sign * c.bareIT
	s.bareFac[k] += sign * c.bareFac
	for u, mw := range c.units {
		s.cool.it[k*s.cool.units+u] += sign * mw
	}
}

const conversionPart = "datacenter.conversion"

const conversionSrc = "model/rack, docs/MODELS.md, Racks: no public figure of a hall in operation was found; the value is the scenario's"

var conversionInputs = []declare.Input[Params]{
	{Key: "conversion.racks", Unit: "racks", Min: 0, Max: 1e6, Part: conversionPart,
		Label: text.T("Standard racks to be converted", "Số tủ rack tiêu chuẩn được chuyển đổi"), Doc: "Standard racks whose hall is turned into one of another class, as far as they are free when works begin.", Source: conversionSrc,
		Ref: func(p *Params) *float64 { return &p.Conversion.Racks }},
	{Key: "conversion.class", Kind: declare.Reference, To: "datacenter.rack_classes", Optional: true, Part: conversionPart,
		Label: text.T("New class", "Loại tủ rack mới"), Doc: "Class of the racks that the converted hall has: fewer, for the same power.", Source: conversionSrc,
		Ref: func(p *Params) *float64 { return &p.Conversion.Class }},
	{Key: "conversion.zone", Kind: declare.Reference, To: "power.zones", Optional: true, Part: conversionPart,
		Label: text.T("Zone of the conversion", "Vùng chuyển đổi"), Doc: "Power zone of the converted hall; the first zone when left out.", Source: conversionSrc,
		Ref: func(p *Params) *float64 { return &p.Conversion.Zone }},
	{Key: "conversion.start", Kind: declare.Date, Drawn: true, Part: conversionPart,
		Label: text.T("Month in which works begin", "Tháng bắt đầu cải tạo"), Doc: "Month in which the hall is closed.", Source: conversionSrc,
		Ref: func(p *Params) *float64 { return &p.Conversion.Start }},
	{Key: "conversion.months", Unit: "months", Min: 0, Max: 120, Part: conversionPart,
		Label: text.T("Months of works", "Thời gian cải tạo"), Doc: "Months for which the hall is closed.", Source: conversionSrc,
		Ref: func(p *Params) *float64 { return &p.Conversion.Months }},
	{Key: "conversion.cost", Unit: "USD/kW", Boundary: "it", Min: 0, Max: 100000, Part: conversionPart,
		Label: text.T("Cost of the conversion", "Chi phí chuyển đổi"), Doc: "Cost for a kilowatt of design power of the new racks: distribution, pipes, cooling.", Source: conversionSrc,
		Ref: func(p *Params) *float64 { return &p.Conversion.USDPerKW }},
}
