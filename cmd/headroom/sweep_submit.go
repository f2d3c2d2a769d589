package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/headroom-planner/headroom/solver/sweep"
	"github.com/spf13/cobra"
	"github.com/spf13/viper"
	"go.yaml.in/yaml/v3"
)

func newSweepSubmit() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "submit FILE",
		Short: "Give the missing points of a sweep to a cluster's scheduler",
		Long: `submit divides a sweep into tasks, each "headroom sweep FILE --part i/n".

With --engine slurm it writes an array script of the tasks that have missing points,
submits it with sbatch, watches the sweep's folder until every point is there or the
deadline passes, and merges. The folder and the sweep file have to be on a file system
that all nodes share. Submitting again sends what is missing and nothing else.

With --engine kubernetes it prints the manifest of an Indexed Job for kubectl apply; the
image has to hold headroom, and the volume claim the sweep file and the folder. Paths are
those inside the volume. Nothing but a file system is supported: an S3 bucket has to be
mounted as one, with renames that replace a whole file.

Exit codes: 0 done, 1 failed, 2 wrong usage or files, 5 points are missing at the deadline.`,
		Example: `  headroom sweep submit tariffs.yaml --engine slurm --out /shared/tariffs --deadline 8h
  headroom sweep submit tariffs.yaml --engine slurm --out /shared/tariffs --no-wait
  headroom sweep submit tariffs.yaml --engine kubernetes --image registry/headroom:0.1.0 --claim sweeps --out tariffs > job.yaml`,
		Args: oneSweepFile,
		RunE: func(cmd *cobra.Command, args []string) error {
			v, err := settings(cmd)
			if err != nil {
				return err
			}
			return submitSweep(cmd, v, args[0])
		},
	}
	addSweepFlags(cmd)
	f := cmd.Flags()
	f.String("engine", "", "slurm or kubernetes")
	f.Int("tasks", 1000, "most tasks that the points are divided over; under Slurm no more than its MaxArraySize allows")
	f.Duration("deadline", 24*time.Hour, "slurm: how long to wait for the points")
	f.Duration("poll", 5*time.Second, "slurm: how often to look at the folder")
	f.Bool("no-wait", false, "slurm: submit and return")
	f.StringArray("sbatch", nil, "slurm: an option for sbatch, such as --partition=long; may be repeated")
	f.String("image", "", "kubernetes: container image with headroom on its path")
	f.String("claim", "", "kubernetes: name of the persistent volume claim that holds the sweep")
	f.Int("parallel", 10, "kubernetes: pods at once")
	f.String("cpu", "1", "kubernetes: processors a pod asks for")
	return cmd
}

func submitSweep(cmd *cobra.Command, v *viper.Viper, file string) error {
	engine := v.GetString("engine")
	if engine != "slurm" && engine != "kubernetes" {
		return usage("--engine %q is not one of slurm, kubernetes", engine)
	}
	if n := v.GetInt("tasks"); n < 1 {
		return usage("--tasks must be at least 1")
	}
	s, err := loadSweep(cmd, v, file)
	if err != nil {
		return err
	}
	if _, problems := s.Compile(s.Points[0]); problems.HasErrors() {
		fmt.Fprint(cmd.ErrOrStderr(), problems.Text())
		return &exitError{exitUsage, fmt.Errorf("the first point (%s) does not compile", s.named(s.Points[0]))}
	}
	if engine == "kubernetes" {
		return s.kubernetes(cmd, v, file)
	}
	return s.slurm(cmd, v, file)
}

// task is the command line of a task, without the program.
func (s *sweepRun) task(cmd *cobra.Command, v *viper.Viper, file, out string, tasks int) []string {
	args := []string{"sweep", file, "--out", out, "--part", fmt.Sprintf("auto/%d", tasks), "--quiet"}
	for _, name := range []string{"draws", "seed", "design", "workers", "memory", "nice"} {
		if cmd.Flags().Changed(name) {
			args = append(args, "--"+name, v.GetString(name))
		}
	}
	if !cmd.Flags().Changed("workers") {
		args = append(args, "--workers", "1") // a task has one processor unless more are asked for
	}
	sets, _ := cmd.Flags().GetStringArray("set")
	for _, set := range sets {
		args = append(args, "--set", set)
	}
	return args
}

var maxArraySize = regexp.MustCompile(`(?m)^MaxArraySize\s*=\s*(\d+)`)

