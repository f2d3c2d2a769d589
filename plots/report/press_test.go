package report

import (
	"math"
	"reflect"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
)

func TestPressTable(t *testing.T) {
	s := sample()
	s.Axis.Steps = 6
	s.Labels[0].Share = [][]float64{{1, 1, 0.5, 0.4, 0.2, 0.9}, {0, 0, 0.5, 0.6, 0.8, 0.1}}
	got := pressTable(s, "mobile.binding", text.EN)
	want := [][]string{{"Nov 2025", "Nothing", "–", "100.0 %"}, {"Dec 2025 – Mar 2026", "Crews", "10.0 – 80.0 %", "20.0 – 90.0 %"}}
	if !reflect.DeepEqual(got.Rows, want) || got.Title != "What binds first, month by month: The plan; Half" {
		t.Errorf("%s %q", got.Title, got.Rows)
	}
	s.Targets = nil
	if len(pressTable(s, "mobile.binding", text.EN).Rows) != 0 {
		t.Error("a domain without targets has a table")
	}
}

func TestPlacesTable(t *testing.T) {
	got := placesTable(withProvinces(), text.VI)
	want := [][]string{{"Thành phố Hồ Chí Minh", "13.467.600", "4,5 %", "22,7 %", "59,1 %", "95,5 %"}, {"Huế", "1.166.500", "3,4 %", "17,2 %", "44,8 %", "72,4 %"}, {"Cao Bằng", "–", "1,9 %", "9,5 %", "24,8 %", "40,0 %"}}
	if !reflect.DeepEqual(got.Rows, want) || !reflect.DeepEqual(got.Head, []string{"Tỉnh, thành phố", "Dân số", "12/2025", "12/2026", "12/2028", "12/2030"}) {
		t.Errorf("%q\n%q", got.Head, got.Rows)
	}
}

func TestSureDates(t *testing.T) {
	s := sample()
	r := &s.Targets[1]
	r.FirstDate[1], r.SureDate = float64(axis.M(2029, 5)), [2]float64{float64(axis.M(2030, 2)), math.Inf(1)}
	if got := sureDates(r, s.Axis, text.EN); got != "May 2029 / Feb 2030 / after Dec 2030" {
		t.Error(got)
	}
	if got := sureDates(&s.Targets[0], s.Axis, text.VI); got != "sau 12/2030" {
		t.Error(got)
	}
	r.SureDate[0] = math.NaN()
	if got := sureDates(r, s.Axis, text.EN); got != "–" {
		t.Errorf("a result of an older program says %s", got)
	}
}
