package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"slices"

	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/durable"
	"github.com/headroom-planner/headroom/solver/sweep"
	"github.com/spf13/cobra"
	"github.com/spf13/viper"
)

// unmerged ends a command that makes no table: of a part, or because points failed, which were listed.
func unmerged(cmd *cobra.Command, v *viper.Viper, report sweep.Report, points int, dir string) error {
	failed, whole := len(report.Failed), points-len(report.Failed)
	if v.GetBool("json") {
		err := json.NewEncoder(cmd.OutOrStdout()).Encode(struct {
			Event  string `json:"event"`
			Points int    `json:"points"`
			Of     int    `json:"of"`
			Failed int    `json:"failed"`
		}{"unmerged", whole, points, failed})
		if err != nil {
			return err
		}
	}
	return incomplete(failed, points, whole, dir)
}

// incomplete is the error of a sweep with points that failed; they were listed.
func incomplete(failed, points, whole int, dir string) error {
	if failed == 0 {
		return nil
	}
	return &exitError{exitIncomplete, fmt.Errorf("%d of %d points failed, %d are kept: headroom sweep status %s lists them, and the same command tries them again", failed, points, whole, shellWord(filepath.ToSlash(dir)))}
}

// mergeSweep writes the table and names its files.
func mergeSweep(cmd *cobra.Command, v *viper.Viper, folder *sweep.Folder, partial bool) error {
	n, err := folder.Merge(partial)
	var lost *sweep.IncompleteError
	if errors.As(err, &lost) {
		return &exitError{exitIncomplete, err}
	}
	if errors.Is(err, durable.ErrVersion) || errors.Is(err, sweep.ErrForeign) {
		return &exitError{exitUsage, err}
	}
	if err != nil {
		return err
	}
	table := filepath.ToSlash(filepath.Join(folder.Dir, "table.csv"))
	if v.GetBool("json") {
		return json.NewEncoder(cmd.OutOrStdout()).Encode(struct {
			Event  string `json:"event"`
			Points int    `json:"points"`
			Of     int    `json:"of"`
			Table  string `json:"table"`
		}{"merged", n, folder.Identity.Points, table})
	}
	fmt.Fprintf(cmd.OutOrStdout(), in(v, "%d of %d points\n%s\n", "%d trên %d điểm\n%s\n"), n, folder.Identity.Points, table)
	if c := chartCommand(folder); c != "" {
		fmt.Fprintf(cmd.OutOrStdout(), in(v, "a chart: %s\n", "vẽ biểu đồ: %s\n"), c)
	}
	return nil
}

// chartCommand is a command that draws something of a sweep: of its first two axes, the others held where the first
// point has them. "" where no shard can be read.
func chartCommand(folder *sweep.Folder) string {
	s, err := folder.First()
	if err != nil {
		return ""
	}
	out := "headroom plot " + shellWord(filepath.ToSlash(folder.Dir))
	targets := slices.ContainsFunc(s.Rows, func(r sweep.Row) bool { return r.Kind == "target" })
	if i := slices.IndexFunc(s.Rows, func(r sweep.Row) bool { return r.Kind == "metric" && !math.IsNaN(float64(r.Numbers[3])) }); i >= 0 && !targets {
		out += " --metric " + shellWord(s.Rows[i].Metric)
		if e := s.Rows[i].Entity; e != solver.All {
			out += shellWord("[" + e + "]")
		}
	}
	for i := 2; i < len(s.Labels); i++ {
		out += " --where " + shellWord(folder.Identity.Axes[i]+"="+s.Labels[i])
	}
	return out
}
