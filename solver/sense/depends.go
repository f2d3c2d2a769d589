package sense

import (
	"cmp"
	"math"
	"runtime"
	"slices"

	"github.com/headroom-planner/headroom/solver/result"
)

// Of a run's draws, Depends looks at the first 10,000, and tells the 10 inputs
// that most goes with.
const (
	dependDraws = 10_000
	dependTop   = 10
)

// Depends adds to the result what the number of each target depends on, from
// the draws that the run made: the share of variance that goes with each input alone, rank correlations,
// and what happens in the tenths of draws where an input is lowest and highest. A number that is the same in
// every draw gets none, and so does a run of fewer than 200 draws or without draws of its inputs. The number of
// workers, 0 for one for each processor, changes nothing.
func Depends(set *result.Set, workers int) error {
	set.Depends = nil
	n := min(set.Draws, dependDraws)
	if n < 200 || len(set.Inputs) == 0 {
		return nil
	}
	var ys [][]float64
	for i := range set.Targets {
		t := &set.Targets[i]
		at := slices.IndexFunc(set.Depends, func(d result.Dependence) bool {
			return d.Metric == t.Metric.Key && d.Entity == t.Entity && d.At == t.At
		})
		if at >= 0 {
			set.Depends[at].Targets = append(set.Depends[at].Targets, t.ID)
			continue
		}
		y := set.Column(result.ColumnName(t.Metric.Key, t.Entity, t.At))
		if len(y) < n || slices.Min(y[:n]) == slices.Max(y[:n]) {
			continue
		}
		ys = append(ys, y[:n])
		set.Depends = append(set.Depends, result.Dependence{Metric: t.Metric.Key, Entity: t.Entity, At: t.At, Targets: []string{t.ID}, Draws: n})
	}
	if len(ys) == 0 {
		return nil
	}
	xs := firstInputs(set, n)
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	all, err := GivenTop(xs, ys, set.Seed, dependTop, workers)
	if err != nil {
		return err
	}
	for k := range set.Depends {
		describe(set, &set.Depends[k], xs, ys[k], all[k])
	}
	return nil
}

// firstInputs are the first n draws of each input, drawn again where a long run did not hold them.
func firstInputs(set *result.Set, n int) [][]float64 {
	out := make([][]float64, len(set.Inputs))
	if set.Redraw == nil {
		for i, c := range set.Inputs {
			out[i] = c.Values[:n]
		}
		return out
	}
	block := make([][]float64, len(out))
	for i := range out {
		out[i], block[i] = make([]float64, n), make([]float64, result.BlockSize)
	}
	for lo := 0; lo < n; lo += result.BlockSize {
		set.Redraw(lo/result.BlockSize, block)
		for i := range out {
			copy(out[i][lo:], block[i])
		}
	}
	return out
}

func describe(set *result.Set, d *result.Dependence, xs [][]float64, y []float64, e []Estimate) {
	for _, v := range y {
		d.Mean += v / float64(len(y))
	}
	var order []int
	for i, x := range xs {
		if slices.Min(x) == slices.Max(x) {
			continue
		}
		d.Inputs++
		d.Together += e[i].Value
		if !math.IsNaN(e[i].Lo) && e[i].Lo > 0 { // else it is no more than chance
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(e[b].Value, e[a].Value) })
	for _, i := range order[:min(len(order), dependTop)] {
		in := result.Dependent{Path: set.Inputs[i].Name, First: e[i].Value, Lo: e[i].Lo, Hi: e[i].Hi, Rank: Spearman(xs[i], y)}
		in.Low.To, in.High.To = ends(xs[i])
		tail(set, d, &in.Low, y, func(k int) bool { return xs[i][k] <= in.Low.To })
		tail(set, d, &in.High, y, func(k int) bool { return xs[i][k] >= in.High.To })
		d.Top = append(d.Top, in)
	}
}

// ends are the quantiles at a tenth and nine tenths of a column, or its least and greatest
// value where these are one.
func ends(x []float64) (lo, hi float64) {
	var q [2]float64
	result.Quantiles(slices.Clone(x), []float64{0.1, 0.9}, q[:])
	if q[0] < q[1] {
		return q[0], q[1]
	}
	return slices.Min(x), slices.Max(x)
}

// tail describes the number y in the draws that are in.
func tail(set *result.Set, d *result.Dependence, t *result.Tail, y []float64, in func(draw int) bool) {
	t.Hits = make([]float64, len(d.Targets))
	sum, squares := 0.0, 0.0
	for k, v := range y {
		if !in(k) {
			continue
		}
		t.Draws++
		sum += v
		squares += (v - d.Mean) * (v - d.Mean)
		for i, id := range d.Targets {
			if target, ok := set.Target(id); ok && target.Meets(v) {
				t.Hits[i]++
			}
		}
	}
	n := float64(t.Draws) // an end holds at least the draw that is there
	t.Mean = sum / n
	if t.Draws > 1 {
		off := t.Mean - d.Mean
		t.SE = math.Sqrt(max(squares/n-off*off, 0) / (n - 1))
	}
	for i := range t.Hits {
		t.Hits[i] /= n
	}
}
