package sweep

import (
	"strconv"
	"strings"
)

// Scale says which numbers the values of an axis are, so that the table has them beside the labels: for
// an axis over an input, with values that are numbers of one kind.
type Scale struct {
	Axis  string             `json:"axis"`
	Unit  string             `json:"unit"`            // of the numbers; "" for plain ones
	Named map[string]float64 `json:"named,omitempty"` // by label, where the label is not the number with the unit
}

// Number is that of a label; it is not known where the axis does not apply, or the value is a distribution.
func (s *Scale) Number(label string) Number {
	if x, ok := s.Named[label]; ok {
		return Number(x)
	}
	text, ok := strings.CutSuffix(label, s.Unit)
	x, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if !ok || err != nil || x-x != 0 {
		return Unknown
	}
	return Number(x)
}

// column is the name of the table's column: names of axes have no underscore.
func (s *Scale) column() string { return s.Axis + "_number" }

// numbers are those of a point's labels, by scale.
func (id *Identity) numbers(labels []string) []Number {
	out := make([]Number, len(id.Scales))
	for i := range id.Scales {
		out[i] = Unknown
		for k, a := range id.Axes {
			if a == id.Scales[i].Axis && k < len(labels) {
				out[i] = id.Scales[i].Number(labels[k])
			}
		}
	}
	return out
}
