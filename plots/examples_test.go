package plots

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/text"
)

// TestTitlesOfExamplesAreTrue computes what titles of the gallery state from the numbers that their figures show.
func TestTitlesOfExamplesAreTrue(t *testing.T) {
	last := func(v []float64) float64 { return v[len(v)-1] }
	more := func(a, b float64) string { return fmt.Sprintf("%.0f", 100*(b/a-1)) }
	fan := fanExample(text.EN).(Fan)
	at := 0
	for fan.P50[at] < fan.Targets[0].Value {
		at++
	}
	lines := linesExample(text.EN).(Lines)
	mid := lines.Series[0].Mid
	compare := compareExample(text.EN).(Compare)
	scatter := scatterExample(text.EN).(Scatter)
	both, larger := 0, 0
	for i, mw := range scatter.Axes[0].Values {
		if mw >= scatter.Axes[0].Target {
			larger++
			if scatter.Axes[1].Values[i] <= scatter.Axes[1].Target {
				both++
			}
		}
	}
	if both != 0 || larger < 5 {
		t.Errorf("%d of %d draws with 870 MW cost less than 9 billion", both, larger)
	}
	if rho := spearman(scatter.Axes[0].Values, scatter.Axes[1].Values); !strings.Contains(scatter.Word[1][0], fmt.Sprintf("%.2f", rho)) {
		t.Errorf("the rank correlation is %.2f, not %s", rho, scatter.Word[1][0])
	}
	gantt := ganttExample(text.EN).(Gantt)
	middle := gantt.Rows[len(gantt.Rows)/2] // delays rise from row to row
	for _, c := range []struct{ title, says string }{
		{fan.Title, "in " + strings.Replace(FormatMonth(fan.Months[at], text.EN), "Oct", "October", 1)},
		{lines.Title, "twice the crews the median is " + more(mid[0], mid[1]) + "\u00a0%"}, {lines.Title, "four times " + more(mid[0], mid[3]) + "\u00a0%"},
		{compare.Title, more(last(compare.Runs[0].P50), last(compare.Runs[1].P50)) + " %"},
		{gantt.Title, fmt.Sprintf("%.0f months", middle.P50-float64(middle.Announced))},
	} {
		if !strings.Contains(c.title, c.says) {
			t.Errorf("%q does not say %q", c.title, c.says)
		}
	}
}

// spearman is the rank correlation of two lists without ties: 1 - 6 Σd²/(n³-n).
func spearman(x, y []float64) float64 {
	n, sum := float64(len(x)), 0.0
	rank := func(v []float64, i int) (r float64) {
		for _, o := range v {
			if o < v[i] {
				r++
			}
		}
		return r
	}
	for i := range x {
		sum += math.Pow(rank(x, i)-rank(y, i), 2)
	}
	return 1 - 6*sum/(n*n*n-n)
}
