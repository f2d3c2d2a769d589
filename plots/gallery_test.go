package plots

import (
	"bytes"
	"fmt"
	"os"
	"testing"
)

const galleryFile = "../docs/GALLERY.md"

// gallery is the page of all kinds: the pictures are the golden ones of their examples.
func gallery() []byte {
	var b bytes.Buffer
	b.WriteString("# Gallery\n\nEvery kind of chart, as its example draws it: all numbers here are invented. `headroom plot RUN --kind KIND` draws one from a run,\n" +
		"in English or Vietnamese, light or dark, for a slide or a page, as PNG, SVG or PDF; `headroom plot --help` says which flags choose what a kind shows.\n" +
		"The folder of a sweep has `--kind heat` (heat, or cells where an axis has names), lines, scatter (tradeoff), ranges (spread) and odds.\n" +
		"This page is written by `go test ./plots -update`.\n")
	for _, k := range Kinds {
		fmt.Fprintf(&b, "\n## %s\n\n%s. *%s.*\n\n![%s](../plots/testdata/%s.en.svg)\n", k.Name, k.Doc.EN, k.Doc.VI, k.Doc.EN, k.Name)
	}
	return b.Bytes()
}

func TestGallery(t *testing.T) {
	want := gallery()
	if *update {
		if err := os.WriteFile(galleryFile, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(galleryFile)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is not of today's kinds (%v); go test ./plots -update writes it anew", galleryFile, err)
	}
}
