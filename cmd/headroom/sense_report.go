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

	"github.com/headroom-planner/headroom/model/text"
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
			label = fmt.Sprintf("%s (%s)", m.Label.In(r.lang), m.Unit)
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
		fmt.Fprintf(r.w, "%s: %s %g\n", r.say("target "+t.ID, "mục tiêu "+t.ID), sign, t.Threshold)
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
			fmt.Fprintf(t, "  … %d\n", len(order)-k)
			break
		}
		fmt.Fprintln(t, "  "+strings.Join(row(i), "\t"))
	}
	t.Flush()
}

func share(e sense.Estimate) string {
	return fmt.Sprintf("%.1f %% (%.1f – %.1f)", 100*e.Value, 100*e.Lo, 100*e.Hi)
}

func (r *senseReport) given(e []sense.Estimate, draws int) {
	sum := 0.0
	for i := range e {
		sum += e[i].Value // noise below zero too, or it would add up
		r.keep("given", r.paths([]int{i}), "first", e[i])
	}
	r.table(fmt.Sprintf(r.say("Share of variance that goes with each input alone, from %d draws (together %.0f %%)", "Phần phương sai đi cùng từng đầu vào, từ %d mô phỏng (tổng %.0f %%)"), draws, 100*sum),
		[]string{r.say("input", "đầu vào"), r.say("first order", "bậc một")},
		ranked(len(e), func(i int) float64 { return e[i].Value }),
		func(i int) []string { return []string{r.q.plan.Uncertain[i].Path, share(e[i])} })
}

func (r *senseReport) regression(c []sense.Coefficient, r2, r2rank float64) {
	for i := range c {
		p := r.paths([]int{i})
		r.keep("regression", p, "src", sense.Exactly(c[i].SRC))
		r.keep("regression", p, "spearman", sense.Exactly(c[i].Rank))
		r.keep("regression", p, "prcc", c[i].PRCC)
	}
	r.table(fmt.Sprintf(r.say("Linear fit: it explains %.0f %% of the variance, %.0f %% of that of ranks", "Khớp tuyến tính: giải thích %.0f %% phương sai, %.0f %% phương sai của hạng"), 100*r2, 100*r2rank),
		[]string{r.say("input", "đầu vào"), "SRC", r.say("rank correlation", "tương quan hạng"), "PRCC"},
		ranked(len(c), func(i int) float64 { return math.Abs(c[i].PRCC.Value) }),
		func(i int) []string {
			return []string{r.q.plan.Uncertain[i].Path, fmt.Sprintf("%+.3f", c[i].SRC), fmt.Sprintf("%+.3f", c[i].Rank), fmt.Sprintf("%+.3f (%+.3f – %+.3f)", c[i].PRCC.Value, c[i].PRCC.Lo, c[i].PRCC.Hi)}
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
	title := fmt.Sprintf(r.say("The target is missed in %.1f %% of draws. Where all of these hold it is missed in %.1f %%; there lie %.1f %% of the misses, in %.1f %% of draws",
		"Mục tiêu bị lỡ trong %.1f %% mô phỏng. Khi tất cả các điều sau cùng đúng, tỷ lệ lỡ là %.1f %%; vùng này chứa %.1f %% số lần lỡ, trong %.1f %% mô phỏng"),
		100*float64(missed)/float64(len(cases)), 100*b.Density, 100*b.Coverage, 100*b.Mass)
	var all []int
	for i := range b.Limits {
		all = append(all, i)
	}
	r.table(title, []string{r.say("input", "đầu vào"), r.say("limit", "giới hạn"), r.say("chance", "ngẫu nhiên")}, all, func(i int) []string {
		l := b.Limits[i]
		u := r.q.plan.Uncertain[l.Input]
		var words []string
		if !math.IsInf(l.Lo, 0) {
			words = append(words, fmt.Sprintf("≥ %.4g", l.Lo))
			r.keep("box", r.paths([]int{l.Input}), "at_least", sense.Exactly(l.Lo))
		}
		if !math.IsInf(l.Hi, 0) {
			words = append(words, fmt.Sprintf("≤ %.4g", l.Hi))
			r.keep("box", r.paths([]int{l.Input}), "at_most", sense.Exactly(l.Hi))
		}
		r.keep("box", r.paths([]int{l.Input}), "quasi_p", sense.Exactly(l.P))
		p := fmt.Sprintf("%.1g", l.P)
		if l.P < 1e-4 {
			p = "< 0.0001"
		}
		return []string{u.Path, strings.Join(words, " ") + " " + strings.TrimSuffix(u.Unit, "1"), p}
	})
}

func (r *senseReport) tornado(base float64, s []sense.Swing) {
	for g, x := range s {
		n := r.paths(r.q.groups[g])
		r.keep("tornado", n, "p10", sense.Exactly(x.Low))
		r.keep("tornado", n, "p90", sense.Exactly(x.High))
	}
	r.keep("tornado", nil, "base", sense.Exactly(base))
	r.table(fmt.Sprintf(r.say("One input at a time at its P10 and P90, the others at their medians (then the number is %.6g)", "Từng đầu vào tại P10 và P90, các đầu vào khác tại trung vị (khi đó đại lượng là %.6g)"), base),
		[]string{r.say("input", "đầu vào"), r.say("at P10", "tại P10"), r.say("at P90", "tại P90"), r.say("swing", "biên độ")},
		ranked(len(s), func(g int) float64 { return math.Abs(s[g].High - s[g].Low) }),
		func(g int) []string {
			return []string{r.name(r.q.groups[g]), fmt.Sprintf("%.6g", s[g].Low), fmt.Sprintf("%.6g", s[g].High), fmt.Sprintf("%+.4g", s[g].High-s[g].Low)}
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
			return []string{r.name(r.q.groups[g]), fmt.Sprintf("%.4g", e[g].Size), fmt.Sprintf("%.2g", e[g].SizeSE), fmt.Sprintf("%+.4g", e[g].Mean), fmt.Sprintf("%.4g", e[g].Spread)}
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
	r.table(fmt.Sprintf(r.say("Sobol indices from %d points, %d draws: alone they explain %.0f %% of the variance", "Chỉ số Sobol từ %d điểm, %d mô phỏng: riêng từng nhóm giải thích %.0f %% phương sai"), n, n*(len(x)+2), 100*sum),
		[]string{r.say("input", "đầu vào"), r.say("first order", "bậc một"), r.say("total", "toàn phần")},
		ranked(len(x), func(g int) float64 { return x[g].Total.Value }),
		func(g int) []string {
			return []string{r.name(r.q.groups[g]), share(x[g].First), share(x[g].Total)}
		})
}
