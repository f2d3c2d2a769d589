package scenarios

import (
	"fmt"
	"strings"

	"github.com/headroom-planner/headroom/model/mobile"
	"github.com/headroom-planner/headroom/model/ran"
)

// bands checks that link budgets and traffic have bands to speak of: every operator at
// least one, and no more than a station can have. What a band carries is computed once, so that
// with traffic its duplex is the same in all futures.
func (c *compiler) bands() {
	mob := c.root.get("mobile")
	if mob == nil || mob.kind != mapping || c.problems.HasErrors() {
		return
	}
	reach := c.base.Mobile.Reach
	radio := int(reach) == mobile.ByRadio
	for i := range c.plan.Uncertain {
		u := &c.plan.Uncertain[i]
		if u.Path == "mobile.coverage.reach" {
			radio = u.Dist.Quantile(1-1e-9) >= mobile.ByRadio
		}
		if name, ok := strings.CutPrefix(u.Path, "mobile.bands."); ok && c.base.Mobile.Traffic.On && strings.HasSuffix(name, ".duplex") {
			_, pos := find(mob, append([]string{"bands"}, strings.Split(name, ".")...), mob.pos)
			c.problem(pos, u.Path, "choice", "write fdd or tdd, or two bands with an uncertain share each", "with traffic, duplex is the same in all futures: what a carrier carries is computed once")
		}
	}
	for i, name := range c.names["mobile.operators"] {
		n := 0
		for _, b := range c.base.Mobile.Bands {
			if int(b.Operator) == i {
				n++
			}
		}
		path := "mobile.operators." + name
		_, pos := find(mob, []string{"operators", name}, mob.pos)
		switch {
		case n == 0 && radio:
			c.problem(pos, path, "missing", "add mobile.bands: {"+name+"-3700: {operator: "+name+", frequency: 3750 MHz, duplex: tdd, share: 1, share_later: 1, by: 2027-12}}, or write reach: elasticity",
				"coverage may follow from link budgets (mobile.coverage.reach), and %s has no band", name)
		case n == 0 && c.base.Mobile.Traffic.On:
			c.problem(pos, path, "missing", "add mobile.bands: {"+name+"-3700: {operator: "+name+", frequency: 3750 MHz, duplex: tdd, share: 1, share_later: 1, by: 2027-12}}, or leave mobile.traffic out",
				"traffic needs carriers (mobile.traffic), and %s has no band", name)
		case n > ran.MaxBands:
			c.problem(pos, path, "range", fmt.Sprintf("keep the %d that matter most", ran.MaxBands), "%s has %d bands", name, n)
		}
	}
}