// slurm submits the tasks with missing points and waits for the points.
func (s *sweepRun) slurm(cmd *cobra.Command, v *viper.Viper, file string) error {
	for _, tool := range []string{"sbatch", "scontrol"} {
		if _, err := exec.LookPath(tool); err != nil {
			return usage("%s is not installed here: submit from a machine with Slurm's commands, or run tasks as headroom sweep FILE --part i/n", tool)
		}
	}
	end := time.Now().Add(v.GetDuration("deadline"))
	ctx, stop := context.WithDeadline(cmd.Context(), end)
	defer stop()
	config, err := s.command(ctx, cmd, v, "scontrol", "show", "config")
	if err != nil {
		return err
	}
	most := 1001 // Slurm's own default
	if m := maxArraySize.FindStringSubmatch(config); m != nil {
		most, _ = strconv.Atoi(m[1])
	}
	tasks := min(len(s.Points), v.GetInt("tasks"), most-1) // indices of an array are below MaxArraySize
	if tasks < 1 {
		return fmt.Errorf("this Slurm allows no job arrays: MaxArraySize is %d", most)
	}
	folder, err := openSweep(s, file)
	if err != nil {
		return err
	}
	for _, p := range s.Points { // what is damaged counts as missing
		_, said, err := folder.Has(p)
		if err != nil {
			return &exitError{exitUsage, err}
		}
		if said != "" {
			say(cmd.ErrOrStderr(), v.GetBool("quiet"), "%s\n", said)
		}
	}
	missing, err := folder.Missing()
	if err != nil {
		return err
	}
	if len(missing) == 0 {
		return mergeSweep(cmd, v, folder, false)
	}
	if err := folder.Forget(); err != nil {
		return err
	}
	script, err := s.script(cmd, v, file, missing, tasks)
	if err != nil {
		return err
	}
	job, err := s.command(ctx, cmd, v, "sbatch", "--parsable", script)
	if err != nil {
		return err
	}
	say(cmd.ErrOrStderr(), v.GetBool("quiet"), "submitted %d missing points of %d as job %s: %s\n", len(missing), len(s.Points), strings.TrimSpace(job), script)
	if v.GetBool("no-wait") {
		return nil
	}
	if err := s.wait(ctx, cmd, v, folder); err != nil {
		return err
	}
	return mergeSweep(cmd, v, folder, false)
}

// command runs a command of Slurm, again and again while the controller does not answer.
func (s *sweepRun) command(ctx context.Context, cmd *cobra.Command, v *viper.Viper, name string, args ...string) (string, error) {
	for try := 1; ; try++ {
		var out, errs strings.Builder
		c := exec.CommandContext(ctx, name, args...)
		c.Stdout, c.Stderr = &out, &errs
		err := c.Run()
		if err == nil {
			return out.String(), nil
		}
		said := strings.TrimSpace(errs.String())
		away := strings.Contains(said, "Unable to contact slurm controller") || strings.Contains(said, "Socket timed out") || strings.Contains(said, "Connection refused")
		if !away || ctx.Err() != nil {
			return "", fmt.Errorf("%s failed: %s (%w)", name, said, err)
		}
		say(cmd.ErrOrStderr(), v.GetBool("quiet"), "%s: the controller does not answer; trying again\n", name)
		select {
		case <-ctx.Done():
			return "", fmt.Errorf("%s: the controller did not answer until the deadline: %s", name, said)
		case <-time.After(v.GetDuration("poll")):
		}
	}
}

// script writes the array script of the tasks that have missing points.
func (s *sweepRun) script(cmd *cobra.Command, v *viper.Viper, file string, missing []int, tasks int) (string, error) {
	dir, err := filepath.Abs(s.dir)
	if err != nil {
		return "", err
	}
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	work, err := os.Getwd()
	if err != nil {
		return "", err
	}
	logs := filepath.Join(dir, "logs")
	if err := os.MkdirAll(logs, 0o755); err != nil {
		return "", err
	}
	if strings.ContainsAny(dir+work, "\"\\\n%") { // %a and its like mean something in names of logs
		return "", usage("the path %s holds a character that sbatch reads in its own way", dir)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "#!/bin/sh\n#SBATCH --job-name=headroom-%s\n#SBATCH --array=%s\n#SBATCH --output=\"%s/%%A_%%a.txt\"\n#SBATCH --chdir=\"%s\"\n#SBATCH --requeue\n", s.Name, arraySpec(missing, tasks), logs, work)
	options, err := cmd.Flags().GetStringArray("sbatch")
	if err != nil {
		return "", err
	}
	for _, o := range options {
		fmt.Fprintf(&b, "#SBATCH %s\n", o)
	}
	words := []string{"exec", quote(self)}
	for _, a := range s.task(cmd, v, file, dir, tasks) {
		words = append(words, quote(a))
	}
	fmt.Fprintf(&b, "%s\n", strings.Join(words, " "))
	for n := 1; ; n++ {
		path := filepath.Join(dir, fmt.Sprintf("slurm-%03d.sh", n))
		f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o755)
		if errors.Is(err, os.ErrExist) {
			continue
		}
		if err != nil {
			return "", err
		}
		_, err = f.WriteString(b.String())
		return path, errors.Join(err, f.Close())
	}
}

