package main

import (
	"fmt"
	"os"
	"path/filepath"
	"text/tabwriter"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots/workbook"
	"github.com/headroom-planner/headroom/scenarios"
	"github.com/spf13/cobra"
	"github.com/spf13/viper"
)

func newImport() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "import WORKBOOK RUN",
		Short: "Turn assumptions edited in a workbook into an overlay",
		Long: `import reads a workbook that export wrote from the run, finds the assumptions
whose column Written was changed, and writes them as an overlay: each value at its
path, as it was typed. It prints the difference, and refuses an overlay with which the
run's scenario would not compile. Run it again with the overlay after the scenario.`,
		Example: `  headroom export runs/vietnam-001 --out plan.xlsx
  headroom import plan.xlsx runs/vietnam-001 --out edits.yaml
  headroom run vietnam edits.yaml`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usage("import needs a workbook and the run folder that it was exported from")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			v, err := settings(cmd)
			if err != nil {
				return err
			}
			return importEdits(cmd, v, args[0], args[1])
		},
	}
	f := cmd.Flags()
	f.String("out", "edits.yaml", "overlay to write")
	f.Bool("force", false, "replace a file that exists")
	f.String("lang", "en", "language of the words: en or vi")
	return cmd
}

func importEdits(cmd *cobra.Command, v *viper.Viper, book, dir string) error {
	set, m, err := loadRun(dir, false)
	if err != nil {
		return err
	}
	in, err := os.Open(book)
	if err != nil {
		return usage("%w", err)
	}
	defer in.Close()
	edits, err := workbook.Edits(in, set)
	if err != nil {
		return usage("%s: %w", book, err)
	}
	if len(edits) == 0 {
		same := text.T("%s holds the assumptions of %s as they are\n", "%s giữ nguyên các giả định của %s\n")
		fmt.Fprintf(cmd.OutOrStdout(), same.In(text.Lang(v.GetString("lang"))), book, dir)
		return nil
	}
	out := v.GetString("out")
	err = writeFile(out, v.GetBool("force"), func(f *os.File) error {
		if err := workbook.Overlay(f, edits, scenarios.FormatVersion); err != nil {
			return err
		}
		req := scenarios.Request{Names: []string{filepath.Join(dir, "scenario.yaml"), f.Name()}, Read: os.ReadFile, Draws: m.Draws, Seed: &m.Seed, Design: m.Design, Merged: true}
		doc, problems := scenarios.Load(req)
		if doc != nil {
			_, more := doc.Compile()
			problems = append(problems, more...)
		}
		if doc == nil || problems.HasErrors() {
			return usage("with these edits the scenario does not compile:\n%s", problems.Text())
		}
		return nil
	})
	if err != nil {
		return err
	}
	t := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 4, 2, ' ', 0)
	for _, e := range edits {
		fmt.Fprintf(t, "%s\t%s\t->\t%s\n", e.Path, e.Was, e.Now)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(cmd.OutOrStdout(), filepath.ToSlash(out))
	return nil
}
