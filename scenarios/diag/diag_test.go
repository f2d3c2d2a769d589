package diag

import (
	"encoding/json"
	"testing"
)

func at(file string, line, col int, code string) Problem {
	return Problem{Pos: Pos{file, line, col}, Severity: Error, Code: code, Message: "wrong"}
}

func TestSort(t *testing.T) {
	l := List{
		at("b.yaml", 1, 1, "a"), at("a.yaml", 10, 1, "a"), at("a.yaml", 9, 12, "a"),
		at("a.yaml", 9, 2, "b"), at("a.yaml", 9, 2, "a"), at("a.yaml", 9, 2, "a"),
	}
	l.Sort()
	want := List{
		at("a.yaml", 9, 2, "a"), at("a.yaml", 9, 2, "b"), at("a.yaml", 9, 12, "a"),
		at("a.yaml", 10, 1, "a"), at("b.yaml", 1, 1, "a"),
	}
	if len(l) != len(want) {
		t.Fatalf("%d problems are left, want %d: the repetition goes", len(l), len(want))
	}
	for i := range l {
		if l[i] != want[i] {
			t.Errorf("problem %d is %s %s, want %s %s", i, l[i].Pos, l[i].Code, want[i].Pos, want[i].Code)
		}
	}
}

// TestSortKeepsDifferent: two problems of one place that say different things stay.
func TestSortKeepsDifferent(t *testing.T) {
	a, b := at("a.yaml", 1, 1, "missing"), at("a.yaml", 1, 1, "missing")
	a.Message, b.Message = "time is missing", "simulation is missing"
	l := List{a, b}
	l.Sort()
	if len(l) != 2 || l[0] != b {
		t.Errorf("the list is %v", l)
	}
}

func TestHasErrors(t *testing.T) {
	w := at("a.yaml", 1, 1, "a")
	w.Severity = Warning
	for _, c := range []struct {
		l    List
		want bool
	}{{nil, false}, {List{w}, false}, {List{w, at("a.yaml", 2, 1, "a")}, true}} {
		if got := c.l.HasErrors(); got != c.want {
			t.Errorf("%v has errors: %v", c.l, got)
		}
	}
}

func TestText(t *testing.T) {
	full := at("a.yaml", 3, 14, "unit-missing")
	full.Path, full.Hint = "mobile.ramp", "write 9 months"
	plain := at("a.yaml", 4, 1, "syntax")
	plain.Severity = Warning
	const want = "a.yaml:3:14: error [unit-missing] mobile.ramp: wrong\n    write 9 months\n" +
		"a.yaml:4:1: warning [syntax] wrong\n"
	if got := (List{full, plain}).Text(); got != want {
		t.Errorf("the text is\n%s\nwant\n%s", got, want)
	}
	if got := (List)(nil).Text(); got != "" {
		t.Errorf("the text of nothing is %q", got)
	}
}

func TestJSON(t *testing.T) {
	full := at("a.yaml", 3, 14, "unit-missing")
	full.Path, full.Hint = "mobile.ramp", "write 9 months"
	for _, c := range []struct {
		l    List
		want string
	}{
		{nil, `[]`},
		{List{}, `[]`},
		{List{full}, `[{"file":"a.yaml","line":3,"column":14,"severity":"error","code":"unit-missing","path":"mobile.ramp","message":"wrong","hint":"write 9 months"}]`},
		{List{at("b", 1, 2, "c")}, `[{"file":"b","line":1,"column":2,"severity":"error","code":"c","message":"wrong"}]`},
	} {
		b, err := json.Marshal(c.l)
		if err != nil || string(b) != c.want {
			t.Errorf("the JSON is\n%s\nwant\n%s (%v)", b, c.want, err)
		}
	}
}
