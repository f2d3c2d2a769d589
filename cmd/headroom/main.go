// Command headroom projects digital infrastructure under uncertainty: it runs
// YAML scenarios and answers in probabilities, charts and reports.
//
// Each verb has a file of its own. This file holds what they share: the root
// command, exit codes and signals. No verb computes; model and solver do.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

// Exit codes, the same for every verb.
const (
	exitDone     = 0
	exitFailed   = 1
	exitUsage    = 2 // wrong usage or a scenario with problems
	exitRequired = 3 // a required target is missed, or a search finds nothing

	exitIncomplete = 5 // points of a sweep failed or are missing, or shards of a run
)

// exitError carries an exit code with an error. A nil err prints nothing,
// because everything was said already.
type exitError struct {
	code int
	err  error
}

// Error implements error.
func (e *exitError) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

// Unwrap gives errors.Is and errors.As the cause.
func (e *exitError) Unwrap() error { return e.err }

func usage(format string, a ...any) error { return &exitError{exitUsage, fmt.Errorf(format, a...)} }

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run executes one command line and returns its exit code.
func run(args []string, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), signals()...)
	defer stop()
	root := newRoot()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitDone
	}
	var e *exitError
	if !errors.As(err, &e) {
		e = &exitError{exitFailed, err}
	}
	if errors.Is(err, context.Canceled) {
		e.err = errors.New("interrupted; no run folder was left behind")
	}
	if msg := e.Error(); msg != "" {
		fmt.Fprintln(stderr, "headroom:", msg)
	}
	return e.code
}

// signals are those that end a command in order. A signal that the caller
// ignores stays ignored, or nohup would not protect a run.
func signals() []os.Signal {
	var out []os.Signal
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP} {
		if !signal.Ignored(s) {
			out = append(out, s)
		}
	}
	return out
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "headroom",
		Short: "Plan digital infrastructure under uncertainty",
		Long: `headroom runs a YAML scenario of 5G stations, data centres, GPUs, power and
money over thousands of futures and answers in probabilities: how much, by
when, and which constraint binds.

Settings come from flags, then from the environment (HEADROOM_DRAWS,
HEADROOM_NO_FIGURES and their like), then from headroom/settings.yaml in the
user's configuration directory or the file that HEADROOM_SETTINGS names. They
are ` + settingNames() + `.

Exit codes: 0 done, 1 failed, 2 wrong usage or scenario, 3 a required target
is missed or seek finds nothing, 5 points of a sweep or shards of a run are missing.`,
		Example: `  headroom run vietnam
  headroom run vietnam gpu-15x-count --set gpu.expansion.multiple=10
  headroom check my-plan.yaml
  headroom explain mobile.stations
  headroom init my-plan
  headroom compare runs/vietnam-001 runs/my-plan-001`,
		Version:       version,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usage("unknown command %q; headroom --help lists the commands", args[0])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetVersionTemplate(program() + "\n")
	root.SetFlagErrorFunc(badFlag)
	root.AddCommand(newInit(), newRun(), newShow(), newMerge(), newCheck(), newList(), newExplain(), newSchema(),
		newCompare(), newSweep(), newSense(), newSeek(), newScore(), newTrain(), newPlot(), newReport(), newExport(), newImport(), newReference(), newMan())
	return root
}
