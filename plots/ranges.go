package plots

import (
	"errors"
	"math"

	"github.com/headroom-planner/headroom/model/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Ranges shows alternatives under each other, each as a median within two ranges, on a scale of equal ratios.
type Ranges struct {
	Title, Subtitle, Footer string
	Lang                    text.Lang
	Unit                    string // below the axis
	Rows                    []Range
}

// Range is one alternative.
type Range struct {
	Name                    string
	P05, P25, P50, P75, P95 float64 // above 0, rising
	Words                   string  // at the right: the median and what else matters
}

// Draw draws the figure. It errs without rows and where a range is not above 0 or falls.
func (f Ranges) Draw(c draw.Canvas, th Theme) error {
	if len(f.Rows) == 0 {
		return errors.New("ranges need at least one row")
	}
	lo, hi := math.Inf(1), 0.0
	left, right := vg.Length(0), vg.Length(0)
	for _, r := range f.Rows {
		if !(r.P05 > 0 && r.P05 <= r.P25 && r.P25 <= r.P50 && r.P50 <= r.P75 && r.P75 <= r.P95) || math.IsInf(r.P95, 0) {
			return errors.New("a range needs rising numbers above 0")
		}
		lo, hi = min(lo, r.P05), max(hi, r.P95)
		left, right = max(left, labelStyle.width(r.Name)), max(right, labelStyle.width(r.Words))
	}
	fr := frame{title: f.Title, subtitle: f.Subtitle, footer: f.Footer, lang: f.Lang}
	top := fr.words(c, th)
	data := draw.Crop(c, margin+left+24, -(margin + right + 24), 128, 0)
	data.Max.Y = top
	from, to := math.Log10(lo)-0.03, math.Log10(hi)+0.03
	x := func(v float64) vg.Length {
		return data.Min.X + (data.Max.X-data.Min.X)*vg.Length((math.Log10(v)-from)/(to-from))
	}
	f.axis(c, data, th, x, lo, hi)
	step := (data.Max.Y - data.Min.Y) / vg.Length(len(f.Rows))
	thick := min(step*0.32, 34)
	for i, r := range f.Rows {
		y := data.Max.Y - step*(vg.Length(i)+0.5)
		bar := func(a, b float64, h vg.Length) {
			band(c, []vg.Point{{X: x(a), Y: y - h/2}, {X: x(b), Y: y - h/2}}, []vg.Point{{X: x(a), Y: y + h/2}, {X: x(b), Y: y + h/2}})
		}
		c.SetColor(th.Outer)
		bar(r.P05, r.P95, thick)
		c.SetColor(th.Inner)
		bar(r.P25, r.P75, thick)
		disc(c, th.Line, vg.Point{X: x(r.P50), Y: y}, thick/3)
		c.SetColor(th.Text)
		labelStyle.write(c, vg.Point{X: data.Min.X - 24, Y: y - labelStyle.size*0.36}, r.Name, 1)
		labelStyle.write(c, vg.Point{X: data.Max.X + 24, Y: y - labelStyle.size*0.36}, r.Words, 0)
	}
	return nil
}

// axis draws 1, 2 and 5 of every decade, as many as there is room for.
func (f Ranges) axis(c, data draw.Canvas, th Theme, x func(float64) vg.Length, lo, hi float64) {
	baseline(c, data, th)
	c.SetColor(th.Muted)
	labelStyle.write(c, vg.Point{X: c.Min.X + margin, Y: data.Min.Y - 30}, f.Unit, 0)
	end := data.Min.X - 24
	for k := math.Floor(math.Log10(lo)); k <= math.Log10(hi); k++ {
		for _, n := range []float64{1, 2, 5} {
			v := n * math.Pow(10, k)
			if v < lo || v > hi {
				continue
			}
			s := FormatNumber(v, f.Lang, int(max(0, -k)))
			if w := tickStyle.width(s); x(v)-w/2 > end {
				line(c, th.Grid, 1, nil, vg.Point{X: x(v), Y: data.Min.Y}, vg.Point{X: x(v), Y: data.Max.Y})
				mark(c, data, th, x(v), x(v), s)
				end = x(v) + w/2 + 12
			}
		}
	}
}
