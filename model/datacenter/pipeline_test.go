package datacenter

import (
	"math"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/project"
	"github.com/headroom-planner/headroom/solver/rng"
)

// staged is the country with three projects by stage: one with its power contracted,
// two under construction that share the shocks.
func staged() Params {
	p := country()
	p.Pipeline = Pipeline{On: true, Form: Stages, PassPermit: .9, PassContract: .8, PassConstruction: .7, PassEnergised: .9,
		PermitMonths: 12, ContractMonths: 12, StartMonths: 6, BuildMonths: 21, EquipMonths: 15, ConnectMonths: 27, UtilityFactor: 1, FactoryFactor: 1, FillMonths: 18}
	even := Progress{Stage: float64(project.Construction), Began: -1, Ahead: 1, Build: 1, Connect: 1, Equip: 1}
	p.Facilities[0].Progress = Progress{Stage: float64(project.Energised), Began: -1}
	p.Facilities[1].Progress = even
	p.Facilities = append(p.Facilities, Facility{Name: "second", Zone: 0, PUE: 1.4, Plant: -1, Progress: even},
		Facility{Name: "third", Zone: 0, PUE: 1.4, Plant: -1, Progress: Progress{Stage: float64(project.Contracted), Began: -1, Ahead: 1, Build: 1, Connect: 1, Equip: 1}})
	p.Phases = append(p.Phases, Phase{Name: "second", Facility: 2, Opens: month(2025, 12), Racks: 500, Class: 0, PowerMW: 7, Applied: -1},
		Phase{Name: "third", Facility: 3, Opens: month(2025, 12), Racks: 500, Class: 0, PowerMW: 7, Applied: -1})
	p.Phases[1].Opens = month(2025, 12)
	return p
}

// TestStagesByHand: construction begins in October 2025 at the start, the connection
// of 27 months is the last clock; the third project begins 6 months later.
func TestStagesByHand(t *testing.T) {
	p := staged()
	w := begin(p, 2, Limits{})
	near(t, "announced", w.o.Stages.MW[project.Announced], 0)
	near(t, "power contracted", w.o.Stages.MW[project.Contracted], 7)
	near(t, "under construction", w.o.Stages.MW[project.Construction], 14+7)
	w.until(2027, 12)
	near(t, "energised before", w.o.Stages.MW[project.Energised], 0)
	w.step() // January 2028
	near(t, "energised", w.o.Stages.MW[project.Energised], 21)
	near(t, "under construction", w.o.Stages.MW[project.Construction], 7)
	near(t, "let at once", w.o.Stages.FilledMW, 0)
	w.until(2028, 7)
	near(t, "all energised", w.o.Stages.MW[project.Energised], 28)
	near(t, "let after half a year", w.o.Stages.FilledMW, 21*(1-math.Exp(-6./18)))
	sum := 0.0
	for _, mw := range w.o.Stages.MW {
		sum += mw
	}
	near(t, "all stages", sum, 28)
	for k := range w.s.gen {
		if w.s.gen[k] > w.s.it[k]-w.s.pipe.locked[k]+1e-9 {
			t.Errorf("cell %d: %g MW are let of %g, of which %g cannot be yet", k, w.s.gen[k], w.s.it[k], w.s.pipe.locked[k])
		}
	}
	w.p.Pipeline.FactoryFactor, w.p.Facilities[3].Progress.Fate = 3, .65 // .7 x .9 = .63: it begins and is never energised
	w.restart()
	w.until(2029, 7)
	near(t, "with equipment late by a factor of three", w.o.Stages.MW[project.Energised], 21)
	near(t, "never energised", w.o.Stages.MW[project.Construction], 7)
}

