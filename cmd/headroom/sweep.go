package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/scenarios"
	"github.com/headroom-planner/headroom/scenarios/diag"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/durable"
	"github.com/headroom-planner/headroom/solver/sweep"
	"github.com/spf13/cobra"
	"github.com/spf13/viper"
)

func newSweep() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "sweep FILE",
		Short: "Run many variants of a scenario, resumable and never losing one",
		Long: `sweep runs every point of a sweep file and merges what they found into one
table, as CSV and Parquet. Points share their random numbers. Each leaves a file
of its own in the sweep's folder, so that the same command goes on where it was
killed; a folder that was begun with another scenario, sweep or program is refused.
Points that fail are listed, tried again and do not stop the others.

Exit codes: 0 every point is in the table, 1 failed, 2 wrong usage or files,
5 points failed or are missing.`,
		Example: `  headroom sweep tariffs.yaml --dry-run
  headroom sweep tariffs.yaml
  headroom sweep status sweeps/tariffs
  headroom sweep tariffs.yaml --out /shared/tariffs --part 3/64
  headroom sweep submit tariffs.yaml --engine slurm --out /shared/tariffs`,
		Args: oneSweepFile,
		RunE: func(cmd *cobra.Command, args []string) error {
			v, err := settings(cmd)
			if err != nil {
				return err
			}
			return runSweep(cmd, v, args[0])
		},
	}
	addSweepFlags(cmd)
	f := cmd.Flags()
	f.Bool("dry-run", false, "print points, draws, time, memory and bytes, measured on one point, and run nothing else")
	f.Int("retries", 1, "how often points that failed are tried again before the end")
	f.String("part", "", "run every n-th point from the i-th on, as i/n; auto/n takes i from the scheduler; no table is made")
	cmd.AddCommand(newSweepStatus(), newSweepMerge(), newSweepSubmit())
	return cmd
}

func oneSweepFile(cmd *cobra.Command, args []string) error {
	if len(args) != 1 {
		return usage("%s needs one sweep file", cmd.CommandPath())
	}
	return nil
}

// addSweepFlags gives a verb what decides a sweep's points and how they are run.
func addSweepFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringArray("set", nil, "set one input in every point, as path=value; may be repeated")
	f.String("design", "", "how draws are laid out: mc, lhs or sobol (default: the scenario's)")
	f.Int("draws", 0, "draws of each point (default: the sweep's, else the scenario's)")
	f.Uint64("seed", 0, "seed of the random streams (default: the sweep's, else the scenario's)")
	f.String("out", "", "folder of the sweep (default: sweeps/NAME)")
	f.Int("workers", 0, "points at once (default: one for each processor); changes no number")
	f.Int("memory", solver.DefaultMemory>>20, "bound in MiB on the draws that one point holds; changes no number")
	f.Int("nice", batchNice, "how far the program stands back for others, 0 to 19")
	f.Bool("quiet", false, "no progress and no messages")
	f.Bool("json", false, "one line of JSON for each point, on stdout")
	f.String("lang", "en", "language of the words: en or vi")
}

// in picks the words of the reader's language.
func in(v *viper.Viper, en, vi string) string {
	return text.T(en, vi).In(text.Lang(v.GetString("lang")))
}

// sweepRun is a sweep file that was read with everything its folder needs.
type sweepRun struct {
	*scenarios.Sweep
	id  sweep.Identity
	dir string
}

func loadSweep(cmd *cobra.Command, v *viper.Viper, file string) (*sweepRun, error) {
	sets, err := cmd.Flags().GetStringArray("set")
	if err != nil {
		return nil, err
	}
	req := scenarios.SweepRequest{File: filepath.ToSlash(file), Env: os.Environ(), Sets: sets, Read: os.ReadFile, Draws: v.GetInt("draws"), Design: v.GetString("design")}
	if req.Draws < 0 || cmd.Flags().Changed("draws") && req.Draws == 0 {
		return nil, usage("--draws must be at least 1")
	}
	if cmd.Flags().Changed("seed") || os.Getenv("HEADROOM_SEED") != "" || v.InConfig("seed") {
		seed := v.GetUint64("seed")
		req.Seed = &seed
	}
	sw, problems := scenarios.LoadSweep(req)
	fmt.Fprint(cmd.ErrOrStderr(), problems.Text())
	if sw == nil {
		return nil, &exitError{code: exitUsage}
	}
	build, err := buildFacts()
	if err != nil {
		return nil, err
	}
	id, err := sw.Origins(build)
	if err != nil {
		return nil, &exitError{exitUsage, err}
	}
	dir := v.GetString("out")
	if dir == "" {
		dir = filepath.Join("sweeps", sw.Name)
	}
	return &sweepRun{sw, id, dir}, nil
}

