package plots

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"golang.org/x/image/font/sfnt"
	"gonum.org/v1/plot/vg"
)

var update = flag.Bool("update", false, "write the golden pictures anew")

// TestExamples draws each kind's example in both languages: the SVG's bytes
// are golden, and the PNG has its size and is not blank.
func TestExamples(t *testing.T) {
	for _, k := range Kinds {
		if !k.Doc.Complete() {
			t.Errorf("%s has no words in both languages", k.Name)
		}
		for _, lang := range text.Langs {
			fig := k.Example(lang)
			var b, again bytes.Buffer
			if err := WriteSVG(&b, fig, Light(), Slide); err != nil {
				t.Fatal(err)
			}
			if err := WriteSVG(&again, fig, Light(), Slide); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
				t.Errorf("%s: two drawings differ", k.Name)
			}
			if b.Len() > 300_000 || strings.Contains(b.String(), "<text") {
				t.Errorf("%s: %d bytes; words must be outlines", k.Name, b.Len())
			}
			file := filepath.Join("testdata", k.Name+"."+string(lang)+".svg")
			if *update {
				if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil || !bytes.Equal(want, b.Bytes()) {
				t.Errorf("%s differs from the golden picture (%v); go test ./plots -update writes it anew", file, err)
			}
			if lang == text.EN {
				continue // the same drawing: one language is enough
			}
			b.Reset()
			if err := WritePNG(&b, fig, Dark(), Slide); err != nil {
				t.Fatal(err)
			}
			img, err := png.Decode(&b)
			if err != nil || img.Bounds().Dx() != 1920 || img.Bounds().Dy() != 1080 {
				t.Fatalf("%s: %v, %v", k.Name, img.Bounds(), err)
			}
			seen := map[any]bool{}
			for x := 0; x < 1920; x += 3 {
				for y := 0; y < 1080; y += 3 {
					seen[img.At(x, y)] = true
				}
			}
			if len(seen) < 20 {
				t.Errorf("%s has %d colours only", k.Name, len(seen))
			}
		}
	}
}

func TestEveryVietnameseLetter(t *testing.T) {
	const letters = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ0123456789.,:;%()–−…±·≥≤"
	var buf sfnt.Buffer
	for i, f := range faces() {
		for _, r := range letters + strings.ToUpper(letters) {
			if g, err := f.GlyphIndex(&buf, r); err != nil || g == 0 {
				t.Errorf("weight %d has no %c", i, r)
			}
		}
	}
}

func TestFormatNumber(t *testing.T) {
	for _, c := range []struct {
		x        float64
		decimals int
		en, vi   string
	}{
		{16737, 0, "16,737", "16.737"}, {39.52, 2, "39.52", "39,52"}, {-1234.5, 1, "−1,234.5", "−1.234,5"},
		{0, 0, "0", "0"}, {-0.0001, 1, "0.0", "0,0"}, {1e9, 0, "1,000,000,000", "1.000.000.000"}, {math.Inf(1), 0, "–", "–"},
	} {
		if got := FormatNumber(c.x, text.EN, c.decimals); got != c.en {
			t.Errorf("%g is %s in English, not %s", c.x, got, c.en)
		}
		if got := FormatNumber(c.x, text.VI, c.decimals); got != c.vi {
			t.Errorf("%g is %s in Vietnamese, not %s", c.x, got, c.vi)
		}
	}
}

func TestSignificant(t *testing.T) {
	for x, want := range map[float64]string{
		0: "0", 0.0123: "0.0123", 1.234: "1.23", 45.67: "45.7", 99.96: "100.0", 182.4: "182", 16737: "16,700", 1234567: "1,230,000", -16737: "−16,700",
	} {
		if got := Significant(x, text.EN); got != want {
			t.Errorf("%g is %s, not %s", x, got, want)
		}
	}
}

