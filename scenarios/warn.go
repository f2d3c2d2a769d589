package scenarios

import (
	"fmt"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/solver/result"
)

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
	add("no-source", bare, "%d of %d inputs have no source: they are judgements, marked in the register of assumptions.",
		"%d trong %d đầu vào không có nguồn: là nhận định, được đánh dấu trong danh mục giả định.")
	add("low-confidence", low, "%d of %d inputs have low confidence: read the bands, not the medians.",
		"%d trong %d đầu vào có độ tin cậy thấp: nên đọc khoảng bất định thay vì trung vị.")
	add("defaults", defaults, "%d of %d inputs were left out of the scenario and take the sourced default of their row.",
		"%d trong %d đầu vào không có trong kịch bản và lấy giá trị mặc định có nguồn.")
	c.warnOfUnread()
}