// buildFacts identify the program by its bytes: builds of one version may have other models or shipped scenarios.
var buildFacts = sync.OnceValues(func() ([]durable.Fact, error) {
	path, err := os.Executable()
	if err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return nil, err
	}
	return []durable.Fact{{Name: "program", Value: program()}, {Name: "program's file", Value: hex.EncodeToString(h.Sum(nil)[:8])}}, nil
})

// do compiles and draws points.
func (s *sweepRun) do(memory int64) sweep.Do {
	return func(ctx context.Context, p sweep.Point) (*sweep.Shard, error) {
		plan, problems := s.Compile(p)
		if plan == nil {
			return nil, &sweep.Lasting{Err: problemError(problems)}
		}
		return sweep.Draw(ctx, p, plan, memory, s.Keep)
	}
}

// problemError is the errors of a list, without its warnings.
func problemError(l diag.List) error {
	errs := slices.DeleteFunc(slices.Clone(l), func(p diag.Problem) bool { return p.Severity != diag.Error })
	return errors.New(strings.TrimSpace(errs.Text()))
}

func runSweep(cmd *cobra.Command, v *viper.Viper, file string) error {
	s, err := loadSweep(cmd, v, file)
	if err != nil {
		return err
	}
	memory, err := memory(v)
	if err != nil {
		return err
	}
	// A sweep whose first point cannot be compiled is most likely written wrong.
	if _, problems := s.Compile(s.Points[0]); problems.HasErrors() {
		fmt.Fprint(cmd.ErrOrStderr(), problems.Text())
		return &exitError{exitUsage, fmt.Errorf("the first point (%s) does not compile", s.named(s.Points[0]))}
	}
	if v.GetBool("dry-run") {
		return s.dryRun(cmd, v, memory)
	}
	points := s.Points
	part := v.GetString("part")
	if part != "" {
		if points, err = partOf(points, part); err != nil {
			return err
		}
	}
	if err := standBack(v.GetInt("nice")); err != nil {
		return err
	}
	folder, err := openSweep(s, file)
	if err != nil {
		return err
	}
	report, err := s.run(cmd, v, folder, points, memory)
	if err != nil {
		return err
	}
	if part != "" || len(report.Failed) > 0 {
		return unmerged(cmd, v, report, len(points), s.dir)
	}
	return mergeSweep(cmd, v, folder, false)
}

func openSweep(s *sweepRun, file string) (*sweep.Folder, error) {
	folder, err := sweep.Create(s.dir, s.id, file)
	var changed *durable.ChangedError
	if errors.As(err, &changed) || errors.Is(err, sweep.ErrNoFolder) || errors.Is(err, durable.ErrVersion) || errors.Is(err, durable.ErrDamaged) {
		return nil, &exitError{exitUsage, err}
	}
	return folder, err
}

