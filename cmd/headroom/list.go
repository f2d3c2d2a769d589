package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/headroom-planner/headroom/model"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots/report"
	"github.com/headroom-planner/headroom/scenarios"
	"github.com/headroom-planner/headroom/solver/dist"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/spf13/cobra"
)

func newList() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list [scenarios|inputs|metrics|distributions|facts|checks] [PREFIX]",
		Short: "List the shipped scenarios, or inputs, metrics, distributions, facts, conflicts",
		Long: `list prints what headroom ships and understands: scenarios (the default), the
inputs a scenario may set, the metrics a target may use, distributions, the
facts a value may cite, and the checks: figures of the evidence that say the same
thing twice, by how much they disagree, and how the scenarios read them. A prefix keeps
the paths or ids that begin with it.`,
		Example: `  headroom list
  headroom list metrics mobile
  headroom list facts dc-
  headroom list checks mobile`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 2 {
				return usage("list takes a kind and a prefix")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			v, err := settings(cmd)
			if err != nil {
				return err
			}
			kind, prefix := "scenarios", ""
			if len(args) > 0 {
				kind = args[0]
			}
			if len(args) > 1 {
				prefix = args[1]
			}
			return list(cmd, kind, prefix, text.Lang(v.GetString("lang")))
		},
	}
	cmd.Flags().String("lang", "en", "language of the descriptions: en or vi")
	return cmd
}

func list(cmd *cobra.Command, kind, prefix string, lang text.Lang) error {
	w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 4, 2, ' ', 0)
	row := func(key string, cells ...string) {
		if strings.HasPrefix(key, prefix) {
			fmt.Fprintln(w, strings.Join(append([]string{key}, cells...), "\t"))
		}
	}
	switch kind {
	case "scenarios":
		for _, s := range scenarios.Library() {
			row(s.Name, s.Title.In(lang), strings.Join(s.Extends, " "))
		}
	case "inputs":
		for _, s := range model.Inputs() {
			for _, r := range s.Rows {
				row(inputPath(s, r.Key), r.Kind.String(), unitWord(r.Unit), r.Label.In(lang))
			}
		}
	case "metrics":
		for _, m := range model.Metrics() {
			row(m.Key, unitWord(m.Unit), string(m.Boundary), m.Label.In(lang))
		}
	case "distributions":
		for _, d := range dist.Catalogue {
			row(d.Name, d.Doc)
		}
	case "checks":
		if err := listChecks(cmd.OutOrStdout(), prefix, lang); err != nil {
			return err
		}
	case "facts":
		for _, f := range scenarios.Facts().All() {
			row(f.ID, f.Figure(), f.AsOf, f.About.In(lang))
		}
	default:
		return usage("cannot list %q; one of scenarios, inputs, metrics, distributions, facts, checks", kind)
	}
	return w.Flush()
}

// listChecks writes the checks of the evidence whose ids begin with the prefix.
func listChecks(w io.Writer, prefix string, lang text.Lang) error {
	var out []result.Check
	for _, c := range scenarios.Checks() {
		if strings.HasPrefix(c.ID, prefix) {
			out = append(out, c)
		}
	}
	return report.Checks(w, out, lang)
}

// inputPath writes the path of a row, with <name> for the member.
func inputPath(s declare.Section[model.Params], key string) string {
	if s.Named {
		return s.Path + ".<name>." + key
	}
	return s.Path + "." + key
}

func unitWord(u string) string {
	if u == "1" {
		return "-"
	}
	return u
}
