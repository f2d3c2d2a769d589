package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/solver"
	"github.com/spf13/viper"
)

// settle reads the settings of run with a settings file and one variable.
func settle(t *testing.T, file, variable string) (*viper.Viper, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "settings.yaml")
	if err := os.WriteFile(path, []byte(file), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv("HEADROOM_SETTINGS", path)
	if name, value, ok := strings.Cut(variable, "="); ok {
		t.Setenv(name, value)
	}
	cmd, _, err := newRoot().Find([]string{"run"})
	if err != nil {
		t.Fatal(err)
	}
	return settings(cmd)
}

// TestSettingsAreStrict: what cannot be read is refused, by name.
func TestSettingsAreStrict(t *testing.T) {
	for _, c := range []struct{ file, variable, says string }{
		{"", "HEADROOM_DRAWS=abc", `HEADROOM_DRAWS: "abc" is not a whole number from 1`},
		{"", "HEADROOM_DRAWS=010", "HEADROOM_DRAWS"},
		{"", "HEADROOM_DRAWS=0", "HEADROOM_DRAWS"},
		{"", "HEADROOM_DRAWS=-5", "HEADROOM_DRAWS"},
		{"", "HEADROOM_SEED=abc", "HEADROOM_SEED"},
		{"", "HEADROOM_SEED=18446744073709551616", "from 0 to 18446744073709551615"},
		{"", "HEADROOM_WORKERS=two", "HEADROOM_WORKERS"},
		{"", "HEADROOM_MEMORY=1 GiB", "HEADROOM_MEMORY"},
		{"", "HEADROOM_QUIET=maybe", "is not true or false"},
		{"", "HEADROOM_NO_FIGURES=yes", "HEADROOM_NO_FIGURES"},
		{"", "HEADROOM_LANG=fr", "HEADROOM_LANG"},
		{"", "HEADROOM_DESIGN=grid", "one of mc, lhs, sobol"},
		{"", "HEADROOM_DRAW=40", "HEADROOM_DRAW is not a setting: did you mean HEADROOM_DRAWS?"},
		{"", "HEADROOM_NO_FIGURE=1", "did you mean HEADROOM_NO_FIGURES?"},
		{"", "HEADROOM_SETTING=x.yaml", "did you mean HEADROOM_SETTINGS?"},
		{"", "HEADROOM_WITH=bold", "give --with on the command line"},
		{"", "HEADROOM_UNTIL=x", "give --until on the command line"},
		{"", "HEADROOM_SET_mobile__sites_4g=5", "HEADROOM_SET__mobile__sites_4g"},
		{"", "HEADROOM_SET=mobile.sites_4g=5", "HEADROOM_SET__mobile__sites_4g"},
		{"lang: vi\nseed: xx\n", "", `settings.yaml:2: seed: "xx"`},
		{"draws: 20.9", "", "draws"},
		{"draws: 010", "", "draws"},
		{"draws: [20]", "", "draws"},
		{"quiet: maybe", "", "quiet"},
		{"set: [finance.price_year=2024]", "", `"set" is not a setting; the settings are csv, design, draws, force`},
		{"with: bold", "", `"with"`},
		{"metric: mobile.stations", "", `"metric"`},
		{"format: pdf", "", `"format"`},
		{"help: true", "", `"help"`},
	} {
		_, err := settle(t, c.file, c.variable)
		if e, ok := err.(*exitError); !ok || e.code != exitUsage || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s%s gives %v", c.file, c.variable, err)
		}
		if name, _, ok := strings.Cut(c.variable, "="); ok {
			t.Setenv(name, "")
		}
	}
}

// TestSettingsAreRead: every kind of value arrives, the variable before the file.
func TestSettingsAreRead(t *testing.T) {
	v, err := settle(t, "Draws: 30\nseed: 18446744073709551615\nquiet: true\nout: x\nmemory:\nworkers: \"2\"\n", "HEADROOM_DRAWS=40")
	if err != nil {
		t.Fatal(err)
	}
	if v.GetInt("draws") != 40 || v.GetUint64("seed") != 1<<64-1 || !v.GetBool("quiet") || v.GetString("out") != "x" || v.GetInt("workers") != 2 || v.GetInt("memory") != solver.DefaultMemory>>20 {
		t.Errorf("settings are %v", v.AllSettings())
	}
}

// TestSettingsAreFlags: every setting is a flag of some command.
func TestSettingsAreFlags(t *testing.T) {
	flags := map[string]bool{}
	for _, c := range newRoot().Commands() {
		for k := range settingReaders {
			flags[k] = flags[k] || c.Flags().Lookup(k) != nil
		}
	}
	for k, ok := range flags {
		if !ok {
			t.Errorf("%s is the flag of no command", k)
		}
	}
}

// TestOthersVariables: what Kubernetes gives to a service called headroom, what is empty and an input are let be.
func TestOthersVariables(t *testing.T) {
	for _, variable := range []string{"HEADROOM_PORT=tcp://10.0.0.1:80", "HEADROOM_SERVICE_HOST=10.0.0.1", "HEADROOM_DRAW=", "HEADROOM_SET__mobile__sites_4g=5", "HEAD=1"} {
		if _, err := settle(t, "", variable); err != nil {
			t.Errorf("%s: %v", variable, err)
		}
	}
}
