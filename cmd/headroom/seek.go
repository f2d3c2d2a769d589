package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/scenarios/diag"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/headroom-planner/headroom/solver/seek"
	"github.com/spf13/cobra"
	"github.com/spf13/viper"
)

func newSeek() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "seek SCENARIO [OVERLAY...] --target ID --input 'PATH=FROM..TO UNIT'",
		Short: "Find the input that gives a target its probability, or the cheapest mix of inputs",
		Long: `seek turns a scenario round. With one --input it finds the value at which a target
has the probability wanted, by halving the range, with the error of sampling. With
--least it searches the ranges of all inputs given for the least mean of a metric
among points at which the target has that probability, says what each input saves, and
tries what it found on draws of its own: a search flatters itself.

Trials share their random numbers. --metric shows more numbers at what was found. The
exit code is 3 when nothing within the ranges has the probability, 0 when all of them
has it.`,
		Example: `  headroom seek coverage-90-rate --target coverage-90-2030 --input 'mobile.plan.stations=20000..110000 stations' --metric mobile.required_rate_last
  headroom seek gpu-mix --target enough --probability 0.95 --least mix.present_cost --input 'mix.options.build.size=0..8000 H100e' --input 'mix.options.colocate.size=0..8000 H100e'`,
		Args: atLeastOne,
		RunE: func(cmd *cobra.Command, args []string) error {
			v, err := settings(cmd)
			if err != nil {
				return err
			}
			return runSeek(cmd, v, args)
		},
	}
	addScenarioFlags(cmd)
	f := cmd.Flags()
	f.StringArray("input", nil, "input to vary, as 'PATH=FROM..TO UNIT', power as 'PATH=1..2 MW, boundary: it'; may be repeated with --least")
	f.String("target", "", "target whose probability is wanted")
	f.Float64("probability", 0.9, "probability wanted, between 0 and 1")
	f.String("least", "", "metric whose mean is to be least, as KEY, KEY@MONTH or KEY[ENTITY]@MONTH")
	f.StringArray("metric", nil, "number to show at what was found, as KEY, KEY@MONTH or KEY[ENTITY]@MONTH; may be repeated")
	f.Int("halvings", 9, "how often the range of one input is halved")
	f.Int("points", 7, "points of the grid along each input, with --least")
	f.Int("rounds", 5, "grids that are tried, each around the best of the last, with --least")
	f.Int("workers", 0, "parallel workers (default: one for each processor); changes no number")
	f.Bool("quiet", false, "no progress")
	return cmd
}

// sought is an input that is varied.
type sought struct {
	path, unit string
	from, to   float64
	more       string // what its row says beside the value, as boundary: it
}

// written is the input at x as a scenario writes it.
func (s sought) written(x float64) string {
	value := strings.TrimSpace(strconv.FormatFloat(x, 'g', 10, 64) + " " + s.unit)
	if s.more != "" {
		value = "{value: " + value + ", " + s.more + "}"
	}
	return s.path + "=" + value
}

// parseSought reads 'PATH=FROM..TO UNIT', and 'PATH=FROM..TO UNIT, boundary: it' for power.
func parseSought(text string) (sought, error) {
	wrong := usage("--input %q is not an input with a range; write 'PATH=FROM..TO UNIT', as 'mobile.plan.stations=20000..90000 stations'", text)
	path, rest, ok := strings.Cut(text, "=")
	if !ok {
		return sought{}, wrong
	}
	from, rest, ok := strings.Cut(strings.TrimSpace(rest), "..")
	to, unit, _ := strings.Cut(strings.TrimSpace(rest), " ")
	lo, err1 := strconv.ParseFloat(strings.TrimSpace(from), 64)
	hi, err2 := strconv.ParseFloat(to, 64)
	if !ok || err1 != nil || err2 != nil || !(lo < hi) {
		return sought{}, wrong
	}
	unit, more, _ := strings.Cut(unit, ",")
	return sought{strings.TrimSpace(path), strings.TrimSpace(unit), lo, hi, strings.TrimSpace(more)}, nil
}

// seeker tries values of inputs.
type seeker struct {
	cmd    *cobra.Command
	v      *viper.Viper
	names  []string
	inputs []sought
	target solver.Target
	least  *solver.Want
	shown  []solver.Want
	title  string
	trials int
}

