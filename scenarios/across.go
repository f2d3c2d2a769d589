package scenarios

import "github.com/headroom-planner/headroom/model/datacenter"

// What one input asks of others, beyond its own row.

// zones wants a zone wherever data centres meet the grid: without one their
// load would connect to nothing.
func (c *compiler) zones() {
	power := c.root.get("power")
	if power != nil && c.root.get("datacenter") != nil && len(c.names["power.zones"]) == 0 {
		c.problem(power.pos, "power.zones", "missing", "add zones: {my-zone: {headroom: ..., reinforcement: ..., connection_delay: ...}}",
			"data centres and the grid meet in zones, and there is none")
	}
	if power != nil && power.kind == mapping && power.get("hours") != nil && power.get("retail") == nil {
		c.problem(power.keyPos["hours"], "power.hours", "missing", "add retail: {class: ..., voltage: ...}, or leave hours out", "hours of the tariff are those of a class and voltage, which are not named")
	}
}

// plantModels refuses the published model where a plant is of a kind that it does not have. Where
// the kind is uncertain such draws keep the balance, as the input's description says.
func (c *compiler) plantModels() {
	plants := c.root.get("datacenter").get("plants")
	if plants == nil || plants.kind != mapping {
		return
	}
	for _, name := range plants.keys {
		kind, form := plain(plants.kids[name].get("kind")), plain(plants.kids[name].get("model"))
		if kind == nil || form == nil || datacenter.HasModel(kind.text, form.text) {
			continue
		}
		c.problem(form.pos, "datacenter.plants."+name+".model", "contradiction", "write model: balance, or leave it out", "the model of Lei and Masanet has no plant of kind %s", kind.text)
	}
}

// ups wants a plant: what is counted stands behind halls that name one.
func (c *compiler) ups() {
	halls := c.root.get("datacenter")
	if halls.get("ups") != nil && halls.get("plants") == nil {
		c.problem(halls.keyPos["ups"], "datacenter.ups", "missing", "add plants: {my-plant: {kind: ..., climate: ...}}, or leave ups out", "UPS stand behind halls that name a plant, and there is none")
	}
}

// plain is the scalar of a value that is no distribution, nil otherwise.
func plain(n *node) *node {
	if n != nil && n.kind == mapping {
		n = n.get("value")
	}
	if n == nil || n.kind != scalar {
		return nil
	}
	return n
}
