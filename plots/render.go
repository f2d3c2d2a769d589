package plots

import (
	"fmt"
	"image/png"
	"io"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
)

// Figure is anything that can be drawn on a page.
type Figure interface {
	// Draw draws on the whole canvas. It errs on data that cannot be drawn.
	Draw(c draw.Canvas, th Theme) error
}

// Size is a picture's size in pixels.
type Size struct{ Width, Height int }

func (s Size) check() error {
	if s.Width < 64 || s.Height < 64 || s.Width > 16384 || s.Height > 16384 {
		return fmt.Errorf("a picture of %d by %d pixels cannot be drawn", s.Width, s.Height)
	}
	return nil
}

// Slide is the size of a slide, 16:9.
var Slide = Size{1920, 1080}

// WritePNG writes the figure as PNG.
func WritePNG(w io.Writer, f Figure, th Theme, s Size) error {
	if err := s.check(); err != nil {
		return err
	}
	dpi := float64(s.Width) / pageWidth.Points() * vg.Inch.Points()
	height := pageWidth * vg.Length(s.Height) / vg.Length(s.Width)
	c := vgimg.NewWith(vgimg.UseWH(pageWidth, height), vgimg.UseDPI(int(dpi+0.5)), vgimg.UseBackgroundColor(th.Background))
	if err := f.Draw(draw.New(c), th); err != nil {
		return err
	}
	e := png.Encoder{CompressionLevel: png.BestSpeed}
	return e.Encode(w, c.Image())
}

func rectangle(r vg.Rectangle) vg.Path {
	var p vg.Path
	p.Move(r.Min)
	p.Line(vg.Point{X: r.Max.X, Y: r.Min.Y})
	p.Line(r.Max)
	p.Line(vg.Point{X: r.Min.X, Y: r.Max.Y})
	p.Close()
	return p
}
