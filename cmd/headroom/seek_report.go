package main

import (
	"fmt"
	"io"
	"math"
	"strings"
	"text/tabwriter"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/headroom-planner/headroom/solver/seek"
	"github.com/spf13/viper"
)

func langOf(v *viper.Viper) text.Lang { return text.Lang(v.GetString("lang")) }

// seekReport says what a search found.
type seekReport struct {
	w    io.Writer
	lang text.Lang
	s    *seeker
	want float64
}

func (r *seekReport) say(en, vi string) string { return text.T(en, vi).In(r.lang) }

// number writes a value that was tried: whole when large, else with three significant digits.
func (r *seekReport) number(x float64) string {
	if math.Abs(x) >= 1000 {
		return plots.FormatNumber(x, r.lang, 0)
	}
	return plots.Significant(x, r.lang)
}

func (r *seekReport) percent(p float64) string { return plots.FormatNumber(100*p, r.lang, 1) + " %" }

// unit follows a number; the words of units are the reader's.
func (r *seekReport) unit(u string) string {
	if w := text.Unit(u).In(r.lang); w != "" && u != "1" {
		return " " + w
	}
	return ""
}

func (r *seekReport) head() {
	sign := "≥"
	if r.s.target.AtMost {
		sign = "≤"
	}
	unit := ""
	for _, m := range metrics() {
		if m.Key == r.s.target.Metric {
			unit = r.unit(m.Unit)
		}
	}
	fmt.Fprintf(r.w, "%s · %s: %s, %s %s %s%s · %s %s\n", r.s.title, r.s.target.ID, r.s.target.Label.In(r.lang),
		r.s.target.Metric, sign, r.number(r.s.target.Threshold), unit, r.say("wanted with probability", "xác suất yêu cầu"), r.percent(r.want))
}

func (r *seekReport) level(f seek.Found, cols []result.Column) {
	in := r.s.inputs[0]
	r.head()
	fmt.Fprintf(r.w, "%s = %s%s (%s – %s, %s): %s %s ± %s\n", in.path, r.number(f.X), r.unit(in.unit), r.number(f.Lo), r.number(f.Hi),
		r.say("sampling at 95 %", "sai số lấy mẫu 95 %"), r.say("probability", "xác suất"), r.percent(f.At.P), plots.FormatNumber(100*f.At.SE, r.lang, 1))
	if f.Uneven {
		fmt.Fprintln(r.w, r.say("The probability goes up and down within the range: other values may do as well.", "Xác suất lên xuống trong khoảng: có thể có giá trị khác cũng đạt."))
	}
	r.shown(cols)
	var few []seek.Point // trials lie close together around what was found
	for i, p := range f.Trials {
		if i == 0 || p.X == f.X || i == len(f.Trials)-1 || p.X-few[len(few)-1].X > (in.to-in.from)/40 {
			few = append(few, p)
		}
	}
	r.table([]string{in.path, r.say("probability", "xác suất"), "±"}, len(few), func(i int) []string {
		p := few[i]
		return []string{r.number(p.X) + r.unit(in.unit), r.percent(p.P), plots.FormatNumber(100*p.SE, r.lang, 1)}
	})
}

func (r *seekReport) beyond(b *seek.Beyond) {
	in := r.s.inputs[0]
	r.head()
	what := r.say("neither end has the probability", "không đầu nào đạt xác suất")
	if min(b.From.P, b.To.P) >= b.Want {
		what = r.say("both ends have the probability", "cả hai đầu đều đạt xác suất")
	}
	fmt.Fprintf(r.w, r.say("%s between %s and %s%s: %s, %s and %s", "%s trong khoảng %s đến %s%s: %s, %s và %s"),
		in.path, r.number(in.from), r.number(in.to), r.unit(in.unit), what, r.percent(b.From.P), r.percent(b.To.P))
	if b.From.P == b.To.P {
		fmt.Fprint(r.w, r.say("; the input does not move it here", "; trong khoảng này đầu vào không làm xác suất thay đổi"))
	}
	fmt.Fprintln(r.w)
}

