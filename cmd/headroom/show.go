package main

import (
	"cmp"
	"slices"
	"strings"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots/report"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/spf13/cobra"
	"github.com/spf13/viper"
)

func newShow() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "show SCENARIO [OVERLAY...] | RUN",
		Short: "Print any metric, by member and month, and how far targets are",
		Long: `show prints what a scenario, or a run folder, has of any metric: P10, median and
P90 by member and month, shares of draws of what binds, months of what first
comes. Where targets are on the metric it says what share of them is reached.
Without --metric it shows the targets alone. --given says what distinguishes
futures that meet a target from those that miss it; --beside sets variants of the
scenario (headroom check names them) in columns, with the same random numbers. A
scenario is drawn and leaves no folder; a run folder stays as it was run. headroom list
metrics names the metrics.`,
		Example: `  headroom show vietnam --metric mobile.power_by_province --at 2026-12,2030-12
  headroom show vietnam-services --metric platform.peak_rate --metric platform.servers
  headroom show datacenter-870mw-2030 --metric datacenter.phase_capacity --at 2030-12 --given datacenter-870-2030
  headroom show zones-3-5-8 --beside five,eight --metric finance.present_cost --metric datacenter.facility_capacity
  headroom show runs/vietnam-001 --metric datacenter.binding --lang vi`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("show needs a scenario or a run folder")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			v, err := settings(cmd)
			if err != nil {
				return err
			}
			return show(cmd, v, args)
		},
	}
	addScenarioFlags(cmd)
	f := cmd.Flags()
	f.StringArray("metric", nil, "metric to show, as KEY or KEY[ENTITY]; may be repeated")
	f.String("given", "", "target: the means of the metrics where it is met beside those where it is missed")
	f.StringSlice("beside", nil, "variants of the scenario to set beside it, in columns")
	f.StringSlice("at", nil, "months to show, as 2026-12,2030-12 (default: the first month and year ends)")
	f.Int("workers", 0, "parallel workers (default: one for each processor); changes no number")
	f.Int("memory", solver.DefaultMemory>>20, "bound in MiB on the draws held at once; changes no number")
	f.Bool("quiet", false, "no progress")
	return cmd
}

func show(cmd *cobra.Command, v *viper.Viper, args []string) error {
	picks, months, err := picked(cmd)
	if err != nil {
		return err
	}
	names, err := cmd.Flags().GetStringSlice("beside")
	if err != nil {
		return err
	}
	if cmd.Flags().Changed("beside") {
		return beside(cmd, v, args, names, picks, months)
	}
	set, plan, err := shown(cmd, v, args, picks)
	if err != nil {
		return err
	}
	for _, m := range months {
		if !set.Axis.Has(m) {
			return usage("--at %s lies outside the run of %s, %s to %s", m, set.Name, set.Axis.Start, set.Axis.End())
		}
	}
	if len(months) == 0 {
		months = report.ShowMonths(set.Axis)
	}
	if id := v.GetString("given"); id != "" || cmd.Flags().Changed("given") {
		return given(cmd, v, set, plan, picks, months, id)
	}
	if err := spread(cmd, v, set, plan, picks, months); err != nil {
		return err
	}
	if err := report.Show(cmd.OutOrStdout(), set, picks, months, text.Lang(v.GetString("lang"))); err != nil {
		return usage("%w; headroom list metrics shows them", err)
	}
	return nil
}

