package plots

import (
	"math"

	"github.com/headroom-planner/headroom/model/text"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// frame is what figures have around their data: title, subtitle, footer, a
// horizontal grid and an axis below.
type frame struct {
	title, subtitle, footer string
	lang                    text.Lang
	unit                    string
	below                   below
	lo, hi                  float64
	right                   vg.Length // room for direct labels
	percent                 bool
	ticks                   []float64 // chosen from lo and hi when nil
	tickNames               []string  // of ticks; written as numbers when nil
	titleLines              int       // at most; 2 when less
	bottom                  vg.Length // room under the data; that of tick labels and footer when 0
}

// underData is the room under the data for tick labels and the footer, and
// nameRoom what the name of the axis takes beside.
const (
	underData = vg.Length(112)
	nameRoom  = vg.Length(28)
)

// below is the axis under the data.
type below interface {
	// span is the range of the axis in the numbers of the data.
	span() (lo, hi float64)
	// draw draws line, marks and words; p transforms numbers to places in data.
	draw(c, data draw.Canvas, p *plot.Plot, th Theme)
}

// draw sets the words and grid and returns the plot, whose plotters the
// caller adds, and the canvas of its data area.
func (f *frame) draw(c draw.Canvas, th Theme) (*plot.Plot, draw.Canvas) {
	top := f.words(c, th)
	at, decimals := f.ticks, 0
	if at == nil {
		at, decimals = ticks(f.lo, f.hi, 5)
	}
	widest := vg.Length(0)
	names := make([]string, len(at))
	for i, y := range at {
		names[i] = FormatNumber(y, f.lang, decimals)
		if f.percent {
			names[i] += " %"
		}
		if f.tickNames != nil {
			names[i] = f.tickNames[i]
		}
		widest = max(widest, tickStyle.width(names[i]))
	}
	left := c.Min.X + margin + widest + 14
	data := draw.Crop(c, left-c.Min.X, -f.right, max(f.bottom, underData), 0)
	data.Max.Y = top
	p := plot.New()
	p.HideAxes()
	p.BackgroundColor = nil
	p.X.Min, p.X.Max = f.below.span()
	p.Y.Min, p.Y.Max = f.lo, f.hi
	_, y := p.Transforms(&data)
	for i, v := range at {
		line(c, th.Grid, 1, nil, vg.Point{X: left, Y: y(v)}, vg.Point{X: data.Max.X, Y: y(v)})
		c.SetColor(th.Muted)
		tickStyle.write(c, vg.Point{X: left - 14, Y: y(v) - tickStyle.size*0.36}, names[i], 1)
	}
	f.below.draw(c, data, p, th)
	return p, data
}

// TitleFits reports whether a title is drawn whole in two lines, on a page of the usual width.
func TitleFits(s string) bool {
	l := titleStyle.wrap(s, pageWidth-2*margin, 2)
	return joinWords(l) == joinWords(splitWords(s))
}

// words writes title, subtitle, unit and footer, and returns where the data
// may begin below them.
func (f *frame) words(c draw.Canvas, th Theme) vg.Length {
	width := c.Max.X - c.Min.X - 2*margin
	x, y := c.Min.X+margin, c.Max.Y-70
	c.SetColor(th.Text)
	for i, l := range titleStyle.wrap(f.title, width, max(2, f.titleLines)) {
		if i > 0 {
			y -= titleStyle.size * 1.25
		}
		titleStyle.write(c, vg.Point{X: x, Y: y}, l, 0)
	}
	c.SetColor(th.Muted)
	y -= 42
	for i, l := range subtitleStyle.wrap(f.subtitle, width, 2) {
		if i > 0 {
			y -= subtitleStyle.size * 1.3
		}
		subtitleStyle.write(c, vg.Point{X: x, Y: y}, l, 0)
	}
	for i, l := range footerStyle.wrap(f.footer, width, 2) {
		footerStyle.write(c, vg.Point{X: x, Y: c.Min.Y + 44 - vg.Length(i)*footerStyle.size*1.3}, l, 0)
	}
	y -= 40
	if f.unit != "" {
		labelStyle.write(c, vg.Point{X: x, Y: y}, f.unit, 0)
		y -= 14
	}
	return y - 14
}

func line(c draw.Canvas, col interface {
	RGBA() (r, g, b, a uint32)
}, width vg.Length, dash []vg.Length, pts ...vg.Point) {
	if len(pts) < 2 {
		return
	}
	var p vg.Path
	p.Move(pts[0])
	for _, q := range pts[1:] {
		p.Line(q)
	}
	c.SetColor(col)
	c.SetLineWidth(width)
	c.SetLineDash(dash, 0)
	c.Stroke(p)
	c.SetLineDash(nil, 0)
}

// spread moves label heights apart so that neighbours are at least gap from
// each other and all lie within lo and hi, as near to their wish as that
// allows. Heights must descend and keep their order.
func spread(y []vg.Length, gap, lo, hi vg.Length) {
	for i := range y {
		y[i] = min(y[i], hi-vg.Length(i)*gap)
		if i > 0 {
			y[i] = min(y[i], y[i-1]-gap)
		}
	}
	for i := len(y) - 1; i >= 0; i-- {
		floor := lo + vg.Length(len(y)-1-i)*gap
		if y[i] < floor {
			y[i] = floor
		}
		if i < len(y)-1 && y[i] < y[i+1]+gap {
			y[i] = y[i+1] + gap
		}
	}
}

// finite returns the range of the finite numbers among lists.
func finite(lists ...[]float64) (lo, hi float64) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for _, l := range lists {
		for _, v := range l {
			if !math.IsInf(v, 0) && !math.IsNaN(v) {
				lo, hi = min(lo, v), max(hi, v)
			}
		}
	}
	return lo, hi
}
