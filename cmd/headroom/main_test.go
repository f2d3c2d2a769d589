package main

import (
	"errors"
	"os"
	"os/exec"
	"strconv"
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

// TestScripts runs the command line as a user does. In a script
// "exits CODE ARGUMENTS..." runs headroom and checks its exit code.
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

// exits runs headroom with the arguments after the code and compares the exit
// code; stdout and stderr match what it printed.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE arguments of headroom")
	}
	code := 0
	if err := ts.Exec("headroom", args[1:]...); err != nil {
		var e *exec.ExitError
		if !errors.As(err, &e) {
			ts.Fatalf("%v", err)
		}
		code = e.ExitCode()
	}
	if strconv.Itoa(code) != args[0] {
		ts.Fatalf("exit code %d, not %s\n%s%s", code, args[0], ts.ReadFile("stdout"), ts.ReadFile("stderr"))
	}
}

func TestLinesAreRare(t *testing.T) {
	var b strings.Builder
	now := time.Unix(0, 0)
	p := lines(&b, "draws", 3*time.Second, func() time.Time { return now })
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
		"":                      "''",
		"note=it's":             `'note=it'\''s'`,
		"gpu.x={value: 3 gpus}": "'gpu.x={value: 3 gpus}'",
	} {
		if got := quote(in); got != want {
			t.Errorf("%s is quoted as %s, not %s", in, got, want)
		}
	}
}
