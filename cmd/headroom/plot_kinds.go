package main

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/plots/report"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/spf13/cobra"
)

// kindFlags says, for each kind, which flags choose what it shows, and whether
// it needs the draws of metrics, and of inputs. "" is the figures of the report.
var kindFlags = map[string]struct {
	flags         []string
	draws, inputs bool
}{
	"":            {[]string{"metric"}, true, false},
	"fan":         {[]string{"metric"}, false, false},
	"shares":      {[]string{"metric"}, false, false},
	"tiles":       {[]string{"metric", "month"}, false, false},
	"convergence": {[]string{"target"}, true, false},
	"ranges":      {nil, false, false},
	"multiples":   {[]string{"metric"}, false, false},
	"stack":       {[]string{"metric"}, false, false},
	"scurve":      {[]string{"metric"}, false, false},
	"exceedance":  {[]string{"metric", "target"}, true, false},
	"passage":     {nil, false, false},
	"tornado":     {[]string{"metric", "target", "from"}, true, true},
	"sensitivity": {[]string{"metric", "target", "from"}, true, true},
	"heat":        {[]string{"from"}, false, false},
	"scatter":     {[]string{"metric", "target"}, true, false},
	"gantt":       {nil, false, false},
	"waterfall":   {[]string{"metric", "against"}, false, false},
	"compare":     {[]string{"metric", "against"}, false, false},
	"odds":        {[]string{"against"}, false, false},
	// Of a sweep's folder alone; see sweepKinds.
	"lines": {}, "cells": {}, "tradeoff": {}, "spread": {},
}

func kindNames() []string {
	var names []string
	for _, k := range plots.Kinds {
		names = append(names, k.Name)
	}
	return names
}

// asked is which figures of a run are wanted; nothing asks for the report's.
type asked struct {
	kind, month, from         string
	metrics, targets, against []string
	at, x, y, stat            string // of a sweep, as those below
	where, better             []string
}

// chosen are the flags that were given.
func (a asked) chosen() []string {
	var out []string
	for _, f := range []struct {
		name  string
		given bool
	}{{"metric", len(a.metrics) > 0}, {"target", len(a.targets) > 0}, {"month", a.month != ""}, {"from", a.from != ""}, {"against", len(a.against) > 0},
		{"at", a.at != ""}, {"x", a.x != ""}, {"y", a.y != ""}, {"stat", a.stat != ""}, {"where", len(a.where) > 0}, {"better", len(a.better) > 0}} {
		if f.given {
			out = append(out, f.name)
		}
	}
	return out
}

func (a asked) check() error {
	if a.kind != "" && !slices.Contains(kindNames(), a.kind) {
		return usage("--kind %s is not one of %s", a.kind, strings.Join(kindNames(), ", "))
	}
	if sweepOnly(a.kind) {
		return usage("--kind %s is of the folder of a sweep, such as sweeps/tariffs, and not of a run", a.kind)
	}
	takes := kindFlags[a.kind].flags
	for _, f := range a.chosen() {
		if slices.Contains(takes, f) {
			continue
		}
		if a.kind == convergence && f == "metric" {
			return usage("--kind convergence is of targets: use --target, not --metric")
		}
		if slices.Contains(sweepFlags, f) {
			return usage("--%s is of the folder of a sweep, such as sweeps/tariffs, and not of a run", f)
		}
		var kinds []string
		for _, k := range kindNames() {
			if slices.Contains(kindFlags[k].flags, f) {
				kinds = append(kinds, k)
			}
		}
		return usage("--%s goes with --kind %s", f, strings.Join(kinds, ", "))
	}
	switch {
	case a.kind == "compare" && len(a.against) == 0:
		return usage("--kind compare needs another run: --against RUN")
	case a.kind == "waterfall" && len(a.against) > 1:
		return usage("--kind waterfall is between two runs: one --against")
	case len(a.against) > mostAgainst:
		return usage("at most %d runs can be told from the first", mostAgainst)
	case a.kind == "heat" && a.from == "":
		return usage("--kind heat needs a table: --from FILE, CSV with the columns x, y and value")
	}
	return nil
}

