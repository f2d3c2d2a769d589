package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"time"

	"github.com/headroom-planner/headroom/scenarios"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/durable"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/headroom-planner/headroom/solver/shard"
	"github.com/spf13/cobra"
	"github.com/spf13/viper"
)

// headOf is what the shards of a run have in common.
func headOf(doc *scenarios.Document, plan *solver.Plan, command string, shards int) (*shard.Head, error) {
	build, err := buildFacts()
	if err != nil {
		return nil, err
	}
	fact := func(name, value string) durable.Fact { return durable.Fact{Name: name, Value: value} }
	return &shard.Head{Name: plan.Name, Draws: plan.Draws, Shards: shards, Command: command, Scenario: string(doc.Merged()), Set: plan.Describe(),
		Facts: append([]durable.Fact{
			fact("scenario", plan.Hash), fact("draws", strconv.Itoa(plan.Draws)), fact("seed", strconv.FormatUint(plan.Seed, 10)),
			fact("design", string(plan.Design)), fact("replicates", strconv.Itoa(plan.Replicates)), fact("command", command),
		}, build...)}, nil
}

// runShard draws one part of a run into a folder of shards.
func runShard(cmd *cobra.Command, v *viper.Viper, doc *scenarios.Document, plan *solver.Plan, names []string) error {
	spec, err := cmd.Flags().GetString("shard")
	if err != nil {
		return err
	}
	i, n, err := fraction("--shard", spec)
	if err != nil {
		return err
	}
	if v.GetString("until") != "" {
		return usage("--until changes the number of draws, which shards have to know before: find it with --until on one machine and fewer draws, then give --draws and --shard")
	}
	part, err := solver.PartOf(plan.Draws, i, n)
	if err != nil {
		return usage("--shard %s: %w", spec, err)
	}
	bound, err := memory(v)
	if err != nil {
		return err
	}
	est, err := plan.PartMemory(part, bound)
	if err != nil {
		return &exitError{exitUsage, err}
	}
	head, err := headOf(doc, plan, command(cmd, v, plan, names), n)
	if err != nil {
		return err
	}
	dir := v.GetString("out")
	if dir == "" {
		dir = filepath.Join("shards", plan.Name)
	}
	folder, err := shard.Create(dir, head)
	if err != nil {
		return shardError(err)
	}
	path := filepath.ToSlash(folder.Path(i))
	stderr, quiet := cmd.ErrOrStderr(), v.GetBool("quiet")
	if !v.GetBool("force") {
		ok, said, err := folder.Has(i)
		if err != nil {
			return shardError(err)
		}
		if said != "" {
			say(stderr, quiet, "%s\n", said)
		}
		if ok && v.GetBool("json") {
			return shardDone(cmd, folder, i, n, part, true)
		}
		if ok {
			fmt.Fprintf(cmd.OutOrStdout(), in(v, "shard %d of %d of %s is there and whole; --force draws it again\n%s\n", "mảnh %d trên %d của %s đã có và nguyên vẹn; --force chạy lại mảnh này\n%s\n"), i, n, plan.Name, path)
			return nil
		}
	}
	say(stderr, quiet, "%s: shard %d of %d, draws %d to %d of %d, %d months, %d uncertain inputs; %s\n",
		plan.Name, i, n, part.First+1, part.First+part.Draws, plan.Draws, plan.Axis.Steps, len(plan.Uncertain), est)
	whole := plan.PartBytes(solver.Part{Draws: plan.Draws})
	say(stderr, quiet, "disk: up to %s in this shard and %s in all %d, before compression\n", size(plan.PartBytes(part)), size(whole), n)
	if left := folder.Leftover(); left > 0 {
		say(stderr, quiet, "%s more are in %s: of shards under way, or left by processes that ended; a merge removes those, and so may you where nothing runs\n",
			size(left), filepath.ToSlash(filepath.Join(dir, "shards", durable.TempPrefix+"*")))
	}
	begin := time.Now()
	err = folder.Draw(i, v.GetInt("workers"), func(part solver.Part, to solver.Sink) error {
		return solver.RunPart(cmd.Context(), plan, part, solver.Options{Workers: v.GetInt("workers"), Memory: bound, Progress: drawsProgress(cmd, v, i, n)}, to)
	})
	if errors.Is(err, context.Canceled) {
		return &exitError{exitFailed, fmt.Errorf("interrupted; shards that were whole are kept in %s, and the same command draws this one again", filepath.ToSlash(dir))}
	}
	if err != nil {
		return err
	}
	say(stderr, quiet, "drawn in %.1f s\n", time.Since(begin).Seconds())
	if v.GetBool("json") {
		return shardDone(cmd, folder, i, n, part, false)
	}
	bytes, err := folder.Size(i)
	if err != nil {
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), in(v, "shard %d of %d of %s: draws %d to %d, %s\n%s\n", "mảnh %d trên %d của %s: mô phỏng %d đến %d, %s\n%s\n"),
		i, n, plan.Name, part.First+1, part.First+part.Draws, size(bytes), path)
	return nil
}

