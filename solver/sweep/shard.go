package sweep

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/durable"
	"github.com/headroom-planner/headroom/solver/result"
)

// FormatVersion is the version of shard files and of a sweep's folder.
const FormatVersion = 1

// Shard is what one point found.
type Shard struct {
	Sweep  string   `json:"sweep"` // hash of the sweep's identity
	Index  int      `json:"index"`
	ID     string   `json:"id"`
	Labels []string `json:"labels"` // by axis
	Plan   string   `json:"plan"`   // hash of the compiled scenario
	Draws  int      `json:"draws"`
	Rows   []Row    `json:"rows"`
}

// Row is one row of the table, without the axes.
type Row struct {
	Kind    string    `json:"kind"` // "metric", "target" or "label"
	Metric  string    `json:"metric"`
	Entity  string    `json:"entity"`
	Date    string    `json:"date"`
	Unit    string    `json:"unit"`
	Numbers []Number  `json:"numbers"` // in the order of Statistics
	Reached [3]string `json:"reached"` // of a target: months at 0.1, 0.5, 0.9 of first passage; "" beyond the run
}

// Number is a float64 that JSON writes as null when it is not known (NaN).
type Number float64

// Unknown is the number of what is not known.
var Unknown = Number(math.NaN())

// MarshalJSON implements json.Marshaler.
func (n Number) MarshalJSON() ([]byte, error) {
	if x := float64(n); x-x != 0 {
		return []byte("null"), nil
	}
	return json.Marshal(float64(n))
}

// UnmarshalJSON implements json.Unmarshaler.
func (n *Number) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*n = Unknown
		return nil
	}
	return json.Unmarshal(b, (*float64)(n))
}

// Statistics names the numbers of a row: mean and deviation, quantiles, then standard errors of
// sampling alone. A target's mean is its probability, a label's its share.
func Statistics() []string {
	out := []string{"mean", "sd"}
	for _, p := range result.Probs {
		out = append(out, fmt.Sprintf("p%02.0f", 100*p))
	}
	out = append(out, "se_mean")
	for _, p := range result.Probs {
		out = append(out, fmt.Sprintf("se_p%02.0f", 100*p))
	}
	return out
}

// Keep says which rows a point leaves.
type Keep struct {
	Metrics []solver.Kept // none: the totals of every metric
	Months  []axis.Month  // none: the months of targets and the last
}

// Rows picks the rows of a run: metrics in the months that are kept, then labels, then targets.
func Rows(set *result.Set, keep Keep) []Row {
	months := map[axis.Month]bool{}
	for _, m := range keep.Months {
		months[m] = true
	}
	if len(months) == 0 {
		months[set.Axis.End()] = true
		for i := range set.Targets {
			months[set.Targets[i].At] = true
		}
	}
	wanted := func(metric, entity string) bool {
		if len(keep.Metrics) == 0 {
			return entity == solver.All
		}
		for _, k := range keep.Metrics {
			if k.Metric == metric && k.Entity == entity {
				return true
			}
		}
		return false
	}
	var out []Row
	for i := range set.Series {
		s := &set.Series[i]
		if !wanted(s.Key, s.Entity) {
			continue
		}
		for t := range s.Mean {
			at := set.Axis.Month(axis.Step(t))
			if s.Final {
				at = set.Axis.End()
			}
			if months[at] || s.Final {
				out = append(out, Row{Kind: "metric", Metric: s.Key, Entity: s.Entity, Date: at.String(), Unit: s.Unit, Numbers: numbers(s, t)})
			}
		}
	}
	for i := range set.Labels {
		l := &set.Labels[i]
		for k, share := range l.Share {
			for t, x := range share {
				if at := set.Axis.Month(axis.Step(t)); months[at] && wanted(l.Key, l.Entity) {
					out = append(out, Row{Kind: "label", Metric: l.Key + "=" + l.Options[k].Key, Entity: l.Entity, Date: at.String(), Unit: "1", Numbers: single(x, math.NaN())})
				}
			}
		}
	}
	for i := range set.Targets {
		t := &set.Targets[i]
		r := Row{Kind: "target", Metric: t.ID, Entity: t.Entity, Date: t.At.String(), Unit: "1", Numbers: single(t.Probability, t.SE)}
		for k, m := range t.FirstDate {
			if m-m == 0 {
				r.Reached[k] = axis.Month(m).String()
			}
		}
		out = append(out, r)
	}
	return out
}

// numbers are those of a series in step t, in the order of Statistics.
func numbers(s *result.Series, t int) []Number {
	at := func(x []float64) Number {
		if x == nil {
			return Unknown
		}
		return Number(x[t])
	}
	of := func(x [][]float64, k int) Number {
		if x == nil {
			return Unknown
		}
		return at(x[k])
	}
	out := []Number{at(s.Mean), at(s.SD)}
	for k := range result.Probs {
		out = append(out, of(s.Q, k))
	}
	out = append(out, at(s.MeanSE))
	for k := range result.Probs {
		out = append(out, of(s.QSE, k))
	}
	return out
}

// single is a row of one number with its standard error.
func single(x, se float64) []Number {
	out := make([]Number, len(Statistics()))
	for i := range out {
		out[i] = Unknown
	}
	out[0], out[2+len(result.Probs)] = Number(x), Number(se)
	return out
}

// ErrForeign says that a file was copied or renamed: it is left alone.
var ErrForeign = errors.New("of another sweep's point")

// magic begins every shard file.
const magic = "headroom-shard"

// encode writes a shard: a line with version, checksum and length of the body, then the body.
func encode(s *Shard) ([]byte, error) {
	body, err := json.Marshal(s)
	if err != nil {
		return nil, err
	}
	return durable.Seal(magic, FormatVersion, append(body, '\n')), nil
}

// beginning is how the body of a point's shard begins: who it belongs to can be told without reading it all.
func beginning(hash string, p Point) []byte {
	return fmt.Appendf(nil, `{"sweep":%q,"index":%d,"id":%q,`, hash, p.Index, p.ID)
}

// Size is the bytes of a shard's file.
func Size(s *Shard) int {
	b, err := encode(s)
	if err != nil {
		return 0
	}
	return len(b)
}
