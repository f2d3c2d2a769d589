package hindcast

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/solver/fit"
	"gonum.org/v1/gonum/stat/distuv"
)

// of are the origins of a country; of "" all, of "each country once" all, those
// of a country weighing one together.
func of(rows []Scored, name string) (out []Scored) {
	n := map[string]float64{}
	for _, r := range rows {
		n[r.Origin.Series.Name]++
	}
	for _, r := range rows {
		switch name {
		case "all origins":
		case "each country once":
			r.Weight = 1 / n[r.Origin.Series.Name]
		default:
			if r.Origin.Series.Name != name {
				continue
			}
		}
		out = append(out, r)
	}
	return out
}

var groups = []string{"India", "China", "UK", "each country once", "all origins"}

func names() []string {
	var out []string
	for _, f := range fit.Forecasters {
		out = append(out, f.Name)
	}
	return append(out, "process", "unread")
}

func percent(x float64) string {
	if x >= 10 {
		return "> 1000"
	}
	return fmt.Sprintf("%.1f", 100*x)
}

// first is the width of a line's name.
const first = 30

func line(b *strings.Builder, name string, cells []string) {
	fmt.Fprintf(b, "%-*s", first, name)
	for _, c := range cells {
		fmt.Fprintf(b, " %12s", c)
	}
	b.WriteString("\n")
}

func every[T any](x []T, f func(T) string) (out []string) {
	for _, v := range x {
		out = append(out, f(v))
	}
	return out
}

