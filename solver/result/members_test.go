package result

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
)

func TestPlaces(t *testing.T) {
	m := Metric{Key: "cover", Unit: "%", Of: "places"}
	s := &Set{Series: []Series{{Metric: m, Entity: "all"}, {Metric: m, Entity: "b"}, {Metric: m, Entity: "a"}, {Metric: m, Entity: "big"}, {Metric: Metric{Key: "other"}, Entity: "a"}},
		Collections: []Collection{{Key: "places", Members: []Member{{Name: "big", Label: text.T("Big", "Lớn"), Row: 2, Column: 1}}}},
		Assumptions: []Assumption{{Path: "places.big.population", Value: 9e6}}}
	var got []string
	for _, p := range s.Places("cover") {
		got = append(got, p.Called().VI)
	}
	if !slices.Equal(got, []string{"Lớn", "a", "b"}) || s.Places("cover")[0].People != 9e6 || s.Member("places", "big").Row != 2 {
		t.Errorf("places are %v", got)
	}
}

func TestMilestones(t *testing.T) {
	for _, c := range []struct {
		ax   axis.Axis
		want string
	}{
		{axis.Axis{Start: axis.M(2025, 10), Steps: 63}, "2025-12 2026-12 2028-12 2030-12"},
		{axis.Axis{Start: axis.M(2025, 10), Steps: 2}, "2025-11"},
		{axis.Axis{Start: axis.M(2025, 10), Steps: 30}, "2025-12 2026-12 2027-12 2028-03"},
	} {
		var got []string
		for _, s := range Milestones(c.ax) {
			got = append(got, c.ax.Month(s).String())
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%d months have %v, want %s", c.ax.Steps, got, c.want)
		}
	}
}

// TestSureDates: months go through JSON and back, those beyond the run too; a
// result of before they were kept has none, and its other dates stay.
func TestSureDates(t *testing.T) {
	in := TargetResult{ID: "t", At: axis.M(2026, 12), FirstDate: [3]float64{24300, 24310, math.Inf(1)}, SureDate: [2]float64{24320, math.Inf(1)}}
	b, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	var out TargetResult
	if err := json.Unmarshal(b, &out); err != nil || out != in {
		t.Errorf("%+v comes back as %+v (%v)", in, out, err)
	}
	old := strings.Replace(string(b), `"SureDate":[24320,null]`, `"Gone":0`, 1)
	if err := json.Unmarshal([]byte(old), &out); err != nil || out.FirstDate != in.FirstDate || !math.IsNaN(out.SureDate[0]) || !math.IsNaN(out.SureDate[1]) {
		t.Errorf("%s reads as %+v (%v)", old, out, err)
	}
}
