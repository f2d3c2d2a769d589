package scenarios

import (
	"regexp"

	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/solver"
)

// keptName is a metric, or one of an entity: mobile.stations, mobile.stations[hue].
var keptName = regexp.MustCompile(`^([^\[\]]+?)(?:\[([^\[\]]+)\])?$`)

// keep reads simulation.keep: metrics of which a run keeps every draw of every month.
func (c *compiler) keeps() {
	sim := c.root.get("simulation")
	if sim == nil || sim.kind != mapping {
		return
	}
	list := sim.get("keep")
	if list == nil {
		return
	}
	const hint = "write a list: [mobile.stations, \"mobile.stations[hue]\"]"
	if list.kind != sequence {
		c.problem(list.pos, "simulation.keep", "type", hint, "simulation.keep is not a list of metrics")
		return
	}
	seen := map[solver.Kept]bool{}
	for _, it := range list.items {
		m := keptName.FindStringSubmatch(it.text)
		if it.kind != scalar || m == nil {
			c.problem(it.pos, "simulation.keep", "type", hint, "%q does not name a metric", it.text)
			continue
		}
		key, entity := *it, (*node)(nil)
		key.text = m[1]
		if m[2] != "" {
			e := *it
			e.text = m[2]
			entity = &e
		}
		metric, name, ok := c.metric("simulation.keep", &key, entity)
		k := solver.Kept{Metric: metric.Key, Entity: name}
		switch {
		case !ok:
		case metric.Kind == declare.Final:
			c.problem(it.pos, "simulation.keep", "type", "add a target: its draws are always kept", "%s holds for the whole run, not by month", metric.Key)
		case seen[k]:
			c.problem(it.pos, "simulation.keep", "duplicate", "name it once", "%s is kept twice", it.text)
		default:
			seen[k] = true
			c.plan.Keep = append(c.plan.Keep, k)
		}
	}
}
