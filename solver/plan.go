// Package solver runs a compiled scenario: blocks of draws over workers, each
// draw one pass of the coupled model over the months.
//
// A Plan is immutable and complete: it holds the model's parameters, which of
// them are uncertain and how, the targets, and the register of assumptions
// with their sources. Results depend on the plan and nothing else: not on the
// number of workers, the order in which blocks finish, or the clock.
package solver

import (
	"github.com/headroom-planner/headroom/model"
	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/solver/dist"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/headroom-planner/headroom/solver/sample"
)

// Plan is a compiled scenario.
type Plan struct {
	Name  string    // short name of the scenario, used for the run folder
	Title text.Text //
	Axis  axis.Axis

	Base      *model.Params               // prepared; never written after compilation
	Uncertain []Uncertain                 // sorted by Path
	Copulas   []Copula                    // groups of correlated inputs
	Derived   []Derived                   // inputs computed from others in each draw, in order of use
	Metrics   []declare.Metric[model.Out] // metrics that the scenario defines
	Targets   []Target                    // in the order of the scenario
	Histories []result.History

	Draws  int
	Seed   uint64
	Design sample.Design

	Assumptions []result.Assumption // sorted by Path
	Warnings    []result.Warning
	Knowledge   string // last day of the evidence, 2025-10-31
	Canonical   []byte // canonical JSON of everything that decides the numbers, except draws
	Hash        string // hex SHA-256 of Canonical
}

// Uncertain is one drawn input.
type Uncertain struct {
	Path   string // dotted path; its hash keys the random stream
	Stream string // path whose hash keys the stream instead, for inputs of one joint table; "" for Path
	Unit   string
	Ref    func(*model.Params) *float64
	Dist   dist.Dist
	Min    float64 // the row's range: a draw in the far tail beyond it is clamped
	Max    float64
}

// Copula makes a group of inputs dependent: a Gaussian copula on their ranks.
// The first member keeps its own uniforms, each later one mixes in those
// before it, so that a member added at the end moves no other.
type Copula struct {
	Members []int       // indices into Plan.Uncertain, in the order of the scenario
	Lower   [][]float64 // Cholesky factor of the normal correlations, row by row
}

// Derived is an input computed from others after they are drawn.
type Derived struct {
	Path     string
	Ref      func(*model.Params) *float64
	Eval     func(*model.Params) float64 // must not allocate
	Min, Max float64
}

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
