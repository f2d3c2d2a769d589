package scenarios

import (
	"strings"

	"github.com/agnivade/levenshtein"
	"github.com/headroom-planner/headroom/solver/dist"
)

// suggest answers "did you mean" for a word among those that would be right,
// and lists them when they are few and none is near.
func suggest(word string, right []string) string {
	best, least := "", 1+len(word)/3
	for _, r := range right {
		d := levenshtein.ComputeDistance(strings.ToLower(word), strings.ToLower(r))
		if d <= least && (best == "" || d < least) {
			best, least = r, d
		}
	}
	switch {
	case best != "":
		return "did you mean " + best + "?"
	case len(right) > 0 && len(right) <= 16:
		return "one of " + strings.Join(right, ", ")
	}
	return ""
}

func distNames() []string {
	var out []string
	for _, e := range dist.Catalogue {
		out = append(out, e.Name)
	}
	return out
}
