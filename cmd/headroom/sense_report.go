package main

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/plots/report"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/headroom-planner/headroom/solver/sense"
)

// senseReport writes tables for a reader and keeps every number for CSV.
type senseReport struct {
	w    io.Writer
	lang text.Lang
	top  int
	q    *question
	rows []report.SenseRow
}

func (r *senseReport) say(en, vi string) string { return text.T(en, vi).In(r.lang) }

func (r *senseReport) head() {
	w, p := r.q.want, r.q.plan
	label := w.Metric
	for _, m := range append(p.System.Metrics(), p.Metrics...) {
		if m.Key == w.Metric {
			label = m.Label.In(r.lang)
			if u := text.Unit(m.Unit).In(r.lang); u != "" {
				label += " (" + u + ")"
			}
		}
	}
	entity := ""
	if w.Entity != "all" {
		entity = " · " + w.Entity
	}
	fmt.Fprintf(r.w, "%s%s · %s · %s@%s\n", label, entity, w.At, p.Name, p.Hash[:8])
	for _, w := range result.Notable(p.Warnings) {
		fmt.Fprintf(r.w, "%s\n", w.Text.In(r.lang))
	}
	if t := r.q.target; t != nil {
		sign := "≥"
		if t.AtMost {
			sign = "≤"
		}
		fmt.Fprintf(r.w, "%s: %s %s\n", r.say("target "+t.ID, "mục tiêu "+t.ID), sign, r.num(6, t.Threshold))
	}
}

// name is an input's path, or the members of a group.
func (r *senseReport) name(group []int) string {
	var out []string
	for _, i := range group {
		out = append(out, r.q.plan.Uncertain[i].Path)
	}
	if len(out) > 2 {
		out = append(out[:1], fmt.Sprintf(r.say("%d others", "%d đầu vào khác"), len(out)-1))
	}
	return strings.Join(out, " + ")
}

// paths are the inputs of a group.
func (r *senseReport) paths(group []int) []string {
	var out []string
	for _, i := range group {
		out = append(out, r.q.plan.Uncertain[i].Path)
	}
	return out
}

func (r *senseReport) keep(method string, inputs []string, statistic string, e sense.Estimate) {
	r.rows = append(r.rows, report.SenseRow{Method: method, Inputs: inputs, Statistic: statistic, Value: e.Value, Lo: e.Lo, Hi: e.Hi})
}

// senseHead are the columns of --csv. Every row says what it is of, so that a
// figure can be drawn from the file alone and never for another scenario.
var senseHead = []string{"method", "input", "statistic", "value", "p05", "p95", "metric", "entity", "month", "scenario"}

// between separates the inputs of a group in a cell.
const between = " + "

func (r *senseReport) csv(w io.Writer) error {
	num := func(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
	rows := [][]string{senseHead}
	for _, x := range r.rows {
		row := []string{x.Method, strings.Join(x.Inputs, between), x.Statistic, num(x.Value), "", "", r.q.want.Metric, r.q.want.Entity, r.q.want.At.String(), r.q.plan.Hash}
		if !math.IsNaN(x.Lo) {
			row[4], row[5] = num(x.Lo), num(x.Hi)
		}
		rows = append(rows, row)
	}
	c := csv.NewWriter(w)
	return cmp.Or(c.WriteAll(rows), c.Error())
}

// ranked is the order of n things by size, largest first.
func ranked(n int, size func(int) float64) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(size(b), size(a)) })
	return order
}

// table prints the largest rows under a title and a head.
func (r *senseReport) table(title string, head []string, order []int, row func(int) []string) {
	fmt.Fprintf(r.w, "\n%s\n", title)
	t := tabwriter.NewWriter(r.w, 0, 4, 2, ' ', 0)
	fmt.Fprintln(t, "  "+strings.Join(head, "\t"))
	for k, i := range order {
		if k == r.top {
			fmt.Fprintf(t, r.say("  … and %d more\n", "  … và %d dòng nữa\n"), len(order)-k)
			break
		}
		fmt.Fprintln(t, "  "+strings.Join(row(i), "\t"))
	}
	t.Flush()
}

// num writes a number with up to a number of digits; dec with so many decimals and, where wanted, its sign.
func (r *senseReport) num(digits int, x float64) string { return plots.Upto(digits, x, r.lang) }

func (r *senseReport) dec(decimals int, x float64) string {
	return plots.FormatNumber(x, r.lang, decimals)
}