// shardDone prints the last line of --json.
func shardDone(cmd *cobra.Command, folder *shard.Folder, i, n int, part solver.Part, had bool) error {
	bytes, err := folder.Size(i)
	if err != nil {
		return err
	}
	return json.NewEncoder(cmd.OutOrStdout()).Encode(shardLine{"shard", i, n, part.First + 1, part.First + part.Draws, bytes, filepath.ToSlash(folder.Path(i)), had})
}

// size writes bytes for people.
func size(n int64) string {
	switch {
	case n < 10_000_000:
		return fmt.Sprintf("%d kB", (n+999)/1000)
	case n < 10_000_000_000:
		return fmt.Sprintf("%d MB", (n+999_999)/1_000_000)
	}
	return fmt.Sprintf("%.1f GB", float64(n)/1e9)
}

func newMerge() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "merge FOLDER...",
		Short: "Make one run of the shards of a scenario that several machines drew",
		Long: `merge reads the shards that headroom run --shard i/n left in one or more folders and
writes the run folder that one undivided run would: the same bytes but for the
time of its making. Missing or damaged shards are listed with the commands that make them.
Shards of another scenario, seed, number of draws or program are refused. Shards stay
where they are: remove them when the run is what you want.

Exit codes: 0 done, 1 failed, 2 wrong usage or folders, 3 a required target is
missed, 5 shards are missing or damaged.`,
		Example: `  headroom merge shards/vietnam
  headroom merge /mnt/a/vietnam /mnt/b/vietnam --out runs/million --lang vi`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("%s needs folders of shards, such as shards/vietnam", cmd.CommandPath())
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			v, err := settings(cmd)
			if err != nil {
				return err
			}
			if err := standBack(v.GetInt("nice")); err != nil {
				return err
			}
			return mergeShards(cmd, v, args)
		},
	}
	f := cmd.Flags()
	f.Int("workers", 0, "parallel workers (default: one for each processor); changes no number")
	f.Int("memory", solver.DefaultMemory>>20, "bound in MiB on the draws held at once; changes no number")
	f.String("out", "", "run folder (default: the next runs/NAME-001)")
	f.Bool("force", false, "replace an existing run folder given by --out")
	f.Bool("quiet", false, "no progress and no messages, only the answer")
	f.Int("nice", batchNice, "how far the program stands back for others, 0 to 19")
	f.Bool("json", false, "lines of JSON on stdout: progress, then targets and the folder")
	f.Bool("no-figures", false, "leave out figures and report")
	f.String("lang", "en", "language of the answer: en or vi")
	return cmd
}

func mergeShards(cmd *cobra.Command, v *viper.Viper, dirs []string) error {
	run, err := shard.Gather(dirs, func(path string) string { return quote(filepath.ToSlash(path)) })
	if err != nil {
		return shardError(err)
	}
	defer run.Close()
	plan, err := planOfShards(run.Head)
	if err != nil {
		return err
	}
	folder, err := openFolder(v, plan.Name)
	if err != nil {
		return durable.Wrap(cmp.Or(v.GetString("out"), "runs"), err)
	}
	defer folder.Abandon()
	say(cmd.ErrOrStderr(), v.GetBool("quiet"), "%s: %d shards, %s\n", plan.Name, run.Shards, size(run.Bytes()))
	set, err := watched(cmd, v, plan, "merged", func(opt solver.Options) (*result.Set, error) { return solver.Merge(cmd.Context(), plan, run, opt) })
	if errors.Is(err, durable.ErrDamaged) { // all that are damaged are told at once
		if all := run.Verify(); all != nil {
			err = all
		}
	}
	if err != nil {
		return shardError(err)
	}
	run.SweepUp()
	return durable.Wrap(filepath.ToSlash(folder.Path()), finishRun(cmd, v, folder, []byte(run.Scenario), set, run.Command, "merged"))
}

// shardError gives what is wrong with shards, their folder or a run its exit code.
func shardError(err error) error {
	var lost *shard.IncompleteError
	var changed *durable.ChangedError
	var mixed *shard.MixedError
	switch {
	case errors.As(err, &lost), errors.Is(err, durable.ErrDamaged):
		return &exitError{exitIncomplete, err}
	case errors.As(err, &changed), errors.As(err, &mixed), errors.Is(err, shard.ErrNoFolder), errors.Is(err, shard.ErrForeign), errors.Is(err, durable.ErrVersion):
		return &exitError{exitUsage, err}
	}
	return err
}

// planOfShards compiles the scenario of shards. This program must be the one that drew them: another may have
// other models, and would write another program's name in the manifest.
func planOfShards(h *shard.Head) (*solver.Plan, error) {
	build, err := buildFacts()
	if err != nil {
		return nil, err
	}
	for _, f := range build {
		if was := h.Fact(f.Name); was != f.Value {
			return nil, usage("the shards of %s were drawn by another program: %s is %s, this one's is %s; merge them with the program that drew them", h.Name, f.Name, was, f.Value)
		}
	}
	plan, err := planOfMerged(scenarios.Request{Names: []string{"scenario.yaml"}, Read: func(string) ([]byte, error) { return []byte(h.Scenario), nil },
		Draws: h.Draws, Seed: &h.Set.Seed, Design: h.Set.Design}, h.Set.Hash, h.Fact("program"))
	if err != nil {
		return nil, err
	}
	plan.SpeakAs(h.Set)
	return plan, nil
}
