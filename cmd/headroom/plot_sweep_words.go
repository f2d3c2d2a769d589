package main

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/headroom-planner/headroom/model"
	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots/report"
	"github.com/headroom-planner/headroom/scenarios"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/headroom-planner/headroom/solver/sweep"
)

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