func (r *senseReport) signed(s string) string {
	if s == "0" || strings.HasPrefix(s, "−") || strings.HasPrefix(s, "–") {
		return s
	}
	return "+" + s
}

func (r *senseReport) percent(decimals int, x float64) string { return r.dec(decimals, 100*x) }

func (r *senseReport) share(e sense.Estimate) string {
	return fmt.Sprintf("%s %% (%s – %s)", r.percent(1, e.Value), r.percent(1, e.Lo), r.percent(1, e.Hi))
}

// limit writes the part of an input's draws that a box holds: of a choice the options in it.
func (r *senseReport) limit(l sense.Limit) string {
	u := r.q.plan.Uncertain[l.Input]
	if spec, ok := specOf(u.Path); ok && spec.Kind == declare.Choice {
		var in []string
		for i, o := range spec.Options {
			if l.Lo <= float64(i) && float64(i) <= l.Hi {
				in = append(in, o.Key)
			}
		}
		return strings.Join(in, r.say(" or ", " hoặc "))
	} else if ok && spec.Kind == declare.Date {
		return r.between(l, func(x float64) string { return axis.Month(x).String() })
	}
	words := r.between(l, func(x float64) string { return r.num(4, x) })
	if u.Unit != "" && u.Unit != "1" {
		words += " " + u.Unit
	}
	return words
}

func (r *senseReport) between(l sense.Limit, num func(float64) string) string {
	var words []string
	if !math.IsInf(l.Lo, 0) {
		words = append(words, "≥ "+num(l.Lo))
	}
	if !math.IsInf(l.Hi, 0) {
		words = append(words, "≤ "+num(l.Hi))
	}
	return strings.Join(words, " ")
}

func (r *senseReport) given(e []sense.Estimate, draws int) {
	sum := 0.0
	for i := range e {
		sum += e[i].Value // noise below zero too, or it would add up
		r.keep("given", r.paths([]int{i}), "first", e[i])
	}
	r.table(fmt.Sprintf(r.say("Share of variance that goes with each input alone, from %d draws (together %s %%)", "Phần phương sai đi cùng từng đầu vào, từ %d mô phỏng (tổng %s %%)"), draws, r.percent(0, sum)),
		[]string{r.say("input", "đầu vào"), r.say("first order", "bậc một")},
		ranked(len(e), func(i int) float64 { return e[i].Value }),
		func(i int) []string { return []string{r.q.plan.Uncertain[i].Path, r.share(e[i])} })
}

func (r *senseReport) regression(c []sense.Coefficient, r2, r2rank float64) {
	for i := range c {
		p := r.paths([]int{i})
		r.keep("regression", p, "src", sense.Exactly(c[i].SRC))
		r.keep("regression", p, "spearman", sense.Exactly(c[i].Rank))
		r.keep("regression", p, "prcc", c[i].PRCC)
	}
	three := func(x float64) string { return r.signed(r.dec(3, x)) }
	r.table(fmt.Sprintf(r.say("Linear fit: it explains %s %% of the variance, %s %% of that of ranks", "Khớp tuyến tính: giải thích %s %% phương sai, %s %% phương sai của hạng"), r.percent(0, r2), r.percent(0, r2rank)),
		[]string{r.say("input", "đầu vào"), "SRC", r.say("rank correlation", "tương quan hạng"), "PRCC"},
		ranked(len(c), func(i int) float64 { return math.Abs(c[i].PRCC.Value) }),
		func(i int) []string {
			return []string{r.q.plan.Uncertain[i].Path, three(c[i].SRC), three(c[i].Rank), fmt.Sprintf("%s (%s – %s)", three(c[i].PRCC.Value), three(c[i].PRCC.Lo), three(c[i].PRCC.Hi))}
		})
}

