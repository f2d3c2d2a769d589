package main

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"headroom": func() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) },
	})
}

// TestScripts runs the command line as a user does. A script's "exits CODE
// command..." checks the exit code.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script",
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("XDG_CONFIG_HOME", e.WorkDir+"/config")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits,
		},
	})
}

// exits runs headroom with the arguments after the code, in this process, and
// keeps what it printed in the files stdout.txt and stderr.txt.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE arguments of headroom")
	}
	var out, err strings.Builder
	back, e := os.Getwd()
	ts.Check(e)
	ts.Check(os.Chdir(ts.MkAbs(".")))
	code := run(args[1:], &out, &err)
	ts.Check(os.Chdir(back))
	ts.Check(os.WriteFile(ts.MkAbs("stdout.txt"), []byte(out.String()), 0o644))
	ts.Check(os.WriteFile(ts.MkAbs("stderr.txt"), []byte(err.String()), 0o644))
	if got := string('0' + byte(code)); got != args[0] {
		ts.Fatalf("exit code %s, not %s\n%s%s", got, args[0], out.String(), err.String())
	}
}

func TestLinesAreRare(t *testing.T) {
	var b strings.Builder
	now := time.Unix(0, 0)
	p := lines(&b, 3*time.Second, func() time.Time { return now })
	for i := range 10 {
		now = now.Add(time.Second)
		p(i+1, 10)
	}
	if want := "draws 3 of 10\ndraws 6 of 10\ndraws 9 of 10\n"; b.String() != want {
		t.Errorf("progress is\n%snot\n%s", b.String(), want)
	}
	if strings.Contains(b.String(), "\r") {
		t.Error("carriage return outside a terminal")
	}
}

func TestQuote(t *testing.T) {
	for in, want := range map[string]string{
		"mobile.forecast=plan":  "mobile.forecast=plan",
		"a.b=24 MW":             "'a.b=24 MW'",
		"note=it's":             `'note=it'\''s'`,
		"gpu.x={value: 3 gpus}": "'gpu.x={value: 3 gpus}'",
	} {
		if got := quote(in); got != want {
			t.Errorf("%s is quoted as %s, not %s", in, got, want)
		}
	}
}