func runSeek(cmd *cobra.Command, v *viper.Viper, names []string) error {
	s := &seeker{cmd: cmd, v: v, names: names}
	want := v.GetFloat64("probability")
	if !(want > 0 && want < 1) {
		return usage("--probability must lie between 0 and 1, as 0.9")
	}
	if v.GetInt("halvings") < 1 || v.GetInt("halvings") > 40 || v.GetInt("points") < 3 || v.GetInt("rounds") < 1 {
		return usage("--halvings must be 1 to 40, --points at least 3, --rounds at least 1")
	}
	asked, err := repeated(cmd, "input")
	if err != nil {
		return err
	}
	for _, a := range asked {
		in, err := parseSought(a)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(s.inputs, func(o sought) bool { return o.path == in.path }) {
			return usage("--input names %s twice; one range says all", in.path)
		}
		s.inputs = append(s.inputs, in)
	}
	if len(s.inputs) == 0 || len(s.inputs) > 1 && v.GetString("least") == "" {
		return usage("seek needs one --input 'PATH=FROM..TO UNIT', or several with --least METRIC")
	}
	if err := s.read(); err != nil {
		return err
	}
	r := &seekReport{w: cmd.OutOrStdout(), lang: langOf(v), s: s, want: want}
	if s.least != nil {
		return s.cheapest(r, want)
	}
	return s.level(r, want)
}

// read compiles the scenario with the inputs at one end, so that what is wrong is said before the search.
func (s *seeker) read() error {
	var x []float64
	for _, in := range s.inputs {
		x = append(x, in.from)
	}
	plan, err := s.plan(x, nil)
	if err != nil {
		return err
	}
	s.title = plan.Title.In(langOf(s.v))
	var ids []string
	found := false
	for _, t := range plan.Targets {
		if ids = append(ids, t.ID); t.ID == s.v.GetString("target") {
			s.target, found = t, true
		}
	}
	if !found {
		if len(ids) == 0 {
			return usage("seek needs a target, and %s has none", plan.Name)
		}
		return usage("seek needs --target, one of %s", strings.Join(ids, ", "))
	}
	want := func(text string) (solver.Want, error) {
		w, err := parseWant(text, plan.Axis.End())
		if err != nil {
			return w, err
		}
		return w, measured(plan, w)
	}
	if text := s.v.GetString("least"); text != "" {
		w, err := want(text)
		if err != nil {
			return err
		}
		s.least = &w
	}
	more, err := repeated(s.cmd, "metric")
	if err != nil {
		return err
	}
	for _, text := range more {
		w, err := want(text)
		if err != nil {
			return err
		}
		s.shown = append(s.shown, w)
	}
	return nil
}

// measured says what a plan lacks of a number: its month, its metric or its member.
func measured(plan *solver.Plan, w solver.Want) error {
	switch {
	case !plan.Axis.Has(w.At):
		return usage("%s lies outside the run of %s, %s to %s", w.At, plan.Name, plan.Axis.Start, plan.Axis.End())
	case plan.Measures(w.Metric, w.Entity):
		return nil
	case w.Entity != solver.All:
		return usage("%s has no metric %s of %s; headroom list metrics shows them", plan.Name, w.Metric, w.Entity)
	}
	if part, ok := lacks(plan, w.Metric); ok {
		return usage("%s belongs to %s, which %s leaves out", w.Metric, part, plan.Name)
	}
	for _, m := range metrics() {
		if m.Key == w.Metric && (m.Kind == declare.Label || m.Kind == declare.FirstDate) {
			return usage("%s is words or a month, not a number; headroom show shows it", w.Metric)
		}
	}
	if slices.ContainsFunc(plan.Observed(), func(k solver.Kept) bool { return k.Metric == w.Metric }) {
		return usage("%s has no total of %s; name a member, as %s[ENTITY]", plan.Name, w.Metric, w.Metric)
	}
	return usage("%s has no metric %s; headroom list metrics shows them", plan.Name, w.Metric)
}

// plan compiles the scenario with the inputs at x, and with another seed where one is given.
func (s *seeker) plan(x []float64, seed *uint64) (*solver.Plan, error) {
	var last []string
	for i, in := range s.inputs {
		last = append(last, in.written(x[i]))
	}
	_, plan, problems, err := compile(s.cmd, s.v, s.names, last...)
	if err != nil {
		return nil, err
	}
	if plan == nil {
		var errs diag.List
		for _, p := range problems {
			if p.Severity == diag.Error {
				errs = append(errs, p)
			}
		}
		return nil, usage("with %s:\n%s", strings.Join(last, ", "), strings.TrimRight(errs.Text(), "\n"))
	}
	if seed != nil {
		plan.Seed = *seed
	}
	return plan, nil
}

