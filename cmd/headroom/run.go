package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots/report"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/headroom-planner/headroom/solver/sample"
	"github.com/headroom-planner/headroom/solver/sense"
	"github.com/spf13/cobra"
	"github.com/spf13/viper"
)

func newRun() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "run SCENARIO [OVERLAY...]",
		Short: "Run a scenario: answer, run folder, figures and report",
		Long: `run draws the scenario's futures and writes a run folder with the merged
scenario, quantiles, targets, draws, figures and a one-file report; the answer
goes to the terminal. Later names are overlays over earlier ones. A folder is
written whole or not at all, and never overwritten without --force.

With --shard i/n a part of the draws goes to a folder instead, for a scenario too
large for one machine; headroom merge makes the run of all parts, the same bytes as
one undivided run. A part that is there already is not drawn again without --force.`,
		Example: `  headroom run vietnam
  headroom run vietnam gpu-15x-count --draws 20000 --lang vi
  headroom run vietnam --until 'p(stations-plan-2026) +- 0.001'
  headroom run my-plan.yaml --set mobile.forecast=plan --out runs/plan
  headroom run vietnam --draws 1000000 --shard 3/8 --out /shared/vietnam`,
		Args: atLeastOne,
		RunE: func(cmd *cobra.Command, args []string) error {
			v, err := settings(cmd)
			if err != nil {
				return err
			}
			return runScenario(cmd, v, args)
		},
	}
	addScenarioFlags(cmd)
	f := cmd.Flags()
	f.Int("workers", 0, "parallel workers (default: one for each processor); changes no number")
	f.Int("memory", solver.DefaultMemory>>20, "bound in MiB on the draws held at once; changes no number")
	f.String("until", "", "draw until a number is known so exactly at 95 %: 'p(TARGET) +- 0.005', 'p50(METRIC@MONTH) +- 100'")
	f.Int("max-draws", 1_000_000, "most draws that --until may take")
	f.String("shard", "", "draw part i of n alone, as i/n, into a folder of shards; auto/n takes i from the scheduler")
	f.String("out", "", "run folder (default: the next runs/NAME-001); of shards (default: shards/NAME)")
	f.Bool("force", false, "replace an existing run folder given by --out, or a shard")
	f.Bool("quiet", false, "no progress and no messages, only the answer")
	f.Int("nice", 0, "how far the program stands back for others, 0 to 19 (default: 10 with --shard, else 0)")
	f.Bool("json", false, "lines of JSON on stdout: progress, then targets and the folder, or the shard")
	f.Bool("no-figures", false, "leave out figures and report")
	return cmd
}

func runScenario(cmd *cobra.Command, v *viper.Viper, names []string) error {
	doc, plan, err := mustCompile(cmd, v, names)
	if err != nil {
		return err
	}
	nice := v.GetInt("nice")
	if cmd.Flags().Changed("shard") && !cmd.Flags().Changed("nice") && !v.InConfig("nice") && os.Getenv("HEADROOM_NICE") == "" {
		nice = batchNice
	}
	if err := standBack(nice); err != nil {
		return err
	}
	if cmd.Flags().Changed("shard") {
		return runShard(cmd, v, doc, plan, names)
	}
	folder, err := openFolder(v, plan.Name)
	if err != nil {
		return err
	}
	defer folder.Abandon()
	set, err := drawUntil(cmd, v, plan)
	if err != nil {
		return err
	}
	return finishRun(cmd, v, folder, doc.Merged(), set, command(cmd, v, plan, names), "run")
}

// batchNice is how far work in batches stands back for others unless it is told.
const batchNice = 10

