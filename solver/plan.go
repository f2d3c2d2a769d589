// Package solver runs a compiled scenario: blocks of draws over workers, each
// draw one pass of the coupled model over the months.
//
// A Plan is immutable and complete: it holds the model's parameters, which of
// them are uncertain and how, the targets, and the register of assumptions
// with their sources. Results depend on the plan and nothing else: not on the
// number of workers, the order in which blocks finish, or the clock.
package solver

import (
	"slices"
	"sync"

	"github.com/headroom-planner/headroom/model"
	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/solver/dist"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/headroom-planner/headroom/solver/sample"
)

// System is a model as the solver sees it, over its parameters P and output O:
// how a worker gets one of its own, and what can be read of it.
type System[P, O any] struct {
	// Clone copies parameters so that they share no array that a draw writes to.
	Clone func(*P) *P
	// New returns a worker's own model over its parameters.
	New func(*P) Machine[O]
	// Metrics lists what can be read, in the order of results.
	Metrics func() []declare.Metric[O]
	// Present reports whether parameters have the part that a dotted key names or begins with.
	Present func(p *P, key string) bool
	// Entities names the members of a collection.
	Entities func(p *P, section string) []string
}

// Machine is one worker's model. Start begins a draw with what the parameters
// hold now; Advance moves through a step and writes what it shows to Out.
// Neither allocates.
type Machine[O any] struct {
	Out     *O
	Start   func()
	Advance func(axis.Step)
	// Path, where it is not nil, does what Start and Advance do for so many steps, and puts what
	// the places in Out hold after each into row, with Read. It is for models so small that a call for
	// each step costs as much as the step.
	Path func(steps int, places []*float64, row []float64)
}

// Read copies what places hold to the front of row and returns what is behind it.
func Read(places []*float64, row []float64) []float64 {
	for i, at := range places {
		row[i] = *at
	}
	return row[len(places):]
}

// Plan is a compiled scenario of the coupled national model.
type Plan = PlanOf[model.Params, model.Out]

// Uncertain is one drawn input of the coupled model.
type Uncertain = UncertainOf[model.Params]

// Derived is an input of the coupled model that is computed from others.
type Derived = DerivedOf[model.Params]

// sections are the inputs of the coupled model; making the list takes longer than many a question to it.
var sections = sync.OnceValue(model.Inputs)

// Coupled is the coupled national model.
var Coupled = &System[model.Params, model.Out]{
	Clone: (*model.Params).Clone,
	New: func(p *model.Params) Machine[model.Out] {
		s, o := model.NewState(p), model.NewOut(p)
		return Machine[model.Out]{Out: o, Start: func() { model.Start(p, s, o) }, Advance: func(t axis.Step) { model.Advance(p, s, t, o) }}
	},
	Metrics: model.Metrics,
	Present: func(p *model.Params, path string) bool { return model.PresentIn(sections(), p, path) },
	Entities: func(p *model.Params, section string) []string {
		s, ok := model.Section(section)
		if !ok || !s.Named {
			return nil
		}
		out := make([]string, s.Len(p))
		for i := range out {
			out[i] = *s.Name(p, i)
		}
		return out
	},
}

// PlanOf is a model with everything a run of it depends on.
type PlanOf[P, O any] struct {
	System *System[P, O]

	Name  string    // short name of the scenario, used for the run folder
	Title text.Text //
	Axis  axis.Axis

	Base        *P                  // prepared; never written after compilation
	Uncertain   []UncertainOf[P]    // sorted by Path
	Copulas     []Copula            // groups of correlated inputs
	Derived     []DerivedOf[P]      // inputs computed from others in each draw, in order of use
	Metrics     []declare.Metric[O] // metrics that the scenario defines
	Targets     []Target            // in the order of the scenario
	Keep        []Kept              // metrics of which every draw of every month is kept
	Histories   []result.History
	Collections []result.Collection // how readers know members

	sample.Layout // design, seed, draws, replicates

	Assumptions []result.Assumption // sorted by Path
	Asks        []result.Ask        // what targets ask for, beside past roll-outs
	Checks      []result.Check      // of the evidence that it cites
	Warnings    []result.Warning
	Knowledge   string // last day of the evidence, 2025-10-31
	Canonical   []byte // canonical JSON of everything that decides the numbers, except draws
	Hash        string // hex SHA-256 of Canonical

	// What a run for a few numbers sets: it keeps the targets only, or with the drawn inputs, ends at
	// the last of their months, and may bring samplers made before.
	lean     bool
	inputs   bool // but the drawn inputs are kept
	samplers []*dist.Sampler
}

// SharesDraws reports whether inputs that two plans have in common are drawn alike:
// with one seed and design, and under Sobol, where an input's dimension is its place
// among all, with the same uncertain inputs.
func (p *PlanOf[P, O]) SharesDraws(q *PlanOf[P, O]) bool {
	return p.Seed == q.Seed && p.Design == q.Design && p.Replicates == q.Replicates &&
		(p.Design != sample.Sobol || slices.EqualFunc(p.Uncertain, q.Uncertain, func(a, b UncertainOf[P]) bool { return a.Path == b.Path && a.Stream == b.Stream }))
}

// UncertainOf is one drawn input.
type UncertainOf[P any] struct {
	Path   string // dotted path; its hash keys the random stream
	Stream string // path whose hash keys the stream instead, for inputs of one joint table; "" for Path
	Unit   string
	Ref    func(*P) *float64
	Dist   dist.Dist
	Min    float64 // the row's range: a draw in the far tail beyond it is clamped
	Max    float64
}

// DerivedOf is an input computed from others after they are drawn.
type DerivedOf[P any] struct {
	Path     string
	Ref      func(*P) *float64
	Eval     func(*P) float64 // must not allocate
	Min, Max float64
}

// Kept names a metric of an entity of which every draw is kept.
type Kept struct{ Metric, Entity string }

// Target is a threshold on a metric in a month.
type Target struct {
	ID        string
	Label     text.Text
	Metric    string
	Entity    string // "all" or a member's name
	At        axis.Month
	Threshold float64 // in the metric's unit
	AtMost    bool    // met when the metric is at or below the threshold; else at or above
	Require   float64 // required probability, 0 when none
}
