package scenarios

import (
	"slices"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/solver/result"
)

// TestUnreadInputsAreNamed: a variant may take a part away and leave what members say of it, and
// the plan then says that those inputs are not read.
func TestUnreadInputsAreNamed(t *testing.T) {
	for rest, want := range map[string]string{"": "", "mobile: {traffic: null}\n": "mobile.operators.viettel.users"} {
		dir := disk{"over.yaml": "extends: [vietnam]\n" + rest}
		doc, problems := Load(Request{Names: []string{"over.yaml"}, Read: dir.read})
		if doc == nil {
			t.Fatal(problems.Text())
		}
		plan, problems := doc.Compile()
		if plan == nil {
			t.Fatal(problems.Text())
		}
		i := slices.IndexFunc(plan.Warnings, func(w result.Warning) bool { return w.Code == "unread" })
		if (i >= 0) != (want != "") || i >= 0 && (!strings.Contains(plan.Warnings[i].Text.EN, want) || !strings.Contains(plan.Warnings[i].Text.VI, want)) {
			t.Errorf("%q: %v", rest, plan.Warnings)
		}
	}
}

// TestInheritedVariants: null takes away a variant of a layer below, and what is left is named.
func TestInheritedVariants(t *testing.T) {
	dir := disk{"base.yaml": "extends: [vietnam]\noverrides: {a: {gpu: {load_factor: 0.5}}, b: {gpu: {load_factor: 0.6}}}\nscenarios: {both: [a, b], one: [b]}\n",
		"over.yaml": "extends: [base.yaml]\noverrides: {a: null}\nscenarios: {both: null}\n"}
	doc, problems := Load(Request{Names: []string{"over.yaml"}, Read: dir.read})
	if doc == nil || problems.HasErrors() {
		t.Fatal(problems.Text())
	}
	if got := doc.Variants(); !slices.Equal(got, []string{"one", "unsized", "b"}) {
		t.Errorf("variants %v", got)
	}
	for with, want := range map[string]string{"one": "", "a": "unknown-variant", "both": "unknown-variant"} {
		_, problems := Load(Request{Names: []string{"over.yaml"}, Read: dir.read, With: []string{with}})
		if problems.HasErrors() != (want != "") || want != "" && problems[0].Code != want {
			t.Errorf("--with %s: %s", with, problems.Text())
		}
	}
}
