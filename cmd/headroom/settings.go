package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/scenarios"
	"github.com/headroom-planner/headroom/scenarios/diag"
	"github.com/headroom-planner/headroom/solver"
	"github.com/spf13/cobra"
	"github.com/spf13/viper"
)

// addScenarioFlags gives a verb the flags that decide which scenario it reads.
func addScenarioFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringArray("set", nil, "set one input, as path=value; may be repeated")
	f.StringSlice("with", nil, "apply a variant of the scenario: the name of an override or of a list of them; may be repeated")
	f.String("design", "", "how draws are laid out: mc, lhs or sobol (default: the scenario's)")
	f.Int("draws", 0, "number of draws (default: the scenario's)")
	f.Uint64("seed", 0, "seed of the random streams (default: the scenario's)")
	f.String("lang", "en", "language of the answer: en or vi")
}

// repeated are the values of a flag that may be repeated; one that is given with nothing in it is refused, since a script's empty variable
// would else ask for something else.
func repeated(cmd *cobra.Command, flag string) ([]string, error) {
	values, err := cmd.Flags().GetStringArray(flag)
	if err == nil && cmd.Flags().Changed(flag) && (len(values) == 0 || slices.Contains(values, "")) {
		err = usage("--%s is empty", flag)
	}
	return values, err
}

// settings merges flags, HEADROOM_* and the settings file, in this order of
// precedence. viper holds the tool's own settings only, never a scenario.
func settings(cmd *cobra.Command) (*viper.Viper, error) {
	v := viper.New()
	v.SetEnvPrefix("HEADROOM")
	v.SetEnvKeyReplacer(strings.NewReplacer("-", "_"))
	v.AutomaticEnv()
	if err := v.BindPFlags(cmd.Flags()); err != nil {
		return nil, err
	}
	v.SetConfigName("settings")
	v.SetConfigType("yaml")
	if dir, err := os.UserConfigDir(); err == nil {
		v.AddConfigPath(filepath.Join(dir, "headroom"))
	}
	if file := os.Getenv("HEADROOM_SETTINGS"); file != "" {
		v.SetConfigFile(file)
	}
	if err := v.ReadInConfig(); err != nil {
		var none viper.ConfigFileNotFoundError
		if !errors.As(err, &none) {
			return nil, usage("settings file: %w", err)
		}
	}
	if err := readNames(cmd, os.Environ()); err != nil {
		return nil, err
	}
	file, err := readSettingsFile(v.ConfigFileUsed())
	if err != nil {
		return nil, err
	}
	if err := readValues(v, cmd, file); err != nil {
		return nil, err
	}
	if l := v.GetString("lang"); l != string(text.EN) && l != string(text.VI) {
		return nil, usage("language %q is not one of en, vi", l)
	}
	return v, nil
}

// compile reads and compiles the scenarios that a command line names. The
// plan is nil when any problem is an error. What last says, as path=value, has the last word.
func compile(cmd *cobra.Command, v *viper.Viper, names []string, last ...string) (*scenarios.Document, *solver.Plan, diag.List, error) {
	sets, err := cmd.Flags().GetStringArray("set")
	if err != nil {
		return nil, nil, nil, err
	}
	with, err := cmd.Flags().GetStringSlice("with")
	if err != nil {
		return nil, nil, nil, err
	}
	req := scenarios.Request{Names: names, With: with, Env: os.Environ(), Sets: append(sets, last...), Read: os.ReadFile, Draws: v.GetInt("draws"), Design: v.GetString("design")}
	if req.Draws < 0 || (cmd.Flags().Changed("draws") && req.Draws == 0) {
		return nil, nil, nil, usage("--draws must be at least 1")
	}
	if cmd.Flags().Changed("seed") || os.Getenv("HEADROOM_SEED") != "" || v.InConfig("seed") {
		seed := v.GetUint64("seed")
		req.Seed = &seed
	}
	doc, problems := scenarios.Load(req)
	if doc == nil {
		return nil, nil, problems, nil
	}
	plan, more := doc.Compile()
	problems = append(problems, more...)
	problems.Sort()
	if problems.HasErrors() {
		plan = nil
	}
	return doc, plan, problems, nil
}

// mustCompile is compile for verbs that need a plan: it prints the problems
// to stderr and fails with exit code 2 when there is none.
func mustCompile(cmd *cobra.Command, v *viper.Viper, names []string) (*scenarios.Document, *solver.Plan, error) {
	doc, plan, problems, err := compile(cmd, v, names)
	if err != nil {
		return nil, nil, err
	}
	fmt.Fprint(cmd.ErrOrStderr(), problems.Text())
	if plan == nil {
		return nil, nil, &exitError{code: exitUsage}
	}
	return doc, plan, nil
}
