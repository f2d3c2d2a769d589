package model

import (
	"math"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/datacenter"
	"github.com/headroom-planner/headroom/model/finance"
	"github.com/headroom-planner/headroom/model/gpu"
	"github.com/headroom-planner/headroom/model/mobile"
	"github.com/headroom-planner/headroom/model/network"
	"github.com/headroom-planner/headroom/model/platform"
	"github.com/headroom-planner/headroom/model/power"
)

const nodeKW = 10.2 // eight GPUs; DGX H100 user guide

var begin = axis.M(2030, 1)

// island is a small country that exists nowhere: two power zones, one stock
// of halls, one dense facility that opens after half a year, one fleet, one
// programme and one operator.
func island() *Params {
	after := func(months int) float64 { return float64(begin + axis.Month(months)) }
	flat := func(x float64) axis.Path { return axis.Path{Months: []float64{float64(begin)}, Values: []float64{x}} }
	p := &Params{Axis: axis.Axis{Start: begin, Steps: 37}}
	p.Mobile = islandMobile()
	p.Datacenter = datacenter.Params{
		On: true, OpeningRacks: 1000, OpeningMW: 6, OpeningReading: datacenter.ReadIT, OpeningPUE: 1.5, Occupancy: 0.8,
		StandardDerating: 0.8, Utilisation: 0.5, NodeUtilisation: 0.75, ConnectionLead: 12, CapexStandard: 8, CapexDense: 10, OpexShare: 0.03,
		Expansion:  datacenter.Expansion{Start: -1, By: -1, Class: -1, DenseClass: -1, Zone: -1, PUE: 1.4},
		Stock:      []datacenter.Stock{{Name: "coast", Zone: 0, Share: 1}},
		Classes:    []datacenter.Class{{Name: "dense", KW: 40, Derating: 0.8}},
		Facilities: []datacenter.Facility{{Name: "hill", Zone: 1, Completes: datacenter.Yes, PUE: 1.25}},
		Phases:     []datacenter.Phase{{Name: "hill-1", Facility: 0, Opens: after(6), Racks: 300, Class: 0, PowerMW: 15, Applied: after(-24)}},
	}
	p.GPU = gpu.Params{
		On: true, Reference: 0, OpexShare: 0.05, LoadFactor: 0.76, RackKW: 40, RackDerating: 0.8,
		Accelerators: []gpu.Accelerator{{Name: "h100", BF16TFLOPS: 989, FP8TFLOPS: 1979, MemoryGB: 80, PerNode: 8, NodeKW: nodeKW, PriceUSD: 30000, Launch: -1}},
		Fleets:       []gpu.Fleet{{Name: "first", Accelerator: 0, GPUs: 400}},
		Programmes: []gpu.Programme{{Name: "second", Accelerator: 0, GPUs: 2400, Start: after(0), By: after(24), Supply: 1e6, BudgetMUSD: 1e6,
			Completes: gpu.Yes, Zone: -1}},
		Expansion: gpu.Expansion{Accelerator: 0, Start: after(0), By: after(24), Zone: -1},
		Jobs:      []gpu.Job{{Name: "model", FLOP: 2e24, Start: after(0), Share: 1, MFU: 0.4, Goodput: 0.9, Programme: 0.9}},
	}
	p.Power = power.Params{
		On: true, EmissionFactor: flat(0.5), TariffDC: 2000, TariffRadio: 2500, PeakDemandMW: flat(1000),
		Zones: []power.Zone{{Name: "coast", HeadroomMW: 5, DelayMonths: 12}, {Name: "hill", HeadroomMW: 20, DelayMonths: 12}},
	}
	p.Finance = finance.Params{On: true, DiscountRate: 0.06, VNDPerUSD: 25000, PriceYear: "2030"}
	return p
}

// served is the island with public platforms and networks.
func served() *Params {
	after := func(months int) float64 { return float64(begin + axis.Month(months)) }
	p := island()
	p.Platform = platform.Params{On: true, ServerKW: 0.8, ServerCores: 64, ServerUSD: 20000, MaxUse: 0.6, Copies: 2, Extra: 0.2, Failure: 0.2,
		Platforms: []platform.Platform{{Name: "post", Transactions: 1e6, Growth: 0.3, PeakDay: 2, PeakHour: 3, Burst: 2, CPUSeconds: 0.5, WaitSeconds: 0.05}}}
	p.Network = network.Params{On: true, Households: 300000, Adoption: axis.Path{Months: []float64{float64(begin)}, Values: []float64{0.8}}, FixedMbps: 2, FixedWatt: 5, LineUSD: 300, Users: 1e6, MobileMbps: 0.05, Growth: 0.2, Abroad: 0.3, MaxUse: 0.7,
		Cables: []network.Cable{{Name: "north", Capacity: 0.3, From: after(0), Until: -1, Faults: 2, RepairMonths: 2}, {Name: "south", Capacity: 0.4, From: after(12), Until: -1, Faults: 1, RepairMonths: 3}}}
	return p
}

// run returns the output of the last month, and shows every month to see.
func run(p *Params, see func(axis.Step, *Out)) *Out {
	Prepare(p)
	s, o := NewState(p), NewOut(p)
	draw(p, s, o, see)
	return o
}

func draw(p *Params, s *State, o *Out, see func(axis.Step, *Out)) {
	Start(p, s, o)
	for t := range axis.Step(p.Axis.Steps) {
		Advance(p, s, t, o)
		if see != nil {
			see(t, o)
		}
	}
}

// with runs the island after a change.
func with(change func(*Params)) *Out {
	p := island()
	change(p)
	return run(p, nil)
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-9*math.Max(1, math.Abs(want))) {
		t.Errorf("%s = %.12g, want %.12g", what, got, want)
	}
}

// islandMobile is one operator in two provinces that builds by its national
// plan: 12 stations a month at most, two crews at six.
func islandMobile() mobile.Params {
	return mobile.Params{
		On: true, Forecast: mobile.Plan, PlanStations: 1000, PlanBy: float64(begin + 36), PlanAchievement: 1, RampMonths: 1,
		Sites4G: 1500, CeilingShare: 1, ObservedRate: 0.3,
		OpeningCoverage: 0.5, Elasticity: 0.5, Edge: 0.2, Overlap: 0, CoverageLimit: 0.98, SitePowerKW: 3,
		Equipment: 40000, SiteBuild: 30000, Installation: 20000, NewSiteShare: 0.2, LearningRate: 0.1, Maintenance: 7000, Rent: 4000,
		SubsidyFrom: float64(begin), SubsidyUntil: float64(begin + 12),
		Operators: []mobile.Operator{{Name: "first", Stations: 300, BuildRate: 10, PlanShare: 1, CommitmentBy: float64(begin + 24),
			Permits: 50, Crews: 2, CrewRate: 6, LeadTime: 2, Deliveries: 50, Stock: 20, BudgetMUSDYear: 100}},
		Provinces: []mobile.Province{{Name: "coast", Population: 2e6, AreaKM2: 2000, Sigma: 1.6}, {Name: "hill", Population: 5e5, AreaKM2: 8000, Sigma: 1.6, Zone: 1}},
	}
}

// moreRadio gives the operator twice the crews.
func moreRadio(p *Params) { p.Mobile.Operators[0].Crews *= 2 }
