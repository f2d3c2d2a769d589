package plots

import (
	"errors"
	"math"
	"slices"

	"github.com/headroom-planner/headroom/model/text"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Exceedance shows how probable it is that a quantity reaches each value, with
// targets marked where the curve meets them.
type Exceedance struct {
	Title, Subtitle, Footer string
	Lang                    text.Lang
	Name                    string // of the quantity with its unit, under the axis
	Percent                 bool   // the quantity is a share
	AtMost                  bool   // the curve is of values at most so high
	Value, Probability      []float64
	Marks                   []ExceedanceMark
	Quantiles               []ExceedanceMark // such as the median: a dot with its words
}

// ExceedanceMark is a value with its probability and words.
type ExceedanceMark struct {
	Value, Probability float64
	Label              string
}

// Draw draws the curve. It errs when values do not rise, or have no probability each.
func (e Exceedance) Draw(c draw.Canvas, th Theme) error {
	n := len(e.Value)
	if n < 2 || len(e.Probability) != n || !slices.IsSorted(e.Value) {
		return errors.New("an exceedance curve needs a probability for each of at least two rising values")
	}
	lo, hi := finite(e.Value)
	for _, m := range e.Marks {
		lo, hi = min(lo, m.Value), max(hi, m.Value)
	}
	if math.IsInf(lo, 0) {
		return errors.New("an exceedance curve needs numbers")
	}
	pad := max((hi-lo)*0.04, math.Abs(hi)*1e-6, 1e-9)
	if lo, hi = lo-pad, hi+pad; e.Percent {
		lo, hi = max(lo, 0), min(hi, 100)
	} else if lo < 0 && e.Value[0] >= 0 {
		lo = 0
	}
	fr := frame{title: e.Title, subtitle: e.Subtitle, footer: e.Footer, lang: e.Lang, percent: true,
		below: values{lo, hi, e.Lang, e.Percent, e.Name}, lo: 0, hi: 100, ticks: []float64{0, 25, 50, 75, 100}, right: margin, bottom: underData + nameRoom}
	p, data := fr.draw(c, th)
	x, y := p.Transforms(&data)
	pts := make([]vg.Point, n)
	for i := range pts {
		pts[i] = vg.Point{X: x(e.Value[i]), Y: y(100 * e.Probability[i])}
	}
	floor := slices.Clone(pts)
	for i := range floor {
		floor[i].Y = data.Min.Y
	}
	c.SetColor(th.Outer)
	band(c, floor, pts)
	line(c, th.Line, 4, nil, pts...)
	e.words(c, data, p, pts, th)
	return nil
}

// words sets the labels of marks and quantiles beside the curve, each where none is yet.
func (e Exceedance) words(c, data draw.Canvas, p *plot.Plot, pts []vg.Point, th Theme) {
	x, y := p.Transforms(&data)
	taken := &boxes{within: data.Rectangle}
	for _, q := range pts { // words keep off the curve
		taken.avoid(vg.Rectangle{Min: vg.Point{X: q.X - 3, Y: q.Y - 3}, Max: vg.Point{X: q.X + 3, Y: q.Y + 3}})
	}
	for i := 1; i < len(pts); i++ {
		steps := int(math.Hypot(float64(pts[i].X-pts[i-1].X), float64(pts[i].Y-pts[i-1].Y)) / 6)
		for k := range steps {
			f := vg.Length(k+1) / vg.Length(steps+1)
			q := vg.Point{X: pts[i-1].X + f*(pts[i].X-pts[i-1].X), Y: pts[i-1].Y + f*(pts[i].Y-pts[i-1].Y)}
			taken.avoid(vg.Rectangle{Min: vg.Point{X: q.X - 3, Y: q.Y - 3}, Max: vg.Point{X: q.X + 3, Y: q.Y + 3}})
		}
	}
	for _, m := range e.Marks {
		at := vg.Point{X: x(m.Value), Y: y(100 * m.Probability)}
		line(c, th.Target, 2, []vg.Length{10, 6}, vg.Point{X: at.X, Y: data.Min.Y}, vg.Point{X: at.X, Y: data.Max.Y})
		taken.walls = append(taken.walls, at.X)
		taken.avoid(vg.Rectangle{Min: vg.Point{X: at.X - 1, Y: data.Min.Y}, Max: vg.Point{X: at.X + 1, Y: data.Max.Y}})
	}
	for _, m := range e.Marks {
		at := vg.Point{X: x(m.Value), Y: y(100 * m.Probability)}
		disc(c, th.Target, at, 8)
		disc(c, th.Background, at, 4.5)
		taken.place(c, strongStyle, at, m.Label, data.Max.X-data.Min.X, th, th.Target)
	}
	for _, m := range e.Quantiles {
		at := vg.Point{X: x(m.Value), Y: y(100 * m.Probability)}
		disc(c, th.Line, at, 6)
		taken.place(c, labelStyle, at, m.Label, data.Max.X-data.Min.X, th, th.Text)
	}
}

func exceedanceExample(lang text.Lang) Figure {
	e := Exceedance{
		Title:    text.T("Invented numbers: 870 MW are reached in 12 % of futures", "Số liệu giả định: đạt 870 MW ở 12 % số lần mô phỏng").In(lang),
		Subtitle: text.T("Probability that capacity reaches so much by December 2030", "Xác suất công suất đạt ít nhất mức này vào 12/2030").In(lang),
		Footer:   text.T("Example with invented numbers", "Ví dụ với số liệu giả định").In(lang),
		Lang:     lang, Name: text.T("Capacity, MW", "Công suất, MW").In(lang),
	}
	for k := 0; k <= 100; k++ {
		p := (float64(k) + 0.5) / 101
		z := math.Log(p / (1 - p)) // a logistic stands for the future
		e.Value, e.Probability = append(e.Value, 600*math.Exp(0.19*z)), append(e.Probability, 1-p)
	}
	e.Marks = []ExceedanceMark{{870, 0.124, text.T("Target: 870 MW, 12 %", "Mục tiêu: 870 MW, 12 %").In(lang)}}
	for _, q := range []struct {
		p    float64
		name text.Text
	}{{0.9, text.T("P10  395", "P10  395")}, {0.5, text.T("Median  600", "Trung vị  600")}, {0.1, text.T("P90  911", "P90  911")}} {
		e.Quantiles = append(e.Quantiles, ExceedanceMark{600 * math.Exp(0.19*math.Log((1-q.p)/q.p)), q.p, q.name.In(lang)})
	}
	return e
}
