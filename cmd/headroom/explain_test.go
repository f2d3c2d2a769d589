package main

import (
	"bytes"
	"cmp"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/scenarios"
	"github.com/headroom-planner/headroom/solver"
)

// TestExplainAnswersForEverything asks for every input and every metric of
// every shipped scenario, in both languages.
func TestExplainAnswersForEverything(t *testing.T) {
	for _, info := range scenarios.Library() {
		doc, l := scenarios.Load(scenarios.Request{Names: []string{info.Name}})
		if l.HasErrors() {
			t.Fatal(l.Text())
		}
		plan, l := doc.Compile()
		if l.HasErrors() {
			t.Fatal(l.Text())
		}
		var paths []string
		for i := range plan.Assumptions {
			paths = append(paths, plan.Assumptions[i].Path)
		}
		inputs := len(paths)
		for _, m := range model.Metrics() {
			if solver.Present(plan.Base, cmp.Or(m.Part, m.Key)) {
				paths = append(paths, m.Key)
			}
		}
		for _, lang := range text.Langs {
			for i, p := range paths {
				var b bytes.Buffer
				if err := explain(&b, plan, p, lang); err != nil {
					t.Errorf("%s %s: %v", info.Name, p, err)
					continue
				}
				want := map[text.Lang][2]string{text.EN: {"origin", "formula"}, text.VI: {"vị trí", "công thức"}}[lang]
				word := want[0]
				if i >= inputs {
					word = want[1]
				}
				if !strings.HasPrefix(b.String(), p+": ") || !strings.Contains(b.String(), "\n  "+word) {
					t.Fatalf("%s %s in %s: %s", info.Name, p, lang, b.String())
				}
			}
		}
		t.Logf("%s: %d inputs and %d metrics", info.Name, inputs, len(paths)-inputs)
	}
}