// wants are the numbers of a trial: the target's, the cost, and at the end what is shown.
func (s *seeker) wants(shown bool) []solver.Want {
	out := []solver.Want{{Metric: s.target.Metric, Entity: s.target.Entity, At: s.target.At}}
	if s.least != nil {
		out = append(out, *s.least)
	}
	if shown {
		out = append(out, s.shown...)
	}
	return out
}

// draw draws the plan at x.
func (s *seeker) draw(ctx context.Context, x []float64, seed *uint64, shown bool) (seek.Outcome, []result.Column, error) {
	plan, err := s.plan(x, seed)
	if err != nil {
		return seek.Outcome{}, nil, err
	}
	cols, err := solver.Watch(ctx, plan, s.wants(shown), solver.Options{Workers: s.v.GetInt("workers")})
	if err != nil {
		return seek.Outcome{}, nil, err
	}
	var o seek.Outcome
	o.P, o.SE = result.Share(cols[0].Values, plan.Replicates, s.target.Meets)
	o.Draws = plan.Draws
	if s.least != nil {
		o.Cost, _ = result.Moments(cols[1].Values)
	}
	s.trials++
	say(s.cmd.ErrOrStderr(), s.v.GetBool("quiet"), "%d: %s: %.4g\n", s.trials, strings.Join(s.at(x), ", "), o.P)
	return o, cols, nil
}

func (s *seeker) at(x []float64) []string {
	var out []string
	for i, in := range s.inputs {
		out = append(out, in.written(x[i]))
	}
	return out
}

// level finds one input's value for the probability.
func (s *seeker) level(r *seekReport, want float64) error {
	in, replicates := s.inputs[0], 1
	if p, err := s.plan([]float64{in.from}, nil); err == nil {
		replicates = p.Replicates
	}
	trial := func(ctx context.Context, x float64) (seek.Chance, error) {
		o, _, err := s.draw(ctx, []float64{x}, nil, false)
		return o.Chance, err
	}
	found, err := seek.Level(s.cmd.Context(), trial, in.from, in.to, want, result.T95(replicates), s.v.GetInt("halvings"))
	var b *seek.Beyond
	if errors.As(err, &b) {
		r.beyond(b)
		if min(b.From.P, b.To.P) >= want {
			return nil
		}
		return &exitError{code: exitRequired}
	}
	if err != nil {
		return err
	}
	_, cols, err := s.draw(s.cmd.Context(), []float64{found.X}, nil, true)
	if err != nil {
		return err
	}
	r.level(found, cols)
	return nil
}

// cheapest finds the least cost with the probability, and what it is without each of the inputs.
func (s *seeker) cheapest(r *seekReport, want float64) error {
	var from, to []float64
	for _, in := range s.inputs {
		from, to = append(from, in.from), append(to, in.to)
	}
	trial := func(ctx context.Context, x []float64) (seek.Outcome, error) {
		o, _, err := s.draw(ctx, x, nil, false)
		return o, err
	}
	points, rounds := s.v.GetInt("points"), s.v.GetInt("rounds")
	best, err := seek.Least(s.cmd.Context(), trial, from, to, want, points, rounds)
	if errors.Is(err, seek.ErrNowhere) {
		r.nowhere(best)
		return &exitError{code: exitRequired}
	}
	if err != nil {
		return err
	}
	without := make([]*seek.Best, len(s.inputs))
	for i := range s.inputs {
		if best.X[i] == from[i] || len(s.inputs) == 1 {
			continue
		}
		hi := append([]float64(nil), to...)
		hi[i] = from[i]
		b, err := seek.Least(s.cmd.Context(), trial, from, hi, want, points, rounds)
		if err != nil && !errors.Is(err, seek.ErrNowhere) {
			return err
		}
		if err == nil {
			without[i] = &b
		}
	}
	p, err := s.plan(best.X, nil)
	if err != nil {
		return err
	}
	fresh := p.Seed + 1
	again, cols, err := s.draw(s.cmd.Context(), best.X, &fresh, true)
	if err != nil {
		return err
	}
	r.cheapest(best, without, again, cols, fmt.Sprint(fresh))
	return nil
}
