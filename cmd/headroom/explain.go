package main

import (
	"cmp"
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/headroom-planner/headroom/model"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots/report"
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
			explainInput(w, plan, a, lang)
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
	wUnit        = text.T("unit", "đơn vị")
	wFormula     = text.T("formula", "công thức")
	wSource      = text.T("source", "nguồn")
	wInputs      = text.T("inputs in", "đầu vào trong")
	wKind        = text.T("kind", "loại")
	wRow         = text.T("row", "căn cứ")
	wValue       = text.T("value", "giá trị")
	wOrigin      = text.T("origin", "vị trí")
	wNote        = text.T("note", "ghi chú")
	wCites       = text.T("cites", "trích dẫn")
	wBare        = text.T("no source", "không có nguồn")
	wTrust       = text.T("confidence", "độ tin cậy")
	wWritten     = text.T("written", "khai báo")
	wUncertainAs = text.T("an uncertain number as P05 – median – P95", "số bất định ghi theo P05 – trung vị – P95")
)

func explainMetric(w io.Writer, plan *solver.Plan, m declare.Metric[model.Out], lang text.Lang) {
	fmt.Fprintf(w, "%s: %s\n", m.Key, m.Label.In(lang))
	fmt.Fprintf(w, "  %s\n", text.Define(m.Doc, lang))
	line(w, lang, wUnit, strings.TrimSpace(unitWord(m.Unit)+" "+boundaryWord(string(m.Boundary))))
	line(w, lang, wFormula, m.Formula)
	if m.Source != "" {
		line(w, lang, wSource, m.Source)
	}
	line(w, lang, wInputs, plan.Name+" ("+wUncertainAs.In(lang)+")")
	for _, use := range m.Uses {
		for i := range plan.Assumptions {
			if a := &plan.Assumptions[i]; usesInput(use, a.Path) {
				fmt.Fprintf(w, "    %s = %s\n", a.Path, valueLine(plan, a, lang))
				fmt.Fprintf(w, "      %s\n", originLine(a, lang))
			}
		}
	}
}

func explainInput(w io.Writer, plan *solver.Plan, a *result.Assumption, lang text.Lang) {
	fmt.Fprintf(w, "%s: %s\n", a.Path, a.Label.In(lang))
	if spec, ok := specOf(a.Path); ok {
		fmt.Fprintf(w, "  %s\n", text.Define(spec.Doc, lang))
		line(w, lang, wKind, kindWord(spec, lang))
		if spec.Source != "" {
			line(w, lang, wRow, text.Define(spec.Source, lang))
		}
	}
	value := valueLine(plan, a, lang)
	if a.Uncertain && a.Kind != declare.Choice && a.Kind != declare.Date {
		value += "; " + wUncertainAs.In(lang)
	}
	line(w, lang, wValue, value)
	line(w, lang, wWritten, noteInYAML.ReplaceAllString(a.Written, "")) // the note has a line of its own
	line(w, lang, wOrigin, originLine(a, lang))
	if note := a.Note.In(lang); note != "" {
		line(w, lang, wNote, note)
	}
}

func boundaryWord(b string) string {
	if b == "" {
		return ""
	}
	return "(" + b + ")"
}

// noteInYAML is a note beside a value that is written on one line.
var noteInYAML = regexp.MustCompile(`, note: (?:"(?:[^"\\]|\\.)*"|\{(?:[^"{}]|"(?:[^"\\]|\\.)*")*\}|[^,}]*)`)

// valueLine is what the scenario says of an input in words, of an uncertain number P05, median and P95 first.
func valueLine(plan *solver.Plan, a *result.Assumption, lang text.Lang) string {
	s := report.Says(&result.Set{Collections: plan.Collections}, a, lang)
	if a.Boundary != "" {
		s += " (" + text.Boundary(string(a.Boundary)).In(lang) + ")"
	}
	return s
}

func originLine(a *result.Assumption, lang text.Lang) string {
	parts := []string{a.Origin}
	if a.Cite != "" {
		parts = append(parts, wCites.In(lang)+" "+a.Cite+": "+a.CiteText.In(lang))
	}
	if a.Source != "" {
		parts = append(parts, text.Define(a.Source, lang))
	}
	if a.Cite == "" && a.Source == "" {
		parts = append(parts, wBare.In(lang))
	}
	if a.Confidence != "" {
		parts = append(parts, wTrust.In(lang)+" "+report.Confidence(a.Confidence, lang))
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
