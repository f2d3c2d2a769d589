package sense

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/solver/result"
)

// linear is a run whose number is 3a + b + noise of neither, of uniform inputs, with a constant and a coin.
func linear(n int) *result.Set {
	r := rand.New(rand.NewPCG(57, 0))
	at := axis.M(2030, 12)
	s := &result.Set{Draws: n, Seed: 57, Targets: []result.TargetResult{
		{ID: "two", Metric: result.Metric{Key: "m"}, Entity: "all", At: at, Threshold: 2},
		{ID: "three", Metric: result.Metric{Key: "m"}, Entity: "all", At: at, Threshold: 3, AtMost: true},
		{ID: "flat", Metric: result.Metric{Key: "flat"}, Entity: "all", At: at, Threshold: 3}}}
	cols := map[string][]float64{}
	for range n {
		a, b, coin, e := r.Float64(), r.Float64(), float64(r.IntN(2)), r.Float64()
		for k, v := range map[string]float64{"a": a, "b": b, "coin": coin, "fixed": 7, "idle": e, "y": 3*a + b, "flat": 1} {
			cols[k] = append(cols[k], v)
		}
	}
	for _, k := range []string{"a", "b", "coin", "fixed", "idle"} {
		s.Inputs = append(s.Inputs, result.Column{Name: k, Values: cols[k]})
	}
	s.Watched = []result.Column{{Name: result.ColumnName("m", "all", at), Values: cols["y"]}, {Name: result.ColumnName("flat", "all", at), Values: cols["flat"]}}
	return s
}

// TestDepends: of 3a + b, nine tenths of the variance go with a and a tenth with b (Var = 9/12 + 1/12);
// the mean in a's lowest tenth is 3 x 0.05 + 0.5, and there 3a + b >= 2 never holds.
func TestDepends(t *testing.T) {
	s := linear(10_000)
	if err := Depends(s, 1); err != nil {
		t.Fatal(err)
	}
	if len(s.Depends) != 1 {
		t.Fatalf("%d numbers, not the one that varies", len(s.Depends))
	}
	d := s.Depends[0]
	if len(d.Targets) != 2 || d.Inputs != 4 || d.Draws != 10_000 || math.Abs(d.Mean-2) > 0.03 || math.Abs(d.Together-1) > 0.03 {
		t.Errorf("%+v", d)
	}
	if len(d.Top) < 2 || d.Top[0].Path != "a" || d.Top[1].Path != "b" {
		t.Fatalf("%+v", d.Top)
	}
	a := d.Top[0]
	for what, x := range map[string][3]float64{"share of a": {a.First, 0.9, 0.01}, "share of b": {d.Top[1].First, 0.1, 0.02}, "low mean": {a.Low.Mean, 0.65, 0.04}, "high mean": {a.High.Mean, 3.35, 0.04},
		"low end": {a.Low.To, 0.1, 0.01}, "high end": {a.High.To, 0.9, 0.01}, "low error": {a.Low.SE, math.Sqrt(0.09*1.0/12+1.0/12) / math.Sqrt(1000), 0.001}} {
		if math.Abs(x[0]-x[1]) > x[2] {
			t.Errorf("%s is %g, not %g", what, x[0], x[1])
		}
	}
	if a.Low.Hits[0] != 0 || a.High.Hits[0] != 1 || a.Low.Hits[1] != 1 || a.Low.Draws != 1000 {
		t.Errorf("%+v %+v", a.Low, a.High)
	}
	if !(a.Lo < 0.9 && 0.9 < a.Hi && a.Lo > 0.88) {
		t.Errorf("the interval of a is %g to %g", a.Lo, a.Hi)
	}
	for _, in := range d.Top[2:] {
		if in.First > 0.01 {
			t.Errorf("%s goes with %g of it", in.Path, in.First)
		}
	}
	again := linear(10_000)
	if err := Depends(again, 4); err != nil || again.Depends[0].Top[0].Lo != a.Lo || again.Depends[0].Together != d.Together {
		t.Error("the number of workers changes what is found")
	}
}

// TestDependsOfLongRuns: inputs that were not held are drawn again, and few draws give nothing.
func TestDependsOfLongRuns(t *testing.T) {
	held, drawn := linear(1000), linear(1000)
	values := make([][]float64, len(drawn.Inputs))
	for i := range drawn.Inputs {
		values[i], drawn.Inputs[i].Values = drawn.Inputs[i].Values, nil
	}
	drawn.Redraw = func(block int, columns [][]float64) {
		for i, c := range columns {
			lo := block * result.BlockSize
			copy(c, values[i][lo:min(lo+result.BlockSize, 1000)])
		}
	}
	for _, s := range []*result.Set{held, drawn} {
		if err := Depends(s, 2); err != nil {
			t.Fatal(err)
		}
	}
	if len(held.Depends) != 1 || held.Depends[0].Top[0].First != drawn.Depends[0].Top[0].First {
		t.Error("a long run finds something else")
	}
	few := linear(150)
	if err := Depends(few, 1); err != nil || few.Depends != nil {
		t.Errorf("150 draws: %v, %v", few.Depends, err)
	}
}

// TestGivenTop: intervals of the top inputs are those of Given, and others have none.
func TestGivenTop(t *testing.T) {
	s := linear(2000)
	var x [][]float64
	for _, c := range s.Inputs {
		x = append(x, c.Values)
	}
	all, err := Given(x, s.Watched[0].Values, 57)
	if err != nil {
		t.Fatal(err)
	}
	top, err := GivenTop(x, [][]float64{s.Watched[0].Values}, 57, 1, 3)
	if err != nil || top[0][0] != all[0] || top[0][1].Value != all[1].Value || !math.IsNaN(top[0][1].Lo) {
		t.Errorf("%v and %v: %v", all, top, err)
	}
}
