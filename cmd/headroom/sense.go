package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/headroom-planner/headroom/solver/sample"
	"github.com/headroom-planner/headroom/solver/sense"
	"github.com/spf13/cobra"
	"github.com/spf13/viper"
)

func newSense() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "sense SCENARIO [OVERLAY...] | RUN",
		Short: "Say which inputs an answer depends on",
		Long: `sense takes one number, a target's or a metric's in a month, and says which
inputs it depends on. Inputs that are correlated, or rows of one table, are one
group: its parts cannot be told apart.

  given       first-order indices from plain draws: the share of variance that
              goes with each input alone; a run folder needs no new draws
  regression  standardised and partial rank coefficients, with what they explain
  box         the combination of assumptions in which the target is missed
  tornado     the number with each input at its P10 and P90, others at medians
  morris      screening: mean size and spread of elementary effects
  sobol       first-order and total indices of groups, by new draws

Intervals are at 90 % and of sampling alone.`,
		Example: `  headroom sense vietnam --target plan-2025
  headroom sense runs/vietnam-001 --metric mobile.stations@2030-12
  headroom sense vietnam --metric datacenter.facility_capacity@2030-12 --method sobol --points 512 --csv sobol.csv`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("sense needs a scenario or a run folder")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			v, err := settings(cmd)
			if err != nil {
				return err
			}
			return runSense(cmd, v, args)
		},
	}
	addScenarioFlags(cmd)
	f := cmd.Flags()
	f.String("target", "", "the target whose number is explained")
	f.String("metric", "", "the number to explain, as KEY, KEY@MONTH or KEY[ENTITY]@MONTH")
	f.StringSlice("method", nil, "given, regression, box, tornado, morris, sobol (default: given, regression, and box for a target)")
	f.Int("points", 512, "base points of sobol, a power of two; times groups + 2 draws")
	f.Int("trajectories", 20, "trajectories of morris; times groups + 1 draws")
	f.Float64("density", 0.8, "share of misses among the draws that a box should reach")
	f.Int("top", 12, "inputs shown; CSV has all")
	f.String("csv", "", "also write every number to this file")
	f.Bool("force", false, "write over the file of --csv")
	f.Int("workers", 0, "parallel workers (default: one for each processor); changes no number")
	f.Bool("quiet", false, "no progress")
	return cmd
}

// question is what is to be explained, and by which draws.
type question struct {
	plan   *solver.Plan
	want   solver.Want
	target *solver.Target // nil for a metric
	folder string         // run folder whose draws serve; "" for a scenario
	groups [][]int
	opt    solver.Options
}

var senseMethods = []string{"given", "regression", "box", "tornado", "morris", "sobol"}

func runSense(cmd *cobra.Command, v *viper.Viper, args []string) error {
	q, err := ask(cmd, v, args)
	if err != nil {
		return err
	}
	methods, err := cmd.Flags().GetStringSlice("method")
	if err != nil {
		return err
	}
	chosen := len(methods) > 0
	if !chosen {
		methods = []string{"given", "regression"}
		if q.target != nil {
			methods = append(methods, "box")
		}
	}
	for _, m := range methods {
		if !slices.Contains(senseMethods, m) {
			return usage("%q is not a method; one of %s", m, strings.Join(senseMethods, ", "))
		}
		if m == "box" && q.target == nil {
			return usage("box needs --target: a box gathers the draws that miss one")
		}
	}
	r := &senseReport{w: cmd.OutOrStdout(), lang: text.Lang(v.GetString("lang")), top: v.GetInt("top"), q: q}
	r.head()
	d := &drawn{q: q}
	for _, m := range methods {
		if err := q.answer(cmd.Context(), m, v, d, r); err != nil {
			var p *sense.Problem
			if errors.As(err, &p) && !chosen {
				// Nobody asked for this one.
				fmt.Fprintf(cmd.OutOrStdout(), "\n%s: %s; %s\n", m, p.Msg, p.Hint)
				continue
			}
			if errors.As(err, &p) {
				return usage("%s: %s: %s", m, p.Msg, p.Hint)
			}
			return err
		}
	}
	if path := v.GetString("csv"); path != "" {
		return writeFile(path, v.GetBool("force"), func(f *os.File) error { return r.csv(f) })
	}
	return nil
}

// ask reads what is to be explained.
func ask(cmd *cobra.Command, v *viper.Viper, args []string) (*question, error) {
	q := &question{opt: solver.Options{Workers: v.GetInt("workers"), Progress: progress(cmd.ErrOrStderr(), v.GetBool("quiet"))}}
	if isRun(args[0]) && len(args) == 1 {
		if err := asItWasRun(cmd, args[0]); err != nil {
			return nil, err
		}
		p, err := planOfRun(cmd, args[0])
		if err != nil {
			return nil, err
		}
		q.plan, q.folder = p, args[0]
	} else {
		_, p, err := mustCompile(cmd, v, args)
		if err != nil {
			return nil, err
		}
		q.plan = p
	}
	if err := q.about(v.GetString("target"), v.GetString("metric")); err != nil {
		return nil, err
	}
	return q, nil
}

