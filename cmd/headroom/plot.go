package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/plots/report"
	"github.com/headroom-planner/headroom/solver/durable"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/spf13/cobra"
	"github.com/spf13/viper"
)

// sizes of pictures by name, in pixels.
var sizes = map[string]plots.Size{"16:9": plots.Slide, "4:3": {Width: 1600, Height: 1200}, "a4": {Width: 1754, Height: 1240}}

// writers of pictures by format.
var writers = map[string]func(io.Writer, plots.Figure, plots.Theme, plots.Size) error{
	"png": plots.WritePNG, "svg": plots.WriteSVG, "pdf": plots.WritePDF,
}

func newPlot() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "plot RUN|SWEEP",
		Short: "Draw figures of a run or a sweep: another kind, language, format, size or theme",
		Long: `plot draws figures from a run folder. Without --kind and --metric it draws those
of the report, but for what matters most (--kind sensitivity, tornado). What a folder
does not hold, such as every draw of a metric that no target is about, is drawn again
from its scenario, to the same bits.

` + kindHelp() + `
From the folder of a sweep it draws its table: without --kind what suits the axes
that differ among its points, without --metric and --target every target.

` + sweepKindHelp() + `
--where holds an axis at a value, so that fewer differ than a kind shows.

PDF keeps its words as text that can be searched and copied, in Vietnamese too.`,
		Example: `  headroom plot runs/vietnam-001 --lang vi --format pdf
  headroom plot runs/vietnam-001 --metric mobile.built --size 4:3 --theme dark --out figures
  headroom plot runs/vietnam-001 --kind tiles --metric mobile.coverage_by_province --month 2027-12 --lang vi
  headroom plot runs/vietnam-001 --kind exceedance --metric finance.cumulative@2030-12
  headroom plot runs/vietnam-001 --kind tornado --target coverage-90-2030
  headroom plot runs/vietnam-001 --kind waterfall --against runs/vietnam-002
  headroom plot sweeps/tariffs --kind heat --target coverage-90-2030 --x crews --y tariff --where sharing=none
  headroom plot sweeps/tariffs --kind scatter --metric finance.cumulative --metric power.emissions --at 2030-12`,
		Args: runFolder,
		RunE: func(cmd *cobra.Command, args []string) error {
			v, err := settings(cmd)
			if err != nil {
				return err
			}
			return plot(cmd, v, args[0])
		},
	}
	f := cmd.Flags()
	f.StringArray("metric", nil, "metric to draw, as KEY, KEY[ENTITY] or, where a kind is of one month, KEY@MONTH; may be repeated (default: the report's)")
	f.String("kind", "", "kind of figure: "+strings.Join(kindNames(), ", ")+" (default: all of the report's)")
	f.StringArray("target", nil, "target to draw, by its id; may be repeated (default: all)")
	f.StringArray("against", nil, "another run to hold this one against; may be repeated")
	f.String("from", "", "table to draw: a file of headroom sense --csv, or for heat CSV with columns x, y and value")
	f.String("month", "", "month that tiles show, such as 2027-12 (default: the run's last)")
	f.String("at", "", "month of a sweep's metric, such as 2030-12 (default: the last in its table)")
	f.String("x", "", "axis of a sweep that goes across (default: one of numbers)")
	f.String("y", "", "axis of a sweep that goes upwards, or has a line for each of its values")
	f.StringArray("where", nil, "hold an axis of a sweep at a value, as axis=value; the same axis again keeps both values")
	f.String("stat", "", "statistic of a sweep's metric: median, mean, sd, p05, p10, p25, p75, p90 or p95 (default: median); probability goes with --target")
	f.StringArray("better", nil, "which way a sweep's metric is better in a trade-off, as KEY=less or KEY=more")
	f.String("size", "16:9", "shape of the page: 16:9, 4:3 or a4")
	f.String("theme", "light", "light or dark")
	f.String("lang", "en", "language of the words: en or vi")
	f.StringSlice("format", []string{"png"}, "formats, of png, svg and pdf")
	f.String("out", ".", "folder for the figures")
	f.Bool("force", false, "replace figures that exist")
	return cmd
}