func (r *senseReport) box(b sense.Box, cases []bool) {
	missed := 0
	for _, c := range cases {
		if c {
			missed++
		}
	}
	for _, s := range []struct {
		name string
		x    float64
	}{{"coverage", b.Coverage}, {"density", b.Density}, {"mass", b.Mass}} {
		r.keep("box", nil, s.name, sense.Exactly(s.x))
	}
	title := fmt.Sprintf(r.say("The target is missed in %s %% of draws. Where all of these hold it is missed in %s %%; there lie %s %% of the misses, in %s %% of draws",
		"Mục tiêu bị lỡ trong %s %% mô phỏng. Khi tất cả các điều sau cùng đúng, tỷ lệ lỡ là %s %%; vùng này chứa %s %% số lần lỡ, trong %s %% mô phỏng"),
		r.percent(1, float64(missed)/float64(len(cases))), r.percent(1, b.Density), r.percent(1, b.Coverage), r.percent(1, b.Mass))
	var all []int
	for i := range b.Limits {
		all = append(all, i)
	}
	r.table(title, []string{r.say("input", "đầu vào"), r.say("limit", "giới hạn"), r.say("chance", "ngẫu nhiên")}, all, func(i int) []string {
		l := b.Limits[i]
		if !math.IsInf(l.Lo, 0) {
			r.keep("box", r.paths([]int{l.Input}), "at_least", sense.Exactly(l.Lo))
		}
		if !math.IsInf(l.Hi, 0) {
			r.keep("box", r.paths([]int{l.Input}), "at_most", sense.Exactly(l.Hi))
		}
		r.keep("box", r.paths([]int{l.Input}), "quasi_p", sense.Exactly(l.P))
		p := r.num(1, l.P)
		if l.P < 1e-4 {
			p = "< " + r.num(1, 1e-4)
		}
		return []string{r.q.plan.Uncertain[l.Input].Path, r.limit(l), p}
	})
}

func (r *senseReport) tornado(base float64, s []sense.Swing) {
	for g, x := range s {
		n := r.paths(r.q.groups[g])
		r.keep("tornado", n, "p10", sense.Exactly(x.Low))
		r.keep("tornado", n, "p90", sense.Exactly(x.High))
	}
	r.keep("tornado", nil, "base", sense.Exactly(base))
	r.table(fmt.Sprintf(r.say("One input at a time at its P10 and P90, the others at their medians (then the number is %s)", "Từng đầu vào tại P10 và P90, các đầu vào khác tại trung vị (khi đó đại lượng là %s)"), r.num(6, base)),
		[]string{r.say("input", "đầu vào"), r.say("at P10", "tại P10"), r.say("at P90", "tại P90"), r.say("swing", "biên độ")},
		ranked(len(s), func(g int) float64 { return math.Abs(s[g].High - s[g].Low) }),
		func(g int) []string {
			return []string{r.name(r.q.groups[g]), r.num(6, s[g].Low), r.num(6, s[g].High), r.signed(r.num(4, s[g].High-s[g].Low))}
		})
}

func (r *senseReport) morris(e []sense.Effect, trajectories int) {
	for g, x := range e {
		n := r.paths(r.q.groups[g])
		r.keep("morris", n, "mu_star", sense.Estimate{Value: x.Size, Lo: x.Size - 1.645*x.SizeSE, Hi: x.Size + 1.645*x.SizeSE})
		r.keep("morris", n, "mu", sense.Exactly(x.Mean))
		r.keep("morris", n, "sigma", sense.Exactly(x.Spread))
	}
	r.table(fmt.Sprintf(r.say("Elementary effects of %d trajectories: change of the number over an input's whole range", "Hiệu ứng cơ bản của %d quỹ đạo: thay đổi của đại lượng trên toàn khoảng của đầu vào"), trajectories),
		[]string{r.say("input", "đầu vào"), r.say("mean size", "độ lớn trung bình"), "±", r.say("mean", "trung bình"), r.say("spread", "độ phân tán")},
		ranked(len(e), func(g int) float64 { return e[g].Size }),
		func(g int) []string {
			return []string{r.name(r.q.groups[g]), r.num(4, e[g].Size), r.num(2, e[g].SizeSE), r.signed(r.num(4, e[g].Mean)), r.num(4, e[g].Spread)}
		})
}

func (r *senseReport) sobol(x []sense.Index, n int) {
	sum := 0.0
	for g := range x {
		sum += x[g].First.Value
		name := r.paths(r.q.groups[g])
		r.keep("sobol", name, "first", x[g].First)
		r.keep("sobol", name, "total", x[g].Total)
	}
	r.table(fmt.Sprintf(r.say("Sobol indices from %d points, %d draws: alone they explain %s %% of the variance", "Chỉ số Sobol từ %d điểm, %d mô phỏng: riêng từng nhóm giải thích %s %% phương sai"), n, n*(len(x)+2), r.percent(0, sum)),
		[]string{r.say("input", "đầu vào"), r.say("first order", "bậc một"), r.say("total", "toàn phần")},
		ranked(len(x), func(g int) float64 { return x[g].Total.Value }),
		func(g int) []string {
			return []string{r.name(r.q.groups[g]), r.share(x[g].First), r.share(x[g].Total)}
		})
}
