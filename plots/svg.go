package plots

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"hash/fnv"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"
	"strconv"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// WriteSVG writes the figure as SVG whose words are outlines. The outline of
// each letter is written once and used wherever it stands, in about a third of the bytes
// that an outline for each would take. The names of letters hold a hash of the figure, so that
// many figures can stand in one page.
func WriteSVG(w io.Writer, f Figure, th Theme, s Size) error {
	if err := s.check(); err != nil {
		return err
	}
	c := &svgCanvas{w: pageWidth, h: pageWidth * vg.Length(s.Height) / vg.Length(s.Width), outlines: &outlines{}}
	if err := c.figure(f, th); err != nil {
		return err
	}
	return c.write(w)
}

// letter is one outline.
type letter struct {
	weight weight
	glyph  sfnt.GlyphIndex
}

// svgCanvas is a vg.Canvas that writes SVG. Figures draw straight: it does not turn, move or stretch.
type svgCanvas struct {
	w, h vg.Length
	*outlines
	sheet  *Sheet // of which the figure is a part; nil for a file of its own
	body   bytes.Buffer
	color  color.Color
	line   vg.Length
	dash   []vg.Length
	offset vg.Length
	stack  []svgState
	err    error
}

type svgState struct {
	color  color.Color
	line   vg.Length
	dash   []vg.Length
	offset vg.Length
}

var errTurned = errors.New("a figure moved, turned or stretched what it draws: SVG has no need of it")

// Size returns the page's size.
func (c *svgCanvas) Size() (w, h vg.Length) { return c.w, c.h }

// SetLineWidth sets the width of strokes.
func (c *svgCanvas) SetLineWidth(w vg.Length) { c.line = w }

// SetLineDash sets the pattern of strokes.
func (c *svgCanvas) SetLineDash(d []vg.Length, offset vg.Length) { c.dash, c.offset = d, offset }

// SetColor sets the colour of strokes, areas and words.
func (c *svgCanvas) SetColor(col color.Color) {
	if col == nil {
		col = color.Black
	}
	c.color = col
}

// Rotate is not known.
func (c *svgCanvas) Rotate(float64) { c.err = errTurned }

// Translate is not known.
func (c *svgCanvas) Translate(vg.Point) { c.err = errTurned }

// Scale is not known.
func (c *svgCanvas) Scale(x, y float64) { c.err = errTurned }

// Push keeps the state.
func (c *svgCanvas) Push() {
	c.stack = append(c.stack, svgState{c.color, c.line, c.dash, c.offset})
}

// Pop takes the last state back.
func (c *svgCanvas) Pop() {
	s := c.stack[len(c.stack)-1]
	c.stack = c.stack[:len(c.stack)-1]
	c.color, c.line, c.dash, c.offset = s.color, s.line, s.dash, s.offset
}

// FillString is gonum/plot's way to words, with its own fonts; every figure here sets words with a style.
func (c *svgCanvas) FillString(font.Face, vg.Point, string) {
	c.err = errors.New("a figure set words without a style")
}

// num writes a length with one decimal at most: a twentieth of a point off at
// most, an eighth of a dot where a page is printed at 300 to the inch.
func num(b []byte, x vg.Length) []byte {
	v := math.Round(float64(x)*10) / 10
	if v == 0 {
		v = 0 // never -0
	}
	return strconv.AppendFloat(b, v, 'f', -1, 64)
}

func (c *svgCanvas) point(b []byte, p vg.Point) []byte {
	return num(append(num(b, p.X), ' '), c.h-p.Y)
}

// paint is the colour as an attribute.
func (c *svgCanvas) paint(what string) string {
	if c.sheet != nil {
		return c.sheet.class(c.color, what)
	}
	n, _ := color.NRGBAModel.Convert(c.color).(color.NRGBA)
	s := fmt.Sprintf(` %s="#%02x%02x%02x"`, what, n.R, n.G, n.B)
	if n.A < 255 {
		s += fmt.Sprintf(` %s-opacity="%.3g"`, what, float64(n.A)/255)
	}
	return s
}

func (c *svgCanvas) path(p vg.Path) []byte {
	var b []byte
	for _, s := range p {
		switch s.Type {
		case vg.MoveComp:
			b = c.point(append(b, 'M'), s.Pos)
		case vg.LineComp:
			b = c.point(append(b, 'L'), s.Pos)
		case vg.CurveComp:
			b = append(b, "QC"[len(s.Control)-1])
			for _, q := range s.Control {
				b = append(c.point(b, q), ' ')
			}
			b = c.point(b, s.Pos)
		case vg.ArcComp:
			start, curves := arcCurves(s)
			b = c.point(append(b, 'L'), start)
			for _, k := range curves {
				b = append(b, 'C')
				b = append(c.point(b, k[0]), ' ')
				b = append(c.point(b, k[1]), ' ')
				b = c.point(b, k[2])
			}
		case vg.CloseComp:
			b = append(b, 'Z')
		}
	}
	return b
}

