package sweep

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"github.com/headroom-planner/headroom/solver"
)

// Options say how points are run; none of them changes a byte of the table.
type Options struct {
	Workers int // points at once, each on one processor; 0 means one for each processor
	Retries int // how often what failed is tried again before the end
	// Done is told of each point, from one goroutine at a time: how many points are kept by now, and why it
	// failed, nil when it is kept.
	Done func(p Point, draws, kept int, err error)
	// Say is told what a person has to know.
	Say func(message string)
}

// Report says what a run of a sweep did.
type Report struct {
	Had    int // points whose shards were there
	Ran    int // points that were run and kept
	Draws  int // of these
	Failed []Failure
}

// Do runs one point: it compiles its plan and draws it, with Draw. Its shard depends on the point alone.
type Do func(context.Context, Point) (*Shard, error)

// Lasting marks why a point fails as often as it is tried, such as a value that does not compile: this command does not
// try it again.
type Lasting struct{ Err error }

// Error implements error.
func (e *Lasting) Error() string { return e.Err.Error() }

// Unwrap returns the cause.
func (e *Lasting) Unwrap() error { return e.Err }

// Run runs the points that have no shard. What fails is noted and does not stop the others; an error is returned
// when the folder cannot be used, or ctx ends. What was kept stays kept whatever happens.
//
// Points that another process claims are passed over at first. When nothing else is left they are run
// too: the other process may have been killed. Should both run a point they write the same bytes.
func Run(ctx context.Context, f *Folder, points []Point, do Do, opt Options) (Report, error) {
	if opt.Workers <= 0 {
		opt.Workers = runtime.GOMAXPROCS(0)
	}
	r := &runner{f: f, do: do, opt: opt}
	var missing []Point
	for _, p := range points {
		ok, said, err := f.Has(p)
		if err != nil {
			return r.report, err
		}
		if said != "" {
			r.say(said)
		}
		if ok {
			r.report.Had++
		} else {
			missing = append(missing, p)
		}
	}
	passed, failed, err := r.pass(ctx, missing, false)
	if err == nil && len(passed) > 0 {
		var more []Point
		_, more, err = r.pass(ctx, passed, true)
		failed = append(failed, more...)
	}
	for range opt.Retries {
		if err != nil || len(failed) == 0 {
			break
		}
		what := "%d points failed and are tried again"
		if len(failed) == 1 {
			what = "%d point failed and is tried again"
		}
		r.say(fmt.Sprintf(what, len(failed)))
		r.report.Failed = nil
		_, failed, err = r.pass(ctx, failed, true)
	}
	r.report.Failed = append(r.lasting, r.report.Failed...)
	return r.report, err
}

type runner struct {
	f       *Folder
	do      Do
	opt     Options
	mu      sync.Mutex
	report  Report
	lasting []Failure
}

func (r *runner) say(s string) {
	if r.opt.Say != nil {
		r.opt.Say(s)
	}
}

// pass runs points, and returns those that others claim, unless all are to be run, and those that failed.
func (r *runner) pass(ctx context.Context, points []Point, all bool) (passed, failed []Point, err error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	next := make(chan Point)
	go func() {
		defer close(next)
		for _, p := range points {
			select {
			case next <- p:
			case <-ctx.Done():
				return
			}
		}
	}()
	var wg sync.WaitGroup
	for range min(r.opt.Workers, len(points)) {
		wg.Go(func() {
			for p := range next {
				if ctx.Err() != nil {
					return
				}
				free, err := r.f.claim(p)
				switch {
				case err != nil:
					stop(err)
				case !free && !all:
					r.mu.Lock()
					passed = append(passed, p)
					r.mu.Unlock()
				case !r.one(ctx, p, stop):
					r.mu.Lock()
					failed = append(failed, p)
					r.mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	return passed, failed, context.Cause(ctx)
}

// one runs a point and keeps what it found. It reports whether the point is not to be tried again.
func (r *runner) one(ctx context.Context, p Point, stop func(error)) bool {
	defer r.f.unclaim(p)
	if ok, _, err := r.f.Has(p); err != nil {
		stop(err)
		return true
	} else if ok { // another process was faster
		r.mu.Lock()
		defer r.mu.Unlock()
		r.report.Had++
		r.tell(p, 0, nil)
		return true
	}
	s, cause := r.do(ctx, p)
	if ctx.Err() != nil {
		return true
	}
	var err error
	if cause == nil {
		err = r.f.Put(s)
	} else {
		err = r.f.fail(p, cause)
	}
	if err != nil {
		stop(err)
		return true
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if cause != nil {
		r.tell(p, 0, cause)
		f := Failure{p.Index, p.ID, p.Labels, cause.Error()}
		var lasting *Lasting
		if errors.As(cause, &lasting) {
			r.lasting = append(r.lasting, f)
			return true
		}
		r.report.Failed = append(r.report.Failed, f)
		return false
	}
	r.report.Ran++
	r.report.Draws += s.Draws
	r.tell(p, s.Draws, nil)
	return true
}

func (r *runner) tell(p Point, draws int, err error) {
	if r.opt.Done != nil {
		r.opt.Done(p, draws, r.report.Had+r.report.Ran, err)
	}
}

// Draw runs one point on one processor.
func Draw[P, O any](ctx context.Context, p Point, plan *solver.PlanOf[P, O], memory int64, keep Keep) (*Shard, error) {
	observed := plan.Observed()
	for _, k := range keep.Metrics {
		if !slices.Contains(observed, k) {
			return nil, fmt.Errorf("the scenario of this point has no metric %s of %s to keep", k.Metric, k.Entity)
		}
	}
	for _, m := range keep.Months {
		if !plan.Axis.Has(m) {
			return nil, fmt.Errorf("%s, a month to keep, lies outside the run of this point", m)
		}
	}
	set, err := solver.Run(ctx, plan, solver.Options{Workers: 1, Memory: memory})
	if err != nil {
		return nil, err
	}
	return &Shard{Index: p.Index, ID: p.ID, Labels: p.Labels, Plan: plan.Hash, Draws: plan.Draws, Rows: Rows(set, keep)}, nil
}

// Part returns every n-th point from the i-th on, counted from 1: what task i of n does.
func Part(points []Point, i, n int) ([]Point, error) {
	if n < 1 || i < 1 || i > n {
		return nil, errors.New("a part is i/n with 1 <= i <= n")
	}
	var out []Point
	for k := i - 1; k < len(points); k += n {
		out = append(out, points[k])
	}
	return out, nil
}