// mostAgainst bounds how many runs stand beside the first.
const mostAgainst = 3

// drawing is a run whose figures are wanted in a language.
type drawing struct {
	asked
	cmd  *cobra.Command
	set  *result.Set
	dir  string
	lang text.Lang
}

// figures makes what was asked for from a run.
func (d drawing) figures() ([]report.Named, error) {
	make := map[string]func() ([]report.Named, error){
		"convergence": d.convergence, "tiles": d.tiles, "multiples": d.multiples, "stack": d.stack, "scurve": d.scurve, "exceedance": d.exceedance,
		"passage": d.passage, "tornado": d.sense, "sensitivity": d.sense, "heat": d.heat, "scatter": d.scatter, "gantt": d.gantt,
		"waterfall": d.waterfall, "compare": d.compare, "odds": d.odds,
	}[d.kind]
	if make != nil {
		return make()
	}
	all := report.Figures(d.set, d.lang)
	if len(d.metrics) > 0 {
		all = nil
	}
	for _, m := range d.metrics {
		key, entity := keyEntity(m)
		f, ok := report.Figure(d.set, key, entity, d.lang)
		if !ok {
			return nil, usage("%s has no figure of %s: a run keeps bands of the totals (headroom list metrics)", d.dir, m)
		}
		all = append(all, f)
	}
	if d.kind != "" {
		all = slices.DeleteFunc(all, func(n report.Named) bool { return plots.KindOf(n.Figure) != d.kind })
	}
	if len(all) == 0 {
		return nil, usage("%s has no figure of kind %s", d.dir, d.kind)
	}
	return all, nil
}

// keyEntity reads KEY or KEY[ENTITY].
func keyEntity(s string) (key, entity string) {
	key, entity, found := strings.Cut(s, "[")
	if !found {
		return key, "all"
	}
	return key, strings.TrimSuffix(entity, "]")
}

// each makes the figure of every metric asked for, or of those of usual that the run has.
func (d drawing) each(usual []string, how string, f func(key, entity string) (report.Named, bool)) ([]report.Named, error) {
	keys := d.metrics
	if len(keys) == 0 {
		keys = usual
	}
	var out []report.Named
	for _, m := range keys {
		key, entity := keyEntity(m)
		n, ok := f(key, entity)
		if !ok && len(d.metrics) > 0 {
			return nil, usage("%s has no %s of %s: %s (headroom list metrics)", d.dir, d.kind, m, how)
		}
		if ok {
			out = append(out, n)
		}
	}
	if len(out) == 0 {
		return nil, usage("%s has nothing for --kind %s: %s", d.dir, d.kind, how)
	}
	return out, nil
}

func (d drawing) multiples() ([]report.Named, error) {
	return d.each([]string{report.ByPlace, "mobile.stations"}, "it shows the members of a metric, as mobile.coverage_by_province has",
		func(key, _ string) (report.Named, bool) { return report.Multiples(d.set, key, d.lang) })
}

// summed are the metrics that stack and waterfall show when none is named.
var summed = []string{"power.digital_load", "finance.cumulative"}

func (d drawing) stack() ([]report.Named, error) {
	return d.each(summed, "it shows power.digital_load, finance.cumulative, or a metric with members that add up",
		func(key, _ string) (report.Named, bool) { return report.Stack(d.set, key, d.lang) })
}

func (d drawing) scurve() ([]report.Named, error) {
	var counted []string
	for _, h := range d.set.Histories {
		m := h.Metric
		if h.Entity != "all" {
			m += "[" + h.Entity + "]"
		}
		counted = append(counted, m)
	}
	return d.each(counted, "it needs two counts of the metric or more (history in the scenario)",
		func(key, entity string) (report.Named, bool) { return report.SCurve(d.set, key, entity, d.lang) })
}