// report writes what came out at a horizon.
func report(b *strings.Builder, rows []Scored, months int, origins bool) {
	if origins {
		fmt.Fprintf(b, "Every origin, %d months ahead: absolute error of the point, %% of the count (counts known; b: between two counts)\n\n", months)
		line(b, "", names())
		for _, r := range rows {
			mark := ""
			if r.Origin.Between {
				mark = " b"
			}
			line(b, fmt.Sprintf("%s, year %.2f (%d)%s", r.Origin.Series.Name, r.Origin.At, r.Origin.Known, mark), every(r.Scores, func(s fit.Score) string { return percent(s.MAPE) }))
		}
		b.WriteString("\nThe same, CRPS, % of the count\n\n")
		for _, r := range rows {
			line(b, fmt.Sprintf("%s, year %.2f (%d)", r.Origin.Series.Name, r.Origin.At, r.Origin.Known), every(r.Scores, func(s fit.Score) string { return percent(s.CRPS) }))
		}
		b.WriteString("\n")
	}
	for _, part := range []struct {
		title string
		of    func(Summary) []float64
	}{
		{"median absolute error", func(s Summary) []float64 { return s.Median }},
		{"mean CRPS", func(s Summary) []float64 { return s.CRPS }},
		{"geometric mean CRPS", func(s Summary) []float64 { return s.Geometric }},
	} {
		fmt.Fprintf(b, "%d months ahead: %s, %% of the count (origins)\n\n", months, part.title)
		line(b, "", append(names(), "over best"))
		for _, g := range groups {
			s := Summarise(of(rows, g))
			if s.Origins == 0 {
				continue
			}
			x := part.of(s)
			best, _ := Best(x, singles)
			line(b, fmt.Sprintf("%s (%d)", g, s.Origins), append(every(x, percent), fmt.Sprintf("%.2f", x[process]/best)))
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(b, "%d months ahead: counts inside the process's central 50, 80 and 90 %%, read, and unread; how many of so many independent trials would be (95 %%)\n\n", months)
	for _, g := range groups {
		rows := of(rows, g)
		s := Summarise(rows)
		if s.Origins == 0 {
			continue
		}
		cells := func(f int) []string {
			return every(s.Inside[f][:], func(x float64) string { return fmt.Sprintf("%.1f", x*float64(s.Origins)) })
		}
		cell := append(cells(process), cells(unread)...)
		for _, p := range []float64{0.5, 0.8, 0.9} {
			lo, hi := band(s.Origins, p)
			cell = append(cell, fmt.Sprintf("%d-%d", lo, hi))
		}
		line(b, fmt.Sprintf("%s (%d)", g, s.Origins), cell)
	}
	b.WriteString("\n")
}

// band is the central 95 % of a binomial count: no more than 2.5 % lie below, and
// none more above.
func band(n int, p float64) (lo, hi int) {
	d := distuv.Binomial{N: float64(n), P: p}
	for d.CDF(float64(lo)) <= 0.025 {
		lo++
	}
	for hi = n; 1-d.CDF(float64(hi-1)) <= 0.025; hi-- {
	}
	return lo, hi
}

// lines write what the process said from an origin: its error and CRPS in %, the normal score of what
// came before reading, the width of the 90 % in % of the count, read and
// unread, and 1 for each of the central 50, 80 and 90 % that hold it.
func (l *look) lines(b *strings.Builder, process int) {
	for i, o := range l.of {
		s, plain := l.scores[i][process], l.scores[i][process+1]
		line(b, fmt.Sprintf("%s (%d) + %.0f months", o.Series.Name, o.Known, 12*(o.Series.T[o.Known]-o.At)), []string{percent(s.MAPE), percent(s.CRPS), fmt.Sprintf("%.2f", l.z[i]),
			percent(s.Width90), percent(plain.Width90), fmt.Sprint(s.Inside50), fmt.Sprint(s.Inside80), fmt.Sprint(s.Inside90)})
	}
}

func details(b *strings.Builder, all []look) {
	b.WriteString("The process from every origin (counts known): error, CRPS, normal score unread, width of the 90 % read and unread, inside 50, 80, 90 %\n\n")
	for _, l := range all {
		l.lines(b, process)
	}
	b.WriteString("\n")
}

// writeRecords writes by what each country's intervals are read; recordIn reads it.
func writeRecords(b *strings.Builder, made map[string]Record) {
	b.WriteString("Record of the other roll-outs, by which a country's intervals are read: mean square of normal scores, spans that do not overlap\n\n")
	for _, name := range slices.Sorted(maps.Keys(made)) {
		for _, s := range made[name] {
			line(b, fmt.Sprintf("%s < %.0f months", name, 12*s.Years), []string{fmt.Sprintf("%.4f", s.Square), fmt.Sprintf("%.4f", s.Spans)})
		}
	}
	b.WriteString("\n")
}

func recordIn(t *testing.T, text, name string) (out Record) {
	t.Helper()
	for row := range strings.Lines(text) {
		rest, ok := strings.CutPrefix(row, name+" < ")
		if !ok {
			continue
		}
		var months, square, spans float64
		if _, err := fmt.Sscanf(rest, "%f months %f %f", &months, &square, &spans); err != nil {
			t.Fatalf("%q: %v", row, err)
		}
		out = append(out, Spread{Years: months / 12, Square: square, Spans: spans})
	}
	if len(out) != len(ahead) {
		t.Fatalf("the table has %d records of %s", len(out), name)
	}
	return out
}

// same compares word by word; numbers may differ by a tenth or by 0.6, since one
// move accepted on another machine's last bit changes all that come after it.
// Shares of few counts may differ by one count.
func same(t *testing.T, got, want string) {
	t.Helper()
	g, w := strings.Fields(got), strings.Fields(want)
	if len(g) != len(w) {
		t.Fatalf("%d words, golden %d; -update accepts\n%s", len(g), len(w), got)
	}
	for i := range g {
		x, errX := strconv.ParseFloat(g[i], 64)
		y, errY := strconv.ParseFloat(w[i], 64)
		if errX == nil && errY == nil && math.Abs(x-y) <= math.Max(0.6, 0.1*y) || g[i] == w[i] {
			continue
		}
		t.Errorf("word %d is %s, golden %s; -update accepts", i+1, g[i], w[i])
	}
}
