package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"github.com/headroom-planner/headroom/solver/sweep"
	"github.com/spf13/cobra"
)

func newSweepStatus() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "status FOLDER",
		Short: "Say how far a sweep is, without locks",
		Long: `status counts the files of a sweep's folder. It takes no lock, changes nothing and
may be asked while processes on any machine work on the folder.

Exit codes: 0 every point is there, 2 no sweep's folder, 5 points are missing.`,
		Example: `  headroom sweep status sweeps/tariffs
  headroom sweep status sweeps/tariffs --json`,
		Args: oneSweepFolder,
		RunE: func(cmd *cobra.Command, args []string) error {
			v, err := settings(cmd)
			if err != nil {
				return err
			}
			folder, err := sweepFolder(args[0])
			if err != nil {
				return err
			}
			s, err := folder.Status()
			if err != nil {
				return err
			}
			w := cmd.OutOrStdout()
			if v.GetBool("json") {
				if err := json.NewEncoder(w).Encode(s); err != nil {
					return err
				}
			} else {
				fmt.Fprintf(w, in(v, "%s: %d of %d points, %d under way or left by a process that ended, %d failed, %d damaged files set aside\n",
					"%s: %d trên %d điểm, %d đang chạy hoặc do một tiến trình đã dừng để lại, %d hỏng, %d tệp lỗi được cất riêng\n"),
					folder.Identity.Name, s.Done, s.Points, s.Claimed, len(s.Failures), s.Damaged)
				for _, f := range s.Failures {
					fmt.Fprintf(w, in(v, "failed: %s: %s\n    %s\n", "hỏng: %s: %s\n    %s\n"), f.ID, strings.Join(f.Labels, ", "), strings.ReplaceAll(f.Error, "\n", "\n    "))
				}
			}
			if s.Done < s.Points {
				return &exitError{code: exitIncomplete}
			}
			return nil
		},
	}
	cmd.Flags().Bool("json", false, "print JSON")
	cmd.Flags().String("lang", "en", "language of the words: en or vi")
	return cmd
}

func newSweepMerge() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "merge FOLDER",
		Short: "Merge the shards of a sweep into one table",
		Long: `merge checks every shard and writes table.csv and table.parquet: a row for each
point, metric, entity and month. The bytes depend on the shards alone. Points are
merged without their sweep file, so that the folder may have come from elsewhere.

Exit codes: 0 done, 2 no sweep's folder, 5 points are missing.`,
		Example: `  headroom sweep merge sweeps/tariffs
  headroom sweep merge sweeps/tariffs --partial`,
		Args: oneSweepFolder,
		RunE: func(cmd *cobra.Command, args []string) error {
			v, err := settings(cmd)
			if err != nil {
				return err
			}
			folder, err := sweepFolder(args[0])
			if err != nil {
				return err
			}
			partial, err := cmd.Flags().GetBool("partial")
			if err != nil {
				return err
			}
			return mergeSweep(cmd, v, folder, partial)
		},
	}
	cmd.Flags().Bool("partial", false, "merge what is there, though points are missing")
	cmd.Flags().Bool("json", false, "print JSON")
	cmd.Flags().String("lang", "en", "language of the words: en or vi")
	return cmd
}

func oneSweepFolder(cmd *cobra.Command, args []string) error {
	if len(args) != 1 {
		return usage("%s needs the folder of one sweep, such as sweeps/tariffs", cmd.CommandPath())
	}
	return nil
}

func sweepFolder(dir string) (*sweep.Folder, error) {
	f, err := sweep.Open(dir)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		err = fmt.Errorf("%s is no sweep's folder: it has no sweep.json", dir)
	}
	if err != nil {
		return nil, &exitError{exitUsage, err}
	}
	return f, nil
}
