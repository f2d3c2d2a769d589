package main

import (
	"cmp"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/spf13/cobra"
	"github.com/spf13/viper"
)

func newCompare() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "compare RUN_A RUN_B",
		Short: "Say what changes between two runs, draw by draw",
		Long: `compare draws the scenarios of two run folders again and subtracts them draw by
draw. Two runs of one seed share the random numbers of every input they have
in common, so that a difference is known far better than from independent runs;
both standard errors are shown. Without --metric it compares the metrics of
the targets in their months, and headline metrics at the end of the run. A point
of a sweep is FOLDER@POINT: its id, or as many of its axes as tell it from the others.`,
		Example: `  headroom compare runs/vietnam-001 runs/my-plan-001
  headroom compare runs/a runs/b --metric mobile.stations@2026-12 --metric finance.cumulative --csv
  headroom compare 'sweeps/tariffs@plan=none,tariff=2 %/year' 'sweeps/tariffs@plan=none,tariff=4 %/year'`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usage("compare needs two run folders, or points of a sweep as FOLDER@POINT")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			v, err := settings(cmd)
			if err != nil {
				return err
			}
			return compare(cmd, v, args)
		},
	}
	f := cmd.Flags()
	f.StringArray("metric", nil, "metric to compare, as KEY, KEY@MONTH or KEY[ENTITY]@MONTH; may be repeated")
	f.Int("workers", 0, "parallel workers (default: one for each processor); changes no number")
	f.Int("memory", solver.DefaultMemory>>20, "bound in MiB on the draws held at once; changes no number")
	f.Bool("csv", false, "print CSV")
	f.Bool("json", false, "print JSON")
	f.Bool("quiet", false, "no progress")
	f.String("lang", "en", "language of the words: en or vi")
	return cmd
}

// headline metrics are compared when nothing else is asked for.
var headline = []string{"mobile.stations", "mobile.population_coverage", "datacenter.facility_capacity", "datacenter.racks", "gpu.count", "power.digital_load", "finance.cumulative"}

// comparison is the whole answer.
type comparison struct {
	A, B        string
	Draws       int
	Paired      bool
	Differences []result.Difference
	Targets     []targetDifference
	replicates  int
	warnings    []result.Warning
}

type targetDifference struct {
	ID                   string
	A, B, Difference, SE float64
}

func compare(cmd *cobra.Command, v *viper.Viper, dirs []string) error {
	bound, err := memory(v)
	if err != nil {
		return err
	}
	var plans [2]*solver.Plan
	for i, d := range dirs {
		var p *solver.Plan
		var err error
		if dir, point, ok := pointArgument(d); ok {
			p, err = planOfPoint(dir, point)
		} else if isSweep(d) {
			err = usage("%s is the folder of a sweep: name one of its points, as %s@POINT or %s@axis=value,...; headroom plot %s draws all of them", d, d, d, d)
		} else {
			p, err = planOfRun(cmd, d)
		}
		if err != nil {
			return err
		}
		plans[i] = p
	}
	a, b := plans[0], plans[1]
	if a.Draws < 2 {
		return usage("%s has one draw: nothing tells how exact a difference is", dirs[0])
	}
	if a.Draws != b.Draws {
		return usage("%s has %d draws, %s has %d: differences are taken draw by draw", dirs[0], a.Draws, dirs[1], b.Draws)
	}
	asked, err := cmd.Flags().GetStringArray("metric")
	if err != nil {
		return err
	}
	wants, err := wanted(a, b, asked)
	if err != nil {
		return err
	}
	var cols [2][]result.Column
	for i, p := range plans {
		opt := solver.Options{Workers: v.GetInt("workers"), Memory: bound, Progress: progress(cmd.ErrOrStderr(), v.GetBool("quiet"))}
		if cols[i], err = solver.Watch(cmd.Context(), p, wants, opt); err != nil {
			return err
		}
	}
	c := comparison{A: dirs[0], B: dirs[1], Draws: a.Draws, Paired: a.SharesDraws(b)}
	for _, p := range plans {
		for _, w := range result.Notable(p.Warnings) {
			if !slices.Contains(c.warnings, w) {
				c.warnings = append(c.warnings, w)
			}
		}
	}
	c.replicates = min(a.Replicates, b.Replicates)
	for i := range wants {
		d := result.Paired(cols[0][i], cols[1][i], c.replicates)
		if !c.Paired {
			d.SE = d.Independent
		}
		c.Differences = append(c.Differences, d)
	}
	c.targets(a, b, wants, cols)
	return c.print(cmd.OutOrStdout(), v)
}

// targets compares the probability of each target that both runs have with one threshold.
func (c *comparison) targets(a, b *solver.Plan, wants []solver.Want, cols [2][]result.Column) {
	for i := range a.Targets {
		t := &a.Targets[i]
		same := slices.ContainsFunc(b.Targets, func(o solver.Target) bool {
			return o.ID == t.ID && o.Metric == t.Metric && o.Entity == t.Entity && o.At == t.At && o.Threshold == t.Threshold && o.AtMost == t.AtMost
		})
		k := slices.Index(wants, solver.Want{Metric: t.Metric, Entity: t.Entity, At: t.At})
		if !same || k < 0 {
			continue
		}
		pa, pb, se := result.PairedShare(cols[0][k].Values, cols[1][k].Values, c.replicates, t.Meets)
		if !c.Paired {
			_, sa := result.Share(cols[0][k].Values, a.Replicates, t.Meets)
			_, sb := result.Share(cols[1][k].Values, b.Replicates, t.Meets)
			se = math.Hypot(sa, sb)
		}
		c.Targets = append(c.Targets, targetDifference{t.ID, pa, pb, pb - pa, se})
	}
}

