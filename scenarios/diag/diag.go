// Package diag holds problems of documents: where, what, and what to do.
//
// All problems of a document are gathered and sorted; nobody stops at the
// first. A code is stable and may be relied on; messages may improve.
package diag

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Pos is a place in a file. Lines and columns count from 1; columns count
// characters, not bytes.
type Pos struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Col  int    `json:"column"`
}

// String writes file:line:column.
func (p Pos) String() string { return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col) }

// Severity tells errors from warnings.
type Severity string

// The severities. A document with an error yields no plan.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
)

// Problem is one thing that is wrong at one place.
type Problem struct {
	Pos
	Severity Severity `json:"severity"`
	Code     string   `json:"code"`
	Path     string   `json:"path,omitempty"` // dotted path of the value
	Message  string   `json:"message"`
	Hint     string   `json:"hint,omitempty"`
}

// List is the problems of a run.
type List []Problem

// Sort orders by file, line, column, code and path, so that what lacks in one place stands by parts, and drops repetitions.
func (l *List) Sort() {
	slices.SortStableFunc(*l, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col),
			cmp.Compare(a.Code, b.Code), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Message, b.Message))
	})
	*l = slices.Compact(*l)
}

// HasErrors reports whether any problem is an error.
func (l List) HasErrors() bool {
	return slices.ContainsFunc(l, func(p Problem) bool { return p.Severity == Error })
}

// Text writes one problem a line, with its hint on the next.
func (l List) Text() string {
	var b strings.Builder
	for _, p := range l {
		fmt.Fprintf(&b, "%s: %s [%s] ", p.Pos, p.Severity, p.Code)
		if p.Path != "" {
			fmt.Fprintf(&b, "%s: ", p.Path)
		}
		fmt.Fprintln(&b, p.Message)
		if p.Hint != "" {
			fmt.Fprintf(&b, "    %s\n", p.Hint)
		}
	}
	return b.String()
}

// MarshalJSON writes an empty list as [], never null.
func (l List) MarshalJSON() ([]byte, error) {
	return json.Marshal(append([]Problem{}, l...))
}
