package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/headroom-planner/headroom/scenarios/diag"
	"github.com/spf13/cobra"
	"github.com/spf13/viper"
)

func newCheck() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "check SCENARIO [OVERLAY...]",
		Short: "Report every problem of a scenario at once",
		Long: `check reads a scenario with its layers and reports every problem it has, each
with file:line:column, a stable code and a hint. It runs nothing. A scenario
without errors ends with one line and exit code 0.`,
		Example: `  headroom check my-plan.yaml
  headroom check vietnam my-overlay.yaml --json`,
		Args: atLeastOne,
		RunE: func(cmd *cobra.Command, args []string) error {
			v, err := settings(cmd)
			if err != nil {
				return err
			}
			return check(cmd, v, args)
		},
	}
	addScenarioFlags(cmd)
	cmd.Flags().Bool("json", false, "print the problems as JSON")
	return cmd
}

func atLeastOne(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return usage("%s needs a scenario: a shipped name (headroom list) or a file", cmd.CommandPath())
	}
	return nil
}

func check(cmd *cobra.Command, v *viper.Viper, names []string) error {
	doc, plan, problems, err := compile(cmd, v, names)
	if err != nil {
		return err
	}
	variants := 0
	if with, _ := cmd.Flags().GetStringSlice("with"); doc != nil && len(with) == 0 {
		for _, name := range doc.Variants() {
			_, p, more := doc.Variant(name)
			problems, variants = append(problems, more...), variants+1
			if p == nil {
				plan = nil
			}
		}
		problems.Sort()
	}
	out := cmd.OutOrStdout()
	if v.GetBool("json") {
		if problems == nil {
			problems = diag.List{}
		}
		e := json.NewEncoder(out)
		e.SetIndent("", "  ")
		if err := e.Encode(problems); err != nil {
			return err
		}
	} else {
		fmt.Fprint(out, problems.Text())
	}
	if plan == nil {
		return &exitError{code: exitUsage}
	}
	if !v.GetBool("json") {
		fmt.Fprintf(out, "%s: no errors; %d inputs, %d of them uncertain, %d targets\n",
			plan.Name, len(plan.Assumptions), len(plan.Uncertain), len(plan.Targets))
		if variants > 0 {
			what := "variants"
			if variants == 1 {
				what = "variant"
			}
			fmt.Fprintf(out, "%d %s: %s\n", variants, what, strings.Join(doc.Variants(), ", "))
		}
	}
	return nil
}
