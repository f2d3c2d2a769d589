// Package declare holds the rows from which everything about an input or an
// output is known: its key, unit, range, default, words and accessor.
//
// A domain writes one table of Input rows for each struct of its parameters
// and one table of Metric rows for its outputs. Scalars and Named lift those
// tables to the system's parameters, so that the rest of the program walks
// one list of sections and never needs reflection. No row registers itself.
package declare

import (
	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/model/unit"
)

// Kind says what an input holds.
type Kind uint8

// The kinds of input. Numbers, knots, choices and dates marked Drawn may be uncertain.
const (
	Number    Kind = iota
	Knots          // a piecewise-linear path: knots by month
	Choice         // one of the row's options, stored as its index
	Reference      // a name in another section, stored as its index; -1 when left out
	Date           // a month, stored as float64(axis.Month)
	Text           // words
)

// String names the kind as the documentation does.
func (k Kind) String() string {
	return [...]string{"number", "knots", "choice", "reference", "date", "text"}[k]
}

// Value is a default that may be absent.
type Value struct {
	X   float64
	Set bool
}

// Default makes a present default. A row with a default must have a Source:
// an input that matters has no silent default.
func Default(x float64) Value { return Value{x, true} }

// Option is one alternative of a choice.
type Option struct {
	Key   string
	Label text.Text
}

// Spec is what a row says, apart from where its value lives.
type Spec struct {
	Key      string        // YAML key below its section; dots nest
	Kind     Kind          //
	Unit     string        // unit the model computes in, see package unit
	Boundary unit.Boundary // for power: the boundary a written value must state
	Default  Value         // absent: the input is required, unless Optional
	Optional bool          // references, dates and texts that may be left out (-1, -1 and "")
	Drawn    bool          // for Date: the model reads it in every draw, so it may be an interval
	Min, Max float64       // inclusive range in Unit, for Number and Knots
	Options  []Option      // for Choice
	To       string        // for Reference: the section it points into
	Part     string        // path of the part that the row belongs to; see Part
	Unless   string        // key of a row of the same member that takes its place: where that is written this one may be left out
	Label    text.Text     //
	Doc      string        // what it is, in one sentence
	Source   string        // of the definition, range or default
}

// Input is one row of a domain's table over the struct T. Exactly one
// accessor is set: Ref for numbers, choices, references and dates, Path for
// knots, Str for texts.
type Input[T any] struct {
	Key      string
	Kind     Kind
	Unit     string
	Boundary unit.Boundary
	Default  Value
	Optional bool
	Drawn    bool
	Min, Max float64
	Options  []Option
	To       string
	Part     string
	Unless   string
	Label    text.Text
	Doc      string
	Source   string

	Ref  func(*T) *float64
	Path func(*T) *axis.Path
	Str  func(*T) *string
}

func (in Input[T]) spec() Spec {
	return Spec{in.Key, in.Kind, in.Unit, in.Boundary, in.Default, in.Optional, in.Drawn, in.Min, in.Max,
		in.Options, in.To, in.Part, in.Unless, in.Label, in.Doc, in.Source}
}

// Row is an Input lifted to the system's parameters R. The int is the index
// of the member in a named section, and 0 elsewhere.
type Row[R any] struct {
	Spec
	Ref  func(*R, int) *float64
	Path func(*R, int) *axis.Path
	Str  func(*R, int) *string
}

// Section is a table lifted to the system's parameters R: either the scalars
// of a domain or a named collection, which is a map in YAML and a slice in Go.
type Section[R any] struct {
	Path  string // "mobile" or "mobile.operators"
	Named bool
	Label text.Text
	Doc   string
	Rows  []Row[R]
	Parts []Part[R]

	Present func(*R) *bool        // scalars of a domain: is the domain in the scenario
	Len     func(*R) int          // named
	Resize  func(*R, int)         // named: n zero members
	Name    func(*R, int) *string // named
}

// Part is a part of a domain that a scenario may leave out, such as
// mobile.traffic. Rows that name it are asked for where the domain has the key,
// and nowhere else; so are metrics.
type Part[R any] struct {
	Path    string // domain and key
	Label   text.Text
	Doc     string
	Present func(*R) *bool
}

// LiftParts lifts a domain's parts.
func LiftParts[R, D any](get func(*R) *D, parts []Part[D]) []Part[R] {
	out := make([]Part[R], 0, len(parts))
	for _, p := range parts {
		out = append(out, Part[R]{p.Path, p.Label, p.Doc, func(r *R) *bool { return p.Present(get(r)) }})
	}
	return out
}

// With returns the section with parts.
func (s Section[R]) With(parts []Part[R]) Section[R] {
	s.Parts = parts
	return s
}

// Scalars lifts a domain's own rows.
func Scalars[R, D any](path string, label text.Text, doc string, present func(*R) *bool, get func(*R) *D, rows []Input[D]) Section[R] {
	s := Section[R]{Path: path, Label: label, Doc: doc, Present: present}
	for _, in := range rows {
		r := Row[R]{Spec: in.spec()}
		if f := in.Ref; f != nil {
			r.Ref = func(p *R, _ int) *float64 { return f(get(p)) }
		}
		if f := in.Path; f != nil {
			r.Path = func(p *R, _ int) *axis.Path { return f(get(p)) }
		}
		if f := in.Str; f != nil {
			r.Str = func(p *R, _ int) *string { return f(get(p)) }
		}
		s.Rows = append(s.Rows, r)
	}
	return s
}

// Named lifts the rows of a collection.
func Named[R, E any](path string, label text.Text, doc string, slice func(*R) *[]E, name func(*E) *string, rows []Input[E]) Section[R] {
	s := Section[R]{Path: path, Named: true, Label: label, Doc: doc,
		Len:    func(p *R) int { return len(*slice(p)) },
		Resize: func(p *R, n int) { *slice(p) = make([]E, n) },
		Name:   func(p *R, i int) *string { return name(&(*slice(p))[i]) },
	}
	for _, in := range rows {
		r := Row[R]{Spec: in.spec()}
		if f := in.Ref; f != nil {
			r.Ref = func(p *R, i int) *float64 { return f(&(*slice(p))[i]) }
		}
		if f := in.Path; f != nil {
			r.Path = func(p *R, i int) *axis.Path { return f(&(*slice(p))[i]) }
		}
		if f := in.Str; f != nil {
			r.Str = func(p *R, i int) *string { return f(&(*slice(p))[i]) }
		}
		s.Rows = append(s.Rows, r)
	}
	return s
}
