package main

import (
	"fmt"
	"runtime"
	"time"

	"github.com/headroom-planner/headroom/solver/sweep"
	"github.com/spf13/cobra"
	"github.com/spf13/viper"
)

// dryDraws is how many draws the point of a dry run is measured on, at most.
const dryDraws = 1024

// mostCompiled bounds the points that a dry run compiles.
const mostCompiled = 200

// dryRun says what a sweep will take, measured on its first point, and compiles each value of each axis once.
func (s *sweepRun) dryRun(cmd *cobra.Command, v *viper.Viper, memory int64) error {
	begin := time.Now()
	plan, problems := s.Compile(s.Points[0])
	if plan == nil {
		return problemError(problems)
	}
	compiled := time.Since(begin)
	draws := plan.Draws
	est, err := plan.Memory(memory)
	if err != nil {
		return &exitError{exitUsage, err}
	}
	short := *plan
	if short.Draws > dryDraws && plan.Design != "sobol" {
		short.Draws = dryDraws
	}
	begin = time.Now()
	shard, err := sweep.Draw(cmd.Context(), s.Points[0], &short, memory, s.Keep)
	if err != nil {
		return err
	}
	one := compiled.Seconds() + time.Since(begin).Seconds()*float64(draws)/float64(short.Draws)
	workers := v.GetInt("workers")
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	bytes := sweep.Size(shard)
	n := len(s.Points)
	w := cmd.OutOrStdout()
	fmt.Fprintf(w, in(v, "%s: %d points of %d draws, %d draws in all; %d rows of the table a point\n", "%s: %d điểm, mỗi điểm %d mô phỏng, tổng cộng %d mô phỏng; mỗi điểm %d dòng trong bảng\n"), s.Name, n, draws, n*draws, len(shard.Rows))
	fmt.Fprintf(w, in(v, "time: %.2f s a point on one processor, %s with %d workers (measured on %d draws of the first point)\n", "thời gian: %.2f giây mỗi điểm trên một bộ xử lý, %s với %d tiến trình (đo trên %d mô phỏng của điểm đầu)\n"), one, (time.Duration(float64(n)/float64(workers)*one) * time.Second).Round(time.Second), workers, short.Draws)
	fmt.Fprintf(w, in(v, "memory: %d MiB of draws a point, %d MiB with %d workers\n", "bộ nhớ: %d MiB mô phỏng mỗi điểm, %d MiB với %d tiến trình\n"), est.Bytes>>20, est.Bytes>>20*int64(workers), workers)
	fmt.Fprintf(w, in(v, "disk: %d kB a shard, %d MB in %d files\n", "đĩa: %d kB mỗi mảnh, %d MB trong %d tệp\n"), (bytes+999)/1000, (int64(bytes)*int64(n)+999_999)/1_000_000, n)
	const listed = 12
	for _, p := range s.Points[:min(n, listed)] {
		fmt.Fprintf(w, "  %s  %s\n", p.ID, s.named(p))
	}
	if n > listed {
		fmt.Fprintf(w, in(v, "  ... and %d more\n", "  ... và %d điểm nữa\n"), n-listed)
	}
	bad := 0
	cover := s.cover()
	if len(cover) > mostCompiled {
		fmt.Fprintf(w, in(v, "%d points have values of their own; %d of them were compiled\n", "%d điểm có giá trị riêng; đã biên dịch %d điểm\n"), len(cover), mostCompiled)
		cover = cover[:mostCompiled]
	}
	for _, p := range cover {
		if _, problems := s.Compile(p); problems.HasErrors() {
			bad++
			fmt.Fprintf(cmd.ErrOrStderr(), "%s (%s):\n%s\n", p.ID, s.named(p), problemError(problems))
		}
	}
	if bad > 0 {
		return &exitError{exitUsage, fmt.Errorf("%d of %d points that were compiled, so that each value was once, do not compile", bad, len(cover))}
	}
	return nil
}

// cover picks points so that every value of every axis with a list of values is in one of them.
func (s *sweepRun) cover() []sweep.Point {
	type value struct {
		axis  int
		label string
	}
	seen := map[value]bool{}
	var out []sweep.Point
	for _, p := range s.Points {
		fresh := false
		for i, l := range p.Labels {
			if s.Spec.Axes[i].Range == nil && !seen[value{i, l}] {
				seen[value{i, l}], fresh = true, true
			}
		}
		if fresh {
			out = append(out, p)
		}
	}
	return out
}
