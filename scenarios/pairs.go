package scenarios

import (
	"fmt"
	"slices"
	"strings"
)

// pairSep stands between the inputs in the name of a correlation.
const pairSep = " ~ "

// pairs turns the list of correlations of a layer into a mapping named by the
// inputs, so that layers merge pair by pair and none is lost in silence.
func (l *loader) pairs(root *node) {
	list := root.get("correlations")
	if list == nil || list.kind != sequence {
		return
	}
	out := newMap(list.pos)
	for i, it := range list.items {
		name := fmt.Sprintf("#%d", i+1) // what is wrong with it is said when it is compiled
		if in := it.get("inputs"); in != nil && in.kind == sequence {
			var paths []string
			for _, p := range in.items {
				paths = append(paths, p.text)
			}
			slices.Sort(paths)
			name = strings.Join(paths, pairSep)
		}
		if old, twice := out.keyPos[name]; twice {
			l.fail(it.pos, "duplicate-key", "keep one of the two", "the correlation of %s was given before, at line %d", strings.ReplaceAll(name, pairSep, " and "), old.Line)
			continue
		}
		out.put(name, it.pos, it)
	}
	root.put("correlations", root.keyPos["correlations"], out)
}

// pairSchema is one correlation.
func pairSchema() m {
	words := m{"type": "string"}
	return object(m{"inputs": m{"type": "array", "items": words, "minItems": 2},
		"rank":    m{"description": "Spearman's correlation, of ranks."},
		"pearson": m{"description": "Pearson's correlation, of values, in place of rank."},
		"copula":  m{"enum": copulaNames, "description": "How extremes meet: gaussian when nothing is said; t lets them come together."},
		"degrees": m{"anyOf": []m{{"type": "number"}, {"type": "string", "pattern": `^[0-9][0-9.,]*$`}}, "description": "Degrees of freedom of a t copula, 2 to 1000; the fewer, the more often extremes meet."},
		"method":  m{"enum": methodNames, "description": "iman-conover reorders the whole sample, nearly without sampling error."},
		"repair":  m{"enum": repairNames, "description": "Take the nearest correlations that can be where the stated ones contradict each other, with a warning."},
		"source":  words, "confidence": ref("confidence"), "note": ref("words")}, "A correlation; pairs that share inputs say the same of copula, degrees, method and repair.")
}
