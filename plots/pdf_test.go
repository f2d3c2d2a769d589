package plots

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/text"
	"gonum.org/v1/plot/vg/draw"
)

// titleOf is the title of a figure: every kind has one.
func titleOf(f Figure) string { return reflect.ValueOf(f).FieldByName("Title").String() }

// titled is the figure with another title.
func titled(f Figure, title string) Figure {
	v := reflect.New(reflect.TypeOf(f)).Elem()
	v.Set(reflect.ValueOf(f))
	v.FieldByName("Title").SetString(title)
	return v.Interface().(Figure)
}

// TestPDF: the same figure gives the same small file, with subset fonts and a
// map from its codes back to Vietnamese letters.
func TestPDF(t *testing.T) {
	for _, k := range Kinds {
		for _, lang := range text.Langs {
			var a, b, open bytes.Buffer
			f := k.Example(lang)
			for _, w := range []*bytes.Buffer{&a, &b} {
				if err := WritePDF(w, f, Light(), Slide); err != nil {
					t.Fatal(err)
				}
			}
			if !bytes.Equal(a.Bytes(), b.Bytes()) {
				t.Errorf("%s: two files of one figure differ", k.Name)
			}
			if !bytes.HasPrefix(a.Bytes(), []byte("%PDF-")) || a.Len() > 250<<10 {
				t.Errorf("%s: %d bytes, not a small PDF", k.Name, a.Len())
			}
			if err := writePDF(&open, f, Light(), Slide, false); err != nil {
				t.Fatal(err)
			}
			if !bytes.Contains(open.Bytes(), []byte("/ToUnicode")) || !bytes.Contains(open.Bytes(), []byte("/FontFile2")) {
				t.Errorf("%s: the fonts are not embedded with their letters", k.Name)
			}
			t.Logf("%s.%s: %d bytes", k.Name, lang, a.Len())
		}
	}
}

// TestPDFTakesAnyLetter: a letter beyond the basic plane, and one the font
// lacks, are drawn as missing and break nothing.
func TestPDFTakesAnyLetter(t *testing.T) {
	for i, title := range []string{"Trạm 5G 📡 đến 2030", "漢字", "\xff", ""} {
		for k := i; k < len(Kinds); k += 4 { // each kind has one of them
			if err := WritePDF(io.Discard, titled(Kinds[k].Example(text.VI), title), Light(), Slide); err != nil {
				t.Errorf("%s, title %q: %v", Kinds[k].Name, title, err)
			}
		}
	}
}

// TestSizesAreChecked: no format takes a size that cannot be drawn.
func TestSizesAreChecked(t *testing.T) {
	for _, s := range []Size{{}, {1920, 0}, {-1, 1080}, {1 << 20, 1 << 20}} {
		for name, write := range map[string]func(io.Writer, Figure, Theme, Size) error{"png": WritePNG, "svg": WriteSVG, "pdf": WritePDF} {
			if err := write(io.Discard, Kinds[0].Example(text.EN), Light(), s); err == nil {
				t.Errorf("%s of %v was written", name, s)
			}
		}
	}
}

// TestPDFTextIsText reads the words back with poppler: all that a figure says
// is in the page, letter for letter, and nothing else.
func TestPDFTextIsText(t *testing.T) {
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext (poppler-utils) is not installed; the words of PDF are not read back")
	}
	for i := range 2 * len(Kinds) {
		k, lang := Kinds[i/2], text.Langs[i%2]
		f := k.Example(lang)
		var b bytes.Buffer
		if err := WritePDF(&b, f, Dark(), Slide); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "f.pdf")
		if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(tool, "-raw", path, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		c := &wordsCanvas{w: pageWidth, h: pageHeight}
		if err := f.Draw(draw.New(c), Dark()); err != nil {
			t.Fatal(err)
		}
		want, page := "", strings.Join(strings.Fields(string(out)), " ")
		for _, w := range c.said {
			want += w.s
			// A string that was written can be found, and copied, as it is.
			if s := strings.Join(strings.Fields(w.s), " "); !strings.Contains(page, s) {
				t.Errorf("%s.%s: the page does not say %q", k.Name, lang, s)
			}
		}
		if got := letters(string(out)); got != letters(want) {
			t.Errorf("%s.%s: the page says\n%s\nnot\n%s", k.Name, lang, got, letters(want))
		}
		for _, w := range strings.Fields(titleOf(f)) {
			if !strings.Contains(string(out), w) {
				t.Errorf("%s: the title's %q cannot be found in the page", k.Name, w)
			}
		}
	}
}

// letters are those of a text, in order of the alphabet: the order of words on a page is the reader's choice.
func letters(s string) string {
	r := []rune(strings.Join(strings.Fields(s), ""))
	slices.Sort(r)
	return string(r)
}
