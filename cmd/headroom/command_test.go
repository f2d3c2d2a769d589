package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/solver/result"
)

// TestCommandReproduces types the command of a manifest again, in a shell
// without the environment and the settings of the first run.
func TestCommandReproduces(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the command is for a POSIX shell")
	}
	t.Chdir(t.TempDir())
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	for name, body := range map[string]string{
		"my plan.yaml": "extends: [vietnam]\nsimulation: {design: lhs}\noverrides:\n  dear: {finance: {discount_rate: 12 %/year}}\n",
		"it's.yaml":    "simulation: {seed: 7}\n",
	} {
		if err := os.WriteFile(name, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	scenario := []string{"run", "my plan.yaml", "it's.yaml", "--quiet", "--no-figures", "--with", "dear"}
	for i, c := range []struct {
		args []string
		env  map[string]string
		says string
	}{
		{says: "--design lhs --draws"},
		{args: []string{"--design", "mc"}, says: "--design mc"},
		{args: []string{"--set", "simulation.replicates=4"}, says: "simulation.replicates=4"},
		{args: []string{"--set", "mobile.sites_4g=90000"}, env: map[string]string{"HEADROOM_SEED": "11", "HEADROOM_SET__mobile__sites_4g": "120000",
			"HEADROOM_SET__DATACENTER__FACILITIES__FORNIX_HCM02__DELAY": "7 months"}, says: "--set 'datacenter.facilities.fornix-hcm02.delay=7 months' --set mobile.sites_4g=120000 --set mobile.sites_4g=90000"},
	} {
		for k, v := range c.env {
			t.Setenv(k, v)
		}
		out := "out" + string(rune('a'+i))
		var stdout, stderr bytes.Buffer
		if code := run(slices.Concat(scenario, []string{"--draws", "64", "--out", out}, c.args), &stdout, &stderr); code != exitDone {
			t.Fatalf("exit code %d: %s", code, stderr.String())
		}
		for k := range c.env {
			os.Unsetenv(k)
		}
		first := manifestOf(t, out)
		if !strings.Contains(first.Command, c.says) || strings.Contains(first.Command, "replicates") != strings.Contains(c.says, "replicates") {
			t.Errorf("the command is %s, without %s", first.Command, c.says)
		}
		if b, err := exec.Command("sh", "-c", first.Command+" --quiet --no-figures --out "+out+"-again").CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", first.Command, err, b)
		}
		again := manifestOf(t, out+"-again")
		if again.ScenarioHash != first.ScenarioHash || again.Files["summary.csv"] != first.Files["summary.csv"] {
			t.Errorf("%s is another run", first.Command)
		}
	}
}

func manifestOf(t *testing.T, dir string) result.Manifest {
	t.Helper()
	var m result.Manifest
	b, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	if err != nil || json.Unmarshal(b, &m) != nil {
		t.Fatalf("%s: %v", dir, err)
	}
	return m
}
