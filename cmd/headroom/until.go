package main

import (
	"fmt"
	"math"
	"math/bits"
	"regexp"
	"strconv"
	"strings"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/scenarios"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/headroom-planner/headroom/solver/sample"
	"github.com/spf13/cobra"
	"github.com/spf13/viper"
)

// goal is how exactly a number is to be known: half the width of its interval
// at 95 %, of sampling alone.
type goal struct {
	text   string
	target string      // id, for a probability
	want   solver.Want // else a metric in a month
	q      int         // index into result.Probs, or -1 for the mean
	half   float64     // what is asked for
}

var goalForm = regexp.MustCompile(`^\s*(p|mean|p\d\d)\s*\(\s*(.+?)\s*\)\s*(?:\+-|±)\s*([0-9.eE+-]+)\s*$`)

// parseGoal reads 'p(TARGET) +- 0.005' and 'mean|p05 ... p95(METRIC@MONTH) +- 100'.
func parseGoal(s string, p *solver.Plan) (*goal, error) {
	m := goalForm.FindStringSubmatch(s)
	if m == nil {
		return nil, usage("--until %q is not a goal; write 'p(TARGET) +- 0.005', or 'p50(METRIC@MONTH) +- 100'", s)
	}
	half, err := strconv.ParseFloat(m[3], 64)
	if err != nil || !(half > 0) || math.IsInf(half, 0) {
		return nil, usage("--until: %q is not a number above 0", m[3])
	}
	g := &goal{text: s, half: half, q: -1}
	if m[1] == "p" {
		var ids []string
		for i := range p.Targets {
			if ids = append(ids, p.Targets[i].ID); p.Targets[i].ID == m[2] {
				g.target = m[2]
			}
		}
		if g.target == "" {
			return nil, usage("--until: %s has no target %q; one of %s", p.Name, m[2], strings.Join(ids, ", "))
		}
		return g, nil
	}
	if m[1] != "mean" {
		for i, x := range result.Probs {
			if fmt.Sprintf("p%02.0f", 100*x) == m[1] {
				g.q = i
			}
		}
		if g.q < 0 {
			return nil, usage("--until: %s is not kept; one of p05, p10, p25, p50, p75, p90, p95 or mean", m[1])
		}
	}
	if g.want, err = parseWant(m[2], p.Axis.End()); err != nil {
		return nil, err
	}
	if !p.Axis.Has(g.want.At) || !p.Measures(g.want.Metric, g.want.Entity) {
		return nil, usage("--until: %s has no metric %s of %s in %s", p.Name, g.want.Metric, g.want.Entity, g.want.At)
	}
	return g, nil
}

// check reports a goal that no number of draws reaches, because its error is never told.
func (g *goal) check(p *solver.Plan) error {
	if p.Design != sample.MC && p.Replicates < 2 {
		return usage("--until: a design with one replicate does not tell its error; use more replicates, or design: mc")
	}
	return nil
}

// reached returns half the width of the number's interval at 95 % in a run; it
// is infinite where so few draws tell none.
func (g *goal) reached(set *result.Set) (float64, error) {
	t95 := result.T95(set.Replicates)
	if g.target != "" {
		t, _ := set.Target(g.target)
		switch t.Hits {
		case 0:
			return t.Bound, nil // the probability lies between 0 and the bound
		case t.Draws:
			return 1 - t.Bound, nil
		}
		return t95 * t.SE, nil
	}
	s, ok := set.Find(g.want.Metric, g.want.Entity)
	if !ok || s.Q == nil {
		return 0, usage("--until: the error of %s is not known: a run keeps its mean alone", g.want.Metric)
	}
	t := 0
	if !s.Final {
		t = int(set.Axis.Step(axis.Month(g.want.At)))
	}
	switch {
	case s.MeanSE == nil, g.q >= 0 && s.QSE[g.q] == nil:
		return math.Inf(1), nil
	case g.q < 0:
		return t95 * s.MeanSE[t], nil
	}
	return t95 * s.QSE[g.q][t], nil
}

// drawUntil runs the plan with as many draws as the goal needs, up to
// --max-draws: the error of a first run says how many those are, since it
// falls at least with the root of the number of draws.
func drawUntil(cmd *cobra.Command, v *viper.Viper, plan *solver.Plan) (*result.Set, error) {
	text := v.GetString("until")
	if text == "" {
		return draw(cmd, v, plan)
	}
	g, err := parseGoal(text, plan)
	if err != nil {
		return nil, err
	}
	if plan.Whole() {
		return nil, usage("--until: %s reorders its whole sample (method: iman-conover), which more draws would make another; give --draws, or leave the method out", plan.Name)
	}
	if err := g.check(plan); err != nil {
		return nil, err
	}
	most := v.GetInt("max-draws")
	if most < plan.Draws || most > scenarios.MostDraws {
		return nil, usage("--max-draws %d must lie between the scenario's %d draws and %d", most, plan.Draws, scenarios.MostDraws)
	}
	bound, err := memory(v)
	if err != nil {
		return nil, err
	}
	most = plan.MostDraws(most, bound)
	for {
		set, err := draw(cmd, v, plan)
		if err != nil {
			return nil, err
		}
		half, err := g.reached(set)
		if err != nil {
			return nil, err
		}
		need := float64(plan.Draws) * (half / g.half) * (half / g.half)
		if math.IsInf(half, 1) {
			need = 4 * float64(max(plan.Draws, solver.BlockSize))
		}
		next := enough(plan.Layout, need*1.05, most)
		switch {
		case half <= g.half:
			say(cmd.ErrOrStderr(), v.GetBool("quiet"), "%s: reached, ± %.3g at %d draws\n", g.text, half, plan.Draws)
			return set, nil
		case next <= plan.Draws:
			fmt.Fprintf(cmd.ErrOrStderr(), "%s: not reached, ± %.3g at %d draws; it would take about %.2g draws (--max-draws, --memory)\n", g.text, half, plan.Draws, need)
			return set, nil
		}
		if math.IsInf(half, 1) {
			say(cmd.ErrOrStderr(), v.GetBool("quiet"), "%s: not known from %d draws\n", g.text, plan.Draws)
		} else {
			say(cmd.ErrOrStderr(), v.GetBool("quiet"), "%s: ± %.3g so far\n", g.text, half)
		}
		plan.Draws = next
	}
}

// enough is a number of draws that the layout can have, at least need and at
// most most; a Sobol sequence doubles.
func enough(l sample.Layout, need float64, most int) int {
	n := most
	if need < float64(most) {
		n = (int(need)/solver.BlockSize + 1) * solver.BlockSize
	}
	if l.Design == sample.Sobol {
		n = 1 << bits.Len(uint(n-1))
		if n > most {
			n = 1 << (bits.Len(uint(most)) - 1)
		}
	}
	return min(n, most)
}
