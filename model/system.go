// Package model is the coupled system: demand, limits, allocation of what is
// scarce, outcome, in one straight line each month.
//
// It answers what happens in one draw. Domains never see each other; this
// package carries what one says to the next. A domain that is absent has no
// inputs, metrics or cost, and sets no limit on the others.
package model

import (
	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/datacenter"
	"github.com/headroom-planner/headroom/model/finance"
	"github.com/headroom-planner/headroom/model/gpu"
	"github.com/headroom-planner/headroom/model/mix"
	"github.com/headroom-planner/headroom/model/mobile"
	"github.com/headroom-planner/headroom/model/network"
	"github.com/headroom-planner/headroom/model/platform"
	"github.com/headroom-planner/headroom/model/power"
)

// Params are the inputs of one draw. Each worker owns a deep clone.
type Params struct {
	Axis       axis.Axis
	Mobile     mobile.Params
	Datacenter datacenter.Params
	GPU        gpu.Params
	Platform   platform.Params
	Network    network.Params
	Mix        mix.Params
	Power      power.Params
	Finance    finance.Params
}

// State is what one month leaves to the next. It is sized once per worker.
type State struct {
	mobile     mobile.State
	datacenter datacenter.State
	gpu        gpu.State
	platform   platform.State
	network    network.State
	mix        mix.State
	power      power.State
	finance    finance.State

	limits datacenter.Limits
	apply  []datacenter.Application
	asks   []gpu.Request
	demand datacenter.Demand // the GPUs' requests, then the platforms'
	public platform.Request
	load   power.Load
	flows  finance.Flows
}

// Out is what one month shows.
type Out struct {
	Mobile     mobile.Out
	Datacenter datacenter.Out
	GPU        gpu.Out
	Platform   platform.Out
	Network    network.Out
	Mix        mix.Out
	Power      power.Out
	Finance    finance.Out
}

// Prepare fills the tables that stay constant over draws. It is called once
// on the base parameters, before they are cloned.
func Prepare(p *Params) {
	if p.Mobile.On {
		mobile.Prepare(&p.Mobile, p.Axis)
	}
	if p.Datacenter.On {
		datacenter.Prepare(&p.Datacenter, p.Axis)
	}
	if p.GPU.On {
		gpu.Prepare(&p.GPU, p.Axis)
	}
	if p.Power.On {
		power.Prepare(&p.Power)
	}
}

// Clone returns parameters that share no backing array with p that a draw
// may write to.
func (p *Params) Clone() *Params {
	return &Params{
		Axis:       p.Axis,
		Mobile:     p.Mobile.Clone(),
		Datacenter: p.Datacenter.Clone(),
		GPU:        p.GPU.Clone(),
		Platform:   p.Platform.Clone(),
		Network:    p.Network.Clone(),
		Mix:        p.Mix.Clone(),
		Power:      p.Power.Clone(),
		Finance:    p.Finance.Clone(),
	}
}

// NewState returns a state sized for p.
func NewState(p *Params) *State {
	s := &State{}
	zones := len(p.Power.Zones)
	s.mobile = mobile.NewState(&p.Mobile, p.Axis)
	s.datacenter = datacenter.NewState(&p.Datacenter, p.Axis, zones)
	s.gpu = gpu.NewState(&p.GPU, p.Axis)
	s.power = power.NewState(&p.Power)
	s.limits = datacenter.Limits{GridMW: make([]float64, zones), DelayMonths: make([]float64, zones)}
	if p.Power.On && p.Power.Queue.On {
		requests := datacenter.Requests(&p.Datacenter, zones)
		power.NewQueue(&p.Power, &s.power, p.Axis, requests, len(p.Datacenter.Phases)+p.Axis.Steps)
		s.limits.GrantedMW, s.limits.FreeMW = make([]float64, requests), make([]float64, zones)
		s.apply = make([]datacenter.Application, 0, requests)
	}
	s.asks = gpu.NewRequests(&p.GPU)
	s.platform = platform.NewState(&p.Platform)
	s.network = network.NewState(&p.Network)
	s.mix = mix.NewState(&p.Mix)
	requests := len(s.asks)
	if p.Platform.On {
		requests++
	}
	s.demand = datacenter.Demand{Requests: make([]datacenter.Request, requests)}
	s.load = power.Load{FacilityMW: make([]float64, zones)}
	if p.Datacenter.On {
		s.load.NewMW, s.load.WaitingMW, s.load.RetiredMW = make([]float64, zones), make([]float64, zones), make([]float64, zones)
	}
	return s
}

// NewOut returns an output sized for p.
func NewOut(p *Params) *Out {
	return &Out{
		Mobile:     mobile.NewOut(&p.Mobile),
		Datacenter: datacenter.NewOut(&p.Datacenter, len(p.Power.Zones)),
		GPU:        gpu.NewOut(&p.GPU),
		Platform:   platform.NewOut(&p.Platform),
		Network:    network.NewOut(&p.Network),
		Mix:        mix.NewOut(&p.Mix),
		Power:      power.NewOut(&p.Power),
	}
}