// run runs points with progress.
func (s *sweepRun) run(cmd *cobra.Command, v *viper.Viper, folder *sweep.Folder, points []sweep.Point, memory int64) (sweep.Report, error) {
	stdout, stderr, quiet := cmd.OutOrStdout(), cmd.ErrOrStderr(), v.GetBool("quiet")
	begin := time.Now()
	show := pointProgress(stderr, quiet)
	lines := json.NewEncoder(stdout)
	opt := sweep.Options{Workers: v.GetInt("workers"), Retries: v.GetInt("retries"),
		Say: func(m string) { say(stderr, quiet, "%s\n", m) },
		Done: func(p sweep.Point, draws, done int, err error) {
			if v.GetBool("json") {
				line := pointLine{Event: "point", Point: p.ID, Index: p.Index, Axes: s.labels(p), Draws: draws, Done: done, Seconds: time.Since(begin).Seconds()}
				if err != nil {
					line.Event, line.Error = "failed", err.Error()
				}
				_ = lines.Encode(line)
			}
			if err != nil {
				say(stderr, quiet, "failed: %s: %v\n", s.named(p), err)
			}
			if show != nil {
				show(done, len(points))
			}
		}}
	say(stderr, quiet, "%s: %d points in %s\n", s.Name, len(points), filepath.ToSlash(s.dir))
	report, err := sweep.Run(cmd.Context(), folder, points, s.do(memory), opt)
	took := time.Since(begin).Seconds()
	if errors.Is(err, context.Canceled) {
		return report, &exitError{exitFailed, fmt.Errorf("interrupted; %d points are kept in %s: the same command goes on", report.Had+report.Ran, s.dir)}
	}
	if errors.Is(err, durable.ErrVersion) || errors.Is(err, sweep.ErrForeign) {
		return report, &exitError{exitUsage, err}
	}
	if err != nil {
		return report, err
	}
	say(stderr, quiet, "%d points were there, %d were run, %d failed; %d draws in %.1f s, %.0f a second\n",
		report.Had, report.Ran, len(report.Failed), report.Draws, took, float64(report.Draws)/took)
	return report, nil
}

// pointLine is one line of --json.
type pointLine struct {
	Event   string            `json:"event"`
	Point   string            `json:"point"`
	Index   int               `json:"index"`
	Axes    map[string]string `json:"axes"`
	Draws   int               `json:"draws"`
	Done    int               `json:"done"`
	Seconds float64           `json:"seconds"`
	Error   string            `json:"error,omitempty"`
}

// labels are a point's, by axis.
func (s *sweepRun) labels(p sweep.Point) map[string]string {
	out := map[string]string{}
	for i, l := range p.Labels {
		if l != "" {
			out[s.Spec.Axes[i].Name] = l
		}
	}
	return out
}

// named is a point for people.
func (s *sweepRun) named(p sweep.Point) string { return namedPoint(s.Sweep, p) }

func namedPoint(s *scenarios.Sweep, p sweep.Point) string {
	var parts []string
	for i, l := range p.Labels {
		if l != "" {
			parts = append(parts, s.Spec.Axes[i].Name+"="+l)
		}
	}
	return strings.Join(parts, ", ")
}

func pointProgress(w io.Writer, quiet bool) func(done, total int) {
	return progressOf(w, quiet, "points")
}

// shellWord quotes a word for a shell, if need be.
func shellWord(s string) string {
	if strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=:,@") == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// indexVariables tell a task its index: of Slurm's arrays, whose tasks we count from 1, and of
// Kubernetes' indexed jobs, which count from 0.
var indexVariables = []struct {
	name  string
	first int
}{{"SLURM_ARRAY_TASK_ID", 1}, {"JOB_COMPLETION_INDEX", 0}}

// partOf reads i/n or auto/n.
func partOf(points []sweep.Point, s string) ([]sweep.Point, error) {
	i, n, err := fraction("--part", s)
	if err != nil {
		return nil, err
	}
	out, err := sweep.Part(points, i, n)
	if err != nil {
		return nil, usage("--part %s: %w", s, err)
	}
	return out, nil
}

// fraction reads i/n, or auto/n in a task of a scheduler.
func fraction(flag, s string) (i, n int, err error) {
	a, b, _ := strings.Cut(s, "/")
	first := 1
	if a == "auto" {
		for _, v := range indexVariables {
			if a = os.Getenv(v.name); a != "" {
				first = v.first
				break
			}
		}
		if a == "" {
			return 0, 0, usage("%s %s: neither SLURM_ARRAY_TASK_ID nor JOB_COMPLETION_INDEX is set", flag, s)
		}
	}
	i, err = strconv.Atoi(a)
	n, err2 := strconv.Atoi(b)
	if err != nil || err2 != nil {
		return 0, 0, usage("%s %q: write i/n, such as 3/64, or auto/64 in a task of a scheduler", flag, s)
	}
	return i + 1 - first, n, nil
}