// kindHelp lists the kinds with what each shows and which flags choose it.
func kindHelp() string {
	var b strings.Builder
	for _, k := range plots.Kinds {
		if sweepOnly(k.Name) {
			continue
		}
		flags := ""
		for _, f := range kindFlags[k.Name].flags {
			flags += " --" + f
		}
		fmt.Fprintf(&b, "  %-12s %s%s\n", k.Name, k.Doc.EN, flags)
	}
	return b.String()
}

func plot(cmd *cobra.Command, v *viper.Viper, dir string) error {
	size, ok := sizes[v.GetString("size")]
	if !ok {
		return usage("--size %s is not one of 16:9, 4:3, a4", v.GetString("size"))
	}
	theme := plots.Light()
	switch v.GetString("theme") {
	case "light":
	case "dark":
		theme = plots.Dark()
	default:
		return usage("--theme %s is not one of light, dark", v.GetString("theme"))
	}
	formats, _ := cmd.Flags().GetStringSlice("format")
	for _, f := range formats {
		if writers[f] == nil {
			return usage("--format %s is not one of png, svg, pdf", f)
		}
	}
	ask := asked{kind: v.GetString("kind"), month: v.GetString("month"), from: v.GetString("from")}
	ask.metrics, _ = cmd.Flags().GetStringArray("metric")
	ask.targets, _ = cmd.Flags().GetStringArray("target")
	ask.against, _ = cmd.Flags().GetStringArray("against")
	ask.at, ask.x, ask.y, ask.stat = v.GetString("at"), v.GetString("x"), v.GetString("y"), v.GetString("stat")
	ask.where, _ = cmd.Flags().GetStringArray("where")
	ask.better, _ = cmd.Flags().GetStringArray("better")
	lang := text.Lang(v.GetString("lang"))
	var figures []report.Named
	var err error
	if isSweep(dir) {
		figures, err = plotSweep(cmd, ask, dir, lang)
	} else {
		figures, err = plotRun(cmd, ask, dir, lang)
	}
	if err != nil {
		return err
	}
	out := v.GetString("out")
	if err := os.MkdirAll(out, 0o755); err != nil {
		return durable.Unwritable(out, err)
	}
	slices.Sort(formats)
	for _, n := range figures {
		for _, f := range slices.Compact(formats) {
			path := filepath.Join(out, n.Name+"."+string(lang)+"."+f)
			err := writeFile(path, v.GetBool("force"), func(file *os.File) error { return writers[f](file, n.Figure, theme, size) })
			if err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), filepath.ToSlash(path))
		}
	}
	return nil
}

// plotRun makes the figures of a run's folder.
func plotRun(cmd *cobra.Command, ask asked, dir string, lang text.Lang) ([]report.Named, error) {
	if err := ask.check(); err != nil {
		return nil, err
	}
	load := func() (*result.Set, result.Manifest, error) { return loadRun(dir, kindFlags[ask.kind].inputs) }
	if kindFlags[ask.kind].draws && !kindFlags[ask.kind].inputs {
		load = func() (*result.Set, result.Manifest, error) { return loadWatched(dir) }
	}
	set, _, err := load()
	if err != nil {
		return nil, err
	}
	return drawing{ask, cmd, set, dir, lang}.figures()
}

func newReport() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "report RUN",
		Short:   "Write the report of a run again, in the language shown first",
		Long:    "report writes the one-file HTML report of a run folder without running again. It\nholds both languages; --lang says which one is shown first.",
		Example: "  headroom report runs/vietnam-001 --lang vi --out bao-cao.html",
		Args:    runFolder,
		RunE: func(cmd *cobra.Command, args []string) error {
			v, err := settings(cmd)
			if err != nil {
				return err
			}
			set, m, err := loadWatched(args[0])
			if err != nil {
				return err
			}
			out := v.GetString("out")
			if out == "" {
				out = "report." + v.GetString("lang") + ".html"
			}
			err = writeFile(out, v.GetBool("force"), func(f *os.File) error {
				return report.HTML(f, set, report.Options{Command: m.Command, Lang: text.Lang(v.GetString("lang"))})
			})
			if err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), filepath.ToSlash(out))
			return nil
		},
	}
	f := cmd.Flags()
	f.String("lang", "en", "language shown first: en or vi")
	f.String("out", "", "file to write (default: report.LANG.html)")
	f.Bool("force", false, "replace a file that exists")
	return cmd
}
