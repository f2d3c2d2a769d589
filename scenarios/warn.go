package scenarios

import (
	"fmt"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/solver/result"
)

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

// warn adds what every reader of the result has to know of its assumptions.
func (c *compiler) warn() {
	bare, low, defaults := 0, 0, 0
	for i := range c.plan.Assumptions {
		a := &c.plan.Assumptions[i]
		if a.Source == "" && a.Cite == "" {
			bare++
		}
		if a.Confidence == "low" {
			low++
		}
		if a.Default {
			defaults++
		}
	}
	all := len(c.plan.Assumptions)
	add := func(code string, n int, en, vi string) {
		if n > 0 {
			c.plan.Warnings = append(c.plan.Warnings, result.Warning{Code: code, Text: text.T(fmt.Sprintf(en, n, all), fmt.Sprintf(vi, n, all))})
		}
	}
	add("no-source", bare, "%d of %d inputs have no source: they are judgements, listed first in the register of assumptions.",
		"%d trong %d đầu vào không có nguồn: là nhận định, được nêu đầu danh mục giả định.")
	add("low-confidence", low, "%d of %d inputs have low confidence: read the bands, not the medians.",
		"%d trong %d đầu vào có độ tin cậy thấp: nên đọc khoảng bất định thay vì trung vị.")
	add("defaults", defaults, "%d of %d inputs were left out of the scenario and take the sourced default of their row.",
		"%d trong %d đầu vào không có trong kịch bản và lấy giá trị mặc định có nguồn.")
	c.warnOfUnread()
}
