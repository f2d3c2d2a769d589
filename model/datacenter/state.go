package datacenter

import (
	"math"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/rack"
)

// State is what one month leaves to the next. Halls are cells: class c (0 is
// the standard one) in zone z is cell c*zones+z.
type State struct {
	ax             axis.Axis
	zones, classes int
	share          []float64 // of the opening stock, by zone

	kw, price []float64    // by class: kW of a rack, USD per IT MW
	general   []bool       // by class
	kinds     []rack.Class // by class: what its racks hold
	rank      []int        // classes by power, ties by index

	racks, it, fac  []float64 // energised, by cell; MW
	bareIT, bareFac []float64 // the part of it that names no plant
	gen             []float64 // general demand placed, rated IT MW by cell
	demand, growth  float64   // general demand, rated IT MW, and its monthly factor

	ready     []float64 // month each phase is built and connected, +Inf for never
	queue     []int     // phases by ready
	done      []float64 // energised share of each phase
	applied   []float64 // month each phase asks for its connection, +Inf for never
	works     []float64 // months of works for it
	asked     []bool    // it has asked
	connected []float64 // facility MW energised since the start less what retired, by zone
	retired   []float64 // facility MW retired since the start, by zone
	waiting   []float64 // facility MW ready without headroom, by zone
	waitingIT float64
	pending   []float64 // facility MW of named phases yet to be energised, by zone
	spent     float64   // USD this month

	cool  cooling
	new   []source // what a phase's halls are cooled by, as built
	comes []bool   // phases that are ever energised
	pipe  pipeline
	conv  conversion
	serve servers
	age   halls
	built float64 // IT MW energised since the start

	exp      programme
	requests requests

	heaviest rack.Node // the heaviest node asked for so far
	heavier  bool      // it is new to what is shown
}

// requests is what is held for requests for nodes.
type requests struct {
	placed    []float64            // nodes, by request*zones+zone
	racks, mw []float64            // by cell
	homes     []home               // by request
	refused   [len(limits)]float64 // IT MW that no class holds this month, by what the nearest lacks
}

// home is where a request's nodes go.
type home struct {
	node  rack.Node
	class int       // the least that holds the node, -1 for none
	per   float64   // nodes in a rack of it
	lacks rack.Lack // of the nearest class, where none holds the node
}

// NewState returns a state sized for p, the run and the number of power zones.
func NewState(p *Params, a axis.Axis, zones int) State {
	z, c, n := max(zones, 1), len(p.Classes)+1, len(p.Phases)
	f := func(n int) []float64 { return make([]float64, n) }
	return State{
		ax: a, zones: z, classes: c, share: f(z),
		kw: f(c), price: f(c), general: make([]bool, c), kinds: make([]rack.Class, c), rank: make([]int, c),
		racks: f(c * z), it: f(c * z), fac: f(c * z), gen: f(c * z), bareIT: f(c * z), bareFac: f(c * z),
		cool: newCooling(p, c*z), new: make([]source, n), comes: make([]bool, n), pipe: newPipeline(p, c*z), conv: conversion{units: f(2 * len(p.Plants))}, serve: newServers(p, a), age: newHalls(p, a, z),
		applied: f(n), works: f(n), asked: make([]bool, n),
		ready: f(n), queue: make([]int, n), done: f(n), connected: f(z), retired: f(z), waiting: f(z), pending: f(z),
		exp:      programme{starts: f(a.Steps * z), lead: f(z), ready: f(z), building: f(z), taken: f(z), weight: f(z)},
		requests: requests{racks: f(c * z), mw: f(c * z)},
	}
}

