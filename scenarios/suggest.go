package scenarios

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/headroom-planner/headroom/solver/dist"
)

// Suggest is a hint about a word that is not among those that would be right: "did you mean ...?", or all of
// them where they are few; "" for neither.
func Suggest(word string, right []string) string { return suggest(word, right) }

// suggest answers "did you mean" for a word among those that would be right,
// and lists them when they are few and none is near. A word one slip away
// comes first, then words that begin with what was written, then the word
// the fewest slips away. In dotted
// names only slips of the last part count, where the parts before it are right.
func suggest(word string, right []string) string {
	if t, ok := traps[strings.ToLower(word)]; ok && slices.Contains(right, t.key) {
		return t.hint
	}
	type near struct {
		word  string
		slips int
		other bool // begins with another letter
	}
	var best []near
	for _, r := range right {
		a, b := lastParts(strings.ToLower(word), strings.ToLower(r))
		if n := slips(a, b); n <= most(utf8.RuneCountInString(a)) && n < utf8.RuneCountInString(b) {
			best = append(best, near{r, n, a == "" || b == "" || a[0] != b[0]})
		}
	}
	slices.SortStableFunc(best, func(x, y near) int {
		return cmp.Or(cmp.Compare(x.slips, y.slips), cmp.Compare(oneIf(x.other), oneIf(y.other)))
	})
	begun := beginning(word, right)
	switch {
	case len(begun) > 0 && (len(best) == 0 || best[0].slips > 1):
		return "did you mean " + strings.Join(begun, " or ") + "?"
	case len(best) > 0:
		return "did you mean " + best[0].word + "?"
	case len(right) > 0 && len(right) <= 16:
		return "one of " + strings.Join(right, ", ")
	}
	return ""
}

// traps are words so near to a key that its name alone would mislead.
var traps = map[string]struct{ key, hint string }{
	"hfu": {"mfu", "hfu counts work done again, mfu does not: with full recomputation write mfu: three quarters of it"},
}

// most slips that leave a word of n letters recognisable.
func most(n int) int {
	if n <= 6 {
		return max(1, n*3/10)
	}
	return n * 4 / 10
}

// beginning lists up to three words that go on after word.
func beginning(word string, right []string) []string {
	if utf8.RuneCountInString(word) < 4 {
		return nil
	}
	var out []string
	for _, r := range right {
		if rest, ok := strings.CutPrefix(strings.ToLower(r), strings.ToLower(word)); ok && rest != "" && strings.ContainsAny(rest[:1], "-_.") {
			out = append(out, r)
		}
	}
	if len(out) > 3 {
		return nil
	}
	return out
}

// lastParts drops the dotted parts that both names begin with.
func lastParts(a, b string) (string, string) {
	for {
		p, x, ok := strings.Cut(a, ".")
		q, y, also := strings.Cut(b, ".")
		if !ok || !also || p != q {
			return a, b
		}
		a, b = x, y
	}
}

// slips counts the letters to add, drop, change or swap with their neighbour
// to make b of a: the optimal string alignment distance (Damerau, A technique
// for computer detection and correction of spelling errors, CACM 7(3), 1964).
func slips(a, b string) int {
	x, y := []rune(a), []rune(b)
	before, last, now := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := range x {
		now[0] = i + 1
		for j := range y {
			change := last[j]
			if x[i] != y[j] {
				change++
			}
			now[j+1] = min(change, last[j+1]+1, now[j]+1)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				now[j+1] = min(now[j+1], before[j-1]+1)
			}
		}
		before, last, now = last, now, before
	}
	return last[len(y)]
}

func distNames() []string {
	var out []string
	for _, e := range dist.Catalogue {
		out = append(out, e.Name)
	}
	return out
}
