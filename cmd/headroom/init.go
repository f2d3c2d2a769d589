package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/headroom-planner/headroom/scenarios"
	"github.com/headroom-planner/headroom/solver/durable"
	"github.com/spf13/cobra"
)

func newInit() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "init NAME",
		Short: "Begin a plan of your own from a documented copy of a shipped scenario",
		Long: `init writes NAME.yaml, a copy of a shipped scenario with its sources and
comments and a line that tells an editor where its schema is, and
headroom.schema.json beside it: the editor then completes keys, shows units and
marks what is wrong while you type. With --overlay the file only extends the
shipped scenario, and you write what differs.`,
		Example: `  headroom init my-plan
  headroom init plans/north --from vietnam --overlay`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("init needs a name for the plan")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			from, _ := cmd.Flags().GetString("from")
			overlay, _ := cmd.Flags().GetBool("overlay")
			force, _ := cmd.Flags().GetBool("force")
			return initPlan(cmd, args[0], from, overlay, force)
		},
	}
	f := cmd.Flags()
	f.String("from", "vietnam", "shipped scenario to copy (headroom list)")
	f.Bool("overlay", false, "write a short overlay in place of a copy")
	f.Bool("force", false, "replace files that exist")
	return cmd
}

func initPlan(cmd *cobra.Command, name, from string, overlay, force bool) error {
	text, ok := scenarios.Template(from, overlay)
	if !ok {
		return usage("no shipped scenario is called %q; headroom list shows them", from)
	}
	path := strings.TrimSuffix(name, ".yaml") + ".yaml"
	schema := filepath.Join(filepath.Dir(path), scenarios.SchemaFile)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return durable.Unwritable(filepath.Dir(path), err)
	}
	if err := writeFile(path, force, func(f *os.File) error { _, err := f.Write(text); return err }); err != nil {
		return err
	}
	// The schema is the program's: a newer one replaces it.
	if err := writeFile(schema, true, func(f *os.File) error { _, err := f.Write(scenarios.Schema()); return err }); err != nil {
		return err
	}
	shown := filepath.ToSlash(path)
	fmt.Fprintf(cmd.OutOrStdout(), "%s\n%s\nnext: headroom check %s; headroom run %s\n", shown, filepath.ToSlash(schema), quote(shown), quote(shown))
	return nil
}

func newSchema() *cobra.Command {
	return &cobra.Command{
		Use:     "schema",
		Short:   "Print the JSON Schema of a scenario, for editors",
		Long:    "schema prints the JSON Schema (draft 2020-12) of a scenario. headroom init writes it\nbeside a new plan; an editor that knows YAML schemas reads it from there.",
		Example: "  headroom schema > headroom.schema.json",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := cmd.OutOrStdout().Write(scenarios.Schema())
			return err
		},
	}
}
