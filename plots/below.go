package plots

import (
	"math"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// months is a time axis: years when the run is long, else single months.
type months struct {
	first, last axis.Month
	lang        text.Lang
}

func (m months) span() (lo, hi float64) { return float64(m.first), float64(m.last) }

func (m months) draw(c, data draw.Canvas, p *plot.Plot, th Theme) {
	x, _ := p.Transforms(&data)
	baseline(c, data, th)
	if span := int(m.last - m.first); span <= 18 {
		step := max(1, (span+5)/6)
		widest := tickStyle.width(FormatMonth(axis.M(2028, 12), m.lang)) + 14 // no month is wider
		for step < span && (x(float64(m.first)+float64(step))-x(float64(m.first))) < widest {
			step++
		}
		end := c.Min.X
		for k := m.first; k <= m.last; k += axis.Month(step) {
			at, name := x(float64(k)), FormatMonth(k, m.lang)
			w := tickStyle.width(name) / 2
			if at-w < end && k > m.first {
				name = "" // a narrow page has no room for it
			} else {
				end = max(at+w, data.Min.X+2*w-10) + 10
			}
			mark(c, data, th, at, at, name)
		}
		return
	}
	every := max(1, int(m.last-m.first)/12/8)
	for y := m.first.Year(); y <= m.last.Year(); y += every {
		// A year's name stands under the middle of what is shown of it.
		from, to := max(axis.M(y, 1), m.first), min(axis.M(y+every, 1), m.last)
		left, right := x(float64(from)), x(float64(to))
		if right-left > tickStyle.width(FormatYear(y))+10 {
			mark(c, data, th, left, (left+right)/2, FormatYear(y))
		} else if from > m.first {
			mark(c, data, th, left, left, "")
		}
	}
}

// doublings is an axis of whole numbers on a logarithmic scale; data are
// logarithms to base 2.
type doublings struct {
	first, last int
	name        string // of what is counted
	lang        text.Lang
}

func (d doublings) span() (lo, hi float64) {
	return math.Log2(float64(d.first)), math.Log2(float64(d.last))
}

func (d doublings) draw(c, data draw.Canvas, p *plot.Plot, th Theme) {
	x, _ := p.Transforms(&data)
	baseline(c, data, th)
	c.SetColor(th.Muted)
	labelStyle.write(c, vg.Point{X: c.Min.X + margin, Y: data.Min.Y - 30}, d.name, 0)
	left := c.Min.X + margin + labelStyle.width(d.name) + 12
	end := x(math.Log2(float64(d.last)))
	last := FormatNumber(float64(d.last), d.lang, 0)
	mark(c, data, th, end, end, last)
	for decade := 1; decade <= d.last; decade *= 10 {
		for _, k := range []int{1, 2, 5} {
			n := k * decade
			if n < d.first || n > d.last {
				continue
			}
			at, s := x(math.Log2(float64(n))), FormatNumber(float64(n), d.lang, 0)
			if half := tickStyle.width(s) / 2; at-half > left && at+half < end-tickStyle.width(last)/2-12 {
				mark(c, data, th, at, at, s)
				left = at + half + 12
			}
		}
	}
}

// values is an axis of numbers.
type values struct {
	lo, hi  float64
	lang    text.Lang
	percent bool
	name    string // of what is measured, under the marks
}

func (v values) span() (lo, hi float64) { return v.lo, v.hi }

// marks are the places of the axis's marks and their names, as many as fit.
func (v values) marks(width vg.Length) (at []float64, names []string) {
	for n := 7; n > 0; n-- {
		var decimals int
		at, decimals = ticks(v.lo, v.hi, n)
		names = names[:0]
		widest := vg.Length(0)
		for _, x := range at {
			s := FormatNumber(x, v.lang, decimals)
			if v.percent {
				s += " %"
			}
			names = append(names, s)
			widest = max(widest, tickStyle.width(s))
		}
		if len(at) < 2 || widest+24 <= width*vg.Length((at[1]-at[0])/(v.hi-v.lo)) {
			break
		}
	}
	return at, names
}

func (v values) draw(c, data draw.Canvas, p *plot.Plot, th Theme) {
	x, _ := p.Transforms(&data)
	baseline(c, data, th)
	at, names := v.marks(data.Max.X - data.Min.X)
	for i, a := range at {
		mark(c, data, th, x(a), x(a), names[i])
	}
	if v.name != "" {
		c.SetColor(th.Muted)
		labelStyle.write(c, vg.Point{X: data.Min.X, Y: data.Min.Y - 58}, labelStyle.clip(v.name, c.Max.X-margin-data.Min.X), 0)
	}
}

func baseline(c, data draw.Canvas, th Theme) {
	line(c, th.Axis, 1.2, nil, vg.Point{X: data.Min.X, Y: data.Min.Y}, vg.Point{X: data.Max.X, Y: data.Min.Y})
}

// mark draws a tick at a place and its name with its middle at centre, on the page.
func mark(c, data draw.Canvas, th Theme, at, centre vg.Length, name string) {
	base := data.Min.Y
	line(c, th.Axis, 1.2, nil, vg.Point{X: at, Y: base}, vg.Point{X: at, Y: base - 6})
	w := tickStyle.width(name) / 2
	centre = min(max(centre, data.Min.X+w-10), c.Max.X-w-8)
	c.SetColor(th.Muted)
	tickStyle.write(c, vg.Point{X: centre, Y: base - 30}, name, 0.5)
}