// Start resets the state and computes what is constant within the draw.
func Start(p *Params, s *State, o *Out) {
	if p.Mobile.On {
		s.mobile.Terms = mobile.Terms{}
		if p.Finance.On {
			s.mobile.Terms.DiscountRate = p.Finance.DiscountRate
			if p.Power.On && p.Finance.VNDPerUSD > 0 {
				s.mobile.Terms.USDPerKWh = p.Power.TariffRadio / p.Finance.VNDPerUSD
			}
		}
		mobile.Start(&p.Mobile, &s.mobile, &o.Mobile)
	}
	if p.Datacenter.On {
		datacenter.Start(&p.Datacenter, &s.datacenter, &o.Datacenter)
	}
	if p.GPU.On {
		gpu.Start(&p.GPU, &s.gpu, &o.GPU)
	}
	if p.Platform.On {
		platform.Start(&p.Platform, &s.platform)
	}
	if p.Network.On {
		network.Start(&p.Network, &s.network)
	}
	if p.Mix.On {
		k := mix.Terms{}
		if p.Finance.On {
			k.DiscountRate = p.Finance.DiscountRate
		}
		mix.Start(&p.Mix, &s.mix, k)
	}
	if p.Power.On {
		power.Start(&p.Power, &s.power)
	}
	if p.Finance.On {
		finance.Start(&p.Finance, &s.finance)
	}
}

// Advance moves the system through step t and writes what it shows to o. It
// is deterministic and total, and allocates nothing.
//
// Demand -> limits -> allocation -> outcome: GPUs and public platforms ask; mobile builds and draws; the
// zones say how much power can be connected beside it, and where it is queued for to whom; data centres energise what is built and connected; GPUs that
// were delivered ask for racks; racks and megawatts are given out; what was
// placed runs; energy, carbon and money follow.
func Advance(p *Params, s *State, t axis.Step, o *Out) {
	m := p.Axis.Month(t)
	if p.GPU.On {
		gpu.Order(&p.GPU, &s.gpu, t, m, s.asks)
		for i, r := range s.asks {
			s.demand.Requests[i] = datacenter.Request(r)
		}
	}
	if p.Platform.On {
		platform.Ask(&p.Platform, &s.platform, t, &s.public, &o.Platform)
		s.demand.Requests[len(s.asks)] = datacenter.Request(s.public)
	}
	if p.Mobile.On {
		mobile.Advance(&p.Mobile, &s.mobile, t, m, &o.Mobile)
	}
	if p.Power.On {
		power.Limits(&p.Power, &s.power, m, o.Mobile.PowerInZone, s.limits.GridMW, s.limits.DelayMonths)
		if p.Power.Queue.On {
			s.limits.Queued = true
			power.Serve(&p.Power, &s.power, t, m, s.limits.GrantedMW, s.limits.FreeMW)
		}
	}
	if p.Datacenter.On {
		s.limits.Bound = p.Power.On
		datacenter.Open(&p.Datacenter, &s.datacenter, t, m, &s.limits, &o.Datacenter)
		if s.limits.Queued {
			s.apply = datacenter.Apply(&p.Datacenter, &s.datacenter, t, m, &s.limits, s.apply)
			for i := range s.apply {
				a := power.Application(s.apply[i])
				power.Ask(&p.Power, &s.power, &a)
			}
		}
		datacenter.Place(&p.Datacenter, &s.datacenter, t, m, &s.demand, &o.Datacenter)
	} else {
		datacenter.PlaceAll(&s.demand)
	}
	if p.GPU.On {
		for i := range s.asks {
			s.asks[i] = gpu.Request(s.demand.Requests[i])
		}
		gpu.Run(&p.GPU, &s.gpu, t, m, s.asks, &o.GPU)
	}
	if p.Platform.On {
		s.public = platform.Request(s.demand.Requests[len(s.asks)])
		platform.Run(&p.Platform, &s.platform, t, &s.public, &o.Platform)
	}
	if p.Network.On {
		network.Advance(&p.Network, &s.network, t, m, &o.Network)
	}
	if p.Mix.On {
		mix.Advance(&p.Mix, &s.mix, t, m, &o.Mix)
	}
	if p.Power.On {
		s.load.RANMW, s.load.AccessMW = o.Mobile.PowerMW, o.Network.PowerMW
		if p.Datacenter.On {
			copy(s.load.FacilityMW, o.Datacenter.ZoneFacilityMW)
			copy(s.load.NewMW, o.Datacenter.ZoneConnectedMW)
			copy(s.load.RetiredMW, o.Datacenter.ZoneRetiredMW)
			copy(s.load.WaitingMW, o.Datacenter.ZoneWaitingMW)
			s.load.ITMW, s.load.CapacityMW = o.Datacenter.ITLoadMW, o.Datacenter.FacilityMW
			s.load.PeakMW, s.load.WaterML = o.Datacenter.Plant.PeakMW, o.Datacenter.Plant.WaterML
		}
		power.Settle(&p.Power, &s.power, m, &s.load, &o.Power)
		if p.Datacenter.Cooling.On && int(t) == p.Axis.Steps-1 {
			k := datacenter.Terms{CarbonVNDPerKg: p.Power.Carbon.VNDPerKg, WaterVNDPerM3: p.Power.Carbon.WaterVND}
			k.VNDPerKWh, k.DemandVND, k.KgPerKWh = power.Terms(&p.Power, &s.power, m)
			datacenter.Trade(&k, &o.Datacenter)
		}
	}
	if p.Finance.On {
		s.flows = finance.Flows{
			MobileCapexUSD: o.Mobile.CapexUSD, MobileOpexUSD: o.Mobile.OpexUSD,
			DatacenterCapexUSD: o.Datacenter.CapexUSD, DatacenterOpexUSD: o.Datacenter.OpexUSD,
			PlatformCapexUSD: o.Platform.CapexUSD, NetworkCapexUSD: o.Network.CapexUSD,
			GPUCapexUSD: o.GPU.CapexUSD, GPUOpexUSD: o.GPU.OpexUSD + o.GPU.RentUSD,
			EnergyVND: o.Power.EnergyCostVND + o.Power.CarbonVND + o.Power.WaterVND,
		}
		finance.Settle(&p.Finance, &s.finance, t, m, &s.flows, &o.Finance)
	}
}
