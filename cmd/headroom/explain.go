package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/headroom-planner/headroom/model"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
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
	for _, m := range model.Metrics() {
		if m.Key == path {
			explainMetric(w, plan, m, lang)
			found = true
		}
	}
	for i := range plan.Assumptions {
		if a := &plan.Assumptions[i]; a.Path == path || usesInput(path, a.Path) {
			explainInput(w, a, lang)
			found = true
		}
	}
	if !found {
		return usage("%q is neither a metric nor an input of %s; headroom list metrics and headroom list inputs show both", path, plan.Name)
	}
	return nil
}

func explainMetric(w io.Writer, plan *solver.Plan, m declare.Metric[model.Out], lang text.Lang) {
	fmt.Fprintf(w, "%s: %s\n", m.Key, m.Label.In(lang))
	fmt.Fprintf(w, "  %s\n", m.Doc)
	fmt.Fprintf(w, "  unit      %s\n", strings.TrimSpace(unitWord(m.Unit)+" "+boundaryWord(string(m.Boundary))))
	fmt.Fprintf(w, "  formula   %s\n", m.Formula)
	if m.Source != "" {
		fmt.Fprintf(w, "  source    %s\n", m.Source)
	}
	fmt.Fprintf(w, "  inputs in %s\n", plan.Name)
	for _, use := range m.Uses {
		for i := range plan.Assumptions {
			if a := &plan.Assumptions[i]; usesInput(use, a.Path) {
				fmt.Fprintf(w, "    %s = %s\n", a.Path, valueLine(a))
				fmt.Fprintf(w, "      %s\n", originLine(a, lang))
			}
		}
	}
}

func explainInput(w io.Writer, a *result.Assumption, lang text.Lang) {
	fmt.Fprintf(w, "%s: %s\n", a.Path, a.Label.In(lang))
	if spec, ok := specOf(a.Path); ok {
		fmt.Fprintf(w, "  %s\n", spec.Doc)
		fmt.Fprintf(w, "  kind      %s\n", spec.Kind)
		if spec.Source != "" {
			fmt.Fprintf(w, "  row       %s\n", spec.Source)
		}
	}
	fmt.Fprintf(w, "  value     %s\n", valueLine(a))
	fmt.Fprintf(w, "  origin    %s\n", originLine(a, lang))
	if a.Note != "" {
		fmt.Fprintf(w, "  note      %s\n", a.Note)
	}
}

func boundaryWord(b string) string {
	if b == "" {
		return ""
	}
	return "(" + b + ")"
}

func valueLine(a *result.Assumption) string {
	s := a.Written
	if a.Boundary != "" && !strings.Contains(s, string(a.Boundary)) {
		s += " " + boundaryWord(string(a.Boundary))
	}
	if a.Uncertain {
		s += fmt.Sprintf("; P05 %.6g, median %.6g, P95 %.6g %s", a.P[0], a.P[1], a.P[2], unitWord(a.Unit))
	}
	return s
}

func originLine(a *result.Assumption, lang text.Lang) string {
	parts := []string{a.Origin}
	if a.Cite != "" {
		parts = append(parts, "cites "+a.Cite+": "+a.CiteText.In(lang))
	}
	if a.Source != "" {
		parts = append(parts, a.Source)
	}
	if a.Cite == "" && a.Source == "" {
		parts = append(parts, "no source")
	}
	if a.Confidence != "" {
		parts = append(parts, "confidence "+a.Confidence)
	}
	return strings.Join(parts, "; ")
}

// usesInput reports whether an input path, with member names and months of
// knots, belongs to a path that has none, such as mobile.operators.crews.
func usesInput(use, path string) bool {
	if path == use || strings.HasPrefix(path, use+".") {
		return true
	}
	for _, s := range model.Inputs() {
		key, ok := strings.CutPrefix(use, s.Path+".")
		if !ok || !s.Named {
			continue
		}
		rest, ok := strings.CutPrefix(path, s.Path+".")
		if !ok {
			continue
		}
		_, rest, _ = strings.Cut(rest, ".")
		if rest == key || strings.HasPrefix(rest, key+".") {
			return true
		}
	}
	return false
}

// specOf finds the row of an input path.
func specOf(path string) (declare.Spec, bool) {
	for _, s := range model.Inputs() {
		for _, r := range s.Rows {
			if usesInput(s.Path+"."+r.Key, path) {
				return r.Spec, true
			}
		}
	}
	return declare.Spec{}, false
}
