package fit

import (
	"fmt"
	"strings"
	"time"
)

// Case is one back-test: what a forecaster that knows a roll-out until a date
// says about the later points.
type Case struct {
	Series Series
	// Until is the last date known, At the same in years since the launch.
	Until time.Time
	At    float64
}

// CaseOf is the back-test of a country's counts at a date.
func CaseOf(counts []Count, c Country, until time.Time) Case {
	return Case{SeriesOf(counts, c), until, c.Years(until)}
}

// Result is one cell of a back-test table. Err says why there is no score.
type Result struct {
	Forecaster string
	Score      Score
	Warnings   []string
	Err        error
}

// Backtest runs every forecaster on a case. They see the points until the
// date and the times of the later ones, nothing else.
func Backtest(c Case, by []Forecaster, o Options) []Result {
	known, later := c.Series.Split(c.At)
	out := make([]Result, len(by))
	for i, f := range by {
		out[i] = Result{Forecaster: f.Name}
		if len(later.T) == 0 {
			out[i].Err = fmt.Errorf("fit: %s has no point after %s", c.Series.Name, c.Until.Format(day))
			continue
		}
		got, err := f.At(known, later.T, o)
		if err != nil {
			out[i].Err = err
			continue
		}
		out[i].Score, out[i].Warnings = got.Against(later), got.Warnings
	}
	return out
}

// Table is back-tests as text: a row for each case, a column for each
// forecaster, what cell says about a score in each. Behind the date stand the
// numbers of points known and of later ones; where there is no score, a dash.
func Table(cases []Case, results [][]Result, cell func(Score) string) string {
	var b strings.Builder
	for i, c := range cases {
		if i == 0 {
			fmt.Fprintf(&b, "%-24s", "series, known until")
			for _, r := range results[0] {
				fmt.Fprintf(&b, " %11s", r.Forecaster)
			}
			b.WriteString("\n")
		}
		known, later := c.Series.Split(c.At)
		fmt.Fprintf(&b, "%-24s", fmt.Sprintf("%s, %s (%d, %d)", c.Series.Name, c.Until.Format("2006-01"), len(known.T), len(later.T)))
		for _, r := range results[i] {
			text := "-"
			if r.Err == nil {
				text = cell(r.Score)
			}
			fmt.Fprintf(&b, " %11s", text)
		}
		b.WriteString("\n")
	}
	return b.String()
}
