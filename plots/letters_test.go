package plots

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// vietnamese are the letters with marks, 67 small and 67 capital ones: 12 vowels
// with 5 tones each, 6 vowels with marks but no tone, and đ. (ă â ê ô ơ ư are vowels too.)
func vietnamese() string {
	small := "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ"
	return small + strings.ToUpper(small)
}

// alphabet is a figure that says every one of them, in both weights.
type alphabet struct{}

func (alphabet) Draw(c draw.Canvas, th Theme) error {
	r := []rune(vietnamese())
	fr := frame{footer: "…", lang: text.VI}
	top := fr.words(c, th)
	for i := 0; i < len(r); i += 24 {
		for k, st := range []style{titleStyle, subtitleStyle} {
			c.SetColor(th.Text)
			at := c.Rectangle.Min
			at.X += margin
			at.Y = top - 40 - 76*vg.Length(i/24) - 34*vg.Length(k)
			st.write(c, at, string(r[i:min(i+24, len(r))]), 0)
		}
	}
	return nil
}

// TestAllVietnameseLetters: the 134 letters are told apart in SVG, which is golden, are read back
// from PDF as they are, and PNG is golden.
func TestAllVietnameseLetters(t *testing.T) {
	r := []rune(vietnamese())
	distinct := slices.Clone(r)
	slices.Sort(distinct)
	if distinct = slices.Compact(distinct); len(distinct) != 134 {
		t.Fatalf("%d letters, not 134", len(distinct))
	}
	var svg, pdf, img bytes.Buffer
	if err := WriteSVG(&svg, alphabet{}, Light(), Slide); err != nil {
		t.Fatal(err)
	}
	shapes := map[string]bool{}
	for _, l := range strings.Split(svg.String(), "\n") {
		if _, d, ok := strings.Cut(l, ` d="m`); ok && strings.HasPrefix(strings.TrimPrefix(l, "<defs>"), "<path id=") {
			shapes[d] = true
		}
	}
	if len(shapes) != 2*134+1 { // the footer's ellipsis too
		t.Errorf("SVG has %d outlines, not 134 in each of two weights and one", len(shapes))
	}
	sum := fnv.New64a()
	sum.Write(svg.Bytes())
	if s, want := fmt.Sprintf("%016x", sum.Sum64()), "b707da13ca2f3aa0"; s != want {
		t.Errorf("the letters in SVG are %s, not %s: look at them before this is changed", s, want)
	}
	if err := WritePDF(&pdf, alphabet{}, Light(), Slide); err != nil {
		t.Fatal(err)
	}
	if tool, err := exec.LookPath("pdftotext"); err == nil {
		path := filepath.Join(t.TempDir(), "f.pdf")
		if err := os.WriteFile(path, pdf.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(tool, "-raw", path, "-").Output()
		if err != nil || letters(string(out)) != letters("…"+string(r)+string(r)) {
			t.Errorf("PDF says %s (%v)", out, err)
		}
	}
	if err := WritePNG(&img, alphabet{}, Light(), Slide); err != nil {
		t.Fatal(err)
	}
	got, err := png.Decode(&img)
	if err != nil {
		t.Fatal(err)
	}
	h := fnv.New64a()
	for y := 0; y < 1080; y++ {
		for x := 0; x < 1920; x++ {
			r, g, b, _ := got.At(x, y).RGBA()
			// Only the darkest half counts: rounding at the edges is the machine's.
			h.Write([]byte{byte((r + g + b) / 3 >> 15)})
		}
	}
	const want = "e1a5b7fdca66a14e"
	if s := fmt.Sprintf("%016x", h.Sum64()); s != want && runtime.GOARCH == "amd64" { // another machine may round a dot otherwise
		t.Errorf("the letters in PNG are %s, not %s: look at them before this is changed", s, want)
	}
}
