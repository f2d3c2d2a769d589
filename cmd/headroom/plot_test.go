package main

import (
	"slices"
	"testing"
)

// TestKindsHaveFlags: every kind says which flags choose what it shows, and
// those flags exist.
func TestKindsHaveFlags(t *testing.T) {
	names := kindNames()
	flags := newPlot().Flags()
	for _, k := range names {
		of, ok := kindFlags[k]
		if !ok {
			t.Errorf("kind %s says nothing of its flags", k)
		}
		for _, f := range of.flags {
			if flags.Lookup(f) == nil {
				t.Errorf("kind %s takes --%s, which plot does not have", k, f)
			}
		}
	}
	for k := range kindFlags {
		if k != "" && !slices.Contains(names, k) {
			t.Errorf("%s is no kind", k)
		}
	}
}