// wanted lists what is compared, each once.
func wanted(a, b *solver.Plan, asked []string) ([]solver.Want, error) {
	var out []solver.Want
	add := func(w solver.Want) {
		if !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	end := min(a.Axis.End(), b.Axis.End())
	if len(asked) > 0 {
		for _, s := range asked {
			w, err := parseWant(s, end)
			if err != nil {
				return nil, err
			}
			for _, p := range []*solver.Plan{a, b} {
				if !p.Axis.Has(w.At) {
					return nil, usage("%s lies outside the run of %s", w.At, p.Name)
				}
				if !p.Measures(w.Metric, w.Entity) {
					return nil, usage("%s has no metric %s of %s; headroom list metrics shows them", p.Name, w.Metric, w.Entity)
				}
			}
			add(w)
		}
		return out, nil
	}
	for i := range a.Targets {
		t := &a.Targets[i]
		if b.Measures(t.Metric, t.Entity) && b.Axis.Has(t.At) {
			add(solver.Want{Metric: t.Metric, Entity: t.Entity, At: t.At})
		}
	}
	for _, m := range headline {
		if a.Measures(m, solver.All) && b.Measures(m, solver.All) {
			add(solver.Want{Metric: m, Entity: solver.All, At: end})
		}
	}
	if len(out) == 0 {
		return nil, usage("the two runs have no metric in common")
	}
	return out, nil
}

// parseWant reads KEY, KEY@MONTH or KEY[ENTITY]@MONTH.
func parseWant(s string, end axis.Month) (solver.Want, error) {
	w := solver.Want{Entity: solver.All, At: end}
	key, month, ok := strings.Cut(s, "@")
	if ok {
		m, err := axis.ParseMonth(month)
		if err != nil {
			return w, usage("--metric %s: %w", s, err)
		}
		w.At = m
	}
	if k, entity, ok := strings.Cut(key, "["); ok {
		key, w.Entity = k, strings.TrimSuffix(entity, "]")
	}
	w.Metric = key
	return w, nil
}

func (c *comparison) print(w io.Writer, v *viper.Viper) error {
	switch {
	case v.GetBool("json"):
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		return e.Encode(c)
	case v.GetBool("csv"):
		return c.csv(w)
	}
	lang := text.Lang(v.GetString("lang"))
	say := func(en, viet string) string { return text.T(en, viet).In(lang) }
	num := func(digits int, x float64) string { return plots.Upto(digits, x, lang) }
	dec := func(x float64) string { return plots.FormatNumber(100*x, lang, 2) + " %" }
	signed := func(x float64, s string) string {
		if x > 0 {
			return "+" + s
		}
		return s
	}
	t := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	fmt.Fprintf(t, "%s -> %s, %s %s\n", c.A, c.B, num(1, float64(c.Draws)), say("draws", "mô phỏng"))
	if !c.Paired {
		fmt.Fprintln(t, say("Seeds, designs or (under Sobol) uncertain inputs differ: the runs share no random numbers.", "Hạt giống, thiết kế mẫu hoặc (với Sobol) các đầu vào bất định khác nhau: hai lần chạy không dùng chung số ngẫu nhiên."))
	}
	fmt.Fprintln(t, strings.Join([]string{say("number", "đại lượng"), "A", "B", "B - A", say("standard error", "sai số chuẩn"), say("if independent", "nếu độc lập"), say("unit", "đơn vị")}, "\t"))
	for _, w := range c.warnings {
		fmt.Fprintln(t, w.Text.In(lang))
	}
	for _, d := range c.Differences {
		fmt.Fprintln(t, strings.Join([]string{d.Name, num(6, d.A), num(6, d.B), signed(d.Mean, num(6, d.Mean)), num(3, d.SE), num(3, d.Independent), text.Unit(d.Unit).In(lang)}, "\t"))
	}
	for _, d := range c.Targets {
		fmt.Fprintln(t, strings.Join([]string{"P(" + d.ID + ")", dec(d.A), dec(d.B), signed(d.Difference, dec(d.Difference)), num(2, 100*d.SE) + " %", "", ""}, "\t"))
	}
	return t.Flush()
}

func (c *comparison) csv(w io.Writer) error {
	out := csv.NewWriter(w)
	num := func(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
	rows := [][]string{{"number", "unit", "a", "b", "difference", "standard_error", "standard_error_independent", "p05", "p50", "p95"}}
	for _, d := range c.Differences {
		rows = append(rows, []string{d.Name, d.Unit, num(d.A), num(d.B), num(d.Mean), num(d.SE), num(d.Independent), num(d.P[0]), num(d.P[1]), num(d.P[2])})
	}
	for _, d := range c.Targets {
		rows = append(rows, []string{"P(" + d.ID + ")", "1", num(d.A), num(d.B), num(d.Difference), num(d.SE), "", "", "", ""})
	}
	return cmp.Or(out.WriteAll(rows), out.Error())
}