func (r *seekReport) nowhere(b seek.Best) {
	r.head()
	fmt.Fprintf(r.w, r.say("No point of %d has the probability; the highest is %s, at %s\n", "Không điểm nào trong %d điểm đạt xác suất; cao nhất là %s, tại %s\n"), b.Trials, r.percent(b.P), r.point(b.X))
}

// point writes the inputs at x.
func (r *seekReport) point(x []float64) string {
	var out []string
	for i, in := range r.s.inputs {
		out = append(out, in.path+" = "+r.number(x[i])+r.unit(in.unit))
	}
	return strings.Join(out, ", ")
}

func (r *seekReport) cheapest(b seek.Best, without []*seek.Best, again seek.Outcome, cols []result.Column, seed string) {
	r.head()
	unit := r.unit(cols[1].Unit)
	fmt.Fprintf(r.w, r.say("Least mean of %s: %s%s, probability %s ± %s; %d points tried, %d have the probability\n", "Trung bình nhỏ nhất của %s: %s%s, xác suất %s ± %s; đã thử %d điểm, %d điểm đạt xác suất\n"),
		r.s.least.Metric, r.number(b.Cost), unit, r.percent(b.P), plots.FormatNumber(100*b.SE, r.lang, 1), b.Trials, b.Met)
	lowest := r.say("cost without it", "chi phí nếu không dùng")
	for _, in := range r.s.inputs {
		if in.from != 0 {
			lowest = r.say("cost with it at the start of its range", "chi phí khi giữ ở đầu khoảng")
		}
	}
	r.table([]string{r.say("input", "đầu vào"), r.say("found", "kết quả"), lowest}, len(r.s.inputs), func(i int) []string {
		in := r.s.inputs[i]
		cost := r.say("no point has the probability", "không điểm nào đạt xác suất")
		switch {
		case b.X[i] == in.from || len(r.s.inputs) == 1:
			cost = "–"
		case without[i] != nil:
			cost = r.number(without[i].Cost) + unit
			if b.Cost > 0 { // no share of nothing or of a gain
				cost += " (" + signed(r, without[i].Cost/b.Cost-1) + ")"
			}
		}
		return []string{in.path, r.number(b.X[i]) + r.unit(in.unit), cost}
	})
	fmt.Fprintf(r.w, r.say("On draws of its own (seed %s): mean %s%s, probability %s ± %s\n", "Với các lần mô phỏng riêng (seed %s): trung bình %s%s, xác suất %s ± %s\n"),
		seed, r.number(again.Cost), unit, r.percent(again.P), plots.FormatNumber(100*again.SE, r.lang, 1))
	r.shown(cols)
}

func signed(r *seekReport, x float64) string {
	s := r.percent(x)
	if x >= 0 {
		return "+" + s
	}
	return s
}

// shown writes the numbers asked for beside, P10 – median – P90.
func (r *seekReport) shown(cols []result.Column) {
	cols = cols[len(r.s.wants(false)):]
	for _, c := range cols {
		q := make([]float64, 3)
		result.Quantiles(append([]float64(nil), c.Values...), []float64{0.1, 0.5, 0.9}, q)
		mid := r.number(q[1])
		if q[2]-q[0] > 1e-9*math.Abs(q[1]) {
			mid = r.number(q[0]) + " – " + mid + " – " + r.number(q[2])
		}
		fmt.Fprintf(r.w, "%s: %s%s\n", c.Name, mid, r.unit(c.Unit))
	}
}

func (r *seekReport) table(head []string, n int, row func(int) []string) {
	rows := [][]string{append([]string{"  " + head[0]}, head[1:]...)}
	for i := range n {
		cells := row(i)
		rows = append(rows, append([]string{"  " + cells[0]}, cells[1:]...))
	}
	columns(r.w, rows)
}

// columns writes rows with columns as wide as their widest cell.
func columns(w io.Writer, rows [][]string) {
	t := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	for _, r := range rows {
		fmt.Fprintln(t, strings.Join(r, "\t"))
	}
	t.Flush()
}
