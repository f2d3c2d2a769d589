// Package library embeds the shipped scenarios and the evidence they stand on:
// facts.yaml (public figures with sources), provinces.csv, and scenario files.
package library

import "embed"

// FS holds every file of the library by name.
//
//go:embed *.yaml *.csv
var FS embed.FS
