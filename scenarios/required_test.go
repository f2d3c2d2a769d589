package scenarios

import (
	"slices"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/scenarios/diag"
)

// TestRequired takes away every required input of the mobile domain, one at a
// time and with all overlays' parts written: each is a problem that names its path.
// Provinces are alike, so one stands for them; CSV columns are taken by their member.
func TestRequired(t *testing.T) {
	names := []string{"mobile-sharing", "mobile-villages"}
	plan := planOf(t, nil, names)
	var paths []string
	for _, a := range plan.Assumptions {
		if !strings.HasPrefix(a.Path, "mobile.") || a.Default || strings.HasPrefix(a.Path, "mobile.provinces.") && !strings.HasPrefix(a.Path, "mobile.provinces.hue.") {
			continue
		}
		path := a.Path
		if i := strings.LastIndex(path, "."); strings.HasPrefix(path[i+1:], "20") { // a knot: the path as a whole is the input
			path = path[:i]
		}
		if s, ok := specAt(path); ok && !s.Optional && !s.Default.Set && !slices.Contains(paths, path) {
			paths = append(paths, path)
		}
	}
	if len(paths) < 110 {
		t.Fatalf("only %d required inputs: %v", len(paths), paths)
	}
	for _, path := range paths {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			sets := []string{path + "=null"}
			if path == "mobile.forecast" || path == "mobile.coverage.reach" { // weights stand there
				sets = append(sets, "structure=null")
			}
			got := faults(nil, names, sets...)
			if !slices.ContainsFunc(got, func(p diag.Problem) bool { return p.Path == path && p.Code == "missing" && p.Hint != "" }) {
				t.Errorf("without %s:\n%s", path, got.Text())
			}
		})
	}
}

// specAt finds the row of an input by its path, members' names included.
func specAt(path string) (declare.Spec, bool) {
	for _, s := range model.Inputs() {
		rest, ok := strings.CutPrefix(path, s.Path+".")
		if !ok {
			continue
		}
		if s.Named {
			_, rest, _ = strings.Cut(rest, ".")
		}
		for _, r := range s.Rows {
			if r.Key == rest {
				return r.Spec, true
			}
		}
	}
	return declare.Spec{}, false
}
