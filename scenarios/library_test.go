package scenarios

import (
	"testing"
)

// TestShippedScenarios: every shipped scenario compiles without a problem,
// and so does its merged form, to the same plan.
func TestShippedScenarios(t *testing.T) {
	infos := Library()
	if len(infos) < 5 {
		t.Fatalf("%d scenarios are shipped", len(infos))
	}
	for _, info := range infos {
		if !info.Title.Complete() || !info.Description.Complete() {
			t.Errorf("%s is not described in both languages", info.Name)
		}
		doc, problems := Load(Request{Names: []string{info.Name}})
		if len(problems) > 0 {
			t.Fatalf("%s:\n%s", info.Name, problems.Text())
		}
		plan, problems := doc.Compile()
		if len(problems) > 0 {
			t.Errorf("%s:\n%s", info.Name, problems.Text())
			continue
		}
		merged := doc.Merged()
		again, problems := Load(Request{Names: []string{"merged.yaml"}, Read: func(string) ([]byte, error) { return merged, nil }})
		if len(problems) > 0 {
			t.Fatalf("%s merged:\n%s", info.Name, problems.Text())
		}
		twin, problems := again.Compile()
		if len(problems) > 0 {
			t.Fatalf("%s merged:\n%s", info.Name, problems.Text())
		}
		if twin.Hash != plan.Hash {
			t.Errorf("%s: the merged scenario is another plan", info.Name)
		}
	}
}