func TestFormatMonth(t *testing.T) {
	m := axis.M(2026, 3)
	if FormatMonth(m, text.EN) != "Mar 2026" || FormatMonth(m, text.VI) != "03/2026" || FormatYear(2026) != "2026" {
		t.Error("months are written wrong")
	}
}

func TestTicks(t *testing.T) {
	for _, c := range []struct {
		lo, hi   float64
		want     []float64
		decimals int
	}{
		{0, 100, []float64{0, 20, 40, 60, 80, 100}, 0},
		{0, 0.9, []float64{0, 0.2, 0.4, 0.6000000000000001, 0.8}, 1},
		{0, 68457, []float64{0, 20000, 40000, 60000}, 0},
		{-3, 7, []float64{-2, 0, 2, 4, 6}, 0},
		{5, 5, []float64{5}, 0},
		{0, 12, []float64{0, 2.5, 5, 7.5, 10}, 1},
	} {
		at, d := ticks(c.lo, c.hi, 5)
		ok := len(at) == len(c.want) && d == c.decimals
		for i := range at {
			ok = ok && math.Abs(at[i]-c.want[i]) < 1e-9
		}
		if !ok {
			t.Errorf("ticks of %g to %g are %v with %d decimals", c.lo, c.hi, at, d)
		}
	}
}

func TestSpread(t *testing.T) {
	y := []float64{100, 99, 98, 10}
	s := toLengths(y)
	spread(s, 20, 0, 110)
	for i := 1; i < len(s); i++ {
		if s[i-1]-s[i] < 20-1e-9 {
			t.Errorf("labels %v are nearer than 20", s)
		}
	}
	if s[0] > 110 || s[len(s)-1] < 0 {
		t.Errorf("labels %v leave the page", s)
	}
}

