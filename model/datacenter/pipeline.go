package datacenter

import (
	"math"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/project"
	"github.com/headroom-planner/headroom/model/text"
)

// Pipeline says how named projects come: at their announced month and a delay,
// or by the stages that they pass. Times are medians in months, shared by all projects;
// factors of a facility and of a whole utility or industry multiply them.
type Pipeline struct {
	On   bool
	Form float64 // Announcements or Stages

	PassPermit, PassContract, PassConstruction, PassEnergised float64 // probability of passing it, once before it
	PermitMonths, ContractMonths, StartMonths                 float64 // from the stage before
	BuildMonths, EquipMonths                                  float64 // from the start of construction
	ConnectMonths                                             float64 // the same, where no zone states a connection delay

	UtilityFactor float64 // of all connections: the shock that projects share
	FactoryFactor float64 // of all deliveries of equipment

	FillMonths float64 // time constant of the exponential by which new halls are let
}

// Progress is where a facility stands and how it fares.
type Progress struct {
	Stage   float64 // index into StageOptions
	Began   float64 // month in which construction began, -1 when unknown
	Fate    float64 // uniform: it passes stages while its chance of coming so far is above it
	Ahead   float64 // factor of the times ahead of construction
	Build   float64 // factor of building
	Connect float64 // factor of the connection
	Equip   float64 // factor of deliveries
}

// The forms, in the order of their options.
const (
	Announcements = 0
	Stages        = 1
)

var formOptions = []declare.Option{
	Announcements: {Key: "announcements", Label: text.T("Announced months with a delay", "Theo ngày công bố cộng chậm trễ")},
	Stages:        {Key: "stages", Label: text.T("Stages passed one after the other", "Theo từng giai đoạn của dự án")},
}

var stageOptions = []declare.Option{
	project.Announced:    {Key: "announced", Label: text.T("Announced", "Đã công bố")},
	project.Permitted:    {Key: "permitted", Label: text.T("Permitted", "Đã được cấp phép")},
	project.Contracted:   {Key: "contracted", Label: text.T("Power contracted", "Đã có thỏa thuận cấp điện")},
	project.Construction: {Key: "construction", Label: text.T("Under construction", "Đang xây dựng")},
	project.Energised:    {Key: "energised", Label: text.T("Energised", "Đã cấp điện")},
}

func (l *Pipeline) stages() bool { return l.On && l.Form == Stages }

// pipeline is the projects within a draw: months at which each facility passes a
// stage, +Inf for never.
type pipeline struct {
	passed [][project.Filled]float64 // by facility and stage
	reach  []project.Stage           // by facility: the stage it ends at
	first  []float64                 // announced opening of its first phase not open at the start
	since  []float64                 // by phase: month it was energised in part
	filled []float64                 // by phase: share let at most
	locked []float64                 // by cell: IT MW not yet let however much is wanted
	fill   project.Fill
	learnt float64 // cost over that of the start
}

func newPipeline(p *Params, cells int) pipeline {
	n := len(p.Phases)
	return pipeline{passed: make([][project.Filled]float64, len(p.Facilities)), reach: make([]project.Stage, len(p.Facilities)),
		first: make([]float64, len(p.Facilities)), since: make([]float64, n), filled: make([]float64, n), locked: make([]float64, cells)}
}

// start finds the fate of each facility and the months of its stages:
//
//	it reaches the last stage of which the product of the chances so far is above its fate
//	a stage comes (time from the stage before x the facility's factor) after that one; those passed came before the start
func (l *pipeline) start(p *Params, s *State, o *StagesOut) {
	clear(l.locked)
	for i := range l.since {
		l.since[i], l.filled[i] = math.Inf(1), 0
	}
	for z := range o.PowerBinds {
		o.PowerBinds[z], o.RacksBind[z] = math.Inf(1), math.Inf(1)
	}
	l.learnt = 1
	q := &p.Pipeline
	l.fill = project.Fill{Form: project.Exponential, A: q.FillMonths}
	begin := float64(s.ax.Start)
	for f := range p.Facilities {
		l.first[f] = math.Inf(1)
	}
	for i := range p.Phases {
		if f := int(p.Phases[i].Facility); !p.open[i] && f >= 0 && f < len(l.first) {
			l.first[f] = min(l.first[f], p.Phases[i].Opens)
		}
	}
	pass := [project.Filled]float64{project.Permitted: q.PassPermit, project.Contracted: q.PassContract,
		project.Construction: q.PassConstruction, project.Energised: q.PassEnergised}
	times := [project.Energised]float64{project.Permitted: q.PermitMonths, project.Contracted: q.ContractMonths, project.Construction: q.StartMonths}
	for f := range p.Facilities {
		g := &p.Facilities[f].Progress
		one := project.Project{Stage: project.Stage(clamp(g.Stage, int(project.Filled))), Pass: pass}
		l.reach[f] = one.Reaches(g.Fate)
		at := begin
		for st := range project.Energised {
			switch {
			case st <= one.Stage:
				l.passed[f][st] = begin
			case st <= l.reach[f] && q.stages():
				at += times[st] * g.Ahead
				l.passed[f][st] = at
			default:
				l.passed[f][st] = math.Inf(1)
			}
		}
		if one.Stage >= project.Construction && g.Began >= 0 {
			l.passed[f][project.Construction] = min(g.Began, begin)
		}
	}
}

