package scenarios

import (
	"fmt"
	"os"
	"strings"
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

// TestREADMECountsInputs: what the README says of inputs without a source is what the shipped scenario has.
func TestREADMECountsInputs(t *testing.T) {
	data, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	plan := planOf(t, nil, []string{"vietnam"})
	bare := 0
	for _, a := range plan.Assumptions {
		if a.Source == "" && a.Cite == "" {
			bare++
		}
	}
	if want := fmt.Sprintf("%d of the %d inputs are judgements without a source", bare, len(plan.Assumptions)); !strings.Contains(string(data), want) {
		t.Errorf("the README does not say %q", want)
	}
}
