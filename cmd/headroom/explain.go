package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/headroom-planner/headroom/model"
	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/scenarios"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/spf13/cobra"
)

func newExplain() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "explain METRIC|INPUT [SCENARIO] [OVERLAY...]",
		Short: "Say where a number comes from: formula, inputs, origin, citation",
		Long: `explain prints a metric's formula in words and every input it is computed
from, each with its value or distribution, where it is written
(file:line:column), its citation and its confidence. For an input it prints
what its row declares and what the scenario says. The scenario is vietnam when
none is given.`,
		Example: `  headroom explain mobile.stations
  headroom explain datacenter.facility_capacity vietnam datacenter-15x-mw
  headroom explain mobile.operators.viettel.crews --lang vi`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("explain needs a metric or an input (headroom list metrics, headroom list inputs)")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			v, err := settings(cmd)
			if err != nil {
				return err
			}
			names := args[1:]
			if len(names) == 0 {
				names = []string{"vietnam"}
			}
			_, plan, err := mustCompile(cmd, v, names)
			if err != nil {
				return err
			}
			return explain(cmd.OutOrStdout(), plan, args[0], text.Lang(v.GetString("lang")))
		},
	}
	addScenarioFlags(cmd)
	return cmd
}

func explain(w io.Writer, plan *solver.Plan, path string, lang text.Lang) error {
	found := false
	for _, list := range [][]declare.Metric[model.Out]{metrics(), plan.Metrics} {
		for i := range list {
			if list[i].Key == path {
				explainMetric(w, plan, list[i], lang)
				found = true
			}
		}
	}
	for i := range plan.Assumptions {
		if a := &plan.Assumptions[i]; a.Path == path || usesInput(path, a.Path) {
			explainInput(w, a, lang)
			found = true
		}
	}
	if found {
		return nil
	}
	if part, ok := leftOut(plan, path); ok {
		return usage("%s belongs to %s, a part that %s leaves out", path, part, plan.Name)
	}
	right := make([]string, len(plan.Assumptions))
	for i := range right {
		right[i] = plan.Assumptions[i].Path
	}
	for _, m := range append(metrics(), plan.Metrics...) {
		right = append(right, m.Key)
	}
	hint := cmp.Or(scenarios.Suggest(path, right), "headroom list metrics and headroom list inputs show both")
	return usage("%q is neither a metric nor an input of %s; %s", path, plan.Name, hint)
}

// leftOut finds the part of a domain that a path belongs to and a plan does not have.
func leftOut(plan *solver.Plan, path string) (string, bool) {
	for _, s := range model.Inputs() {
		for _, p := range s.Parts {
			if (path == p.Path || strings.HasPrefix(path, p.Path+".")) && !solver.Present(plan.Base, p.Path) {
				return p.Path, true
			}
		}
	}
	return "", false
}

// line prints a labelled line, labels as wide as the widest of the language.
func line(w io.Writer, lang text.Lang, label text.Text, value string) {
	s := label.In(lang)
	fmt.Fprintf(w, "  %s%s %s\n", s, strings.Repeat(" ", max(0, 9-utf8.RuneCountInString(s))), value)
}

var (
	wUnit    = text.T("unit", "đơn vị")
	wFormula = text.T("formula", "công thức")
	wSource  = text.T("source", "nguồn")
	wInputs  = text.T("inputs in", "đầu vào trong")
	wKind    = text.T("kind", "loại")
	wRow     = text.T("row", "căn cứ")
	wValue   = text.T("value", "giá trị")
	wOrigin  = text.T("origin", "vị trí")
	wNote    = text.T("note", "ghi chú")
	wCites   = text.T("cites", "trích dẫn")
	wBare    = text.T("no source", "không có nguồn")
	wTrust   = text.T("confidence", "độ tin cậy")
	wMedian  = text.T("median", "trung vị")
	wGrades  = map[string]text.Text{"high": text.T("high", "cao"), "medium": text.T("medium", "trung bình"), "low": text.T("low", "thấp")}
)

