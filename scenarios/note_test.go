package scenarios

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/text"
)

// TestNotes: a note is words for both readers, or each reader's own, wherever notes stand; one language given stands for the other.
func TestNotes(t *testing.T) {
	d := disk{"a.yaml": `extends: [vietnam]
mobile:
  sites_4g: {value: 119056, note: plain}
  ceiling_share: {value: 0.8, note: {en: "half", vi: "một nửa"}}
  switch_on: {value: 1 months, note: {vi: "chỉ tiếng Việt"}}
  forecast: {choice: {plan: 1}, note: {en: "of a choice", vi: "của lựa chọn"}}
  plan: {by: {value: 2026-12, note: {en: "of a month", vi: "của tháng"}}}
  operators:
    viettel: {crews: 300, note: {en: "of a member", vi: "của nhà mạng"}}
power:
  peak_demand: {knots: {2025-10: 50000 MW unstated, 2030-12: {value: 90000 MW, boundary: unstated, note: {en: "of a point", vi: "của một điểm"}}}, note: {en: "of a path", vi: "của đường"}}
correlations:
  - {inputs: [mobile.operators.vnpt.crews, mobile.operators.mobifone.crews], rank: 0.5, note: {en: "of a pair", vi: "của cặp"}}
`}
	want := map[string]text.Text{
		"mobile.sites_4g": text.T("plain", "plain"), "mobile.ceiling_share": text.T("half", "một nửa"), "mobile.switch_on": text.T("chỉ tiếng Việt", "chỉ tiếng Việt"),
		"mobile.forecast": text.T("of a choice", "của lựa chọn"), "mobile.plan.by": text.T("of a month", "của tháng"),
		"mobile.operators.viettel.crews": text.T("of a member", "của nhà mạng"),
		"power.peak_demand.2025-10":      text.T("of a path", "của đường"), "power.peak_demand.2030-12": text.T("of a point", "của một điểm"),
	}
	doc := open(t, d, []string{"a.yaml"}, "mobile.commissioning={value: 3 months, note: {en: set, vi: đặt}}")
	want["mobile.commissioning"] = text.T("set", "đặt")
	p := planOf(t, d, []string{"a.yaml"}, "mobile.commissioning={value: 3 months, note: {en: set, vi: đặt}}")
	// What a run folder keeps says the same.
	again := planOf(t, disk{"scenario.yaml": string(doc.Merged())}, []string{"scenario.yaml"})
	reloads(t, p, doc.Merged())
	for path, note := range want {
		if got := assumption(t, p, path).Note; got != note {
			t.Errorf("%s has the note %+v, want %+v", path, got, note)
		}
		if got := assumption(t, again, path).Note; got != note {
			t.Errorf("%s has the note %+v in the merged scenario, want %+v", path, got, note)
		}
	}
	pairs := 0
	for _, a := range p.Assumptions {
		if strings.HasPrefix(a.Path, "correlations.") {
			pairs++
			if a.Note != text.T("of a pair", "của cặp") {
				t.Errorf("the pair has the note %+v", a.Note)
			}
		}
	}
	if pairs == 0 {
		t.Error("the pair is not in the register")
	}
}

// TestNoteIsWhole: a later layer's note in one language leaves nothing of an earlier one in the other.
func TestNoteIsWhole(t *testing.T) {
	d := disk{
		"a.yaml": "extends: [vietnam]\nmobile:\n  operators:\n    viettel: {stations: 10000, note: {en: old, vi: cũ}}\n",
		"b.yaml": "mobile:\n  operators:\n    viettel: {stations: 9000, note: {en: new}}\n",
	}
	if got := assumption(t, planOf(t, d, []string{"a.yaml", "b.yaml"}), "mobile.operators.viettel.stations").Note; got != text.T("new", "new") {
		t.Errorf("the note is %+v", got)
	}
}

// TestLibraryNotesAreVietnamese: a reader of Vietnamese meets no English note in a shipped scenario, and no number of it is lost.
func TestLibraryNotesAreVietnamese(t *testing.T) {
	for _, name := range libraryNames() {
		if name == "facts" { // which nobody is shown
			continue
		}
		root := parse(name, shipped(name), nil)
		var walk func(n *node)
		notes := 0
		walk = func(n *node) {
			for _, it := range n.items {
				walk(it)
			}
			for _, k := range n.keys {
				if k != "note" {
					walk(n.kids[k])
					continue
				}
				notes++
				w := words(n.kids[k])
				if n.kids[k].kind != mapping || !w.Complete() || w.EN == w.VI {
					t.Errorf("%s: the note is not in both languages: %+v", n.keyPos[k], w)
				}
				in := digitGroups.FindAllString(w.VI, -1)
				for _, x := range digitGroups.FindAllString(w.EN, -1) {
					if !slices.Contains(in, x) {
						t.Errorf("%s: the Vietnamese note lacks the %s of the English one", n.keyPos[k], x)
					}
				}
			}
		}
		walk(root)
		t.Logf("%s: %d notes", name, notes)
	}
}

// digitGroups are the digits of a number between its marks, which differ by language.
var digitGroups = regexp.MustCompile(`[0-9]+`)
