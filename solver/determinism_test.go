package solver_test

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/scenarios"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/known"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/headroom-planner/headroom/solver/sample"
)

// plan compiles a shipped scenario with a number of draws.
func plan(t testing.TB, draws int, sets []string, names ...string) *solver.Plan {
	t.Helper()
	doc, problems := scenarios.Load(scenarios.Request{Names: names, Sets: sets, Draws: draws})
	if problems.HasErrors() {
		t.Fatal(problems.Text())
	}
	p, problems := doc.Compile()
	if p == nil {
		t.Fatal(problems.Text())
	}
	return p
}

func solve(t testing.TB, p *solver.Plan, opt solver.Options) *result.Set {
	t.Helper()
	set, err := solver.Run(context.Background(), p, opt)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// files are the result files that the contract speaks of.
func files(t testing.TB, s *result.Set) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := errors.Join(result.WriteSummary(&b, s), result.WriteTargets(&b, s), result.WriteDraws(&b, s)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestSameBytes: neither workers nor the memory bound change a byte. The small
// bound replays the draws in passes.
func TestSameBytes(t *testing.T) {
	p := plan(t, 700, nil, "vietnam")
	want := files(t, solve(t, p, solver.Options{Workers: 1}))
	for _, opt := range []solver.Options{{Workers: 2}, {Workers: 8}, {Workers: 3, Memory: 8 << 20}} {
		if !bytes.Equal(want, files(t, solve(t, p, opt))) {
			t.Errorf("%+v changes the result files", opt)
		}
	}
	est, err := p.Memory(8 << 20)
	if err != nil || est.Passes < 2 {
		t.Errorf("a bound of 8 MiB takes %d passes (%v); the test does not replay", est.Passes, err)
	}
}

// TestSameBytesOfEveryDesign: a bound that sifts draws in windows, and draws
// inputs again when they are written, changes no byte either, whatever the design.
func TestSameBytesOfEveryDesign(t *testing.T) {
	for _, l := range []sample.Layout{{Design: sample.MC, Draws: 16_001, Replicates: 1}, {Design: sample.LHS, Draws: 15_003, Replicates: 3}, {Design: sample.Sobol, Draws: 1 << 14, Replicates: 2}} {
		p := known.P1(l.Draws)
		l.Seed = 3
		p.Layout = l
		run := func(opt solver.Options) []byte {
			set, err := solver.Run(context.Background(), p, opt)
			if err != nil {
				t.Fatal(err)
			}
			return files(t, set)
		}
		whole, err := p.Memory(solver.DefaultMemory)
		if err != nil || whole.Window != l.Draws || !whole.Inputs {
			t.Fatalf("%s: %+v, %v: the run is not held at once", l.Design, whole, err)
		}
		want := run(solver.Options{Workers: 1})
		for _, opt := range []solver.Options{{Workers: 2}, {Workers: 8}, {Workers: 1, Memory: whole.Bytes / 2}, {Workers: 3, Memory: whole.Bytes / 2}} {
			if !bytes.Equal(want, run(opt)) {
				t.Errorf("%s: %+v changes the result files", l.Design, opt)
			}
		}
		half, err := p.Memory(whole.Bytes / 2)
		if err != nil || half.Window >= l.Draws || half.Inputs || half.Bytes > whole.Bytes/2 {
			t.Errorf("%s: half the memory gives %+v, %v: nothing is sifted", l.Design, half, err)
		}
	}
}

// TestPrefix: 1,000 draws are the first of 5,000.
func TestPrefix(t *testing.T) {
	short := solve(t, plan(t, 1000, nil, "vietnam"), solver.Options{})
	long := solve(t, plan(t, 5000, nil, "vietnam"), solver.Options{})
	if len(short.Inputs) < 20 || len(short.Watched) == 0 {
		t.Fatalf("%d inputs and %d targets are too few to test", len(short.Inputs), len(short.Watched))
	}
	for i, c := range append(slices.Clone(short.Inputs), short.Watched...) {
		if !slices.Equal(c.Values, append(slices.Clone(long.Inputs), long.Watched...)[i].Values[:1000]) {
			t.Errorf("%s: 1,000 draws are not the first of 5,000", c.Name)
		}
	}
}

// TestNewInputMovesNoOther: making a certain input uncertain leaves every
// other input's draws alone, and so does an overlay.
func TestNewInputMovesNoOther(t *testing.T) {
	base := solve(t, plan(t, 600, nil, "vietnam"), solver.Options{})
	more := solve(t, plan(t, 600, []string{"mobile.sites_4g=100000 to 140000"}, "vietnam"), solver.Options{})
	over := solve(t, plan(t, 600, nil, "vietnam", "gpu-15x-count"), solver.Options{})
	names := map[string][]float64{}
	for _, c := range base.Inputs {
		names[c.Name] = c.Values
	}
	if len(more.Inputs) < len(base.Inputs) {
		t.Fatalf("%d inputs became %d", len(base.Inputs), len(more.Inputs))
	}
	for _, s := range []*result.Set{more, over} {
		same := 0
		for _, c := range s.Inputs {
			if old, ok := names[c.Name]; ok && c.Name != "mobile.sites_4g" {
				if !slices.Equal(old, c.Values) {
					t.Errorf("%s moved", c.Name)
				}
				same++
			}
		}
		if same < 20 {
			t.Errorf("only %d inputs were compared", same)
		}
	}
}

// TestScenariosDifferOnlyWhereTheyDiffer: an overlay about GPUs leaves the
// mobile domain's results the same to the last bit.
func TestScenariosDifferOnlyWhereTheyDiffer(t *testing.T) {
	base := solve(t, plan(t, 300, nil, "vietnam"), solver.Options{})
	over := solve(t, plan(t, 300, nil, "vietnam", "gpu-15x-count"), solver.Options{})
	for _, key := range []string{"mobile.stations", "mobile.population_coverage", "mobile.capex"} {
		a, ok1 := base.Find(key, solver.All)
		b, ok2 := over.Find(key, solver.All)
		if !ok1 || !ok2 {
			t.Fatalf("%s is missing", key)
		}
		for i := range a.Q {
			if !slices.Equal(a.Q[i], b.Q[i]) {
				t.Errorf("%s moved under a GPU overlay", key)
			}
		}
	}
	a, _ := base.Find("gpu.count", solver.All)
	b, _ := over.Find("gpu.count", solver.All)
	if slices.Equal(a.Mean, b.Mean) {
		t.Error("the GPU overlay moves no GPU")
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	p := plan(t, 20000, nil, "vietnam")
	_, err := solver.Run(ctx, p, solver.Options{Workers: 2, Progress: func(done, total int) { cancel() }})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled run returns %v", err)
	}
}

func TestMemoryBound(t *testing.T) {
	p := plan(t, 10000, nil, "vietnam")
	whole, err := p.Memory(solver.DefaultMemory)
	if err != nil {
		t.Fatal(err)
	}
	if whole.Bytes > solver.DefaultMemory {
		t.Errorf("%d bytes pass the bound", whole.Bytes)
	}
	half, err := p.Memory(whole.Bytes * 2 / 3)
	if err != nil || half.Passes > 1 || half.Window >= p.Draws || half.Bytes > whole.Bytes*2/3 {
		t.Errorf("two thirds of the memory give %+v, %v", half, err)
	}
	tenth, err := p.Memory(whole.Bytes / 10)
	if err != nil || tenth.Passes < 2 || tenth.Bytes > whole.Bytes/10 {
		t.Errorf("a tenth of the memory gives %+v, %v", tenth, err)
	}
	million := plan(t, 1_000_000, nil, "vietnam")
	if est, err := million.Memory(solver.DefaultMemory); err != nil || est.Passes > 1 || est.Inputs {
		t.Errorf("a million draws take %+v, %v", est, err)
	}
	if n := p.MostDraws(1_000_000, solver.DefaultMemory); n != 1_000_000 {
		t.Errorf("at most %d draws fit the default bound", n)
	}
	fit := p.MostDraws(1_000_000, 300<<20)
	more := plan(t, fit+2*solver.BlockSize, nil, "vietnam")
	if est, err := more.Memory(300 << 20); fit < p.Draws || err == nil && est.Passes < 2 {
		t.Errorf("%d draws are said to be the most, and %d take %+v, %v", fit, more.Draws, est, err)
	}
	if _, err := p.Memory(1 << 20); err == nil {
		t.Error("1 MiB is enough for 10,000 draws")
	}
}

// TestProgressCounts: progress ends at its total and never goes back.
func TestProgressCounts(t *testing.T) {
	last := 0
	p := plan(t, 600, nil, "vietnam")
	solve(t, p, solver.Options{Workers: 2, Progress: func(done, total int) {
		if done <= last || done > total {
			t.Errorf("progress goes from %d to %d of %d", last, done, total)
		}
		last = done
	}})
	if last != 600 {
		t.Errorf("progress ends at %d of 600", last)
	}
}

func BenchmarkRun(b *testing.B) {
	for _, draws := range []int{10_000, 100_000} {
		if testing.Short() && draws > 10_000 {
			continue
		}
		for _, workers := range []int{1, 2} {
			b.Run(fmt.Sprintf("draws=%d/steps=63/workers=%d", draws, workers), func(b *testing.B) {
				p := plan(b, draws, nil, "vietnam")
				for b.Loop() {
					solve(b, p, solver.Options{Workers: workers})
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*draws*63), "ns/draw-month")
			})
		}
	}
}

// BenchmarkMobile is the mobile domain of vietnam alone: 34 provinces, 10 classes, 3 operators, 63 months.
func BenchmarkMobile(b *testing.B) {
	sets := []string{"datacenter=null", "gpu=null", "power=null", "finance=null", "structure.datacenter.opening.reading=null", "structure.datacenter.pipeline.form=null", "targets.datacenter-870-2030=null", "targets.gpus-6000-2028=null"}
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("draws=10000/workers=%d", workers), func(b *testing.B) {
			p := plan(b, 10_000, sets, "vietnam")
			b.ReportAllocs()
			for b.Loop() {
				solve(b, p, solver.Options{Workers: workers})
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*10_000*63), "ns/draw-month")
		})
	}
}

