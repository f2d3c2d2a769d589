package main

import "github.com/spf13/cobra"

func newSweepSubmit() *cobra.Command { return &cobra.Command{Use: "submit"} }
