package main

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func newMan() *cobra.Command {
	return &cobra.Command{
		Use:     "man FOLDER",
		Short:   "Write man pages of every command",
		Long:    "man writes one man page for each command into a folder, from the same words as\n--help. headroom completion writes shell completion.",
		Example: "  headroom man ~/.local/share/man/man1",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("man needs a folder")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return err
			}
			date := time.Unix(0, 0).UTC() // pages of one build are the same bytes
			root := cmd.Root()
			root.DisableAutoGenTag = true
			head := &doc.GenManHeader{Section: "1", Source: "headroom " + version, Manual: "headroom", Date: &date}
			if err := doc.GenManTree(root, head, args[0]); err != nil {
				return err
			}
			pages, err := filepath.Glob(filepath.Join(args[0], "headroom*.1"))
			fmt.Fprintf(cmd.OutOrStdout(), "%d pages in %s\n", len(pages), filepath.ToSlash(args[0]))
			return err
		},
	}
}