// beside draws the scenario and variants of it, and sets them in columns.
func beside(cmd *cobra.Command, v *viper.Viper, args, names []string, picks []report.Pick, months []axis.Month) error {
	if cmd.Flags().Changed("with") || cmd.Flags().Changed("given") {
		return usage("--beside stands without --with and --given: a variant of several overrides has a name under scenarios")
	}
	if isRun(args[0]) {
		return usage("--beside draws variants of a scenario, and %s is a run folder; headroom compare sets runs side by side", args[0])
	}
	doc, plan, err := mustCompile(cmd, v, args)
	if err != nil {
		return err
	}
	if len(doc.Variants()) == 0 {
		return usage("--beside: %s has no variants", plan.Name)
	}
	if len(names) == 0 {
		return usage("--beside needs a variant of %s, one of %s", plan.Name, strings.Join(doc.Variants(), ", "))
	}
	plans := []*solver.Plan{plan}
	for i, n := range names {
		if slices.Contains(names[:i], n) {
			return usage("--beside names %s twice", n)
		}
		if !slices.Contains(doc.Variants(), n) {
			return usage("--beside: %s has no variant %q; one of %s", plan.Name, n, strings.Join(doc.Variants(), ", "))
		}
		_, p, problems := doc.Variant(n)
		if p == nil || problems.HasErrors() {
			return usage("%s with %s:\n%s", plan.Name, n, problems.Text())
		}
		plans = append(plans, p)
	}
	if len(months) == 0 {
		months = []axis.Month{plan.Axis.End()}
	}
	var sets []*result.Set
	for _, p := range plans {
		for _, m := range months {
			if !p.Axis.Has(m) {
				return usage("--at %s lies outside the run of %s, %s to %s", m, p.Name, p.Axis.Start, p.Axis.End())
			}
		}
		set, err := draw(cmd, v, p)
		if err != nil {
			return err
		}
		if err := spread(cmd, v, set, func() (*solver.Plan, error) { return p, nil }, picks, months); err != nil {
			return err
		}
		sets = append(sets, set)
	}
	if err := report.Beside(cmd.OutOrStdout(), sets, names, picks, months, text.Lang(v.GetString("lang"))); err != nil {
		return usage("%w; headroom list metrics shows them", err)
	}
	return nil
}

// spread adds quantiles to what a run keeps the mean of alone, in the months asked for and in those of targets: the
// same futures are drawn again for these numbers.
func spread(cmd *cobra.Command, v *viper.Viper, set *result.Set, plan func() (*solver.Plan, error), picks []report.Pick, months []axis.Month) error {
	var wants []solver.Want
	var of []*result.Series
	add := func(s *result.Series, m axis.Month) {
		of = append(of, s)
		wants = append(wants, solver.Want{Metric: s.Key, Entity: s.Entity, At: m})
	}
	for i := range set.Series {
		s := &set.Series[i]
		if s.Q != nil || s.Final {
			continue
		}
		if report.Picked(picks, s.Key, s.Entity) {
			for _, m := range months {
				add(s, m)
			}
		}
		for k := range set.Targets {
			if t := &set.Targets[k]; t.Metric.Key == s.Key && t.Entity == s.Entity && (len(picks) == 0 || report.Picked(picks, s.Key, s.Entity)) {
				add(s, t.At)
			}
		}
	}
	if len(wants) == 0 {
		return nil
	}
	p, err := plan()
	if err != nil {
		return err
	}
	bound, err := memory(v)
	if err != nil {
		return err
	}
	cols, err := solver.Watch(cmd.Context(), p, wants, solver.Options{Workers: v.GetInt("workers"), Memory: bound})
	if err != nil {
		return err
	}
	found := make([]float64, len(result.Probs))
	for k, s := range of {
		if s.Q == nil {
			s.Q = make([][]float64, len(result.Probs))
			for q := range s.Q {
				s.Q[q] = make([]float64, set.Axis.Steps)
			}
		}
		result.Quantiles(cols[k].Values, result.Probs, found)
		for q := range found {
			s.Q[q][set.Axis.Step(wants[k].At)] = found[q]
		}
	}
	return nil
}

