package main

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/score"
	"github.com/spf13/cobra"
	"github.com/spf13/viper"
)

func newScore() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "score RUN|SCENARIO OUTCOMES.csv",
		Short: "Say how good a projection was, once outcomes are in",
		Long: `score holds a projection against what came. OUTCOMES.csv has the columns metric, date
(2025-12) and value, in the metric's unit, and may have entity and source; what came
before the projection's last known value is refused. Each outcome has its place in the
projection's bands and its CRPS, the mean distance that rewards draws near what came and
no wider than need be. Beside it stand forecasts that cost nothing: it stays as it was,
it goes on at its last pace, it follows the line to the target. A skill of 0 is no better
than these, 1 is perfect.`,
		Example: `  headroom score runs/vietnam-001 outcomes-2026.csv
  headroom score india counted.csv --lang vi`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usage("score needs a run folder or a scenario, and a CSV file of outcomes")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			v, err := settings(cmd)
			if err != nil {
				return err
			}
			return runScore(cmd, v, args[0], args[1])
		},
	}
	addScenarioFlags(cmd)
	f := cmd.Flags()
	f.Bool("csv", false, "print CSV")
	f.Int("workers", 0, "parallel workers (default: one for each processor); changes no number")
	return cmd
}

func runScore(cmd *cobra.Command, v *viper.Viper, what, file string) error {
	f, err := os.Open(file)
	if err != nil {
		return &exitError{exitUsage, err}
	}
	defer f.Close()
	outcomes, err := readOutcomes(f, file)
	if err != nil {
		return err
	}
	var plan *solver.Plan
	if isRun(what) {
		if err := asItWasRun(cmd, what); err != nil {
			return err
		}
		plan, err = planOfRun(cmd, what)
		if err != nil {
			return err
		}
	} else if _, plan, err = mustCompile(cmd, v, []string{what}); err != nil {
		return err
	}
	rows, err := scored(cmd, v, plan, outcomes, file)
	if err != nil {
		return err
	}
	if v.GetBool("csv") {
		return scoreCSV(cmd.OutOrStdout(), rows)
	}
	return scoreText(cmd.OutOrStdout(), plan, rows, langOf(v))
}

// placed is an outcome with its line in the file.
type placed struct {
	score.Outcome
	line int
}

// readOutcomes reads a file of outcomes, by the names of its columns.
func readOutcomes(r io.Reader, name string) ([]placed, error) {
	c := csv.NewReader(r)
	c.TrimLeadingSpace = true
	head, err := c.Read()
	if errors.Is(err, io.EOF) {
		return nil, usage("%s is empty; its first line names columns: metric,date,value", name)
	}
	if err != nil {
		return nil, usage("%s: %w", name, err)
	}
	at := map[string]int{}
	for i, h := range head {
		h = strings.TrimSpace(strings.TrimPrefix(h, "\ufeff"))
		if _, twice := at[h]; twice {
			return nil, usage("%s:1: column %s stands twice", name, h)
		}
		if !slices.Contains([]string{"metric", "entity", "date", "value", "source"}, h) {
			return nil, usage("%s:1: column %q is not one of metric, entity, date, value, source; columns are separated by commas", name, h)
		}
		at[h] = i
	}
	for _, need := range []string{"metric", "date", "value"} {
		if _, ok := at[need]; !ok {
			return nil, usage("%s:1: there is no column %s", name, need)
		}
	}
	var out []placed
	for {
		row, err := c.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, usage("%s: %w", name, err)
		}
		line, _ := c.FieldPos(0)
		for i := range row {
			row[i] = strings.TrimSpace(row[i])
		}
		o := placed{score.Outcome{Metric: row[at["metric"]], Entity: solver.All}, line}
		if i, ok := at["entity"]; ok && row[i] != "" {
			o.Entity = row[i]
		}
		if o.At, err = axis.ParseMonth(row[at["date"]]); err != nil {
			return nil, usage("%s:%d: %w", name, line, err)
		}
		if o.Value, err = strconv.ParseFloat(row[at["value"]], 64); err != nil || math.IsNaN(o.Value) || math.IsInf(o.Value, 0) {
			return nil, usage("%s:%d: %q is not a number in the metric's unit; write 16737 or 39.52", name, line, row[at["value"]])
		}
		for _, p := range out {
			if p.Metric == o.Metric && p.Entity == o.Entity && p.At == o.At {
				return nil, usage("%s:%d: %s in %s stands in line %d already; an outcome counts once", name, line, quantity(o.Metric, o.Entity), o.At, p.line)
			}
		}
		out = append(out, o)
	}
	if len(out) == 0 {
		return nil, usage("%s has no outcome", name)
	}
	return out, nil
}