// comes says whether a facility's phases not yet open are ever energised.
func (l *pipeline) comes(p *Params, f int, x *Facility) bool {
	if p.Pipeline.stages() && f >= 0 && f < len(l.reach) {
		return l.reach[f] >= project.Energised
	}
	return x.Completes == Yes
}

// clocks start when construction begins, for a later phase as much later as it was
// announced after the first.
func (l *pipeline) clocks(p *Params, i int) float64 {
	f := int(p.Phases[i].Facility)
	return l.passed[f][project.Construction] + (p.Phases[i].Opens - l.first[f])
}

// applies is the month in which a phase asks for its connection, +Inf for never, and how
// many months that takes: from when its clocks start, or from a month that is known.
func (l *pipeline) applies(p *Params, s *State, i int, lim *Limits) (from, months float64) {
	ph, q := &p.Phases[i], &p.Pipeline
	f := &p.Facilities[int(ph.Facility)]
	wait, from := q.ConnectMonths, l.clocks(p, i)
	if s.limited(lim) {
		wait = lim.DelayMonths[s.zone(f.Zone)]
	}
	if ph.Applied >= 0 {
		from = ph.Applied
	}
	return from, wait * q.UtilityFactor * f.Progress.Connect
}

// ready is the month a phase is energised if there is headroom for it:
//
//	max(building, connection, equipment) after its clocks start, not before its announced month
func (l *pipeline) ready(p *Params, s *State, i int, connected float64) float64 {
	ph, q := &p.Phases[i], &p.Pipeline
	g := &p.Facilities[int(ph.Facility)].Progress
	clocks := l.clocks(p, i)
	built := clocks + q.BuildMonths*g.Build
	equipped := clocks + q.EquipMonths*q.FactoryFactor*g.Equip
	return max(built, equipped, connected, ph.Opens)
}

// StagesOut is the named projects that were not open at the start, facility MW by
// stage, and when zones first bind.
type StagesOut struct {
	MW                    [project.Filled]float64
	FilledMW              float64
	PowerBinds, RacksBind []float64 // month, +Inf for never, by zone
}

func newStagesOut(zones int) StagesOut {
	return StagesOut{PowerBinds: make([]float64, zones), RacksBind: make([]float64, zones)}
}

// show counts projects by stage, sets what of new halls can be let this month, and
// dates the first month in which a zone lacks power.
func (l *pipeline) show(p *Params, s *State, m axis.Month, o *Out) {
	for z := range o.Stages.PowerBinds {
		if s.waiting[z] > tiny {
			o.Stages.PowerBinds[z] = min(o.Stages.PowerBinds[z], float64(m))
		}
	}
	if !p.Pipeline.On {
		return
	}
	o.Stages.MW, o.Stages.FilledMW = [project.Filled]float64{}, 0
	clear(l.locked)
	for i := range p.Phases {
		if p.open[i] {
			continue
		}
		ph := &p.Phases[i]
		f := int(ph.Facility)
		if f < 0 || f >= len(l.passed) {
			continue
		}
		if s.done[i] > 0 {
			o.Stages.MW[project.Energised] += s.done[i] * ph.PowerMW
			l.filled[i] = l.fill.At(float64(m) - l.since[i])
			o.Stages.FilledMW += s.done[i] * ph.PowerMW * l.filled[i]
			c := s.class(ph.Class)
			if s.general[c] {
				l.locked[s.cell(c, s.zone(p.Facilities[f].Zone))] += s.done[i] * ratio(ph.PowerMW, s.new[i].pue) * (1 - l.filled[i])
			}
		}
		at := project.Announced
		for st := project.Permitted; st < project.Energised; st++ {
			if l.passed[f][st] <= float64(m) {
				at = st
			}
		}
		o.Stages.MW[at] += (1 - s.done[i]) * ph.PowerMW
	}
}
