package plots

import (
	"embed"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// The typeface is Be Vietnam Pro, under the SIL Open Font License (OFL.txt
// beside it). It holds every Vietnamese letter.
//
//go:embed font/*.ttf font/OFL.txt
var fontFiles embed.FS

// weight is one of the typeface's embedded weights.
type weight uint8

const (
	regular weight = iota
	semibold
)

// faceFiles are the font files by weight.
var faceFiles = [...]string{regular: "font/BeVietnamPro-Regular.ttf", semibold: "font/BeVietnamPro-SemiBold.ttf"}

var faces = sync.OnceValue(func() [2]*sfnt.Font {
	var out [2]*sfnt.Font
	for i, name := range faceFiles {
		b, err := fontFiles.ReadFile(name)
		if err != nil {
			panic(err) // embedded
		}
		f, err := sfnt.Parse(b)
		if err != nil {
			panic(err)
		}
		out[i] = f
	}
	return out
})

// style is how words are set.
type style struct {
	weight weight
	size   vg.Length
}

// glyphs calls f for each letter of s with its glyph and its offset in font
// units, and returns the advance of the whole. A letter that the font lacks
// is its missing-glyph box.
func (st style) glyphs(s string, f func(g sfnt.GlyphIndex, x fixed.Int26_6)) fixed.Int26_6 {
	face := faces()[st.weight]
	var buf sfnt.Buffer
	em := fixed.Int26_6(face.UnitsPerEm())
	x, last := fixed.Int26_6(0), sfnt.GlyphIndex(0)
	for i, r := range s {
		g, err := face.GlyphIndex(&buf, r)
		if err != nil {
			continue
		}
		if i > 0 {
			if k, err := face.Kern(&buf, last, g, em, font.HintingNone); err == nil {
				x += k
			}
		}
		if f != nil {
			f(g, x)
		}
		if a, err := face.GlyphAdvance(&buf, g, em, font.HintingNone); err == nil {
			x += a
		}
		last = g
	}
	return x
}

func (st style) scale() vg.Length {
	return st.size / vg.Length(faces()[st.weight].UnitsPerEm())
}

// width returns the advance of s.
func (st style) width(s string) vg.Length { return vg.Length(st.glyphs(s, nil)) * st.scale() }

// write draws s with its baseline at p, as filled outlines: letters look the
// same in every format and need no font where the picture is shown. A canvas
// that sets words itself, that of PDF, gets them as text. align is
// 0 for left, 0.5 for centred, 1 for right.
func (st style) write(c draw.Canvas, p vg.Point, s string, align float64) {
	p.X -= st.width(s) * vg.Length(align)
	if t, ok := texts(c); ok {
		t.text(st, p, s)
		return
	}
	face, k := faces()[st.weight], st.scale()
	em := fixed.Int26_6(face.UnitsPerEm())
	var buf sfnt.Buffer
	at := func(x fixed.Int26_6, q fixed.Point26_6) vg.Point {
		// Segment points have y down.
		return vg.Point{X: p.X + k*vg.Length(x+q.X), Y: p.Y - k*vg.Length(q.Y)}
	}
	var path vg.Path
	st.glyphs(s, func(g sfnt.GlyphIndex, x fixed.Int26_6) {
		segments, err := face.LoadGlyph(&buf, g, em, nil)
		if err != nil {
			return
		}
		for i, seg := range segments {
			switch seg.Op {
			case sfnt.SegmentOpMoveTo:
				if i > 0 {
					path.Close()
				}
				path.Move(at(x, seg.Args[0]))
			case sfnt.SegmentOpLineTo:
				path.Line(at(x, seg.Args[0]))
			case sfnt.SegmentOpQuadTo:
				path.QuadTo(at(x, seg.Args[0]), at(x, seg.Args[1]))
			case sfnt.SegmentOpCubeTo:
				path.CubeTo(at(x, seg.Args[0]), at(x, seg.Args[1]), at(x, seg.Args[2]))
			}
		}
		if len(segments) > 0 {
			path.Close()
		}
	})
	if len(path) > 0 {
		c.Fill(path)
	}
}

// texts finds the canvas that sets words itself: a cropped canvas holds the
// one it was cropped from.
func texts(c vg.Canvas) (texter, bool) {
	for {
		switch k := c.(type) {
		case texter:
			return k, true
		case draw.Canvas:
			c = k.Canvas
		case *draw.Canvas:
			c = k.Canvas
		default:
			return nil, false
		}
	}
}

// wrap breaks s into at most lines lines that fit width; what does not fit
// ends in an ellipsis.
func (st style) wrap(s string, width vg.Length, lines int) []string {
	var out []string
	line := ""
	words := splitWords(s)
	for i, w := range words {
		next := w
		if line != "" {
			next = line + " " + w
		}
		if st.width(next) <= width || line == "" {
			line = next
			continue
		}
		if len(out) == lines-1 {
			return append(out, st.clip(line+" "+joinWords(words[i:]), width))
		}
		out = append(out, line)
		line = w
	}
	return append(out, st.clip(line, width))
}

// clip shortens s with an ellipsis until it fits.
func (st style) clip(s string, width vg.Length) string {
	if st.width(s) <= width {
		return s
	}
	r := []rune(s)
	for len(r) > 1 && st.width(string(r)+"…") > width {
		r = r[:len(r)-1]
	}
	return string(r) + "…"
}
