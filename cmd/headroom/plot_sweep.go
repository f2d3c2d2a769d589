package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/headroom-planner/headroom/model"
	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/plots/report"
	"github.com/headroom-planner/headroom/scenarios"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/headroom-planner/headroom/solver/sweep"
	"github.com/spf13/cobra"
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

// read reads the table: the rows that are wanted, and all keys.
func (d *sweepDrawing) read(folder *sweep.Folder) error {
	want := map[string]bool{}
	for _, m := range d.metrics {
		m, _, _ = strings.Cut(m, "@")
		key, _ := keyEntity(m)
		want[key] = true
	}
	t, err := folder.Table(func(k sweep.Key) bool { return k.Kind == "target" || want[k.Metric] })
	if errors.Is(err, fs.ErrNotExist) {
		return usage("%s has no table yet: headroom sweep merge %s makes it, with --partial where points are missing", d.dir, d.dir)
	}
	if err != nil {
		return &exitError{exitUsage, err}
	}
	id := &folder.Identity
	d.keys = t.Keys
	d.s = report.Swept{Table: t, Points: t.All(), Of: id.Points, Name: id.Name, Hash: id.Hash(), Replicates: 1}
	for _, f := range id.Facts {
		switch f.Name {
		case "scenario":
			d.s.Scenario = f.Value
		case "seed":
			d.s.Seed = f.Value
		case "draws":
			d.s.Draws, _ = strconv.Atoi(f.Value) // as this program wrote it
		}
	}
	if shard, err := folder.First(); err == nil && d.s.Draws == 0 { // a shard knows how many it had
		d.s.Draws = shard.Draws
	}
	for _, a := range t.Axes {
		d.s.Axes = append(d.s.Axes, report.SweptAxis{Name: a, Words: map[string]text.Text{}})
	}
	return nil
}

// axes lists some axes with the values that points have, for a message.
func (d *sweepDrawing) axes(which []int) string {
	var out []string
	for _, a := range which {
		l := slices.Clone(d.s.Table.Values(a, d.s.Points))
		for i := range l {
			if l[i] == "" {
				l[i] = "(where it does not apply)"
			}
		}
		const listed = 12
		more := ""
		if len(l) > listed {
			more = fmt.Sprintf(", and %d more", len(l)-listed)
			l = l[:listed]
		}
		out = append(out, "  "+d.s.Table.Axes[a]+": "+strings.Join(l, ", ")+more)
	}
	return strings.Join(out, "\n")
}

func (d *sweepDrawing) axis(flag, name string) (int, error) {
	if a := slices.Index(d.s.Table.Axes, name); a >= 0 {
		return a, nil
	}
	return 0, usage("%s: the sweep has no axis %q; it has\n%s", flag, name, d.axes(allOf(len(d.s.Table.Axes))))
}