func explainMetric(w io.Writer, plan *solver.Plan, m declare.Metric[model.Out], lang text.Lang) {
	fmt.Fprintf(w, "%s: %s\n", m.Key, m.Label.In(lang))
	fmt.Fprintf(w, "  %s\n", text.Define(m.Doc, lang))
	line(w, lang, wUnit, strings.TrimSpace(unitWord(m.Unit)+" "+boundaryWord(string(m.Boundary))))
	line(w, lang, wFormula, m.Formula)
	if m.Source != "" {
		line(w, lang, wSource, m.Source)
	}
	line(w, lang, wInputs, plan.Name)
	for _, use := range m.Uses {
		for i := range plan.Assumptions {
			if a := &plan.Assumptions[i]; usesInput(use, a.Path) {
				fmt.Fprintf(w, "    %s = %s\n", a.Path, valueLine(a, lang))
				fmt.Fprintf(w, "      %s\n", originLine(a, lang))
			}
		}
	}
}

func explainInput(w io.Writer, a *result.Assumption, lang text.Lang) {
	fmt.Fprintf(w, "%s: %s\n", a.Path, a.Label.In(lang))
	if spec, ok := specOf(a.Path); ok {
		fmt.Fprintf(w, "  %s\n", text.Define(spec.Doc, lang))
		line(w, lang, wKind, kindWord(spec, lang))
		if spec.Source != "" {
			line(w, lang, wRow, spec.Source)
		}
	}
	line(w, lang, wValue, valueLine(a, lang))
	line(w, lang, wOrigin, originLine(a, lang))
	if a.Note != "" {
		line(w, lang, wNote, a.Note)
	}
}

func boundaryWord(b string) string {
	if b == "" {
		return ""
	}
	return "(" + b + ")"
}

func valueLine(a *result.Assumption, lang text.Lang) string {
	s := a.Written
	if a.Boundary != "" && !strings.Contains(s, string(a.Boundary)) {
		s += " " + boundaryWord(string(a.Boundary))
	}
	if !a.Uncertain || a.Choice() {
		return s
	}
	p := func(i int) string {
		if a.Months() {
			return axis.Month(a.P[i]).String()
		}
		return plots.Upto(4, a.P[i], lang)
	}
	s += fmt.Sprintf("; P05 %s, %s %s, P95 %s", p(0), wMedian.In(lang), p(1), p(2))
	if a.Unit != "" && a.Unit != "1" {
		s += " " + a.Unit
	}
	return s
}

func originLine(a *result.Assumption, lang text.Lang) string {
	parts := []string{a.Origin}
	if a.Cite != "" {
		parts = append(parts, wCites.In(lang)+" "+a.Cite+": "+a.CiteText.In(lang))
	}
	if a.Source != "" {
		parts = append(parts, a.Source)
	}
	if a.Cite == "" && a.Source == "" {
		parts = append(parts, wBare.In(lang))
	}
	if a.Confidence != "" {
		parts = append(parts, wTrust.In(lang)+" "+wGrades[a.Confidence].In(lang))
	}
	return strings.Join(parts, "; ")
}

// usesInput reports whether an input path, with member names and months of
// knots, belongs to a path that has none, such as mobile.operators.crews.
func usesInput(use, path string) bool {
	if _, ok := under(path, use); ok || path == use {
		return true
	}
	if head, _, _ := strings.Cut(use, "."); head != "" {
		if _, ok := under(path, head); !ok {
			return false
		}
	}
	for _, at := range collections() {
		key, ok := under(use, at)
		if !ok {
			continue
		}
		rest, ok := under(path, at)
		if !ok {
			continue
		}
		_, rest, _ = strings.Cut(rest, ".")
		if _, ok := under(rest, key); ok || rest == key {
			return true
		}
	}
	return false
}

// under is what of a dotted path follows another that it goes on from. Each metric asks for thousands, so no string is made.
func under(path, at string) (rest string, ok bool) {
	if len(path) <= len(at) || path[len(at)] != '.' || path[:len(at)] != at {
		return "", false
	}
	return path[len(at)+1:], true
}

// metrics are those of the coupled model.
var metrics = sync.OnceValue(model.Metrics)

// collections are the paths of named sections.
var collections = sync.OnceValue(func() []string {
	var out []string
	for _, s := range model.Inputs() {
		if s.Named {
			out = append(out, s.Path)
		}
	}
	return out
})

// specs are the rows of every input by path, without member names.
var specs = sync.OnceValue(func() map[string]declare.Spec {
	out := map[string]declare.Spec{}
	for _, s := range model.Inputs() {
		for _, r := range s.Rows {
			out[s.Path+"."+r.Key] = r.Spec
		}
	}
	return out
})

// specOf finds the row of an input path.
func specOf(path string) (declare.Spec, bool) {
	for p, spec := range specs() {
		if usesInput(p, path) {
			return spec, true
		}
	}
	return declare.Spec{}, false
}
