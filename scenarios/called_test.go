package scenarios

import (
	"testing"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/solver/result"
)

// provinces compiles and returns how readers know the provinces.
func provinces(t *testing.T, req Request) (result.Collection, string) {
	t.Helper()
	doc, problems := Load(req)
	if problems.HasErrors() {
		t.Fatal(problems.Text())
	}
	plan, problems := doc.Compile()
	if problems.HasErrors() {
		t.Fatal(problems.Text())
	}
	for _, c := range plan.Collections {
		if c.Key == "mobile.provinces" {
			return c, plan.Hash
		}
	}
	return result.Collection{}, plan.Hash
}

// TestEveryProvinceHasNameAndTile: the shipped table names its provinces in
// both languages and gives each a tile of its own.
func TestEveryProvinceHasNameAndTile(t *testing.T) {
	c, _ := provinces(t, Request{Names: []string{"vietnam"}})
	if len(c.Members) != 34 || !c.Label.Complete() {
		t.Fatalf("%d provinces, called %v", len(c.Members), c.Label)
	}
	seen := map[[2]int]string{}
	for _, m := range c.Members {
		at := [2]int{m.Row, m.Column}
		if !m.Label.Complete() || m.Row < 1 || m.Column < 1 || seen[at] != "" {
			t.Errorf("%+v; the tile has %q", m, seen[at])
		}
		seen[at] = m.Name
	}
	for at, name := range map[[2]int]string{{3, 3}: "ha-noi", {12, 2}: "ca-mau", {1, 1}: "lai-chau"} {
		if seen[at] != name {
			t.Errorf("tile %v is of %q, not %s", at, seen[at], name)
		}
	}
	for _, m := range c.Members {
		if m.Islands != "" && (m.IslandsEN == "" || m.IslandsEN == m.Islands) {
			t.Errorf("the islands %s have no English name", m.Islands)
		}
	}
	if m := c.Members[26]; m.Name != "ho-chi-minh" || m.Short != "TP.HCM" || m.ShortEN != "HCMC" || m.Called().VI != "Thành phố Hồ Chí Minh" {
		t.Errorf("%+v", m)
	}
}

// TestNamesMoveNoNumber: words and places are no inputs, so the hash is that
// of the scenario without them, and a scenario's own words win.
func TestNamesMoveNoNumber(t *testing.T) {
	_, before := provinces(t, Request{Names: []string{"vietnam"}})
	c, after := provinces(t, Request{Names: []string{"vietnam"}, Sets: []string{"mobile.provinces.hue.name.en=Hue City", "mobile.provinces.hue.tile={row: 20, column: 4}"}})
	if before != after {
		t.Error("a name moves the hash")
	}
	if m := c.Members[1]; m.Label != text.T("Hue City", "Huế") || m.Row != 20 {
		t.Errorf("%+v", m)
	}
	c, _ = provinces(t, Request{Names: []string{"india"}})
	if len(c.Members) != 12 || c.Members[0].Called() != text.T("Uttar Pradesh", "Uttar Pradesh") || c.Members[0].Row != 0 {
		t.Errorf("%+v", c.Members)
	}
}