// TestHardCases draws what has broken charts before; nothing may panic.
func TestHardCases(t *testing.T) {
	flat := func(v float64, n int) []float64 {
		out := make([]float64, n)
		for i := range out {
			out[i] = v
		}
		return out
	}
	long := strings.Repeat("Nghiêng một tiêu đề rất dài ", 20)
	for name, f := range map[string]Fan{
		"constant":  {P05: flat(5, 63), P25: flat(5, 63), P50: flat(5, 63), P75: flat(5, 63), P95: flat(5, 63)},
		"zero":      {P05: flat(0, 63), P25: flat(0, 63), P50: flat(0, 63), P75: flat(0, 63), P95: flat(0, 63)},
		"negative":  {P05: flat(-5, 63), P25: flat(-4, 63), P50: flat(-3, 63), P75: flat(-2, 63), P95: flat(-1, 63)},
		"huge":      {P05: flat(1e20, 63), P25: flat(2e20, 63), P50: flat(3e20, 63), P75: flat(4e20, 63), P95: flat(5e20, 63)},
		"tiny":      {P05: flat(1e-9, 63), P25: flat(2e-9, 63), P50: flat(3e-9, 63), P75: flat(4e-9, 63), P95: flat(5e-9, 63)},
		"one month": {Months: exampleMonths(1), P05: flat(1, 1), P25: flat(2, 1), P50: flat(3, 1), P75: flat(4, 1), P95: flat(5, 1)},
		"above":     {P05: flat(1, 63), P25: flat(2, 63), P50: flat(3, 63), P75: flat(4, 63), P95: flat(5, 63), Targets: []TargetMark{{axis.M(2040, 1), 500, long}}},
	} {
		f.Title, f.Subtitle, f.Footer, f.Lang = long, long, long, text.VI
		if f.Months == nil {
			f.Months = exampleMonths(63)
		}
		var b bytes.Buffer
		if err := WriteSVG(&b, f, Light(), Slide); err != nil || strings.Contains(b.String(), "NaN") || strings.Contains(b.String(), "Inf") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := WriteSVG(&bytes.Buffer{}, Fan{Months: exampleMonths(3)}, Light(), Slide); err == nil {
		t.Error("a fan without values is drawn")
	}
	if err := WritePNG(&bytes.Buffer{}, Shares{}, Light(), Slide); err == nil {
		t.Error("shares without areas are drawn")
	}
	if err := WritePNG(&bytes.Buffer{}, fanExample(text.EN), Light(), Size{1, 1}); err == nil {
		t.Error("a picture of one pixel is drawn")
	}
}

func toLengths(y []float64) []vg.Length {
	out := make([]vg.Length, len(y))
	for i, v := range y {
		out[i] = vg.Length(v)
	}
	return out
}

func TestUpto(t *testing.T) {
	for _, c := range []struct {
		digits int
		x      float64
		en, vi string
	}{{6, 72238.08, "72,238.1", "72.238,1"}, {4, 1154321, "1,154,321", "1.154.321"}, {3, 1110, "1,110", "1.110"}, {6, 83.7056, "83.7056", "83,7056"}, {6, 360, "360", "360"},
		{4, -0.0123456, "−0.01235", "−0,01235"}, {1, 0.0001, "0.0001", "0,0001"}, {3, 0, "0", "0"}, {3, math.Inf(1), "–", "–"}, {3, math.NaN(), "–", "–"}} {
		if en, vi := Upto(c.digits, c.x, text.EN), Upto(c.digits, c.x, text.VI); en != c.en || vi != c.vi {
			t.Errorf("%g to %d digits is %q and %q, want %q and %q", c.x, c.digits, en, vi, c.en, c.vi)
		}
	}
}

func TestAlike(t *testing.T) {
	for _, c := range []struct {
		all  []float64
		want string
	}{
		{[]float64{412, 34, 5.1}, "412 34 5"}, {[]float64{10.5, 0.0909, 10.6}, "10.50 0.09 10.60"}, {[]float64{0, 0}, "0 0"}, {[]float64{10496, 3727.5, 54}, "10,500 3,730 50"},
		{[]float64{0.0123, 0.5}, "0.012 0.500"}, {[]float64{math.NaN()}, "–"}, {[]float64{100, 0.4}, "100.0 0.4"},
	} {
		f := Alike(c.all, text.EN)
		var out []string
		for _, x := range c.all {
			out = append(out, f(x))
		}
		if got := strings.Join(out, " "); got != c.want {
			t.Errorf("%v reads %s, not %s", c.all, got, c.want)
		}
	}
}

// TestTargetsHideNoMedian: the words of targets have a halo, and neither the median nor the ring of a target lies under it.
func TestTargetsHideNoMedian(t *testing.T) {
	fan := Fan{Lang: text.EN, Title: "Invented", Unit: "stations", Months: exampleMonths(48)}
	at, blue, red := fan.Months[47], Light().Line.(color.RGBA), Light().Target.(color.RGBA)
	for i := range fan.Months {
		m := 390 + 190*(1-math.Exp(-float64(i)/10))
		fan.P05, fan.P25, fan.P50, fan.P75, fan.P95 = append(fan.P05, 0.85*m), append(fan.P25, 0.93*m), append(fan.P50, m), append(fan.P75, 1.07*m), append(fan.P95, 1.2*m)
	}
	count := func(words string) (median, target int) {
		fan.Targets = []TargetMark{{fan.Months[9], 450, words}, {at - 24, 500, words}}
		var b bytes.Buffer
		if err := WritePNG(&b, fan, Light(), Size{960, 540}); err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(&b)
		if err != nil {
			t.Fatal(err)
		}
		for y := range img.Bounds().Max.Y {
			for x := range img.Bounds().Max.X {
				switch img.(*image.RGBA).RGBAAt(x, y) {
				case blue:
					median++
				case red:
					target++
				}
			}
		}
		return
	}
	m0, t0 := count("")
	m1, t1 := count("500,000 stations by the end of October 2025: probability 82.3 % ± 2.2")
	if m0 == 0 || m1 < m0 || t1 <= t0 {
		t.Errorf("%d of %d dots of the median are seen beside words, %d of targets and their words, %d without", m1, m0, t1, t0)
	}
}
