package scenarios

import (
	"fmt"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/solver/result"
)

// absentPart is a part that the scenario lacks and of which it writes inputs all the same.
type absentPart struct {
	part, first string
	n           int
}

// unread notes an input that nothing reads, because the scenario lacks its part: a variant that
// takes a part away need not take away what members say of it, but its reader has to know.
func (c *compiler) unread(part, path string) {
	for i := range c.absentParts {
		if x := &c.absentParts[i]; x.part == part {
			x.n++
			return
		}
	}
	c.absentParts = append(c.absentParts, absentPart{part, path, 1})
}

func (c *compiler) warnOfUnread() {
	for _, x := range c.absentParts {
		c.plan.Warnings = append(c.plan.Warnings, result.Warning{Code: "unread", Text: text.T(
			fmt.Sprintf("The scenario has no %s, so inputs of it that are written are not read (%d, the first %s).", x.part, x.n, x.first),
			fmt.Sprintf("Kịch bản không có %s nên các đầu vào của phần này không được dùng (%d, đầu tiên là %s).", x.part, x.n, x.first))})
	}
}
