package scenarios

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/scenarios/diag"
)

const badDir = "../testdata/bad/"

// place is one expected or reported problem, without its words.
type place struct {
	line, col int
	code      string
}

func (p place) String() string { return fmt.Sprintf("%d:%d %s", p.line, p.col, p.code) }

// places are problems by file, without repetitions.
type places map[string]map[place]bool

func (p places) add(file string, at place) {
	if p[file] == nil {
		p[file] = map[place]bool{}
	}
	p[file][at] = true
}

var (
	wantMark = regexp.MustCompile(`# want: (.+)$`)
	sideMark = regexp.MustCompile(`^(?:(\S+):)?(\d+):(\d+) (\S+)$`)
)

// marks reads what the files of testdata/bad expect: "# want: CODE@COLUMN ..."
// at the end of a line, and where no comment can stand a file NAME.want with
// lines "LINE:COLUMN CODE", or "FILE:LINE:COLUMN CODE" for another file.
func marks(t *testing.T) places {
	t.Helper()
	want := places{}
	entries, err := os.ReadDir(badDir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(badDir + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		side, isSide := strings.CutSuffix(e.Name(), ".want")
		for i, line := range strings.Split(string(data), "\n") {
			switch {
			case isSide && line != "":
				m := sideMark.FindStringSubmatch(line)
				if m == nil {
					t.Fatalf("%s:%d: %q is not LINE:COLUMN CODE", e.Name(), i+1, line)
				}
				file := side
				if m[1] != "" {
					file = m[1]
				}
				want.add(file, place{atoi(t, m[2]), atoi(t, m[3]), m[4]})
			case wantMark.MatchString(line):
				for _, w := range strings.Fields(wantMark.FindStringSubmatch(line)[1]) {
					code, col, _ := strings.Cut(w, "@")
					want.add(e.Name(), place{i + 1, atoi(t, col), code})
				}
			}
		}
	}
	return want
}

func atoi(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// report loads and compiles a file and returns every problem.
func report(t *testing.T, file string) diag.List {
	t.Helper()
	doc, problems := Load(Request{Names: []string{badDir + file}, Read: os.ReadFile})
	sorted(t, file, problems)
	if doc == nil {
		return problems
	}
	plan, more := doc.Compile()
	sorted(t, file, more)
	if more.HasErrors() != (plan == nil) {
		t.Errorf("%s: a plan must exist exactly when there is no error", file)
	}
	return append(problems, more...)
}

func sorted(t *testing.T, file string, l diag.List) {
	t.Helper()
	again := slices.Clone(l)
	again.Sort()
	if !slices.Equal(l, again) {
		t.Errorf("%s: the problems are not sorted:\n%s", file, l.Text())
	}
}

// TestBad: every faulty line of testdata/bad is reported with the code and at
// the column it is marked with, in one pass, and nothing else is reported.
func TestBad(t *testing.T) {
	want, got := marks(t), places{}
	files, err := filepath.Glob(badDir + "*.yaml")
	if err != nil || len(files) < 120 {
		t.Fatalf("there are %d bad scenarios, want at least 120 (%v)", len(files), err)
	}
	var hints []string
	for _, f := range files {
		problems := report(t, filepath.Base(f))
		if !problems.HasErrors() {
			t.Errorf("%s: no error is reported", f)
		}
		for _, p := range problems {
			file, _ := strings.CutPrefix(p.File, badDir)
			got.add(file, place{p.Line, p.Col, p.Code})
			hints = append(hints, fmt.Sprintf("%s:%d:%d %s: %s", file, p.Line, p.Col, p.Code, p.Hint))
			if p.Message == "" {
				t.Errorf("%s: no message", p.Pos)
			}
		}
	}
	compare(t, want, got)
	checkHints(t, hints)
}

// checkHints holds every hint to the judgement of a reader, kept in hints.txt:
// "right" when doing what it says mends the document or leads to what does,
// "wrong" when it does not. A hint that changed has no judgement any more:
// -update writes it with "?", for a reader to judge. At least 95 % are right.
func checkHints(t *testing.T, hints []string) {
	t.Helper()
	const name = badDir + "hints.txt"
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	judged := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		verdict, hint, _ := strings.Cut(line, " ")
		judged[hint] = verdict
	}
	right := 0
	var b strings.Builder
	seen := map[string]bool{}
	for _, h := range hints {
		verdict, ok := judged[h]
		seen[h] = true
		switch {
		case !ok:
			verdict = "?"
			t.Errorf("nobody has judged this hint: %s", h)
		case verdict == "right":
			right++
		}
		fmt.Fprintf(&b, "%s %s\n", verdict, h)
	}
	for h := range judged {
		if !seen[h] {
			t.Errorf("this judged hint is no longer given: %s", h)
		}
	}
	if *update {
		if err := os.WriteFile(name, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d of %d hints are right", right, len(hints))
	if float64(right) < 0.95*float64(len(hints)) {
		t.Errorf("%d of %d hints are right, want at least 95 %%", right, len(hints))
	}
}

var update = flag.Bool("update", false, "write the hints of the corpus anew, for a reader to judge")

func compare(t *testing.T, want, got places) {
	t.Helper()
	files := slices.Sorted(maps.Keys(want))
	for f := range got {
		if want[f] == nil {
			files = append(files, f)
		}
	}
	for _, f := range files {
		for p := range want[f] {
			if !got[f][p] {
				t.Errorf("%s:%s is not reported", f, p)
			}
		}
		for p := range got[f] {
			if !want[f][p] {
				t.Errorf("%s:%s is reported, but not marked", f, p)
			}
		}
	}
}

// TestBadCodes: the corpus holds an example of each code a document can have.
func TestBadCodes(t *testing.T) {
	have := map[string]bool{}
	for _, ps := range marks(t) {
		for p := range ps {
			have[p.code] = true
		}
	}
	for _, code := range strings.Fields(`absent-domain absent-part alias boundary-mismatch boundary-missing boundary-unknown choice
		cite-boundary cite-disagrees cite-late conflict csv date distribution duplicate-key empty extends-cycle missing
		name null number-ambiguous number-finite number-format order outside-time range reference several-documents
		syntax too-deep correlation expr expr-cycle expr-unknown joint number-mixed type unit-mismatch unit-missing unit-unknown unknown-cite unknown-entity unknown-key
		unknown-metric unknown-scenario version`) {
		if !have[code] {
			t.Errorf("no bad scenario shows %s", code)
		}
	}
}

// TestManyAtOnce: a document with faults in every part has them all in one list.
func TestManyAtOnce(t *testing.T) {
	codes := map[string]bool{}
	for _, p := range report(t, "many.yaml") {
		codes[p.Code] = true
	}
	if len(codes) < 10 {
		t.Errorf("many.yaml shows %d codes in one pass, want at least 10", len(codes))
	}
}