// Stroke draws a line along the path.
func (c *svgCanvas) Stroke(p vg.Path) {
	if c.line <= 0 {
		return
	}
	fmt.Fprintf(&c.body, `<path d="%s" fill="none"%s stroke-width="%s"`, c.path(p), c.paint("stroke"), num(nil, c.line))
	if len(c.dash) > 0 {
		var b []byte
		for i, d := range c.dash {
			if i > 0 {
				b = append(b, ' ')
			}
			b = num(b, d)
		}
		fmt.Fprintf(&c.body, ` stroke-dasharray="%s" stroke-dashoffset="%s"`, b, num(nil, c.offset))
	}
	c.body.WriteString("/>\n")
}

// Fill fills the path.
func (c *svgCanvas) Fill(p vg.Path) {
	fmt.Fprintf(&c.body, `<path d="%s"%s/>`+"\n", c.path(p), c.paint("fill"))
}

// DrawImage puts a picture into a rectangle.
func (c *svgCanvas) DrawImage(r vg.Rectangle, img image.Image) {
	p, two := img.(pairImage)
	if two && c.sheet != nil {
		c.image(r, p.Image, ` class="day"`)
		c.image(r, p.dark, ` class="night"`)
		return
	}
	c.image(r, img, "")
}

func (c *svgCanvas) image(r vg.Rectangle, img image.Image, class string) {
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		c.err = err
		return
	}
	fmt.Fprintf(&c.body, `<image%s x="%s" y="%s" width="%s" height="%s" preserveAspectRatio="none" %shref="data:image/png;base64,%s"/>`+"\n",
		class, num(nil, r.Min.X), num(nil, c.h-r.Max.Y), num(nil, r.Max.X-r.Min.X), num(nil, r.Max.Y-r.Min.Y), c.prefix(), base64.StdEncoding.EncodeToString(b.Bytes()))
}

// prefix is what SVG of its own has before href; HTML wants none.
func (c *svgCanvas) prefix() string {
	if c.sheet != nil {
		return ""
	}
	return "xlink:"
}

// idMark stands for the figure's hash until it is known.
const idMark = "\x00"

// text puts the outlines of the letters in their places.
func (c *svgCanvas) text(st style, p vg.Point, s string) {
	var b []byte
	st.glyphs(s, func(g sfnt.GlyphIndex, x fixed.Int26_6) {
		n := c.of(letter{st.weight, g})
		if n < 0 {
			return // a space
		}
		b = append(append(append(b, "<use "...), c.prefix()...), `href="#`+idMark...)
		b = strconv.AppendInt(b, int64(n), 36)
		if x != 0 {
			b = strconv.AppendInt(append(b, `" x="`...), int64(x), 10)
		}
		b = append(b, `"/>`...)
	})
	if len(b) == 0 {
		return
	}
	fmt.Fprintf(&c.body, `<g%s transform="translate(%s %s) scale(%s)">%s</g>`+"\n", c.paint("fill"), num(nil, p.X), num(nil, c.h-p.Y),
		strconv.FormatFloat(float64(st.scale()), 'g', 5, 64), b)
}

// outline is the path of a letter in font units, y down; empty for a space.
func outline(k letter) []byte {
	face := faces()[k.weight]
	var buf sfnt.Buffer
	segments, err := face.LoadGlyph(&buf, k.glyph, fixed.Int26_6(face.UnitsPerEm()), nil)
	if err != nil {
		return nil
	}
	// Places relative to the last one have fewer digits.
	var b []byte
	var now fixed.Point26_6
	put := func(how byte, points ...fixed.Point26_6) {
		b = append(b, how)
		for i, q := range points {
			if i > 0 && q.X >= now.X {
				b = append(b, ' ')
			}
			b = strconv.AppendInt(b, int64(q.X-now.X), 10)
			if q.Y >= now.Y {
				b = append(b, ' ')
			}
			b = strconv.AppendInt(b, int64(q.Y-now.Y), 10)
		}
		now = points[len(points)-1]
	}
	var start fixed.Point26_6
	for i, seg := range segments {
		switch seg.Op {
		case sfnt.SegmentOpMoveTo:
			if i > 0 {
				b, now = append(b, 'z'), start
			}
			put('m', seg.Args[0])
			start = now
		case sfnt.SegmentOpLineTo:
			put('l', seg.Args[0])
		case sfnt.SegmentOpQuadTo:
			put('q', seg.Args[:2]...)
		case sfnt.SegmentOpCubeTo:
			put('c', seg.Args[:3]...)
		}
	}
	if len(b) > 0 {
		b = append(b, 'z')
	}
	return b
}

func (c *svgCanvas) write(w io.Writer) error {
	h := fnv.New32a()
	h.Write(c.body.Bytes())
	id := "f" + strconv.FormatUint(uint64(h.Sum32()), 36) + "-"
	var out bytes.Buffer
	fmt.Fprintf(&out, `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="%[1]s" height="%[2]s" viewBox="0 0 %[1]s %[2]s">`+"\n<defs>", num(nil, c.w), num(nil, c.h))
	c.define(&out, id)
	out.WriteString("</defs>\n")
	out.Write(bytes.ReplaceAll(c.body.Bytes(), []byte(idMark), []byte(id)))
	out.WriteString("</svg>\n")
	_, err := out.WriteTo(w)
	return err
}
