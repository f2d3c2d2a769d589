package result

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"

	"github.com/headroom-planner/headroom/model/axis"
)

// WriteSummary writes summary.csv: one row for each metric, entity and month,
// with numbers that read back to the same bits, then the standard errors of mean
// and quantiles, which are of sampling alone. A final metric has the run's
// last month. What was not kept, or is not known, is empty.
func WriteSummary(w io.Writer, s *Set) error {
	c := csv.NewWriter(w)
	head := []string{"metric", "entity", "date", "unit", "mean", "sd", "p05", "p10", "p25", "p50", "p75", "p90", "p95", "se_mean"}
	for _, p := range Probs {
		head = append(head, fmt.Sprintf("se_p%02.0f", 100*p))
	}
	if err := c.Write(head); err != nil {
		return err
	}
	const errors = 13 // column of the first
	row := make([]string, len(head))
	for i := range s.Series {
		m := &s.Series[i]
		for t := range m.Mean {
			date := s.Axis.Month(axis.Step(t))
			if m.Final {
				date = s.Axis.End()
			}
			row[0], row[1], row[2], row[3], row[4] = m.Key, m.Entity, date.String(), m.Unit, number(m.Mean[t])
			for k := range Probs {
				row[6+k] = ""
				if m.Q != nil {
					row[6+k] = number(m.Q[k][t])
				}
			}
			row[errors] = ""
			if m.MeanSE != nil {
				row[errors] = number(m.MeanSE[t])
			}
			for k := range Probs {
				row[errors+1+k] = ""
				if m.QSE != nil && m.QSE[k] != nil {
					row[errors+1+k] = number(m.QSE[k][t])
				}
			}
			row[5] = ""
			if m.SD != nil {
				row[5] = number(m.SD[t])
			}
			if err := c.Write(row); err != nil {
				return err
			}
		}
	}
	c.Flush()
	return c.Error()
}

func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

type firstDate struct {
	P10 *axis.Month `json:"p10"`
	P50 *axis.Month `json:"p50"`
	P80 *axis.Month `json:"p80"`
	P90 *axis.Month `json:"p90"`
	P95 *axis.Month `json:"p95"`
}

type targetJSON struct {
	ID          string     `json:"id"`
	Metric      string     `json:"metric"`
	Entity      string     `json:"entity"`
	At          axis.Month `json:"at"`
	Condition   string     `json:"condition"`
	Threshold   float64    `json:"threshold"`
	Unit        string     `json:"unit"`
	Probability float64    `json:"probability"`
	SE          float64    `json:"standard_error"`
	Bound       *float64   `json:"bound_95"`
	FirstDate   firstDate  `json:"first_date"`
	Required    *float64   `json:"required"`
	Met         *bool      `json:"met"`
}

// WriteTargets writes targets.json. A date beyond the run is null.
func WriteTargets(w io.Writer, s *Set) error {
	out := make([]targetJSON, 0, len(s.Targets))
	for i := range s.Targets {
		t := &s.Targets[i]
		j := targetJSON{ID: t.ID, Metric: t.Metric.Key, Entity: t.Entity, At: t.At, Condition: "at_least",
			Threshold: t.Threshold, Unit: t.Metric.Unit, Probability: t.Probability, SE: t.SE, Met: t.Met,
			FirstDate: firstDate{P10: month(t.FirstDate[0]), P50: month(t.FirstDate[1]), P80: month(t.SureDate[0]), P90: month(t.FirstDate[2]), P95: month(t.SureDate[1])}}
		if t.AtMost {
			j.Condition = "at_most"
		}
		if t.Hits == 0 || t.Hits == t.Draws {
			b := t.Bound
			j.Bound = &b
		}
		if t.Require > 0 {
			r := t.Require
			j.Required = &r
		}
		out = append(out, j)
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(out)
}

func month(x float64) *axis.Month {
	if math.IsInf(x, 0) || math.IsNaN(x) {
		return nil
	}
	m := axis.Month(x)
	return &m
}