func (d drawing) one(n report.Named, ok bool, lacks string) ([]report.Named, error) {
	if !ok {
		return nil, usage("%s has nothing for --kind %s: %s", d.dir, d.kind, lacks)
	}
	return []report.Named{n}, nil
}

func (d drawing) passage() ([]report.Named, error) {
	n, ok := report.Passage(d.set, d.lang)
	return d.one(n, ok, "it shows when targets are reached, and there is none")
}

func (d drawing) gantt() ([]report.Named, error) {
	n, ok := report.Gantt(d.set, d.lang)
	return d.one(n, ok, "it shows announced phases of data centres, and none opens within the run")
}

// runs are the run and those it is held against, by the names of their folders.
func (d drawing) runs() ([]report.Run, error) {
	out := []report.Run{{Name: filepath.Base(filepath.Clean(d.dir)), Set: d.set}}
	for _, dir := range d.against {
		set, _, err := loadRun(dir, false)
		if err != nil {
			return nil, err
		}
		out = append(out, report.Run{Name: filepath.Base(filepath.Clean(dir)), Set: set})
	}
	return out, nil
}

func (d drawing) compare() ([]report.Named, error) {
	runs, err := d.runs()
	if err != nil {
		return nil, err
	}
	return d.each(headline, "all runs need bands of it, in one unit",
		func(key, entity string) (report.Named, bool) { return report.Compare(runs, key, entity, d.lang) })
}

func (d drawing) odds() ([]report.Named, error) {
	runs, err := d.runs()
	if err != nil {
		return nil, err
	}
	n, ok := report.Odds(runs, d.lang)
	return d.one(n, ok, "it shows the probability of targets, and there is none")
}

func (d drawing) waterfall() ([]report.Named, error) {
	runs, err := d.runs()
	if err != nil {
		return nil, err
	}
	var other *result.Set
	names := [2]string{runs[0].Name}
	if len(runs) > 1 {
		other, names[1] = runs[1].Set, runs[1].Name
	}
	return d.each(summed, "it shows power.digital_load, finance.cumulative, or a metric with members that add up, of runs that end in one month",
		func(key, _ string) (report.Named, bool) {
			return report.Waterfall(d.set, other, names, key, d.lang)
		})
}

// Kinds that plot treats apart.
const convergence = "convergence"

func (d drawing) tiles() ([]report.Named, error) {
	month := d.set.Axis.End()
	if d.month != "" {
		m, err := axis.ParseMonth(d.month)
		if err != nil {
			return nil, usage("--month: %s", err)
		}
		if month = m; !d.set.Axis.Has(m) {
			return nil, usage("--month %s is outside the run: %s to %s", m, d.set.Axis.Start, d.set.Axis.End())
		}
	}
	metrics := d.metrics
	if len(metrics) == 0 {
		metrics = []string{report.ByPlace}
	}
	var out []report.Named
	for _, key := range metrics {
		f, ok := report.Tiles(d.set, key, month, d.lang)
		if !ok {
			return nil, usage("%s has no %s by member, as mobile.coverage_by_province is by province (headroom list metrics)", d.dir, key)
		}
		out = append(out, f)
	}
	return out, nil
}

func (d drawing) convergence() ([]report.Named, error) {
	ids := d.targets
	for i := range d.set.Targets {
		if len(d.targets) == 0 {
			ids = append(ids, d.set.Targets[i].ID)
		}
	}
	if len(ids) == 0 {
		return nil, usage("%s has no target: convergence is of a target's probability", d.dir)
	}
	var out []report.Named
	for _, id := range ids {
		if _, ok := d.set.Target(id); !ok {
			return nil, usage("%s has no target %s", d.dir, id)
		}
		f, ok := report.Convergence(d.set, id, d.lang)
		if !ok {
			return nil, usage("%s has %d draws: convergence needs more", d.dir, d.set.Draws)
		}
		out = append(out, f)
	}
	return out, nil
}