func allOf(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// hold keeps the points that --where says.
func (d *sweepDrawing) hold() error {
	t := d.s.Table
	kept := map[string][]string{}
	for _, w := range d.where {
		name, value, ok := strings.Cut(w, "=")
		if !ok {
			return usage("--where %s: write axis=value", w)
		}
		a, err := d.axis("--where "+w, strings.TrimSpace(name))
		if err != nil {
			return err
		}
		label, ok := sameLabel(t.Values(a, t.All()), value)
		if !ok {
			return usage("--where %s: the axis has no such value; it has\n%s", w, d.axes([]int{a}))
		}
		if name = t.Axes[a]; kept[name] == nil {
			d.s.Held = append(d.s.Held, name)
		}
		kept[name] = append(kept[name], label)
	}
	for _, name := range d.s.Held {
		d.s.Points = t.Where(d.s.Points, slices.Index(t.Axes, name), kept[name])
	}
	if len(d.s.Points) == 0 {
		return usage("no point has all of --where %s", strings.Join(d.where, " --where "))
	}
	for _, f := range []struct{ flag, name string }{{"--x", d.x}, {"--y", d.y}} {
		if f.name == "" {
			continue
		}
		a, err := d.axis(f.flag, f.name)
		if err != nil {
			return err
		}
		free := t.Free(d.s.Points)
		if slices.Contains(free, a) {
			continue
		}
		if len(t.Values(a, d.s.Points)) > 1 {
			return usage("%s %s: the axis is zipped to one before it; the axes to choose from are\n%s", f.flag, f.name, d.axes(free))
		}
		return usage("%s %s: the axis has one value among these points; those that differ are\n%s", f.flag, f.name, d.axes(free))
	}
	if d.x != "" && d.x == d.y {
		return usage("--x and --y are one axis")
	}
	return nil
}

// sameLabel finds a label as people write it: to the letter, without caring for blanks, or its number alone.
func sameLabel(labels []string, want string) (string, bool) {
	if slices.Contains(labels, want) {
		return want, true
	}
	bare := func(s string) string { return strings.ReplaceAll(s, " ", "") }
	for _, l := range labels {
		if l != "" && bare(l) == bare(want) {
			return l, true
		}
	}
	known := slices.DeleteFunc(slices.Clone(labels), func(l string) bool { return l == "" })
	x, unit, ok := sweep.Numbers(known)
	y, u, ok2 := sweep.Numbers([]string{want})
	if ok && ok2 && (u == "" || u == unit) {
		if i := slices.Index(x, y[0]); i >= 0 {
			return known[i], true
		}
	}
	return "", false
}

// words finds how readers know axes, metrics and targets. What the table alone does not say comes from the sweep
// file, whose first point is compiled again; the error says why that could not be done.
func (d *sweepDrawing) words(folder *sweep.Folder) error {
	known := map[string]report.SweptMetric{}
	learn := func(all []declare.Metric[model.Out]) {
		for i := range all {
			m := &all[i]
			known[m.Key] = report.SweptMetric{Metric: result.Metric{Key: m.Key, Unit: m.Unit, Boundary: m.Boundary, Agg: m.Agg, Of: m.Of, Label: m.Label, Doc: m.Doc}, Options: m.Options}
		}
	}
	learn(model.Metrics())
	d.s.Metrics = func(key string) (report.SweptMetric, bool) { m, ok := known[key]; return m, ok }
	sw, err := sweepAgain(folder)
	if err != nil {
		return err
	}
	p, err := findPoint(sw, d.s.Table.Points[d.s.Points[0]].ID)
	if err != nil {
		return err
	}
	plan, problems := sw.Compile(p)
	if plan == nil {
		return problemError(problems)
	}
	learn(plan.Metrics)
	d.s.Draws, d.s.Replicates, d.s.Seed, d.s.Knowledge = plan.Draws, plan.Replicates, strconv.FormatUint(plan.Seed, 10), plan.Knowledge
	swept := map[string]bool{} // targets that an axis may change
	for i := range d.s.Axes {
		a := &d.s.Axes[i]
		kind, path := sw.Varies(i)
		switch kind {
		case "path":
			if rest, ok := strings.CutPrefix(path, "targets."); ok {
				id, _, _ := strings.Cut(rest, ".")
				swept[id] = true
			}
			for k := range plan.Assumptions {
				if x := &plan.Assumptions[k]; x.Path == strings.TrimPrefix(path, "structure.") {
					a.Label, a.Unit = member(plan, x.Label), x.Unit
				}
			}
		case "overlay":
			d.titles(a, d.s.Table.Values(i, d.s.Table.All()))
		}
		if kind != "path" {
			swept["*"] = true
		}
		if t := sw.Title(i); t.EN != "" {
			a.Label = t
		}
	}
	for _, t := range plan.Targets {
		x := report.SweptTarget{ID: t.ID, Label: t.Label, Metric: t.Metric, Entity: t.Entity, At: t.At.String(), Threshold: t.Threshold, AtMost: t.AtMost}
		if swept[t.ID] { // its label may state a number that is not so
			x.Label = text.T(t.ID, t.ID)
		}
		if swept[t.ID] || swept["*"] && !d.sameTarget(sw, t) {
			x.Threshold = math.NaN()
		}
		d.s.Targets = append(d.s.Targets, x)
	}
	return nil
}

// sameTarget reports whether every overlay and variant among the points leaves a target as it is: each is
// compiled once.
func (d *sweepDrawing) sameTarget(sw *scenarios.Sweep, want solver.Target) bool {
	if d.plans == nil {
		d.plans = []*solver.Plan{}
		seen := map[string]bool{}
		for _, k := range d.s.Points {
			key := ""
			labels := d.s.Table.Points[k].Labels
			for i := range labels {
				if kind, _ := sw.Varies(i); kind != "path" {
					key += labels[i] + "\x00"
				}
			}
			if seen[key] {
				continue
			}
			seen[key] = true
			p, err := findPoint(sw, d.s.Table.Points[k].ID)
			if err != nil {
				return false
			}
			plan, _ := sw.Compile(p)
			if plan == nil {
				return false
			}
			d.plans = append(d.plans, plan)
		}
	}
	return !slices.ContainsFunc(d.plans, func(p *solver.Plan) bool {
		return !slices.ContainsFunc(p.Targets, func(t solver.Target) bool {
			return t.ID == want.ID && t.Metric == want.Metric && t.Entity == want.Entity && t.At == want.At && t.Threshold == want.Threshold && t.AtMost == want.AtMost
		})
	})
}

// member calls the member at the beginning of a label as readers know it: "Viettel: crews", not "viettel: Crews".
func member(plan *solver.Plan, label text.Text) text.Text {
	name, of, ok := strings.Cut(label.EN, ": ")
	_, ofVI, ok2 := strings.Cut(label.VI, ": ")
	if !ok || !ok2 {
		return label
	}
	called := text.T(name, name)
	for _, c := range plan.Collections {
		for _, m := range c.Members {
			if m.Name == name {
				called = m.Called()
			}
		}
	}
	return text.T(called.EN+": "+lowerFirst(of), called.VI+": "+lowerFirst(ofVI))
}

// lowerFirst begins a word with a small letter, unless it is an abbreviation.
func lowerFirst(s string) string {
	r := []rune(s)
	if len(r) > 1 && unicode.IsUpper(r[0]) && !unicode.IsUpper(r[1]) {
		r[0] = unicode.ToLower(r[0])
	}
	return string(r)
}

// titles calls overlays by the titles of shipped scenarios, without the country they have in common.
func (d *sweepDrawing) titles(a *report.SweptAxis, labels []string) {
	short := func(s string) string {
		if _, rest, ok := strings.Cut(s, ": "); ok {
			return rest
		}
		return s
	}
	for _, s := range scenarios.Library() {
		if slices.Contains(labels, s.Name) {
			a.Words[s.Name] = text.T(short(s.Title.EN), short(s.Title.VI))
		}
	}
}

// quantities are what was asked for, metrics first; nothing asks for every target.
func (d *sweepDrawing) quantities() (metrics, targets []report.Quantity, err error) {
	for _, m := range d.metrics {
		q, err := d.metric(m)
		if err != nil {
			return nil, nil, err
		}
		metrics = append(metrics, q)
	}
	ids := d.targets
	all := d.has("target", "")
	if d.kind == "scatter" && len(d.metrics)+len(d.targets) != 2 {
		return nil, nil, usage("--kind scatter is of two quantities: --metric KEY for each, or --target ID")
	}
	if len(d.metrics)+len(d.targets) == 0 {
		if d.kind == "ranges" || len(all) == 0 {
			return nil, nil, usage("say which metric: --metric KEY; the table has\n  %s", d.listed("metric"))
		}
		for _, k := range all { // a target of an overlay alone is not at every point
			if !slices.Contains(ids, k.Metric) && d.shown(k) {
				ids = append(ids, k.Metric)
			}
		}
		if len(ids) == 0 {
			return nil, nil, usage("no point that is shown has a target: say which metric, --metric KEY; the table has\n  %s", d.listed("metric"))
		}
	}
	for _, id := range ids {
		found := d.has("target", id)
		if len(found) == 0 {
			return nil, nil, usage("%s has no target %s; it has\n  %s", d.dir, id, d.listed("target"))
		}
		targets = append(targets, report.Quantity{Key: found[len(found)-1], Stat: "mean"})
	}
	return metrics, targets, nil
}

// shown reports whether a point that is shown has the row of a target.
func (d *sweepDrawing) shown(k sweep.Key) bool {
	rows := d.s.Table.Rows[k]
	return slices.ContainsFunc(d.s.Points, func(p int) bool { _, ok := rows[p].Number("mean"); return ok })
}

// has are the rows of a kind and a metric, "" for any.
func (d *sweepDrawing) has(kind, metric string) []sweep.Key {
	return slices.DeleteFunc(slices.Clone(d.keys), func(k sweep.Key) bool {
		return kind != "" && k.Kind != kind || metric != "" && k.Metric != metric
	})
}

// listed names the metrics of a kind, for a message.
func (d *sweepDrawing) listed(kind string) string {
	var out []string
	for _, k := range d.has(kind, "") {
		if !slices.Contains(out, k.Metric) {
			out = append(out, k.Metric)
		}
	}
	const most = 40
	if len(out) > most {
		out = append(out[:most:most], fmt.Sprintf("and %d more", len(out)-most))
	}
	return strings.Join(out, ", ")
}

// metric reads KEY, KEY[ENTITY] or KEY@MONTH of --metric.
func (d *sweepDrawing) metric(s string) (q report.Quantity, err error) {
	name, month, dated := strings.Cut(s, "@")
	key, entity := keyEntity(name)
	if dated {
		if _, err := axis.ParseMonth(month); err != nil {
			return q, usage("--metric %s: %w", s, err)
		}
		if d.at != "" && d.at != month {
			return q, usage("--metric %s and --at %s are two months", s, d.at)
		}
	} else {
		month = d.at
	}
	rows := slices.DeleteFunc(d.has("", key), func(k sweep.Key) bool { return k.Kind == "target" })
	if len(rows) == 0 {
		var all []string
		for _, k := range d.has("metric", "") {
			if !slices.Contains(all, k.Metric) {
				all = append(all, k.Metric)
			}
		}
		if hint := scenarios.Suggest(key, all); strings.HasPrefix(hint, "did you mean") {
			return q, usage("%s keeps no metric %s: %s", d.dir, key, hint)
		}
		return q, usage("%s keeps no metric %s (keep: in the sweep file says which); it has\n  %s", d.dir, key, d.listed("metric"))
	}
	var entities, months []string
	for _, k := range rows {
		if !slices.Contains(entities, k.Entity) {
			entities = append(entities, k.Entity)
		}
		if k.Entity == entity {
			months = append(months, k.Date)
		}
	}
	if len(months) == 0 {
		return q, usage("--metric %s: the table has it of %s", s, strings.Join(entities, ", "))
	}
	slices.Sort(months) // yyyy-mm
	if month == "" {
		month = months[len(months)-1]
	}
	for _, k := range rows {
		if k.Entity == entity && k.Date == month {
			q = report.Quantity{Key: k, Stat: d.stat}
		}
	}
	if q.Metric == "" {
		return q, usage("--metric %s: the table has it in %s, and not in %s (keep: in the sweep file says which)", s, strings.Join(months, ", "), month)
	}
	switch {
	case q.Kind == "label" && d.stat != "" && d.stat != "mean":
		return q, usage("--metric %s is the share of futures in which a limit binds, and has no --stat", s)
	case q.Kind == "label":
		q.Stat = "mean"
	case q.Stat == "":
		q.Stat = "p50"
	}
	return q, nil
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