// TestPlacesStay: a metric that names a place in the output stays there while
// draws run, so that a run may read it without a call.
func TestPlacesStay(t *testing.T) {
	p := plan(t, 1, nil, "vietnam-services")
	params := p.System.Clone(p.Base)
	m := p.System.New(params)
	places := func() (at []*float64, key []string) {
		for _, x := range p.System.Metrics() {
			if !p.System.Present(p.Base, cmp.Or(x.Part, x.Key)) {
				continue
			}
			if x.Ref != nil {
				at, key = append(at, x.Ref(m.Out)), append(key, x.Key)
			}
			for i, name := range p.System.Entities(p.Base, x.Of) {
				if x.EachRef != nil {
					at, key = append(at, x.EachRef(m.Out, i)), append(key, x.Key+" of "+name)
				}
			}
		}
		return at, key
	}
	before, key := places()
	for range 3 {
		m.Start()
		for s := range p.Axis.Steps {
			m.Advance(axis.Step(s))
		}
	}
	after, _ := places()
	for i := range before {
		if before[i] != after[i] {
			t.Errorf("%s has moved", key[i])
		}
	}
	if len(before) < 100 {
		t.Errorf("only %d metrics are read in place", len(before))
	}
}

// TestKeptDraws: a kept series holds every draw behind its quantiles, reaches
// the file of draws, and moves no result.
func TestKeptDraws(t *testing.T) {
	p := plan(t, 301, []string{"simulation.keep=[mobile.stations, 'datacenter.racks[ten-kw]']"}, "vietnam")
	set := solve(t, p, solver.Options{})
	if len(set.Kept) != 2*p.Axis.Steps {
		t.Fatalf("%d columns are kept", len(set.Kept))
	}
	s, _ := set.Find("mobile.stations", solver.All)
	q := make([]float64, len(result.Probs))
	for m := range p.Axis.Steps {
		result.Quantiles(slices.Clone(set.Kept[m].Values), result.Probs, q)
		for i := range q {
			if q[i] != s.Q[i][m] {
				t.Fatalf("%s has quantile %g, its draws %g", set.Kept[m].Name, s.Q[i][m], q[i])
			}
		}
	}
	var kept, plain bytes.Buffer
	other := solve(t, plan(t, 301, nil, "vietnam"), solver.Options{})
	if err := errors.Join(result.WriteSummary(&kept, set), result.WriteSummary(&plain, other)); err != nil || !bytes.Equal(kept.Bytes(), plain.Bytes()) {
		t.Errorf("keeping draws moves results (%v)", err)
	}
	if set.Hash != other.Hash {
		t.Error("keeping draws makes another scenario")
	}
	if !bytes.Contains(files(t, set), []byte("datacenter.racks[ten-kw]@2027-06")) {
		t.Error("the draws of a month are not in the file")
	}
}
