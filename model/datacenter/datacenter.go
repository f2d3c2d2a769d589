// Package datacenter answers which racks and megawatts exist, when new ones
// are energised, and who gets them.
//
// Halls are kept by rack class and power zone. The opening stock is the last
// national count plus named phases that opened since; later phases come when
// they are built and connected, in the order in which they are ready, as far
// as the zone's grid has headroom. An expansion programme adds modules every
// month. Racks and power then go to general demand first and to requests for
// computing nodes in the scenario's order.
//
// Halls that name a plant have its PUE and water by load and month; others
// have a stated PUE that varies with neither, and no water. Named projects come
// at their announced month plus a delay, or by the stages that they pass. Rules
// on new halls may cap PUE and water and set redundancy and density.
//
// Assumptions: general demand is one homogeneous need for rated IT power; racks
// and megawatts are real numbers, nodes in a rack are whole; halls of one class
// in one zone are equally full. Left out: moving of placed load but
// for tenants of halls that retire, weight.
package datacenter

import "github.com/headroom-planner/headroom/model/axis"

// Params are the inputs of one draw. References and choices are indices.
type Params struct {
	On bool

	OpeningRacks   float64 // racks
	OpeningMW      float64 // at the boundary OpeningReading says
	OpeningReading float64 // ReadFacility, ReadIT, ReadContracted or ReadNameplate
	OpeningPUE     float64
	Contracted     float64 // contracted over facility power, where the count is read so
	Nameplate      float64 // IT power over nameplates, where the count is read so
	Occupancy      float64 // share of opening power that general demand holds

	StandardDerating float64
	StandardUnits    float64 // U
	StandardUsable   float64 // share of it that nodes may take
	Utilisation      float64 // mean IT load over rated, general demand
	NodeUtilisation  float64 // mean IT load over nameplate, placed nodes
	DemandGrowth     float64 // 1/year
	ConnectionLead   float64 // months before its opening that a phase asked for supply

	CapexStandard float64 // MUSD per MW of IT
	CapexDense    float64 // MUSD per MW of IT
	OpexShare     float64 // 1/year

	Expansion  Expansion
	Cooling    Cooling
	Rules      Rules
	Costs      Costs
	Pipeline   Pipeline
	Published  Published
	Conversion Conversion
	Servers    Servers
	Halls      Halls
	UPS        UPS

	Plants     []Plant
	Stock      []Stock
	Classes    []Class
	Facilities []Facility
	Phases     []Phase

	open []bool // phases that are open at the start; filled by Prepare, dates are never drawn
}

// Expansion is a programme of halls beyond the named facilities.
type Expansion struct {
	TargetMW           float64 // facility
	Reading            float64 // ReadTotal or ReadAdded
	Start, By          float64 // months, -1 when left out
	Class              float64 // of what is not dense, -1 for standard
	DenseShare         float64 // of IT power
	DenseClass         float64 // -1 for Class
	Zone               float64 // -1 to spread by headroom
	ConstructionMonths float64
	PUE                float64
	Plant              float64 // -1 for the stated PUE
}

// Stock is the part of the opening stock that stands in one zone.
type Stock struct {
	Name  string
	Zone  float64
	Share float64 // shares are divided by their sum
	Plant float64 // -1 for the opening stock's PUE
}

// Class is a kind of rack beside the standard one.
type Class struct {
	Name     string
	KW       float64 // design power of a rack, IT
	Derating float64 // usable share of it
	Cooling  float64 // Air or Liquid
	General  float64 // No or Yes: takes general demand too
	Units    float64 // height, U
	Usable   float64 // share of it that nodes may take
}

// Facility is a named project. Its phases share its delay and its fate.
type Facility struct {
	Name        string
	Zone        float64
	DelayMonths float64
	Completes   float64 // No or Yes
	PUE         float64
	Plant       float64 // -1 for the stated PUE
	Progress    Progress
}

// Phase is a part of a facility: racks of one class that open together.
type Phase struct {
	Name        string
	Facility    float64
	Opens       float64 // month, as announced
	Racks       float64
	Class       float64 // -1 for standard
	PowerMW     float64 // facility
	Applied     float64 // month supply was asked for, -1 when unknown
	InsideStock float64 // No or Yes
}

// The alternatives of the choices, in the order of their options.
const (
	ReadFacility   = 0
	ReadIT         = 1
	ReadContracted = 2
	ReadNameplate  = 3

	ReadTotal = 0
	ReadAdded = 1

	Air    = 0
	Liquid = 1

	No  = 0
	Yes = 1
)

// The conversions of this package.
const (
	monthsPerYear = 12
	kwPerMW       = 1000
	usdPerMUSD    = 1e6
	percent       = 100
	tiny          = 1e-9 // MW, racks and nodes below this are rounding
)

// Prepare finds the phases that are open when the run starts.
func Prepare(p *Params, a axis.Axis) {
	p.open = make([]bool, len(p.Phases))
	for i := range p.Phases {
		p.open[i] = p.Phases[i].Opens <= float64(a.Start)
	}
}

// Clone returns parameters that share no backing array with p that a draw may
// write to.
func (p Params) Clone() Params {
	p.Plants = append([]Plant(nil), p.Plants...)
	p.Stock = append([]Stock(nil), p.Stock...)
	p.Classes = append([]Class(nil), p.Classes...)
	p.Facilities = append([]Facility(nil), p.Facilities...)
	p.Phases = append([]Phase(nil), p.Phases...)
	p.open = append([]bool(nil), p.open...)
	return p
}

// facility returns the project a phase belongs to. A reference to nothing
// gives a project that never completes.
func (p *Params) facility(ph *Phase) *Facility {
	if i := int(ph.Facility); i >= 0 && i < len(p.Facilities) {
		return &p.Facilities[i]
	}
	return &nowhere
}

var nowhere = Facility{PUE: 1, Plant: -1}

// ratio is a/b, and 0 when b is not above 0.
func ratio(a, b float64) float64 {
	if b > 0 {
		return a / b
	}
	return 0
}

// flag is 1 for true.
func flag(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
