package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/plots/report"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/sweep"
)

// sweepFlags are the flags of plot that are of sweeps alone.
var sweepFlags = []string{"at", "x", "y", "where", "stat", "better"}

// sweepKinds are the kinds that a sweep's folder has, with the flags that choose what each shows, and the names
// of the catalogue that mean the same.
var sweepKinds = []struct {
	name  string
	doc   string
	flags []string
	also  []string
}{
	{"heat", "A value over two axes; of a target its probability, with lines", []string{"metric", "target", "at", "x", "y", "stat", "where"}, []string{"cells"}},
	{"lines", "A value over one axis with its bands; a line for each value of a second", []string{"metric", "target", "at", "x", "y", "stat", "where"}, []string{"fan"}},
	{"scatter", "Two quantities against each other, with the points that none beats in both", []string{"metric", "target", "at", "stat", "better", "where"}, []string{"tradeoff"}},
	{"ranges", "A metric at each point with its ranges, in order", []string{"metric", "at", "where"}, []string{"spread"}},
	{"odds", "How probable a target is at each point", []string{"target", "where"}, nil},
}

// sweepOnly reports whether a kind of the catalogue is of sweeps alone.
func sweepOnly(kind string) bool {
	return slices.Contains([]string{"lines", "cells", "tradeoff", "spread"}, kind)
}

func sweepKindHelp() string {
	var b strings.Builder
	for _, k := range sweepKinds {
		fmt.Fprintf(&b, "  %-12s %s\n               --%s\n", k.name, k.doc, strings.Join(k.flags, " --"))
	}
	return b.String()
}

func isSweep(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "sweep.json"))
	return err == nil
}

// sweepDrawing is a sweep whose figures are wanted.
type sweepDrawing struct {
	asked
	dir  string
	lang text.Lang
	s    report.Swept
	ask  report.SweptAsk
	keys []sweep.Key // that the table has

	plans []*solver.Plan // one for each choice of overlays and variants
}

// plotSweep makes the figures of a sweep's folder.
func plotSweep(cmd *cobra.Command, ask asked, dir string, lang text.Lang) ([]report.Named, error) {
	d := &sweepDrawing{asked: ask, dir: dir, lang: lang}
	if err := d.check(); err != nil {
		return nil, err
	}
	folder, err := sweepFolder(dir)
	if err != nil {
		return nil, err
	}
	if err := d.read(folder); err != nil {
		return nil, err
	}
	if err := d.hold(); err != nil {
		return nil, err
	}
	if _, _, err := d.quantities(); err != nil { // before the scenario is compiled for its words
		return nil, err
	}
	if why := d.words(folder); why != nil {
		fmt.Fprintf(cmd.ErrOrStderr(), "axes and targets are called as in the table, and no target has its line: %v\n", why)
	}
	out, err := d.figures()
	if err != nil {
		return nil, err
	}
	for _, n := range out { // what the page does not hold is for the user to narrow
		if err := plots.WriteSVG(io.Discard, n.Figure, plots.Light(), plots.Slide); err != nil {
			return nil, usage("%s: %w: hold axes with --where, or choose another --kind\n%s", n.Name, err, d.axes(d.s.Table.Free(d.s.Points)))
		}
	}
	return out, nil
}

// check looks at the flags alone.
func (d *sweepDrawing) check() error {
	takes := []string{"metric", "target", "at", "x", "y", "stat", "where", "better"}
	if d.kind != "" {
		i := -1
		var names []string
		for k := range sweepKinds {
			names = append(names, sweepKinds[k].name)
			if sweepKinds[k].name == d.kind || slices.Contains(sweepKinds[k].also, d.kind) {
				i = k
			}
		}
		if i < 0 {
			return usage("--kind %s is not one that a sweep has: one of %s", d.kind, strings.Join(names, ", "))
		}
		d.kind, takes = sweepKinds[i].name, sweepKinds[i].flags
	}
	for _, f := range d.chosen() {
		if slices.Contains(takes, f) {
			continue
		}
		var kinds []string
		for _, k := range sweepKinds {
			if slices.Contains(k.flags, f) {
				kinds = append(kinds, k.name)
			}
		}
		switch {
		case len(kinds) == 0:
			return usage("--%s is of a run's folder, and %s is a sweep's", f, d.dir)
		case d.kind == "odds" && f == "metric":
			return usage("--kind odds is of targets: use --target, not --metric; --kind ranges shows a metric")
		case d.kind == "ranges" && f == "target":
			return usage("--kind ranges is of metrics: use --metric, not --target; --kind odds shows a target")
		}
		return usage("--%s goes with --kind %s", f, strings.Join(kinds, ", "))
	}
	if d.at != "" {
		if _, err := axis.ParseMonth(d.at); err != nil {
			return usage("--at: %w", err)
		}
		if len(d.metrics) == 0 {
			return usage("--at is the month of a metric; a target has its own")
		}
	}
	switch d.stat {
	case "median":
		d.stat = "p50"
	case "":
	case "probability":
		if len(d.targets) == 0 || len(d.metrics) > 0 {
			return usage("--stat probability is of a target: --target ID without --metric")
		}
	default:
		if !slices.Contains([]string{"mean", "sd", "p05", "p10", "p25", "p50", "p75", "p90", "p95"}, d.stat) {
			return usage("--stat %s is not one of median, mean, sd, p05, p10, p25, p75, p90, p95, or probability with --target", d.stat)
		}
		if len(d.metrics) == 0 {
			return usage("--stat %s is of a metric; a target has its probability", d.stat)
		}
	}
	d.ask = report.SweptAsk{X: d.x, Y: d.y, Better: map[string]bool{}}
	for _, b := range d.better {
		key, way, _ := strings.Cut(b, "=")
		if key == "" || way != "less" && way != "more" {
			return usage("--better %s: write KEY=less or KEY=more", b)
		}
		d.ask.Better[key] = way == "more"
	}
	return nil
}

