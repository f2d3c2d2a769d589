package plots

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"codeberg.org/go-pdf/fpdf"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// WritePDF writes the figure as a page of PDF whose words are text that can be
// selected and searched, in a subset of the typeface. gonum/plot's own PDF
// canvas knows one Western code page and loses Vietnamese letters.
func WritePDF(w io.Writer, f Figure, th Theme, s Size) error {
	return writePDF(w, f, th, s, true)
}

func writePDF(w io.Writer, f Figure, th Theme, s Size, compress bool) error {
	if err := s.check(); err != nil {
		return err
	}
	height := pageWidth * vg.Length(s.Height) / vg.Length(s.Width)
	c, err := newPDF(pageWidth, height, compress)
	if err != nil {
		return err
	}
	d := draw.New(c)
	d.SetColor(th.Background)
	d.Fill(rectangle(d.Rectangle))
	if err := f.Draw(d, th); err != nil {
		return err
	}
	if c.err != nil {
		return c.err
	}
	return c.doc.Output(w)
}

// texter is a canvas that sets words itself, where others get their outlines.
type texter interface {
	text(st style, p vg.Point, s string)
}

// pdfCanvas is a vg.Canvas over fpdf. It keeps its own transformation, because
// vg counts y upwards and fpdf downwards.
type pdfCanvas struct {
	doc    *fpdf.Fpdf
	width  vg.Length
	height vg.Length
	now    pdfState
	stack  []pdfState
	images int
	err    error
}

type pdfState struct {
	m     [6]float64 // x' = m0 x + m2 y + m4, y' = m1 x + m3 y + m5, in points with y up
	color color.Color
	line  vg.Length
	dash  []vg.Length
	off   vg.Length
}

var pdfStyles = [...]string{regular: "", semibold: "B"}

func newPDF(w, h vg.Length, compress bool) (*pdfCanvas, error) {
	doc := fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: w.Points(), Ht: h.Points()}})
	// The same figure gives the same bytes.
	epoch := time.Unix(0, 0).UTC()
	doc.SetCreationDate(epoch)
	doc.SetModificationDate(epoch)
	doc.SetCatalogSort(true)
	doc.SetProducer("headroom", true)
	doc.SetCompression(compress)
	doc.SetAutoPageBreak(false, 0)
	doc.SetMargins(0, 0, 0)
	for i, name := range faceFiles {
		b, err := fontFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		doc.AddUTF8FontFromBytes("be-vietnam-pro", pdfStyles[i], b)
	}
	doc.AddPage()
	c := &pdfCanvas{doc: doc, width: w, height: h, now: pdfState{m: [6]float64{1, 0, 0, 1, 0, 0}}}
	vg.Initialize(c)
	return c, doc.Error()
}

// Size returns the page's size.
func (c *pdfCanvas) Size() (w, h vg.Length) { return c.width, c.height }

// SetLineWidth sets the width of strokes.
func (c *pdfCanvas) SetLineWidth(w vg.Length) { c.now.line = w }

// SetLineDash sets the pattern of strokes.
func (c *pdfCanvas) SetLineDash(pattern []vg.Length, offset vg.Length) {
	c.now.dash, c.now.off = pattern, offset
}

// SetColor sets the colour of strokes, areas and words.
func (c *pdfCanvas) SetColor(col color.Color) {
	if col == nil {
		col = color.Black
	}
	c.now.color = col
}

// Rotate turns what is drawn next.
func (c *pdfCanvas) Rotate(rad float64) {
	s, k := math.Sincos(rad)
	c.concat([6]float64{k, s, -s, k, 0, 0})
}

// Translate moves what is drawn next.
func (c *pdfCanvas) Translate(p vg.Point) {
	c.concat([6]float64{1, 0, 0, 1, p.X.Points(), p.Y.Points()})
}

// Scale stretches what is drawn next.
func (c *pdfCanvas) Scale(x, y float64) { c.concat([6]float64{x, 0, 0, y, 0, 0}) }

func (c *pdfCanvas) concat(n [6]float64) {
	m := c.now.m
	c.now.m = [6]float64{
		m[0]*n[0] + m[2]*n[1], m[1]*n[0] + m[3]*n[1],
		m[0]*n[2] + m[2]*n[3], m[1]*n[2] + m[3]*n[3],
		m[0]*n[4] + m[2]*n[5] + m[4], m[1]*n[4] + m[3]*n[5] + m[5],
	}
}

// Push keeps the state.
func (c *pdfCanvas) Push() { c.stack = append(c.stack, c.now) }

// Pop takes the last state back.
func (c *pdfCanvas) Pop() {
	c.now = c.stack[len(c.stack)-1]
	c.stack = c.stack[:len(c.stack)-1]
}

// at brings a point onto the page, y down.
func (c *pdfCanvas) at(p vg.Point) (x, y float64) {
	px, py, m := p.X.Points(), p.Y.Points(), c.now.m
	return m[0]*px + m[2]*py + m[4], c.height.Points() - (m[1]*px + m[3]*py + m[5])
}

// paint hands the colour to the page.
func (c *pdfCanvas) paint() {
	n, ok := color.NRGBAModel.Convert(c.now.color).(color.NRGBA)
	if !ok {
		return
	}
	r, g, b := int(n.R), int(n.G), int(n.B)
	c.doc.SetFillColor(r, g, b)
	c.doc.SetDrawColor(r, g, b)
	c.doc.SetTextColor(r, g, b)
	c.doc.SetAlpha(float64(n.A)/255, "Normal")
}

