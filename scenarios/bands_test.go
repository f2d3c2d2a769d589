package scenarios

import (
	"slices"
	"testing"

	"github.com/headroom-planner/headroom/scenarios/diag"
)

// TestDuplexIsSure: what a carrier carries is made once, so that with traffic its duplex may not be
// drawn; without traffic it may.
func TestDuplexIsSure(t *testing.T) {
	const path = "mobile.bands.viettel-2600.duplex"
	drawn := "viettel-2600: {operator: viettel, frequency: 2550 MHz, duplex: {choice: {fdd: 0.5, tdd: 0.5}}}"
	over := func(rest string) diag.List {
		return faults(disk{"over.yaml": "extends: [vietnam]\nmobile:\n  bands:\n    " + drawn + "\n" + rest}, []string{"over.yaml"})
	}
	got := over("")
	if !slices.ContainsFunc(got, func(p diag.Problem) bool {
		return p.Path == path && p.Code == "choice" && p.Pos.File == "over.yaml" && p.Pos.Line == 4 && p.Hint != ""
	}) {
		t.Errorf("a drawn duplex: %s", got.Text())
	}
	if got := over("  traffic: null\n"); got.HasErrors() {
		t.Errorf("a drawn duplex without traffic: %s", got.Text())
	}
}
