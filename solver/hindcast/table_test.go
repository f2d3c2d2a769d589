package hindcast

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/solver/fit"
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
	return append(out, "process")
}

func percent(x float64) string {
	if x >= 10 {
		return "> 1000"
	}
	return fmt.Sprintf("%.1f", 100*x)
}

func line(b *strings.Builder, first string, cells []string) {
	fmt.Fprintf(b, "%-28s", first)
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
	fmt.Fprintf(b, "%d months ahead: %% of counts inside the process's central 50, 80 and 90 %%\n\n", months)
	for _, g := range groups {
		if s := Summarise(of(rows, g)); s.Origins > 0 {
			line(b, g, every(s.Inside[process][:], func(x float64) string { return fmt.Sprintf("%.0f", 100*x) }))
		}
	}
	b.WriteString("\n")
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
