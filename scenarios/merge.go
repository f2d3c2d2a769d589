package scenarios

import (
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
	case "structure", "history":
		return len(path) == 2
	case "targets":
		return len(path) == 3
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

// release drops the weights under structure of the layers below for choices
// that this layer writes at their own path, so that the later layer wins.
func release(base, over *node) {
	weights := base.get("structure")
	if weights == nil || weights.kind != mapping {
		return
	}
	for _, k := range append([]string(nil), weights.keys...) {
		if v, _ := find(over, strings.Split(k, "."), over.pos); v != nil {
			weights.drop(k)
		}
	}
}
