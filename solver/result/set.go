package result

import (
	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/model/unit"
)

// BlockSize is the number of draws whose inputs are drawn together. It is
// part of the definition of every random stream.
const BlockSize = 256

// Probs are the probabilities of the quantiles every summary holds.
var Probs = []float64{0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95}

// Set is everything a run found, ready to be written or drawn. It holds no
// clock time and nothing of the machine.
type Set struct {
	Name       string
	Title      text.Text
	Axis       axis.Axis
	Draws      int
	Seed       uint64
	Design     string
	Replicates int    // independent randomisations of the design; draw d belongs to d mod Replicates
	Hash       string // of the scenario
	Knowledge  string // last day of the evidence

	Series  []Series       // monthly metrics, then final ones with one step; order of the metric tables
	Dates   []DateSummary  // first-passage metrics
	Labels  []LabelSummary // binding constraints
	Targets []TargetResult
	Inputs  []Column // drawn inputs, sorted by path; without values where Redraw is set
	Watched []Column // target metrics at their target months
	Kept    []Column // metrics that the scenario keeps draw by draw, one column for each month
	// Redraw draws the inputs of a block of BlockSize draws again, in the order of
	// Inputs: a run of many draws does not hold them. nil when Inputs has their values.
	Redraw func(block int, columns [][]float64) `json:"-"`

	Collections []Collection `json:",omitempty"` // how readers know members; those of no name or place are left out
	Assumptions []Assumption
	Asks        []Ask        `json:",omitempty"` // of targets for stations
	Checks      []Check      `json:",omitempty"` // of the evidence that the scenario cites
	Depends     []Dependence `json:",omitempty"` // what the numbers of targets depend on
	Histories   []History
	Warnings    []Warning
}

// Metric describes what a series, date or label measures.
type Metric struct {
	Key      string
	Unit     string
	Boundary unit.Boundary
	Agg      declare.Agg
	Of       string `json:",omitempty"` // collection whose members have it each; "" for a total only
	Label    text.Text
	Doc      string
}

// Series summarises one metric of one entity over the months of the run, or a
// final metric in one step.
type Series struct {
	Metric
	Entity string // "all" for the total
	Final  bool
	Mean   []float64
	SD     []float64   // nil when only the mean is kept, or there is one draw
	Q      [][]float64 // Q[i][t] is the quantile at Probs[i] in step t; nil when only the mean is kept
	// Standard errors of the mean and of the quantiles, of sampling alone. nil
	// where they are not known: only the mean is kept, one draw, one randomisation
	// of a design that is not plain Monte Carlo, and quantiles beyond which fewer than ten draws
	// of each randomisation lie.
	MeanSE []float64
	QSE    [][]float64
}

// DateSummary summarises a month that may never come within the run.
type DateSummary struct {
	Metric
	Entity string
	Share  float64    // of draws in which it comes
	P      [3]float64 // months at 0.1, 0.5, 0.9 by the lower order statistic; +Inf beyond the run
}

// LabelSummary gives the share of draws in which each label holds, by month.
type LabelSummary struct {
	Metric
	Entity  string
	Options []declare.Option
	Share   [][]float64 // Share[option][step]; sums to 1 in each step
}

// TargetResult is the answer to one target.
type TargetResult struct {
	ID          string
	Label       text.Text
	Metric      Metric
	Entity      string
	At          axis.Month
	Threshold   float64
	AtMost      bool
	Probability float64
	SE          float64
	Hits, Draws int
	// Bound is the limit at 95 % confidence when no draw, or every draw, hits:
	// an upper limit of the probability for zero hits, a lower one for all
	// (Clopper-Pearson: 1-0.05^(1/n)). 0 otherwise.
	Bound     float64
	FirstDate [3]float64 // months at 0.1, 0.5, 0.9 of first passage; +Inf beyond the run
	SureDate  [2]float64 // and at 0.8 and 0.95; NaN in a result of before they were kept
	Require   float64    // 0 when nothing is required
	Met       *bool      // nil when nothing is required
}

// Column is one named column of draws.
type Column struct {
	Name   string
	Unit   string
	Values []float64
}

// Assumption is one input of the scenario with where it comes from.
type Assumption struct {
	Path       string
	Label      text.Text
	Unit       string
	Boundary   unit.Boundary
	Group      text.Text // the domain and, where there is one, the collection or part that it belongs to
	Kind       declare.Kind
	Options    []declare.Option // of a choice, which Value and the values of Args count
	To         string           // of a reference: the collection that it names a member of
	Percent    bool             // the scenario writes it in per cent, in the place of Unit
	Written    string           // as the scenario says it
	Value      float64
	Uncertain  bool
	Dist       string // "triangular(min 1.3, mode 1.45, max 1.7)"; "" when certain
	Draw       string // name of the distribution: of package dist, or interval, months, joint; "" when certain
	Args       map[string][]float64
	P          [3]float64 // p05, p50, p95 of the distribution
	Source     string
	Cite       string // id of the fact
	CiteText   text.Text
	Confidence string // high, medium, low or ""
	Note       text.Text
	Origin     string // file:line:column, or "default"
	Default    bool   // nobody wrote it; the row's sourced default holds
}

// History is measured values of a metric, for charts.
type History struct {
	Metric string
	Entity string
	Points []HistoryPoint
}

// HistoryPoint is one measured value in the metric's unit.
type HistoryPoint struct {
	Month  axis.Month
	Value  float64
	Cite   string
	Source text.Text
}

// Warning is something a reader of the result has to know.
type Warning struct {
	Code string    `json:"code"`
	Text text.Text `json:"text"`
}

// Notable leaves out warnings that only count assumptions, which every
// scenario has: a list of these belongs in a report.
func Notable(all []Warning) []Warning {
	var out []Warning
	for _, w := range all {
		switch w.Code {
		case "no-source", "low-confidence", "defaults":
		default:
			out = append(out, w)
		}
	}
	return out
}

// Find returns the series of a metric and entity.
func (s *Set) Find(metric, entity string) (*Series, bool) {
	for i := range s.Series {
		if s.Series[i].Key == metric && s.Series[i].Entity == entity {
			return &s.Series[i], true
		}
	}
	return nil, false
}

// Target returns a target's result by its id.
func (s *Set) Target(id string) (*TargetResult, bool) {
	for i := range s.Targets {
		if s.Targets[i].ID == id {
			return &s.Targets[i], true
		}
	}
	return nil, false
}

// Label returns the shares of a binding constraint.
func (s *Set) Label(metric string) (*LabelSummary, bool) {
	for i := range s.Labels {
		if s.Labels[i].Key == metric {
			return &s.Labels[i], true
		}
	}
	return nil, false
}
