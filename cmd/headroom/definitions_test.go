package main

import (
	"testing"

	"github.com/headroom-planner/headroom/model"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/solver/dist"
	"golang.org/x/text/unicode/norm"
)

// TestDefinitionsAreInBothLanguages: every definition of an input, metric and
// distribution, and every source of a default, has its Vietnamese, and the catalogue holds no other.
func TestDefinitionsAreInBothLanguages(t *testing.T) {
	used := map[string]bool{"computed from other inputs": true} // what the compiler says of an expression
	for _, s := range model.Inputs() {
		used[s.Doc] = true
		for _, r := range s.Rows {
			used[r.Doc] = true
			if r.Default.Set {
				used[r.Source] = true // the register of assumptions shows it where the default holds
			}
		}
		for _, part := range s.Parts {
			used[part.Doc] = true
		}
	}
	for _, m := range model.Metrics() {
		used[m.Doc] = true
	}
	for _, d := range dist.Catalogue {
		used[d.Doc] = true
		for _, q := range d.Params {
			used[q.Doc] = true
		}
	}
	for en := range used {
		vi := text.Define(en, text.VI)
		if vi == en || vi == "" {
			t.Errorf("no Vietnamese in model/text/definitions.vi.csv: %q", en)
		}
		if !norm.NFC.IsNormalString(vi) {
			t.Errorf("not composed letters: %q", vi)
		}
		if text.Define(en, text.EN) != en {
			t.Errorf("the English of %q is another", en)
		}
	}
	for _, en := range text.Defined() {
		if !used[en] {
			t.Errorf("nothing has this definition any more: %q", en)
		}
	}
}