// Out is what one month shows.
type Out struct {
	ZoneFacilityMW    []float64 // mean facility load by zone
	CapexUSD, OpexUSD float64   // without energy

	Racks, StandardRacks, OccupiedRacks, Occupancy float64
	ITMW, FacilityMW, ITLoadMW, FacilityLoadMW     float64
	PUE, StandardKW                                float64
	ClassRacks, ClassFree, ClassShort              []float64
	ZoneCapacityMW, ZoneWaitingMW, ZoneFreeMW      []float64
	ZoneConnectedMW, ZoneRetiredMW                 []float64 // facility MW energised since the start less what retired, and that
	PhaseRacks, PhaseMW                            []float64

	RackShort, StandardShort, GeneralShortMW float64
	WaitingMW, NodesPlaced, NodesShort       float64
	ExpansionMW, ExpansionBuildingMW         float64
	FitsStandard, NodesStandard              float64
	Binding                                  float64   // index into BindingOptions
	Refusal                                  float64   // index into LimitOptions
	ClassNodes, ClassLimit                   []float64 // the heaviest node: in a rack of each class; index into LimitOptions

	Stock, Openings, Opening Bridge

	Plant                             PlantOut
	Stages                            StagesOut
	Check                             CheckOut
	LandUSD, StrandedMW, LargestShare float64

	Servers ServersOut
	Halls   HallsOut
}

// Bridge is one line from the counted stock to what is open at the start.
type Bridge struct{ Racks, ITMW, FacilityMW float64 }

// NewOut returns an output sized for p and the number of power zones.
func NewOut(p *Params, zones int) Out {
	f := func(n int) []float64 { return make([]float64, n) }
	c := len(p.Classes)
	return Out{
		ZoneFacilityMW: f(zones), ZoneCapacityMW: f(zones), ZoneWaitingMW: f(zones), ZoneFreeMW: f(zones), ZoneConnectedMW: f(zones), ZoneRetiredMW: f(zones),
		ClassRacks: f(c), ClassFree: f(c), ClassShort: f(c), ClassNodes: f(c), ClassLimit: f(c), PhaseRacks: f(len(p.Phases)), PhaseMW: f(len(p.Phases)),
		Plant: newPlantOut(p, zones), Stages: newStagesOut(zones),
	}
}

// zone returns the zone a reference points to. One that is left out is the
// first zone: without a power domain there is no other.
func (s *State) zone(ref float64) int { return min(max(int(ref), 0), s.zones-1) }

// class returns the class a reference points to; one that is left out is the
// standard class.
func (s *State) class(ref float64) int { return min(max(int(ref)+1, 0), s.classes-1) }

func (s *State) cell(class, zone int) int { return class*s.zones + zone }

// add energises halls in a cell that are cooled by a unit, -1 for a stated PUE.
func (s *State) add(cell, unit int, racks, it, fac float64) {
	s.racks[cell] += racks
	s.it[cell] += it
	s.fac[cell] += fac
	if unit >= 0 {
		s.cool.it[cell*s.cool.units+unit] += it
		return
	}
	s.bareIT[cell] += it
	s.bareFac[cell] += fac
}

// node is what a request asks room for.
func (r *Request) node() rack.Node {
	n := rack.Node{KW: r.NodeKW, U: r.U}
	if r.Liquid {
		n.Liquid = 1
	}
	return n
}

// home finds where a request's nodes go: the class of least power whose racks hold and cool one,
// by [rack.Least]. A node is constant
// within a draw, so that it is found once.
func (s *State) home(i int, r *Request) *home {
	h := &s.requests.homes[i]
	if h.per == 0 {
		n := r.node()
		*h = home{node: n, class: -1, per: math.Inf(1)}
		if n.KW > 0 {
			if c, per := rack.Least(s.kinds, &n); c >= 0 {
				h.class, h.per = c, per
			} else {
				_, h.lacks = rack.Nearest(s.kinds, &n)
			}
		}
	}
	return h
}

// holds is how many of a node a rack of a class holds, and what sets the number; 0 for a node without power.
func (s *State) holds(class int, n *rack.Node) (float64, rack.Lack) {
	if n.KW <= 0 {
		return 0, 0
	}
	return s.kinds[class].Fit(n)
}