// about says which number is to be explained: a target's, or a metric's in a month.
func (q *question) about(id, metric string) error {
	switch {
	case (id == "") == (metric == ""):
		var ids []string
		for _, t := range q.plan.Targets {
			ids = append(ids, t.ID)
		}
		return usage("say what is to be explained: --target (one of %s) or --metric", strings.Join(ids, ", "))
	case id != "":
		for i := range q.plan.Targets {
			if t := &q.plan.Targets[i]; t.ID == id {
				q.target, q.want = t, solver.Want{Metric: t.Metric, Entity: t.Entity, At: t.At}
			}
		}
		if q.target == nil {
			return usage("%s has no target %q", q.plan.Name, id)
		}
	default:
		w, err := parseWant(metric, q.plan.Axis.End())
		if err != nil {
			return err
		}
		if !q.plan.Axis.Has(w.At) || !q.plan.Measures(w.Metric, w.Entity) {
			return usage("%s has no metric %s of %s in %s; headroom list metrics shows them", q.plan.Name, w.Metric, w.Entity, w.At)
		}
		q.want = w
	}
	if len(q.plan.Uncertain) == 0 {
		return usage("%s has no uncertain input", q.plan.Name)
	}
	q.groups = q.plan.Groups()
	return nil
}

// drawn is the plain draws of the question, made or read once.
type drawn struct {
	q *question
	x [][]float64 // by input
	y []float64
}

func (d *drawn) get(ctx context.Context) error {
	if d.y != nil {
		return nil
	}
	if d.q.folder != "" {
		set, _, err := loadRun(d.q.folder, true)
		if err != nil {
			return err
		}
		name := d.q.want.Metric + "[" + d.q.want.Entity + "]@" + d.q.want.At.String()
		for _, c := range set.Watched {
			if c.Name == name && len(set.Inputs) == len(d.q.plan.Uncertain) {
				d.take(set.Inputs, c)
				return nil
			}
		}
	}
	in, out, err := solver.Draw(ctx, d.q.plan, []solver.Want{d.q.want}, d.q.opt)
	if err != nil {
		return err
	}
	d.take(in, out[0])
	return nil
}

func (d *drawn) take(in []result.Column, out result.Column) {
	for _, c := range in {
		d.x = append(d.x, c.Values)
	}
	d.y = out.Values
}

// model evaluates the question at given points; own says that these are the inputs' own
// quantiles, after correlations.
func (q *question) model(own bool) (sense.Model, error) {
	e, err := solver.NewEvaluator(q.plan, []solver.Want{q.want}, q.opt)
	var l *sample.LayoutError
	if errors.As(err, &l) {
		return nil, usage("%s: %s", l.Msg, l.Hint)
	}
	if err != nil {
		return nil, err
	}
	at := e.At
	if own {
		at = e.AtOwn
	}
	return func(ctx context.Context, u [][]float64) ([]float64, error) {
		cols, err := at(ctx, u)
		if err != nil {
			return nil, err
		}
		return cols[0].Values, nil
	}, nil
}

// answer carries out one method.
func (q *question) answer(ctx context.Context, method string, v *viper.Viper, d *drawn, r *senseReport) error {
	dims := len(q.plan.Uncertain)
	switch method {
	case "given", "regression", "box":
		if err := d.get(ctx); err != nil {
			return err
		}
	}
	switch method {
	case "given":
		e, err := sense.Given(d.x, d.y, q.plan.Seed)
		if err != nil {
			return err
		}
		r.given(e, len(d.y))
		return nil
	case "regression":
		c, r2, r2rank, err := sense.Regression(d.x, d.y)
		if err != nil {
			return err
		}
		r.regression(c, r2, r2rank)
		return nil
	case "box":
		cases := make([]bool, len(d.y))
		for i, y := range d.y {
			cases[i] = !q.target.Meets(y)
		}
		b, _, err := sense.Discover(d.x, cases, v.GetFloat64("density"), 0.02)
		if err != nil {
			return err
		}
		r.box(b, cases)
		return nil
	}
	f, err := q.model(method == "tornado")
	if err != nil {
		return err
	}
	switch method {
	case "tornado":
		base, s, err := sense.Tornado(ctx, f, dims, q.groups)
		if err != nil {
			return err
		}
		r.tornado(base, s)
	case "morris":
		e, err := sense.Morris(ctx, f, dims, q.groups, v.GetInt("trajectories"), q.plan.Seed)
		if err != nil {
			return err
		}
		r.morris(e, v.GetInt("trajectories"))
	case "sobol":
		n := v.GetInt("points")
		x, err := sense.Indices(ctx, f, dims, q.groups, n, q.plan.Seed)
		if err != nil {
			return sobolProblem(err)
		}
		r.sobol(x, n)
	}
	return nil
}

// sobolProblem puts the layout's problem into words of this command.
func sobolProblem(err error) error {
	var p *sense.Problem
	if errors.As(err, &p) {
		return err
	}
	var l *sample.LayoutError
	if errors.As(err, &l) {
		return usage("sobol: %s: %s (--points)", l.Msg, l.Hint)
	}
	return fmt.Errorf("sobol: %w", err)
}
