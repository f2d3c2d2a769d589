package report

import (
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/text"
)

func TestMarkdown(t *testing.T) {
	s := sample()
	s.Title = text.T("A | test <of> *things*", "Thử | nghiệm")
	for lang, want := range map[text.Lang][]string{
		text.EN: {"# A \\| test &lt;of> \\*things\\*", "## Targets", "| The plan | below 0.30 % |", "## Quantiles by year end", "|---|---:|"},
		text.VI: {"# Thử \\| nghiệm", "## Mục tiêu", "| Kế hoạch | dưới 0,30 % |"},
	} {
		var b strings.Builder
		if err := Markdown(&b, s, lang); err != nil {
			t.Fatal(err)
		}
		got := strings.ReplaceAll(b.String(), "\u00a0", " ")
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("the Markdown lacks %q:\n%.1500s", w, got)
			}
		}
		// Every row of a table has as many cells as its head.
		cells := 0
		for _, l := range strings.Split(got, "\n") {
			n := strings.Count(strings.ReplaceAll(l, `\|`, ""), "|")
			if n == 0 {
				cells = 0
				continue
			}
			if cells == 0 {
				cells = n
			}
			if n != cells {
				t.Errorf("%d cells, not %d: %s", n-1, cells-1, l)
			}
		}
	}
}