// mostRows bounds the rows of a figure of every point.
const mostRows = 16

// figures makes what was asked for.
func (d *sweepDrawing) figures() ([]report.Named, error) {
	metrics, targets, err := d.quantities()
	if err != nil {
		return nil, err
	}
	t := d.s.Table
	free := t.Free(d.s.Points)
	if len(free) == 0 {
		return nil, usage("one point is left of --where; headroom run draws one scenario, and headroom compare %s@%s another beside it", d.dir, t.Points[d.s.Points[0]].ID)
	}
	both := append(slices.Clone(metrics), targets...)
	kind := d.kind
	if kind == "" && len(metrics) == 2 && len(targets) == 0 {
		kind = "scatter"
	}
	if kind == "scatter" {
		n, err := report.SweptScatter(d.s, [2]report.Quantity{both[0], both[1]}, d.ask, d.lang)
		return d.made(n, err)
	}
	var out []report.Named
	if kind == "heat" || kind == "" && len(free) == 2 && d.mapped(free) {
		if err := d.atMost(free, 2, "heat"); err != nil {
			return nil, err
		}
		if len(metrics) > 0 && len(targets) > 1 {
			return nil, usage("--kind heat has the lines of one target")
		}
		of := targets
		if len(metrics) > 0 {
			both = metrics
		}
		for _, q := range both {
			var lines *report.Quantity
			if len(metrics) > 0 && len(of) == 1 {
				lines = &of[0]
			}
			n, err := report.SweptHeat(d.s, q, lines, d.ask, d.lang)
			if err != nil {
				return d.made(n, err)
			}
			out = append(out, n)
		}
		return out, nil
	}
	for _, q := range both {
		n, err := d.one(kind, q, free)
		if err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, nil
}

// mapped reports whether two axes suit a map: a grid of numbers, or of names. One of each has lines, unless they are
// too many to be told apart at a glance.
func (d *sweepDrawing) mapped(free []int) bool {
	const glance = 4
	numbers, pairs, most := 0, 1, 0
	for _, a := range free {
		l := d.s.Table.Values(a, d.s.Points)
		pairs *= len(l)
		if _, _, ok := sweep.Numbers(l); ok {
			numbers++
		} else {
			most = max(most, len(l))
		}
	}
	return 2*len(d.s.Points) > pairs && (numbers != 1 || most > glance)
}

// one makes the figure of one quantity.
func (d *sweepDrawing) one(kind string, q report.Quantity, free []int) (report.Named, error) {
	if kind == "" {
		numbers := 0
		for _, a := range free {
			if _, _, ok := sweep.Numbers(d.s.Table.Values(a, d.s.Points)); ok {
				numbers++
			}
		}
		switch {
		case len(free) > 2:
			return report.Named{}, d.atMost(free, 2, "heat")
		case numbers == 1:
			kind = "lines"
		case q.Kind == "metric":
			kind = "ranges"
		default:
			kind = "odds"
		}
	}
	var n report.Named
	var err error
	switch kind {
	case "lines":
		if err := d.atMost(free, 2, kind); err != nil {
			return n, err
		}
		n, err = report.SweptLines(d.s, q, d.ask, d.lang)
	case "ranges", "odds":
		if len(d.s.Points) > mostRows && (kind == "ranges" || len(free) > 2) {
			return n, usage("--kind %s has a row for each point, and %d are too many for a page: hold axes with --where AXIS=VALUE\n%s", kind, len(d.s.Points), d.axes(free))
		}
		if kind == "ranges" {
			n, err = report.SweptRanges(d.s, q, d.lang)
		} else {
			n, err = report.SweptOdds(d.s, q, d.lang)
		}
	}
	if err != nil {
		_, err = d.made(n, err)
	}
	return n, err
}

// atMost errs when more axes differ than a kind shows.
func (d *sweepDrawing) atMost(free []int, n int, kind string) error {
	if len(free) <= n {
		return nil
	}
	left := slices.DeleteFunc(slices.Clone(free), func(a int) bool { return d.s.Table.Axes[a] == d.x || d.s.Table.Axes[a] == d.y })
	if d.x == "" || d.y == "" {
		left = free
	}
	return usage("%d axes differ among the points, and --kind %s shows %d: hold others with --where AXIS=VALUE\n%s", len(free), kind, n, d.axes(left))
}

func (d *sweepDrawing) made(n report.Named, err error) ([]report.Named, error) {
	var way *report.BetterError
	if errors.As(err, &way) {
		return nil, usage("%w", err)
	}
	if err != nil {
		return nil, usage("%w\n%s", err, d.axes(d.s.Table.Free(d.s.Points)))
	}
	return []report.Named{n}, nil
}
