package sense

import (
	"cmp"
	"math"
	"slices"
	"sync"
	"sync/atomic"
)

// Given estimates first-order indices of each input from draws that exist, at
// no new draws: the variance of the answer's trend in bins of equal size of
// the input's ranks, over its variance, less what as much noise would
// show (the correlation ratio; Plischke, Borgonovo and Smith, European Journal
// of Operational Research 226, 2013, with a straight line in each bin in the place of a
// mean: means lose what the answer varies within a bin). Where inputs depend on each other an
// index counts what it shares with the others. x[i][d] is input i in draw d.
//
// Intervals are of a bootstrap over draws.
func Given(x [][]float64, y []float64, seed uint64) ([]Estimate, error) {
	out, err := GivenTop(x, [][]float64{y}, seed, len(x), 1)
	if err != nil {
		return nil, err
	}
	return out[0], nil
}

// GivenTop is Given for several answers at once, out[k][i] of answer k and
// input i, in parallel, with intervals for the top inputs of each answer alone: the
// intervals are nearly all of the work. Lo and Hi of the others are NaN.
func GivenTop(x, ys [][]float64, seed uint64, top, workers int) ([][]Estimate, error) {
	n := 0
	if len(ys) > 0 {
		n = len(ys[0])
	}
	if n < 200 {
		return nil, problem("use at least 200 draws", "%d draws are too few to divide into bins", n)
	}
	out, about := make([][]Estimate, len(ys)), make([][]float64, len(ys))
	for k, y := range ys {
		if err := varies(y); err != nil {
			return nil, err
		}
		mean, _ := meanVar(y)
		about[k] = make([]float64, n)
		for d, v := range y {
			about[k][d] = v - mean
		}
		out[k] = make([]Estimate, len(x))
	}
	each(len(x), workers, func(i int) {
		t := newTrend(x[i], binsOf(n))
		for k := range ys {
			if t == nil {
				continue // the input is the same in every draw
			}
			out[k][i] = Exactly(t.ratio(about[k], nil))
		}
	})
	weights := resampleWeights(n, seed)
	wanted := make([][]int, len(x)) // answers in which an input is one of the top
	for k := range ys {
		order := make([]int, len(x))
		for i := range order {
			order[i] = i
		}
		slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(out[k][b].Value, out[k][a].Value) })
		for _, i := range order[:min(top, len(order))] {
			wanted[i] = append(wanted[i], k)
		}
	}
	each(len(x), workers, func(i int) {
		if len(wanted[i]) == 0 {
			return
		}
		t := newTrend(x[i], binsOf(n))
		if t == nil {
			return
		}
		for _, k := range wanted[i] {
			e := &out[k][i]
			xs := make([]float64, 0, len(weights))
			for _, w := range weights {
				xs = append(xs, t.ratio(about[k], w))
			}
			// A resample repeats draws, which looks like signal: its bias is taken off.
			bias, _ := meanVar(xs)
			slices.Sort(xs)
			shift := e.Value - bias
			e.Lo, e.Hi = percentile(xs, 0.05)+shift, percentile(xs, 0.95)+shift
		}
	})
	return out, nil
}

// each calls f for 0 ... n-1 from so many workers.
func each(n, workers int, f func(int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range max(workers, 1) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(i)
			}
		})
	}
	wg.Wait()
}

// binsOf is the number of bins of n draws: each line needs draws, and curves need lines.
func binsOf(n int) int { return min(max(int(math.Cbrt(float64(n))), 6), 40) }

// trend is the answer as a straight line in each bin of an input.
type trend struct {
	bin   []int
	lines bool      // else means: the input has few values
	r     []float64 // the input from the middle of its bin
	sums  []trendSums
}

type trendSums struct{ k, v, r, rr, rv float64 }

func newTrend(x []float64, bins int) *trend {
	bin, count, few := binned(x, bins)
	if count < 2 {
		return nil
	}
	t := &trend{bin: bin, lines: !few, r: make([]float64, len(x)), sums: make([]trendSums, count)}
	lo, hi := make([]float64, count), make([]float64, count)
	for b := range lo {
		lo[b], hi[b] = math.Inf(1), math.Inf(-1)
	}
	for d, b := range bin {
		lo[b], hi[b] = min(lo[b], x[d]), max(hi[b], x[d])
	}
	for d, b := range bin {
		if w := hi[b] - lo[b]; w > 0 {
			t.r[d] = (x[d]-lo[b])/w - 0.5
		}
	}
	return t
}

// ratio is the share of variance that the trend of the answer (given from its mean) explains, less what
// noise would show, of the draws counted w times each; nil counts each once.
func (t *trend) ratio(of []float64, w []uint8) float64 {
	clear(t.sums)
	m, ss, all := 0.0, 0.0, 0.0
	for d, b := range t.bin {
		k := 1.0
		if w != nil {
			if k = float64(w[d]); k == 0 {
				continue
			}
		}
		s, r, v := &t.sums[b], t.r[d], of[d]
		s.k += k
		s.v += k * v
		s.r += k * r
		s.rr += k * r * r
		s.rv += k * r * v
		m += k * v
		ss += k * v * v
		all += k
	}
	m /= all
	explained, used := 0.0, 0.0
	for i := range t.sums {
		s := &t.sums[i]
		if s.k == 0 {
			continue
		}
		explained += s.v * s.v / s.k
		used++
		if srr := s.rr - s.r*s.r/s.k; t.lines && s.k > 3 && srr > 1e-9*s.k {
			srv := s.rv - s.r*s.v/s.k
			explained += srv * srv / srr
			used++
		}
	}
	eta := (explained/all - m*m) / (ss/all - m*m)
	return 1 - (1-eta)*(all-1)/(all-used)
}

// resampleWeights are the counts of each row in each resample.
func resampleWeights(n int, seed uint64) [][]uint8 {
	out := make([][]uint8, resamples)
	b := newBootstrap(0)
	for r := range out {
		out[r] = make([]uint8, n)
	}
	for d := range n {
		b.draw(seed, d)
		for r := range out {
			out[r][d] = b.count(r)
		}
	}
	return out
}

// binned numbers the bin of each value: values as they are when there are few
// of them (few), else bins of equal size by rank.
func binned(x []float64, bins int) (bin []int, count int, few bool) {
	sorted := slices.Clone(x)
	slices.Sort(sorted)
	distinct := slices.Compact(slices.Clone(sorted))
	bin = make([]int, len(x))
	if len(distinct) <= bins {
		for d, v := range x {
			bin[d], _ = slices.BinarySearch(distinct, v)
		}
		return bin, len(distinct), true
	}
	edges := make([]float64, bins-1)
	for b := range edges {
		edges[b] = sorted[(b+1)*len(x)/bins]
	}
	edges = slices.Compact(edges)
	for d, v := range x {
		k, found := slices.BinarySearch(edges, v)
		if found {
			k++
		}
		bin[d] = k
	}
	return bin, len(edges) + 1, false
}
