package scenarios

import (
	"slices"
	"strings"
	"sync"

	"github.com/headroom-planner/headroom/model"
)

// shapes knows which dotted paths hold one value: the rows of the model, with
// "*" for the member of a collection.
var shapes = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for _, s := range model.Inputs() {
		prefix := s.Path
		if s.Named {
			prefix += ".*"
		}
		for _, r := range s.Rows {
			m[prefix+"."+r.Key] = true
		}
	}
	return m
})

// collections are the dotted paths of collections.
var collections = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for _, s := range model.Inputs() {
		if s.Named {
			m[s.Path] = true
		}
	}
	return m
})

// whole reports whether what stands at a path is one value, which a later
// layer replaces; everything else merges by key.
func whole(path []string) bool {
	switch path[0] {
	case "structure", "history", "joint", "correlations":
		return len(path) == 2
	case "targets":
		return len(path) == 3
	case "metrics":
		return len(path) == 3 && path[2] == "note"
	}
	if len(path) == 4 && path[3] == "note" && collections()[path[0]+"."+path[1]] {
		return true // in both languages it is one note: a later layer's Vietnamese does not stay beside an earlier one's English
	}
	parts := append([]string(nil), path...)
	if len(parts) > 2 && collections()[strings.Join(parts[:2], ".")] {
		parts[2] = "*"
	}
	return shapes()[strings.Join(parts, ".")]
}

// merge lays over onto base and returns the result; base may be nil. Groups
// and collections merge by key, values and lists are replaced, null unsets.
// Knots by month merge month by month; {knots: ...} replaces the whole path.
func merge(base, over *node, path ...string) *node {
	if base == nil || base.kind != mapping || over.kind != mapping {
		return over
	}
	if k := base.get("knots"); len(path) > 0 && whole(path) && over.months() && k != nil && k.months() {
		base.put("knots", base.keyPos["knots"], merge(k, over, path...)) // single months of a path that is written out
		return base
	}
	if len(path) > 0 && whole(path) && !(base.months() && over.months()) {
		return over
	}
	if len(path) > 1 && whole(path[:len(path)-1]) {
		return over // a point of a path: its number and its words are one value
	}
	for _, k := range over.keys {
		kid := over.kids[k]
		if kid.kind == null && base.kids[k] != nil {
			base.drop(k)
			continue
		}
		if m := merge(base.kids[k], kid, append(path, k)...); m != base.kids[k] {
			base.put(k, over.keyPos[k], m)
		}
	}
	return base
}

// release drops what layers below say in another place than this layer, so that
// the later layer wins: weights under structure for choices, and columns of
// joint tables for inputs, that it writes at their own path or in a table.
func release(base, over *node) {
	weights := base.get("structure")
	if weights != nil && weights.kind == mapping {
		for _, k := range slices.Clone(weights.keys) {
			if v, _ := find(over, strings.Split(k, "."), over.pos); v != nil {
				weights.drop(k)
			}
		}
	}
	tables := base.get("joint")
	if tables == nil || tables.kind != mapping {
		return
	}
	anew := columnsOf(over.get("joint"))
	for _, name := range slices.Clone(tables.keys) {
		cols := tables.kids[name].get("columns")
		if cols == nil || cols.kind != mapping {
			continue
		}
		had := len(cols.keys) > 0
		for _, k := range slices.Clone(cols.keys) {
			if anew[k] || writes(over, strings.Split(k, ".")) {
				cols.drop(k)
			}
		}
		if had && len(cols.keys) == 0 {
			tables.drop(name)
		}
	}
}

// writes reports whether a layer says what stands at a path: there, or above
// it by a value, by null or by all knots of a path over time.
func writes(n *node, parts []string) bool {
	for _, p := range parts {
		if n.kind != mapping || n.get("knots") != nil && monthKey.MatchString(p) {
			return true
		}
		if n = n.get(p); n == nil {
			return false
		}
	}
	return true
}

// columnsOf are the paths that joint tables give.
func columnsOf(tables *node) map[string]bool {
	out := map[string]bool{}
	if tables == nil || tables.kind != mapping {
		return out
	}
	for _, t := range tables.kids {
		if cols := t.get("columns"); cols != nil && cols.kind == mapping {
			for _, k := range cols.keys {
				out[k] = true
			}
		}
	}
	return out
}