// given sets futures that meet a target beside those that miss it.
func given(cmd *cobra.Command, v *viper.Viper, set *result.Set, plan func() (*solver.Plan, error), picks []report.Pick, months []axis.Month, id string) error {
	t, ok := set.Target(id)
	if !ok {
		var ids []string
		for i := range set.Targets {
			ids = append(ids, set.Targets[i].ID)
		}
		return usage("--given: %s has no target %q; it has %s", set.Name, id, cmp.Or(strings.Join(ids, ", "), "none"))
	}
	wants := []solver.Want{{Metric: t.Metric.Key, Entity: t.Entity, At: t.At}}
	var of []*result.Series
	for i := range set.Series {
		s := &set.Series[i]
		if !report.Picked(picks, s.Key, s.Entity) {
			continue
		}
		of = append(of, s)
		for _, m := range months {
			if s.Final {
				m = set.Axis.End()
			}
			wants = append(wants, solver.Want{Metric: s.Key, Entity: s.Entity, At: m})
		}
	}
	if len(of) == 0 {
		return usage("--given needs a --metric with numbers that %s has; headroom list metrics shows them", set.Name)
	}
	p, err := plan()
	if err != nil {
		return err
	}
	bound, err := memory(v)
	if err != nil {
		return err
	}
	cols, err := solver.Watch(cmd.Context(), p, wants, solver.Options{Workers: v.GetInt("workers"), Memory: bound})
	if err != nil {
		return err
	}
	met := make([]bool, len(cols[0].Values))
	for d, x := range cols[0].Values {
		met[d] = t.Meets(x)
	}
	return report.Given(cmd.OutOrStdout(), set, t, of, months, cols[1:], met, text.Lang(v.GetString("lang")))
}

// picked reads --metric and --at.
func picked(cmd *cobra.Command) (picks []report.Pick, months []axis.Month, err error) {
	asked, err := repeated(cmd, "metric")
	if err != nil {
		return nil, nil, err
	}
	for _, s := range asked {
		if strings.Contains(s, "@") {
			return nil, nil, usage("--metric %s: months stand under --at", s)
		}
		key, entity, member := strings.Cut(s, "[")
		if key == "" || member && (!strings.HasSuffix(entity, "]") || entity == "]") {
			return nil, nil, usage("--metric %q is not KEY or KEY[ENTITY]", s)
		}
		picks = append(picks, report.Pick{Metric: key, Entity: strings.TrimSuffix(entity, "]")})
	}
	at, err := cmd.Flags().GetStringSlice("at")
	if err != nil {
		return nil, nil, err
	}
	for _, s := range at {
		m, err := axis.ParseMonth(s)
		if err != nil {
			return nil, nil, usage("--at %s: %w", s, err)
		}
		months = append(months, m)
	}
	return picks, months, nil
}

// shown reads the run folder, or draws the scenario, and says how to have its plan. What the scenario
// lacks is said before it is drawn.
func shown(cmd *cobra.Command, v *viper.Viper, args []string, picks []report.Pick) (*result.Set, func() (*solver.Plan, error), error) {
	if isRun(args[0]) && len(args) == 1 {
		if err := asItWasRun(cmd, args[0]); err != nil {
			return nil, nil, err
		}
		set, _, err := loadRun(args[0], false)
		return set, func() (*solver.Plan, error) { return planOfRun(cmd, args[0]) }, err
	}
	_, plan, err := mustCompile(cmd, v, args)
	if err != nil {
		return nil, nil, err
	}
	for _, p := range picks {
		if part, ok := lacks(plan, p.Metric); ok {
			return nil, nil, usage("%s belongs to %s, which %s leaves out", p.Metric, part, plan.Name)
		}
	}
	set, err := draw(cmd, v, plan)
	return set, func() (*solver.Plan, error) { return plan, nil }, err
}

// lacks names the domain, or the part of one, of a metric that a plan leaves out.
func lacks(plan *solver.Plan, metric string) (string, bool) {
	for _, m := range metrics() {
		if m.Key != metric {
			continue
		}
		domain, _, _ := strings.Cut(metric, ".")
		for _, part := range []string{domain, m.Part} {
			if part != "" && !solver.Coupled.Present(plan.Base, part) {
				return part, true
			}
		}
	}
	return "", false
}
