package sweep

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func labels(ps []Point) string {
	var out []string
	for _, p := range ps {
		out = append(out, strings.Join(p.Labels, ","))
	}
	return strings.Join(out, " ")
}

func points(t *testing.T, s Spec) []Point {
	t.Helper()
	ps, err := s.Points()
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range ps {
		if p.Index != i || len(p.ID) != 12 {
			t.Errorf("point %d is %+v", i, p)
		}
	}
	return ps
}

func TestGrid(t *testing.T) {
	a, b := Axis{Name: "a", Labels: []string{"1", "2"}}, Axis{Name: "b", Labels: []string{"x", "y", "z"}}
	got := points(t, Spec{Axes: []Axis{a, b}, Design: Design{Kind: Grid}})
	if want := "1,x 1,y 1,z 2,x 2,y 2,z"; labels(got) != want {
		t.Errorf("the grid is %s, not %s", labels(got), want)
	}
	// A point is the same in whatever order its axes stand, and whatever other points there are.
	back := points(t, Spec{Axes: []Axis{b, a}, Design: Design{Kind: Grid}, List: []map[string]string{{"a": "7"}}})
	if got[1].ID != back[2].ID || labels(back[6:]) != ",7" {
		t.Errorf("%s is %s in one sweep and %s in another; the list gave %s", "1,y", got[1].ID, back[2].ID, labels(back[6:]))
	}
}

func TestZipped(t *testing.T) {
	s := Spec{Axes: []Axis{{Name: "a", Labels: []string{"1", "2"}}, {Name: "c", Labels: []string{"p", "q"}}, {Name: "b", Labels: []string{"x", "y"}}},
		Zips: [][]string{{"a", "b"}}, Design: Design{Kind: Grid}}
	if got, want := labels(points(t, s)), "1,p,x 1,q,x 2,p,y 2,q,y"; got != want {
		t.Errorf("%s, not %s", got, want)
	}
	s.Axes[2].Labels = s.Axes[2].Labels[:1]
	if _, err := s.Points(); err == nil || !strings.Contains(err.Error(), "b has 1") {
		t.Errorf("axes of two lengths are zipped: %v", err)
	}
}

// TestConditional: an axis that does not apply adds no points.
func TestConditional(t *testing.T) {
	s := Spec{Axes: []Axis{{Name: "plan", Labels: []string{"none", "share"}},
		{Name: "cells", Labels: []string{"1", "2", "3"}, When: []Condition{{"plan", []string{"share"}}}},
		{Name: "deep", Labels: []string{"x", "y"}, When: []Condition{{"cells", []string{"3"}}}}}, Design: Design{Kind: Grid}}
	if got, want := labels(points(t, s)), "none,, share,1, share,2, share,3,x share,3,y"; got != want {
		t.Errorf("%s, not %s", got, want)
	}
	s.Axes[0].When = []Condition{{"cells", []string{"1"}}}
	if _, err := s.Points(); err == nil {
		t.Error("an axis depends on one that comes after it")
	}
}

// TestSampled: each stratum of a Latin hypercube, and each dyadic interval of a Sobol sequence, is hit once.
func TestSampled(t *testing.T) {
	r := Axis{Name: "x", Range: &Range{Lo: 1, Hi: 100, Log: true, Unit: "MW"}}
	for _, kind := range []string{"lhs", "sobol"} {
		const n = 32
		ps := points(t, Spec{Axes: []Axis{r, {Name: "k", Labels: []string{"p", "q"}}}, Design: Design{Kind: kind, Points: n, Seed: 3}})
		if len(ps) != n {
			t.Fatalf("%s: %d points", kind, len(ps))
		}
		strata, ks := make([]int, n), map[string]int{}
		for _, p := range ps {
			x, err := strconv.ParseFloat(strings.TrimSuffix(p.Labels[0], " MW"), 64)
			if err != nil {
				t.Fatal(err)
			}
			strata[int(math.Log(x)/math.Log(100)*n)]++
			ks[p.Labels[1]]++
		}
		if slices.Max(strata) != 1 || ks["p"] != n/2 {
			t.Errorf("%s: strata %v, labels %v", kind, strata, ks)
		}
	}
	if _, err := (&Spec{Axes: []Axis{r}, Design: Design{Kind: "sobol", Points: 40}}).Points(); err == nil {
		t.Error("a Sobol sequence of 40 points")
	}
	if _, err := (&Spec{Axes: []Axis{r}, Design: Design{Kind: Grid}}).Points(); err == nil {
		t.Error("a grid over a range without steps")
	}
}

func TestLevels(t *testing.T) {
	r := Range{Lo: 1, Hi: 100, Log: true, Unit: "MW"}
	if got := strings.Join(r.Levels(3), "|"); got != "1 MW|10 MW|100 MW" {
		t.Error(got)
	}
	r = Range{Lo: 0, Hi: 1}
	if got := strings.Join(r.Levels(5), "|") + " " + r.Levels(1)[0]; got != "0|0.25|0.5|0.75|1 0.5" {
		t.Error(got)
	}
}