// Stroke draws a line along the path.
func (c *pdfCanvas) Stroke(p vg.Path) {
	if c.now.line <= 0 {
		return
	}
	c.paint()
	k := math.Sqrt(math.Abs(c.now.m[0]*c.now.m[3] - c.now.m[1]*c.now.m[2]))
	c.doc.SetLineWidth(c.now.line.Points() * k)
	dash := make([]float64, len(c.now.dash))
	for i, d := range c.now.dash {
		dash[i] = d.Points() * k
	}
	c.doc.SetDashPattern(dash, c.now.off.Points()*k)
	c.path(p, "D")
}

// Fill fills the path.
func (c *pdfCanvas) Fill(p vg.Path) {
	c.paint()
	c.path(p, "f")
}

func (c *pdfCanvas) path(p vg.Path, how string) {
	for _, s := range p {
		x, y := c.at(s.Pos)
		switch s.Type {
		case vg.MoveComp:
			c.doc.MoveTo(x, y)
		case vg.LineComp:
			c.doc.LineTo(x, y)
		case vg.CurveComp:
			ax, ay := c.at(s.Control[0])
			if len(s.Control) == 1 {
				c.doc.CurveTo(ax, ay, x, y)
				continue
			}
			bx, by := c.at(s.Control[1])
			c.doc.CurveBezierCubicTo(ax, ay, bx, by, x, y)
		case vg.ArcComp:
			c.arc(s)
		case vg.CloseComp:
			c.doc.ClosePath()
		}
	}
	c.doc.DrawPath(how)
}

// arc draws an arc as curves.
func (c *pdfCanvas) arc(s vg.PathComp) {
	start, curves := arcCurves(s)
	c.doc.LineTo(c.at(start))
	for _, k := range curves {
		ax, ay := c.at(k[0])
		bx, by := c.at(k[1])
		x, y := c.at(k[2])
		c.doc.CurveBezierCubicTo(ax, ay, bx, by, x, y)
	}
}

// arcCurves is an arc as cubic curves of at most a quarter turn, whose error is
// below 3e-4 of the radius: where it starts, and two controls and an end for each.
func arcCurves(s vg.PathComp) (start vg.Point, curves [][3]vg.Point) {
	n := max(1, int(math.Ceil(math.Abs(s.Angle)/(math.Pi/2))))
	step := s.Angle / float64(n)
	k := vg.Length(4.0 / 3 * math.Tan(step/4))
	on := func(a float64) (p, t vg.Point) {
		sin, cos := math.Sincos(a)
		r := s.Radius
		return vg.Point{X: s.Pos.X + r*vg.Length(cos), Y: s.Pos.Y + r*vg.Length(sin)}, vg.Point{X: -r * vg.Length(sin), Y: r * vg.Length(cos)}
	}
	start, t := on(s.Start)
	p := start
	for i := range n {
		q, u := on(s.Start + step*float64(i+1))
		curves = append(curves, [3]vg.Point{{X: p.X + k*t.X, Y: p.Y + k*t.Y}, {X: q.X - k*u.X, Y: q.Y - k*u.Y}, q})
		p, t = q, u
	}
	return start, curves
}

// text sets words as text of the page, baseline at p.
func (c *pdfCanvas) text(st style, p vg.Point, s string) {
	c.paint()
	c.doc.SetFont("be-vietnam-pro", pdfStyles[st.weight], st.size.Points())
	x, y := c.at(p)
	turn := math.Atan2(c.now.m[1], c.now.m[0]) * 180 / math.Pi
	if turn != 0 {
		c.doc.TransformBegin()
		c.doc.TransformRotate(turn, x, y)
		defer c.doc.TransformEnd()
	}
	s = inPlane(s)
	// fpdf sets letters without kerning; spreading the difference over the
	// letters ends the words where every other format does.
	spacing := 0.0
	if n := utf8.RuneCountInString(s); n > 1 {
		spacing = (st.width(s).Points() - c.doc.GetStringWidth(s)) / float64(n-1)
	}
	c.doc.RawWriteStr(fmt.Sprintf("%.5f Tc", spacing))
	c.doc.Text(x, y, s)
}

// inPlane replaces what fpdf's fonts cannot index, letters beyond the basic
// plane such as pictographs, by the sign for an unknown one.
func inPlane(s string) string {
	return strings.Map(func(r rune) rune {
		if r > 0xFFFF {
			return utf8.RuneError
		}
		return r
	}, s)
}

// FillString is gonum/plot's way to words, with its own fonts; every figure
// here sets words with a style.
func (c *pdfCanvas) FillString(font.Face, vg.Point, string) {
	c.err = errors.New("a figure set words without a style")
}

// DrawImage puts a picture into a rectangle.
func (c *pdfCanvas) DrawImage(r vg.Rectangle, img image.Image) {
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		c.err = err
		return
	}
	c.images++
	name := "image-" + strconv.Itoa(c.images)
	opt := fpdf.ImageOptions{ImageType: "png"}
	c.doc.RegisterImageOptionsReader(name, opt, &b)
	x0, y0 := c.at(r.Min)
	x1, y1 := c.at(r.Max)
	c.doc.ImageOptions(name, min(x0, x1), min(y0, y1), math.Abs(x1-x0), math.Abs(y1-y0), false, opt, 0, "")
}
