package solver_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/known"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/headroom-planner/headroom/solver/sample"
)

// tape keeps the records of parts in memory.
type tape struct {
	first   int // chunk of the part that is written
	records map[[2]int][]float64
	failing bool
}

func (t *tape) Chunk(ctx context.Context, _, records int, record func(k int, into []float64) []float64) error {
	for k := range records {
		t.records[[2]int{t.first, k}] = record(k, nil)
	}
	t.first++
	return ctx.Err()
}

func (t *tape) Record(chunk, k int, into []float64) error {
	x, ok := t.records[[2]int{chunk, k}]
	if !ok || len(x) != len(into) || t.failing {
		return fmt.Errorf("record %d of chunk %d has %d numbers, not %d", k, chunk, len(x), len(into))
	}
	copy(into, x)
	return nil
}

// inParts draws a plan in n parts, each with another number of workers and the last part first, and merges them.
func inParts[P, O any](t *testing.T, p *solver.PlanOf[P, O], n int, opt solver.Options) *result.Set {
	t.Helper()
	to := &tape{records: map[[2]int][]float64{}}
	size := int64(0)
	for i := n; i >= 1; i-- {
		part, err := solver.PartOf(p.Draws, i, n)
		if err != nil {
			t.Fatal(err)
		}
		size += p.PartBytes(part)
		to.first = part.First / result.FoldSize
		if err := solver.RunPart(t.Context(), p, part, solver.Options{Workers: 1 + i%3}, to); err != nil {
			t.Fatal(err)
		}
	}
	for _, x := range to.records {
		size -= 8 * int64(len(x))
	}
	if size != 0 {
		t.Errorf("%d bytes more are announced than written", size)
	}
	set, err := solver.Merge(t.Context(), p, to, opt)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// everything is every byte that a run folder has of a run's numbers.
func everything(t *testing.T, s *result.Set) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := result.WriteResult(&b, s); err != nil {
		t.Fatal(err)
	}
	return append(files(t, s), b.Bytes()...)
}

// TestPartsMakeTheRun: parts of a run make the bytes of the whole run, whatever their number, the
// workers, the memory of the merge, and the design.
func TestPartsMakeTheRun(t *testing.T) {
	for _, l := range []sample.Layout{{Design: sample.MC, Draws: 16_001, Replicates: 1}, {Design: sample.LHS, Draws: 15_003, Replicates: 3}, {Design: sample.Sobol, Draws: 1 << 15, Replicates: 2}} {
		p := known.P1(l.Draws)
		l.Seed = 3
		p.Layout = l
		set, err := solver.Run(t.Context(), p, solver.Options{Workers: 2})
		if err != nil {
			t.Fatal(err)
		}
		want := everything(t, set)
		whole, err := p.Memory(solver.DefaultMemory)
		if err != nil {
			t.Fatal(err)
		}
		for k, n := range []int{1, 2, 3, 7} {
			if !bytes.Equal(want, everything(t, inParts(t, p, n, solver.Options{Workers: 1 + k, Memory: whole.Bytes / int64(1+k%2)}))) {
				t.Errorf("%s: %d parts make another result", l.Design, n)
			}
		}
	}
}

// TestPartsMakeTheNationalRun is the same with targets, constraints, dates, means, finals and kept draws.
func TestPartsMakeTheNationalRun(t *testing.T) {
	if testing.Short() {
		t.Skip("draws the national model")
	}
	p := plan(t, result.FoldSize+20, []string{"simulation.keep=[mobile.stations]"}, "vietnam")
	want := solve(t, p, solver.Options{})
	if len(want.Targets) == 0 || len(want.Labels) == 0 || len(want.Kept) == 0 {
		t.Fatal("the plan leaves something out")
	}
	small := int64(40 << 20)
	if est, err := p.Memory(small); err != nil || est.Passes < 2 {
		t.Errorf("%+v %v: nothing is read twice", est, err)
	}
	if !bytes.Equal(everything(t, want), everything(t, inParts(t, p, 2, solver.Options{Workers: 2, Memory: small}))) {
		t.Error("two parts make another result")
	}
}

// TestPartsOfReordered: a sample that is reordered as a whole is the same in parts.
func TestPartsOfReordered(t *testing.T) {
	p := known.P4(5000)
	p.Copulas[0].Reorder = true
	if !p.Whole() {
		t.Fatal("nothing is reordered")
	}
	set, err := solver.Run(t.Context(), p, solver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(everything(t, set), everything(t, inParts(t, p, 3, solver.Options{}))) {
		t.Error("three parts make another result")
	}
}

func TestPartOf(t *testing.T) {
	for _, c := range []struct{ draws, n int }{{1, 1}, {2048, 1}, {2049, 2}, {10_000, 5}, {1_000_000, 64}, {1_000_000, 489}} {
		next := 0
		for i := 1; i <= c.n; i++ {
			part, err := solver.PartOf(c.draws, i, c.n)
			if err != nil || part.First != next || part.Draws < 1 || part.First%result.FoldSize != 0 {
				t.Fatalf("%d/%d of %d: %+v %v", i, c.n, c.draws, part, err)
			}
			next += part.Draws
		}
		if next != c.draws {
			t.Errorf("%d parts of %d draws have %d", c.n, c.draws, next)
		}
	}
	for _, c := range []struct{ i, n, draws int }{{0, 4, 10_000}, {5, 4, 10_000}, {1, 0, 10_000}, {-1, -1, 10_000}, {1, 6, 10_000}} {
		if part, err := solver.PartOf(c.draws, c.i, c.n); err == nil {
			t.Errorf("%d/%d of %d draws is %+v", c.i, c.n, c.draws, part)
		}
	}
}

// TestPartsTellErrors: what a source or a context says is told, and a bound that is too small.
func TestPartsTellErrors(t *testing.T) {
	p := known.P1(5000)
	to := &tape{records: map[[2]int][]float64{}}
	if err := solver.RunPart(t.Context(), p, solver.Part{Draws: 5000}, solver.Options{}, to); err != nil {
		t.Fatal(err)
	}
	to.failing = true
	if _, err := solver.Merge(t.Context(), p, to, solver.Options{Workers: 3}); err == nil || !strings.HasPrefix(err.Error(), "record 0 of chunk 0") {
		t.Errorf("a source that fails: %v", err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := solver.RunPart(ctx, p, solver.Part{Draws: 5000}, solver.Options{}, to); !errors.Is(err, context.Canceled) {
		t.Errorf("a part that was ended: %v", err)
	}
	to.failing = false
	if _, err := solver.Merge(ctx, p, to, solver.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("a merge that was ended: %v", err)
	}
	if err := solver.RunPart(t.Context(), p, solver.Part{Draws: 5000}, solver.Options{Memory: 1000}, to); err == nil {
		t.Error("a part in 1,000 bytes")
	}
}
