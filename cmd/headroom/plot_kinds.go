package main

import (
	"slices"
	"strings"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/plots/report"
	"github.com/headroom-planner/headroom/solver/result"
)

// Kinds that plot asks more of: a run's draws, and a month.
const convergence, tiles = "convergence", "tiles"

func kindNames() []string {
	var names []string
	for _, k := range plots.Kinds {
		names = append(names, k.Name)
	}
	return names
}

// asked is which figures of a run are wanted; nothing asks for the report's.
type asked struct {
	kind, month      string
	metrics, targets []string
}

func (a asked) check() error {
	switch {
	case a.kind != "" && !slices.Contains(kindNames(), a.kind):
		return usage("--kind %s is not one of %s", a.kind, strings.Join(kindNames(), ", "))
	case a.kind == convergence && len(a.metrics) > 0:
		return usage("--kind convergence is of targets: use --target, not --metric")
	case a.kind != convergence && len(a.targets) > 0:
		return usage("--target goes with --kind convergence")
	case a.kind != tiles && a.month != "":
		return usage("--month goes with --kind tiles")
	}
	return nil
}

// figures makes what was asked for from a run.
func (a asked) figures(set *result.Set, dir string, lang text.Lang) ([]report.Named, error) {
	if a.kind == convergence {
		return a.convergence(set, dir, lang)
	}
	if a.kind == tiles {
		return a.tiles(set, dir, lang)
	}
	all := report.Figures(set, lang)
	if len(a.metrics) > 0 {
		all = nil
	}
	for _, m := range a.metrics {
		key, entity, found := strings.Cut(m, "[")
		entity = strings.TrimSuffix(entity, "]")
		if !found {
			entity = "all"
		}
		f, ok := report.Figure(set, key, entity, lang)
		if !ok {
			return nil, usage("%s has no figure of %s: a run keeps bands of the totals (headroom list metrics)", dir, m)
		}
		all = append(all, f)
	}
	if a.kind != "" {
		all = slices.DeleteFunc(all, func(n report.Named) bool { return plots.KindOf(n.Figure) != a.kind })
	}
	if len(all) == 0 {
		return nil, usage("%s has no figure of kind %s", dir, a.kind)
	}
	return all, nil
}

func (a asked) tiles(set *result.Set, dir string, lang text.Lang) ([]report.Named, error) {
	month := set.Axis.End()
	if a.month != "" {
		m, err := axis.ParseMonth(a.month)
		if err != nil {
			return nil, usage("--month: %s", err)
		}
		if month = m; !set.Axis.Has(m) {
			return nil, usage("--month %s is outside the run: %s to %s", m, set.Axis.Start, set.Axis.End())
		}
	}
	metrics := a.metrics
	if len(metrics) == 0 {
		metrics = []string{report.ByPlace}
	}
	var out []report.Named
	for _, key := range metrics {
		f, ok := report.Tiles(set, key, month, lang)
		if !ok {
			return nil, usage("%s has no %s by member, as mobile.coverage_by_province is by province (headroom list metrics)", dir, key)
		}
		out = append(out, f)
	}
	return out, nil
}

func (a asked) convergence(set *result.Set, dir string, lang text.Lang) ([]report.Named, error) {
	ids := a.targets
	for i := range set.Targets {
		if len(a.targets) == 0 {
			ids = append(ids, set.Targets[i].ID)
		}
	}
	if len(ids) == 0 {
		return nil, usage("%s has no target: convergence is of a target's probability", dir)
	}
	var out []report.Named
	for _, id := range ids {
		if _, ok := set.Target(id); !ok {
			return nil, usage("%s has no target %s", dir, id)
		}
		f, ok := report.Convergence(set, id, lang)
		if !ok {
			return nil, usage("%s has %d draws: convergence needs more", dir, set.Draws)
		}
		out = append(out, f)
	}
	return out, nil
}
