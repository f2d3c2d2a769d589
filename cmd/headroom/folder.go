package main

import (
	"os"
	"path/filepath"

	"github.com/headroom-planner/headroom/scenarios"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/durable"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/spf13/cobra"
)

// loadRun reads a run folder; what is wrong with it is the user's to mend.
func loadRun(dir string, draws bool) (*result.Set, result.Manifest, error) {
	set, m, err := result.Load(dir, draws)
	if err != nil {
		return nil, m, &exitError{exitUsage, err}
	}
	return set, m, nil
}

// loadWatched is loadRun with the draws of targets' metrics and of kept ones.
func loadWatched(dir string) (*result.Set, result.Manifest, error) {
	set, m, err := result.LoadWatched(dir)
	if err != nil {
		return nil, m, &exitError{exitUsage, err}
	}
	return set, m, nil
}

// isRun reports whether a name is a run folder's.
func isRun(name string) bool {
	_, err := os.Stat(filepath.Join(name, "manifest.json"))
	return err == nil
}

// asItWasRun refuses flags that would draw another scenario than the run folder holds.
func asItWasRun(cmd *cobra.Command, dir string) error {
	for _, name := range []string{"set", "with", "design", "draws", "seed"} {
		if cmd.Flags().Changed(name) {
			return usage("%s is a run folder, which stays as it was run; --%s goes with a scenario", dir, name)
		}
	}
	return nil
}

// planOfRun compiles the merged scenario of a run folder again. Its hash must
// be the manifest's, or this program would draw other futures.
func planOfRun(cmd *cobra.Command, dir string) (*solver.Plan, error) {
	_, m, err := loadRun(dir, false)
	if err != nil {
		return nil, err
	}
	plan, err := planOfMerged(scenarios.Request{Names: []string{filepath.Join(dir, "scenario.yaml")}, Read: os.ReadFile, Draws: m.Draws, Seed: &m.Seed, Design: m.Design},
		m.ScenarioHash, m.Program)
	if err != nil {
		return nil, err
	}
	plan.Name = m.Name
	return plan, nil
}

// planOfMerged compiles a merged scenario again. Its hash must be what it was for the program that merged it.
func planOfMerged(req scenarios.Request, hash, by string) (*solver.Plan, error) {
	req.Merged = true
	doc, problems := scenarios.Load(req)
	var plan *solver.Plan
	if doc != nil {
		p, more := doc.Compile()
		plan, problems = p, append(problems, more...)
	}
	if plan == nil || problems.HasErrors() {
		return nil, usage("%s does not compile with this program:\n%s", req.Names[0], problems.Text())
	}
	if plan.Hash != hash {
		return nil, usage("%s was made by %s, whose reading of the scenario differs from this program's: run it again", filepath.Dir(req.Names[0]), by)
	}
	return plan, nil
}

// runFolder wants one argument, a run folder.
func runFolder(cmd *cobra.Command, args []string) error {
	if len(args) != 1 {
		return usage("%s needs one run folder, such as runs/vietnam-001", cmd.CommandPath())
	}
	return nil
}

// writeFile writes a file whole or not at all, and never over another unless forced.
func writeFile(path string, force bool, write func(*os.File) error) error {
	if _, err := os.Stat(path); err == nil && !force {
		return usage("%s exists; choose another name or pass --force", path)
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return durable.Unwritable(path, err)
	}
	defer os.Remove(f.Name()) // after the rename there is nothing to remove
	if err := write(f); err != nil {
		f.Close()
		return err
	}
	if err := f.Sync(); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Chmod(f.Name(), 0o644); err != nil {
		return err
	}
	return durable.Unwritable(path, os.Rename(f.Name(), path))
}