// arraySpec lists the tasks, counted from 1, that have missing points: 1-3,7.
func arraySpec(missing []int, tasks int) string {
	var ids []int
	for _, i := range missing {
		ids = append(ids, i%tasks+1)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	var parts []string
	for lo := 0; lo < len(ids); {
		hi := lo
		for hi+1 < len(ids) && ids[hi+1] == ids[hi]+1 {
			hi++
		}
		if part := strconv.Itoa(ids[lo]); hi > lo {
			parts = append(parts, part+"-"+strconv.Itoa(ids[hi]))
		} else {
			parts = append(parts, part)
		}
		lo = hi + 1
	}
	return strings.Join(parts, ",")
}

// wait looks at the folder, not at the scheduler, until every point is there or has failed.
func (s *sweepRun) wait(ctx context.Context, cmd *cobra.Command, v *viper.Viper, folder *sweep.Folder) error {
	show := pointProgress(cmd.ErrOrStderr(), v.GetBool("quiet"))
	for {
		st, err := folder.Status()
		if err != nil {
			return err
		}
		if show != nil {
			show(st.Done, st.Points)
		}
		if st.Done >= st.Points {
			return nil
		}
		if st.Done+len(st.Failures) >= st.Points {
			return incomplete(len(st.Failures), st.Points, st.Done, s.dir)
		}
		select {
		case <-ctx.Done():
			if cmd.Context().Err() != nil {
				return &exitError{exitFailed, errors.New("interrupted; the job goes on: scancel ends it, and the same command sends what is missing")}
			}
			return &exitError{exitIncomplete, fmt.Errorf("%d of %d points at the deadline, %d failed: the logs are in %s; the same command sends what is missing",
				st.Done, st.Points, len(st.Failures), filepath.ToSlash(filepath.Join(s.dir, "logs")))}
		case <-time.After(v.GetDuration("poll")):
		}
	}
}

// kubernetes prints the manifest of an Indexed Job (batch/v1; backoffLimitPerIndex is stable since
// Kubernetes 1.33). The index of a pod is the task; a task whose points are there ends at once.
func (s *sweepRun) kubernetes(cmd *cobra.Command, v *viper.Viper, file string) error {
	image, claim := v.GetString("image"), v.GetString("claim")
	if image == "" || claim == "" {
		return usage("--engine kubernetes needs --image and --claim")
	}
	const mostIndices = 10_000 // beyond, the API bounds parallelism and failed indices
	tasks := min(len(s.Points), v.GetInt("tasks"), mostIndices)
	if filepath.IsAbs(file) || filepath.IsAbs(s.dir) {
		return usage("under Kubernetes the sweep file and --out are paths inside the volume: write them without a leading slash")
	}
	const mount = "/sweep"
	type object = map[string]any
	container := object{
		"name": "headroom", "image": image, "workingDir": mount,
		"command":      append([]string{"headroom"}, s.task(cmd, v, filepath.ToSlash(file), filepath.ToSlash(s.dir), tasks)...),
		"resources":    object{"requests": object{"cpu": v.GetString("cpu")}},
		"volumeMounts": []object{{"name": "sweep", "mountPath": mount}},
	}
	for _, e := range environmentSets(os.Environ()) {
		return usage("%s is set by the environment, which pods do not have: pass it with --set", e)
	}
	job := object{
		"apiVersion": "batch/v1", "kind": "Job",
		"metadata": object{"name": "headroom-" + s.Name},
		"spec": object{
			"completionMode": "Indexed", "completions": tasks, "parallelism": min(tasks, v.GetInt("parallel")),
			"backoffLimitPerIndex": 3, "maxFailedIndexes": tasks,
			// A pod that the cluster itself took away, as a drained or preempted node does, is no failure. Wrong usage
			// and points that failed by themselves fail again: the index is given up at once.
			"podFailurePolicy": object{"rules": []object{
				{"action": "Ignore", "onPodConditions": []object{{"type": "DisruptionTarget", "status": "True"}}},
				{"action": "FailIndex", "onExitCodes": object{"containerName": "headroom", "operator": "In", "values": []int{exitUsage, exitIncomplete}}}}},
			"template": object{"spec": object{
				"restartPolicy": "Never",
				"containers":    []object{container},
				"volumes":       []object{{"name": "sweep", "persistentVolumeClaim": object{"claimName": claim}}},
			}},
		},
	}
	e := yaml.NewEncoder(cmd.OutOrStdout())
	e.SetIndent(2)
	return errors.Join(e.Encode(job), e.Close())
}