// scored draws the projection at the outcomes and scores it.
func scored(cmd *cobra.Command, v *viper.Viper, plan *solver.Plan, outcomes []placed, file string) ([]score.Row, error) {
	var wants []solver.Want
	for _, o := range outcomes {
		if err := measured(plan, solver.Want{Metric: o.Metric, Entity: o.Entity, At: o.At}); err != nil {
			return nil, usage("%s:%d: %w", file, o.line, err)
		}
		for _, m := range metrics() {
			if m.Key == o.Metric && m.Kind == declare.Final && o.At != plan.Axis.End() {
				return nil, usage("%s:%d: %s is one number for the whole run; its month is %s", file, o.line, o.Metric, plan.Axis.End())
			}
		}
		wants = append(wants, solver.Want{Metric: o.Metric, Entity: o.Entity, At: o.At}, solver.Want{Metric: o.Metric, Entity: o.Entity, At: plan.Axis.Start})
	}
	cols, err := solver.Watch(cmd.Context(), plan, wants, solver.Options{Workers: v.GetInt("workers")})
	if err != nil {
		return nil, err
	}
	var rows []score.Row
	for i, o := range outcomes {
		target, by := goalOf(plan, o.Outcome)
		r, err := score.Against(o.Outcome, cols[2*i].Values, knownOf(plan, o.Outcome, cols[2*i+1].Values), target, by)
		if err != nil {
			return nil, usage("%s:%d: %w", file, o.line, err)
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// knownOf are the measured values of the scenario, or the middle of what it begins with where it has none; NaN for what has no value
// when it begins: a flow of the opening month, or what is counted over the whole run.
func knownOf(plan *solver.Plan, o score.Outcome, opening []float64) []score.Known {
	var out []score.Known
	for _, h := range plan.Histories {
		if h.Metric == o.Metric && cmp.Or(h.Entity, solver.All) == o.Entity {
			for _, p := range h.Points {
				out = append(out, score.Known{At: p.Month, Value: p.Value})
			}
		}
	}
	if len(out) == 0 {
		slices.Sort(opening)
		begin := score.Known{At: plan.Axis.Start, Value: opening[len(opening)/2]}
		for _, m := range metrics() {
			if m.Key == o.Metric && (m.Agg == declare.Flow || m.Kind == declare.Final) {
				begin.Value = math.NaN()
			}
		}
		out = append(out, begin)
	}
	return out
}

// goalOf is the scenario's first target for the quantity in or after the outcome's month; NaN where there is none.
func goalOf(plan *solver.Plan, o score.Outcome) (target float64, by axis.Month) {
	target = math.NaN()
	for _, t := range plan.Targets {
		if t.Metric == o.Metric && t.Entity == o.Entity && !t.AtMost && t.At >= o.At && (math.IsNaN(target) || t.At < by) {
			target, by = t.Threshold, t.At
		}
	}
	return target, by
}

func scoreText(w io.Writer, plan *solver.Plan, rows []score.Row, lang text.Lang) error {
	say := func(en, vi string) string { return text.T(en, vi).In(lang) }
	n := func(x float64) string {
		if math.Abs(x) >= 1000 {
			return plots.FormatNumber(x, lang, 0)
		}
		return plots.Significant(x, lang)
	}
	b := &strings.Builder{}
	fmt.Fprintf(b, "%s · %s@%s · %d %s\n", plan.Title.In(lang), plan.Name, plan.Hash[:8], len(rows), say(map[bool]string{true: "outcome", false: "outcomes"}[len(rows) == 1], "kết quả thực tế"))
	table := [][]string{{say("Outcome", "Thực tế"), "", say("what came", "giá trị"), "P05 – " + say("median", "trung vị") + " – P95", say("in 50 / 80 / 90 %", "trong 50 / 80 / 90 %"), say("draws below it", "mô phỏng thấp hơn"), "CRPS"}}
	yes := func(in bool) string {
		if in {
			return say("yes", "có")
		}
		return say("no", "không")
	}
	for _, r := range rows {
		var in []string
		for _, x := range r.Inside {
			in = append(in, yes(x))
		}
		table = append(table, []string{"  " + quantity(r.Metric, r.Entity), plots.FormatMonth(r.At, lang), n(r.Value), n(r.Low) + " – " + n(r.Median) + " – " + n(r.High), strings.Join(in, " / "),
			plots.FormatNumber(100*r.PIT, lang, 1) + " %", n(r.CRPS)})
	}
	columns(b, table)
	table = [][]string{{say("Mean CRPS", "CRPS trung bình"), say("outcomes", "số kết quả"), say("projection", "dự báo"), say("stays as it was", "giữ nguyên"), say("goes on at its last pace", "tiếp tục nhịp gần nhất"), say("line to the target", "đường thẳng đến mục tiêu"), say("in 50 / 80 / 90 %", "trong 50 / 80 / 90 %")}}
	for _, s := range score.Summaries(rows) {
		row := []string{"  " + quantity(s.Metric, s.Entity), strconv.Itoa(s.N), n(s.CRPS)}
		for _, base := range []score.Baseline{score.Same, score.Slope, score.Plan} {
			cell := "–"
			if s.Count[base] > 0 {
				cell = n(s.Of[base])
				if k := s.Skill(base); !math.IsNaN(k) {
					cell += fmt.Sprintf(" (%s %s)", say("skill", "kỹ năng"), plots.FormatNumber(k, lang, 2))
				}
			}
			row = append(row, cell)
		}
		table = append(table, append(row, fmt.Sprintf("%d / %d / %d", s.Inside[0], s.Inside[1], s.Inside[2])))
	}
	columns(b, table)
	_, err := io.WriteString(w, b.String())
	return err
}

func quantity(metric, entity string) string {
	if entity == solver.All {
		return metric
	}
	return metric + "[" + entity + "]"
}

func scoreCSV(w io.Writer, rows []score.Row) error {
	num := func(x float64, has bool) string {
		if !has {
			return ""
		}
		return strconv.FormatFloat(x, 'g', -1, 64)
	}
	out := [][]string{{"metric", "entity", "date", "value", "p05", "p50", "p95", "in50", "in80", "in90", "pit", "crps", "crps_same", "crps_slope", "crps_plan"}}
	for _, r := range rows {
		row := []string{r.Metric, r.Entity, r.At.String(), num(r.Value, true), num(r.Low, true), num(r.Median, true), num(r.High, true)}
		for _, in := range r.Inside {
			row = append(row, strconv.FormatBool(in))
		}
		row = append(row, num(r.PIT, true), num(r.CRPS, true))
		for b := range r.Of {
			row = append(row, num(r.Of[b], r.Has[b]))
		}
		out = append(out, row)
	}
	c := csv.NewWriter(w)
	return cmp.Or(c.WriteAll(out), c.Error())
}