// finishRun writes the run folder, prints the answer and says whether a required target is missed.
func finishRun(cmd *cobra.Command, v *viper.Viper, folder *result.Folder, merged []byte, set *result.Set, command, event string) error {
	if err := sense.Depends(set, v.GetInt("workers")); err != nil {
		return err
	}
	lang := text.Lang(v.GetString("lang"))
	if err := writeRun(cmd.Context(), folder, merged, set, command, !v.GetBool("no-figures")); err != nil {
		return err
	}
	if v.GetBool("json") {
		if err := json.NewEncoder(cmd.OutOrStdout()).Encode(endLine(event, folder, set)); err != nil {
			return err
		}
		return missed(set)
	}
	if err := report.Answer(cmd.OutOrStdout(), set, lang); err != nil {
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%s\n", filepath.ToSlash(folder.Path()))
	return missed(set)
}

func openFolder(v *viper.Viper, name string) (*result.Folder, error) {
	out := v.GetString("out")
	if out == "" {
		return result.Numbered("runs", name)
	}
	f, err := result.Create(out, v.GetBool("force"))
	if errors.Is(err, result.ErrExists) {
		return nil, &exitError{exitUsage, err}
	}
	return f, err
}

// draw runs the plan.
func draw(cmd *cobra.Command, v *viper.Viper, plan *solver.Plan) (*result.Set, error) {
	return watched(cmd, v, plan, "drawn", func(opt solver.Options) (*result.Set, error) { return solver.Run(cmd.Context(), plan, opt) })
}

// watched states the memory, then makes a result with progress on stderr; done is the word for it.
func watched(cmd *cobra.Command, v *viper.Viper, plan *solver.Plan, done string, do func(solver.Options) (*result.Set, error)) (*result.Set, error) {
	bound, err := memory(v)
	if err != nil {
		return nil, err
	}
	est, err := plan.Memory(bound)
	if err != nil {
		return nil, &exitError{exitUsage, err}
	}
	quiet := v.GetBool("quiet")
	say(cmd.ErrOrStderr(), quiet, "%s: %d draws, %d months, %d uncertain inputs; %s\n",
		plan.Name, plan.Draws, plan.Axis.Steps, len(plan.Uncertain), est)
	begin := time.Now()
	set, err := do(solver.Options{Workers: v.GetInt("workers"), Memory: bound, Progress: drawsProgress(cmd, v, 0, 0)})
	if err != nil {
		return nil, err
	}
	say(cmd.ErrOrStderr(), quiet, "%s in %.1f s\n", done, time.Since(begin).Seconds())
	return set, nil
}

// maxMemory is the largest --memory in MiB: its bytes are an int64.
const maxMemory = 1<<43 - 1

// memory returns the bound of --memory in bytes.
func memory(v *viper.Viper) (int64, error) {
	m := v.GetInt64("memory")
	if m < 1 || m > maxMemory {
		return 0, usage("--memory must be 1 to %d MiB", maxMemory)
	}
	return m << 20, nil
}

func say(w io.Writer, quiet bool, format string, a ...any) {
	if !quiet {
		fmt.Fprintf(w, format, a...)
	}
}

// until is a writer that fails once ctx is done, so that a signal ends a long file.
type until struct {
	ctx context.Context
	w   io.Writer
}

// Write implements io.Writer.
func (u until) Write(b []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.w.Write(b)
}

// writeRun writes every file of the run folder, or ends when ctx does.
func writeRun(ctx context.Context, f *result.Folder, merged []byte, set *result.Set, command string, figures bool) error {
	for _, file := range []struct {
		name  string
		write func(io.Writer) error
	}{
		{"scenario.yaml", func(w io.Writer) error { _, err := w.Write(merged); return err }},
		{"summary.csv", func(w io.Writer) error { return result.WriteSummary(w, set) }},
		{"targets.json", func(w io.Writer) error { return result.WriteTargets(w, set) }},
		{"result.json", func(w io.Writer) error { return result.WriteResult(w, set) }},
		{"draws.parquet", func(w io.Writer) error { return result.WriteDraws(w, set) }},
	} {
		if err := f.Write(file.name, func(w io.Writer) error { return file.write(until{ctx, w}) }); err != nil {
			return err
		}
	}
	if figures {
		if err := writeFigures(ctx, f, set, command); err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return f.Finish(result.Manifest{
		Name: set.Name, ScenarioHash: set.Hash, Program: program(), Seed: set.Seed, Design: set.Design, Draws: set.Draws,
		Start: set.Axis.Start.String(), End: set.Axis.End().String(), Knowledge: set.Knowledge,
		Command: command, Created: time.Now().UTC().Format(time.RFC3339),
	})
}

// program names the build that made the numbers: results are the same bytes
// with one build and one architecture.
func program() string {
	return "headroom " + version + " " + runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH
}

// command is the line that reproduces the run, whatever the environment and
// the settings file say when it is typed again.
func command(cmd *cobra.Command, v *viper.Viper, plan *solver.Plan, names []string) string {
	parts := []string{"headroom", "run"}
	option := func(name, value string) { parts = append(parts, name, quote(value)) }
	for _, n := range names {
		parts = append(parts, quote(n))
	}
	sets, _ := cmd.Flags().GetStringArray("set")
	with, _ := cmd.Flags().GetStringSlice("with")
	for _, w := range with {
		option("--with", w)
	}
	for _, s := range append(environmentSets(os.Environ()), sets...) { // the scenario's order: --set has the last word
		option("--set", s)
	}
	if plan.Replicates != usualReplicates(plan.Design) {
		option("--set", fmt.Sprintf("simulation.replicates=%d", plan.Replicates))
	}
	if plan.Design != sample.MC || v.GetString("design") != "" {
		option("--design", string(plan.Design))
	}
	option("--draws", strconv.Itoa(plan.Draws))
	option("--seed", strconv.FormatUint(plan.Seed, 10))
	return strings.Join(parts, " ")
}

// usualReplicates is how many replicates a design has when nothing is said.
func usualReplicates(d sample.Design) int {
	if d == sample.MC {
		return 1
	}
	return sample.Replicates
}

// environmentSets writes the layers of HEADROOM_SET__... as arguments of
// --set, in the order in which scenarios reads them.
func environmentSets(env []string) []string {
	var out []string
	for _, e := range slices.Sorted(slices.Values(env)) {
		rest, ok := strings.CutPrefix(e, "HEADROOM_SET__")
		name, value, found := strings.Cut(rest, "=")
		if !ok || !found {
			continue
		}
		parts := strings.Split(strings.ToLower(name), "__")
		if len(parts) > 2 && slices.Contains(collections(), parts[0]+"."+parts[1]) {
			parts[2] = strings.ReplaceAll(parts[2], "_", "-") // a shell allows no hyphen in a name
		}
		out = append(out, strings.Join(parts, ".")+"="+value)
	}
	return out
}

// quote protects an argument for a POSIX shell.
func quote(s string) string {
	if s != "" && !strings.ContainsAny(s, " \t\r\n'\"\\$`&|;<>(){}*?[]~#!") {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// missed turns a missed required target into exit code 3.
func missed(set *result.Set) error {
	var ids []string
	for i := range set.Targets {
		if m := set.Targets[i].Met; m != nil && !*m {
			ids = append(ids, set.Targets[i].ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	return &exitError{exitRequired, fmt.Errorf("required target missed: %s", strings.Join(ids, ", "))}
}
