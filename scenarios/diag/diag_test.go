package diag

import (
	"encoding/json"
	"testing"
)

func at(file string, line, col int, code string) Problem {
	return Problem{Pos: Pos{file, line, col}, Severity: Error, Code: code, Message: "m"}
}

func TestSortIsByPlaceThenCode(t *testing.T) {
	want := List{at("a", 2, 9, "z"), at("a", 10, 1, "b"), at("a", 10, 2, "a"), at("a", 10, 2, "c"), at("b", 1, 1, "a")}
	got := List{want[4], want[3], want[1], want[0], want[2], want[1]} // one twice
	got.Sort()
	if len(got) != len(want) {
		t.Fatalf("%d problems, want %d: repetitions stay", len(got), len(want))
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("problem %d is %v, want %v", i, got[i], want[i])
		}
	}
}

func TestText(t *testing.T) {
	var l List
	l.Add(Problem{Pos{"plan.yaml", 3, 7}, Error, "unknown-key", "mobile.crews", "there is no input crew", "did you mean crews?"})
	l.Add(Problem{Pos: Pos{"plan.yaml", 4, 1}, Severity: Warning, Code: "w", Message: "look"})
	want := "plan.yaml:3:7: error [unknown-key] mobile.crews: there is no input crew\n    did you mean crews?\nplan.yaml:4:1: warning [w] look\n"
	if got := l.Text(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestOnlyErrorsAreErrors(t *testing.T) {
	l := List{{Severity: Warning}}
	if l.HasErrors() || (List{}).HasErrors() {
		t.Error("a warning passes for an error")
	}
	l.Add(Problem{Severity: Error})
	if !l.HasErrors() {
		t.Error("an error is overlooked")
	}
}

func TestJSON(t *testing.T) {
	for _, c := range []struct {
		l    List
		want string
	}{
		{nil, `[]`},
		{List{{Pos{"f", 1, 2}, Error, "c", "p", "m", "h"}},
			`[{"file":"f","line":1,"column":2,"severity":"error","code":"c","path":"p","message":"m","hint":"h"}]`},
	} {
		if b, err := json.Marshal(c.l); err != nil || string(b) != c.want {
			t.Errorf("%s (%v), want %s", b, err, c.want)
		}
	}
}
