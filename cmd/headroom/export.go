package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots/report"
	"github.com/headroom-planner/headroom/plots/workbook"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/spf13/cobra"
	"github.com/spf13/viper"
)

func newExport() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "export RUN",
		Short: "Write a run as a workbook, CSV, Markdown or Parquet",
		Long: `export writes what a run folder holds in other formats, by the ending of --out:
.xlsx is a workbook (answer, charts, targets, quantiles, assumptions with sources), .csv
the quantiles of every metric, .md the report's tables in Markdown, .parquet the
draws.`,
		Example: `  headroom export runs/vietnam-001 --out plan.xlsx --lang vi
  headroom export runs/vietnam-001 --out draws.parquet`,
		Args: runFolder,
		RunE: func(cmd *cobra.Command, args []string) error {
			v, err := settings(cmd)
			if err != nil {
				return err
			}
			return export(cmd, v, args[0])
		},
	}
	f := cmd.Flags()
	f.String("out", "", "file to write, ending in .xlsx, .csv, .md or .parquet")
	f.String("lang", "en", "language of the workbook: en or vi")
	f.Bool("force", false, "replace a file that exists")
	return cmd
}

func export(cmd *cobra.Command, v *viper.Viper, dir string) error {
	out := v.GetString("out")
	if out == "" {
		return usage("export needs --out FILE, ending in .xlsx, .csv, .md or .parquet")
	}
	kind := strings.ToLower(filepath.Ext(out))
	set, _, err := loadRun(dir, kind == ".parquet")
	if err != nil {
		return err
	}
	write := map[string]func(*os.File) error{
		".xlsx":    func(f *os.File) error { return workbook.Write(f, set, text.Lang(v.GetString("lang"))) },
		".csv":     func(f *os.File) error { return result.WriteSummary(f, set) },
		".md":      func(f *os.File) error { return report.Markdown(f, set, text.Lang(v.GetString("lang"))) },
		".parquet": func(f *os.File) error { return result.WriteDraws(f, set) },
	}[kind]
	if write == nil {
		return usage("--out %s does not end in .xlsx, .csv, .md or .parquet", out)
	}
	if err := writeFile(out, v.GetBool("force"), write); err != nil {
		return err
	}
	fmt.Fprintln(cmd.OutOrStdout(), filepath.ToSlash(out))
	return nil
}