// TestStagesAreProjects holds 20,000 draws against the closed forms of model/project:
// the probability of each project by a date, and of two that share a utility.
func TestStagesAreProjects(t *testing.T) {
	const (
		draws        = 20000
		build, equip = .25, .4
		grid, rho    = .623078866, .5
	)
	p := staged()
	w := begin(p, 2, Limits{})
	u := make([]float64, 9)
	score := func(u float64) float64 { return math.Sqrt2 * math.Erfinv(2*u-1) }
	dates := []float64{24, 36, 60} // months
	var by [2][3]float64
	var both [3]float64
	for n := range draws {
		rng.Fill(7, rng.Stream("projects"), uint32(n), u)
		q := &w.p
		q.Pipeline.UtilityFactor = math.Exp(grid * math.Sqrt(rho) * score(u[0]))
		for f := range 2 {
			g, v := &q.Facilities[f+1].Progress, u[1+4*f:]
			g.Fate = v[0]
			g.Build, g.Connect, g.Equip = math.Exp(build*score(v[1])), math.Exp(grid*math.Sqrt(1-rho)*score(v[2])), math.Exp(equip*score(v[3]))
		}
		Start(q, &w.s, &w.o)
		Open(q, &w.s, 0, run.Start, &Limits{}, &w.o)
		for i, d := range dates {
			var in [2]bool
			for f := range in {
				in[f] = w.s.ready[f+1]-float64(run.Start) <= d
				by[f][i] += flag(in[f]) / draws
			}
			both[i] += flag(in[0] && in[1]) / draws
		}
	}
	years := func(m, s float64) project.Time { return project.Time{Median: m / 12, Sigma: s} }
	one := func() *project.Project {
		x := &project.Project{Stage: project.Construction, Utility: 0, Factory: -1, Pass: [project.Filled]float64{0, .9, .8, .7, .9}}
		x.Phases = []project.Phase{{MW: 7, Build: years(21, build), Grid: years(27, grid), Equip: years(15, equip)}}
		return x
	}
	se := func(p float64) float64 { return 4 * math.Sqrt(p*(1-p)/draws) }
	for i, d := range dates {
		for f := range by {
			want := one().Energised(0, d/12)
			if math.Abs(by[f][i]-want) > se(want) {
				t.Errorf("project %d by month %g: %.4f of draws, closed form %.4f", f, d, by[f][i], want)
			}
		}
		want, err := project.Together(one(), 0, one(), 0, project.Shocks{Utility: rho}, d/12)
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(both[i]-want) > se(want) {
			t.Errorf("two by month %g: %.4f of draws, closed form %.4f", d, both[i], want)
		}
		if alone := by[0][i] * by[1][i]; math.Abs(want-alone) < .01 {
			t.Errorf("month %g: the shared shock moves the joint probability from %.4f to %.4f only", d, alone, want)
		}
	}
}

// TestAheadIsAProject: with one stage ahead of construction, likewise.
func TestAheadIsAProject(t *testing.T) {
	const draws = 20000
	w := begin(staged(), 2, Limits{})
	u := make([]float64, 5)
	score := func(u float64) float64 { return math.Sqrt2 * math.Erfinv(2*u-1) }
	share := 0.0
	for n := range draws {
		rng.Fill(7, rng.Stream("ahead"), uint32(n), u)
		g := &w.p.Facilities[3].Progress
		g.Fate, g.Ahead, g.Build, g.Connect, g.Equip = u[0], math.Exp(.5*score(u[1])), math.Exp(.25*score(u[2])), math.Exp(.623078866*score(u[3])), math.Exp(.4*score(u[4]))
		Start(&w.p, &w.s, &w.o)
		Open(&w.p, &w.s, 0, run.Start, &Limits{}, &w.o)
		share += flag(w.s.ready[3]-float64(run.Start) <= 48) / draws
	}
	x := project.Project{Stage: project.Contracted, Utility: -1, Factory: -1, Pass: [project.Filled]float64{0, .9, .8, .7, .9}}
	x.Ahead[project.Construction] = project.Time{Median: .5, Sigma: .5}
	x.Phases = []project.Phase{{MW: 7, Build: project.Time{Median: 1.75, Sigma: .25}, Grid: project.Time{Median: 2.25, Sigma: .623078866}, Equip: project.Time{Median: 1.25, Sigma: .4}}}
	if want := x.Energised(0, 4); math.Abs(share-want) > 4*math.Sqrt(want*(1-want)/draws) {
		t.Errorf("%.4f of draws by the fourth year, closed form %.4f", share, want)
	}
}

// Before it knows of stages a project comes as announced, and its part shows where it stands.
func TestAnnouncementsAsBefore(t *testing.T) {
	p := staged()
	p.Pipeline.Form = Announcements
	for f := range p.Facilities {
		p.Facilities[f].Completes = Yes
	}
	w := begin(p, 2, plenty()).until(2026, 5)
	near(t, "racks not yet", w.o.PhaseRacks[1], 0)
	near(t, "power contracted", w.o.Stages.MW[project.Contracted], 0)
	w.step()
	near(t, "racks with six months of delay", w.o.PhaseRacks[1], 1000)
	near(t, "its power", w.o.PhaseMW[1], w.p.Phases[1].PowerMW)
	if run.Month(w.t) != axis.M(2026, 6) {
		t.Fatal("another month")
	}
}
