package result

import (
	"math"
	"slices"
	"testing"
)

func TestExceed(t *testing.T) {
	x := []float64{5, 1, 3, 3, math.NaN(), 2}
	v, p := Exceed(x, 100, false)
	if !slices.Equal(v, []float64{1, 2, 3, 5}) || !slices.Equal(p, []float64{1, 0.8, 0.6, 0.2}) {
		t.Errorf("%v at %v", p, v)
	}
	v, p = Exceed(x, 100, true)
	if !slices.Equal(v, []float64{1, 2, 3, 5}) || !slices.Equal(p, []float64{0.2, 0.4, 0.8, 1}) {
		t.Errorf("at most: %v at %v", p, v)
	}
	if x[0] != 5 {
		t.Error("the draws were sorted in place")
	}
	// Ends are always there; a curve of a thousand draws has 11 points.
	long := make([]float64, 1000)
	for i := range long {
		long[i] = float64((i * 7) % 1000)
	}
	if v, p = Exceed(long, 10, false); len(v) != 11 || v[0] != 0 || v[10] != 999 || p[0] != 1 || p[10] != 0.001 {
		t.Errorf("%v at %v", p, v)
	}
	if v, _ = Exceed(nil, 10, false); v != nil {
		t.Error("no draws have a curve")
	}
}

func TestColumn(t *testing.T) {
	s := Set{Inputs: []Column{{Name: "a.b", Values: []float64{1}}, {Name: "empty"}}, Watched: []Column{{Name: "m[all]@2026-12", Values: []float64{2}}}}
	if c := s.Column("a.b"); len(c) != 1 || c[0] != 1 {
		t.Error("an input is not found")
	}
	if c := s.Column("m[all]@2026-12"); len(c) != 1 || c[0] != 2 {
		t.Error("a metric is not found")
	}
	if s.Column("empty") != nil || s.Column("other") != nil {
		t.Error("draws were found that are not there")
	}
}
