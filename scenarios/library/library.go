// Package library embeds the shipped scenarios and the evidence they stand on:
// facts.yaml (public figures with sources), evidence/checks.yaml (which of them agree), provinces.csv, past roll-outs, and scenario files.
package library

import "embed"

// FS holds every file of the library by name.
//
//go:embed *.yaml *.csv rollouts/*.csv evidence/*.yaml
var FS embed.FS
