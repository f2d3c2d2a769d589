package plots

import (
	"errors"
	"math"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Fan shows one quantity's future as two bands around its median, with what
// was measured before and the targets it is held against.
type Fan struct {
	Title, Subtitle, Footer string // computed, in the reader's language
	Lang                    text.Lang
	Months                  []axis.Month
	P05, P25, P50, P75, P95 []float64
	History                 []Point
	Targets                 []TargetMark
	Unit                    string // above the axis
	Percent                 bool   // tick labels end in %, and the axis stops at 100
	Median                  string // the word for the median
}

// Point is a measured value.
type Point struct {
	Month axis.Month
	Value float64
}

// TargetMark is a target on the chart: a dashed line at Value with its words,
// and a ring at Month.
type TargetMark struct {
	Month axis.Month
	Value float64
	Label string
}

// Draw draws the fan. It errs when the lists do not have one value a month.
func (f Fan) Draw(c draw.Canvas, th Theme) error {
	n := len(f.Months)
	for _, l := range [][]float64{f.P05, f.P25, f.P50, f.P75, f.P95} {
		if len(l) != n || n == 0 {
			return errors.New("a fan needs one value of every quantile for each month")
		}
	}
	time := months{f.Months[0], f.Months[n-1], f.Lang}
	if len(f.History) > 0 {
		time.first = min(time.first, f.History[0].Month)
	}
	if time.first == time.last {
		time.last++
	}
	fr := frame{title: f.Title, subtitle: f.Subtitle, footer: f.Footer, lang: f.Lang, unit: f.Unit, percent: f.Percent,
		below: time, right: f.labelWidth() + margin + 14}
	fr.lo, fr.hi = f.span()
	p, data := fr.draw(c, th)
	fanBands{f, th}.Plot(data, p)
	f.around(data, p, th)
	f.labels(c, data, p, th)
	return nil
}

// span is the range of the axis: it begins at zero unless something is
// negative, and holds bands, history and targets.
func (f Fan) span() (lo, hi float64) {
	lo, hi = finite(f.P05, f.P95)
	for _, h := range f.History {
		lo, hi = min(lo, h.Value), max(hi, h.Value)
	}
	for _, t := range f.Targets {
		lo, hi = min(lo, t.Value), max(hi, t.Value)
	}
	if math.IsInf(lo, 0) {
		return 0, 1
	}
	lo = min(lo, 0)
	if hi <= lo {
		return lo, lo + 1
	}
	if at, _ := ticks(lo, hi, 5); at[0] > lo && lo < 0 {
		lo = at[0] - (at[1] - at[0])
	}
	if f.Percent && hi > 80 {
		return lo, 100
	}
	return lo, hi * 1.02
}

// fanBands is the plotter of the bands and the median.
type fanBands struct {
	f  Fan
	th Theme
}

// Plot implements plot.Plotter.
func (b fanBands) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	pts := func(v []float64) []vg.Point {
		out := make([]vg.Point, len(v))
		for i := range v {
			out[i] = vg.Point{X: x(float64(b.f.Months[i])), Y: y(v[i])}
		}
		return out
	}
	c.SetColor(b.th.Outer)
	band(c, pts(b.f.P05), pts(b.f.P95))
	c.SetColor(b.th.Inner)
	band(c, pts(b.f.P25), pts(b.f.P75))
	line(c, b.th.Line, 4, nil, pts(b.f.P50)...)
}

// around draws what was measured and the targets; their words keep off each other.
func (f Fan) around(data draw.Canvas, p *plot.Plot, th Theme) {
	taken := &boxes{within: data.Rectangle}
	taken.within.Max.Y += 30 // over the data, beside the unit's name, there is room
	taken.within.Min.Y -= 2
	f.history(data, p, th, taken)
	f.avoidMedian(data, p, taken)
	f.targets(data, p, th, taken)
}

// avoidMedian keeps words with a halo off the median and what was measured, which they would hide.
func (f Fan) avoidMedian(data draw.Canvas, p *plot.Plot, taken *boxes) {
	x, y := p.Transforms(&data)
	var months []axis.Month
	var values []float64
	for _, h := range f.History {
		months, values = append(months, h.Month), append(values, h.Value)
	}
	months, values = append(months, f.Months...), append(values, f.P50...)
	for i := 1; i < len(months) && len(months) == len(values); i++ {
		a, b := vg.Point{X: x(float64(months[i-1])), Y: y(values[i-1])}, vg.Point{X: x(float64(months[i])), Y: y(values[i])}
		taken.avoid(vg.Rectangle{Min: vg.Point{X: min(a.X, b.X), Y: min(a.Y, b.Y) - 3}, Max: vg.Point{X: max(a.X, b.X), Y: max(a.Y, b.Y) + 3}})
	}
}

func (f Fan) history(data draw.Canvas, p *plot.Plot, th Theme, taken *boxes) {
	x, y := p.Transforms(&data)
	var pts []vg.Point
	for _, h := range f.History {
		pts = append(pts, vg.Point{X: x(float64(h.Month)), Y: y(h.Value)})
	}
	line(data, th.History, 2, nil, pts...)
	for _, q := range pts {
		disc(data, th.History, q, 5)
	}
	if len(pts) == 0 {
		return
	}
	last := f.History[len(f.History)-1]
	words := FormatMonth(last.Month, f.Lang) + ": " + f.value(last.Value)
	q, w := pts[len(pts)-1], labelStyle.width(words)
	// Left of the point and above it; where there is no room, below the fan's root, clear of the bands.
	var at []vg.Rectangle
	for _, d := range []vg.Point{{X: -10 - w, Y: 12}, {X: 12, Y: -30}, {X: 12, Y: 14}, {X: -10 - w, Y: -30}, {X: 12, Y: 40}, {X: 12, Y: 66}} {
		at = append(at, inkOf(labelStyle, vg.Point{X: q.X + d.X, Y: q.Y + d.Y}, w))
	}
	r := taken.choose(at)
	data.SetColor(th.Text)
	labelStyle.write(data, vg.Point{X: r.Min.X, Y: r.Min.Y + inkBelow(labelStyle)}, words, 0)
}

// inkBelow is how far the ink of words reaches below their baseline.
func inkBelow(st style) vg.Length { return st.size * 0.22 }

// inkOf is where the ink of words stands whose baseline begins at p.
func inkOf(st style, p vg.Point, w vg.Length) vg.Rectangle {
	return vg.Rectangle{Min: vg.Point{X: p.X, Y: p.Y - inkBelow(st)}, Max: vg.Point{X: p.X + w, Y: p.Y + st.size*0.8}}
}

func disc(c draw.Canvas, col interface {
	RGBA() (r, g, b, a uint32)
}, at vg.Point, r vg.Length) {
	var p vg.Path
	p.Move(vg.Point{X: at.X + r, Y: at.Y})
	p.Arc(at, r, 0, 2*math.Pi)
	p.Close()
	c.SetColor(col)
	c.Fill(p)
}

// targets draws a dashed line for each target, its words above it at the left
// end, where a fan is narrow, or below it when that is taken.
func (f Fan) targets(data draw.Canvas, p *plot.Plot, th Theme, taken *boxes) {
	x, y := p.Transforms(&data)
	dash := []vg.Length{10, 6}
	for _, t := range f.Targets {
		at := y(t.Value)
		line(data, th.Target, 2, dash, vg.Point{X: data.Min.X, Y: at}, vg.Point{X: data.Max.X, Y: at})
		if t.Month >= axis.Month(p.X.Min) && t.Month <= axis.Month(p.X.Max) {
			q := vg.Point{X: x(float64(t.Month)), Y: at}
			disc(data, th.Target, q, 7)
			disc(data, th.Background, q, 4)
			taken.avoid(vg.Rectangle{Min: vg.Point{X: q.X - 7, Y: q.Y - 6}, Max: vg.Point{X: q.X + 7, Y: q.Y + 6}})
		}
		// Words that stood over another target's line would read as its own.
		taken.avoid(vg.Rectangle{Min: vg.Point{X: data.Min.X, Y: at - 3}, Max: vg.Point{X: data.Max.X, Y: at + 3}})
	}
	for _, t := range f.Targets {
		f.targetWords(data, th, t, y(t.Value), taken)
	}
}

// targetWords stand on the target's line at its left, or below it, or further along where words
// stand already.
func (f Fan) targetWords(data draw.Canvas, th Theme, t TargetMark, line vg.Length, taken *boxes) {
	s := labelStyle.clip(t.Label, data.Max.X-data.Min.X-10)
	w := labelStyle.width(s)
	var at []vg.Rectangle
	for _, up := range []vg.Length{12, -labelStyle.size - 4, 36, -labelStyle.size - 28, 60, -labelStyle.size - 52} {
		for x := data.Min.X + 10; ; x += 80 {
			at = append(at, inkOf(labelStyle, vg.Point{X: min(x, max(data.Max.X-w, data.Min.X)), Y: line + up}, w))
			if x+w >= data.Max.X {
				break
			}
		}
	}
	r := taken.choose(at)
	// A halo of the background keeps words readable over bands.
	data.SetColor(th.Background)
	data.Fill(rectangle(vg.Rectangle{Min: vg.Point{X: r.Min.X - 4, Y: r.Min.Y - 1}, Max: vg.Point{X: r.Max.X + 4, Y: r.Max.Y + 1}}))
	data.SetColor(th.Target)
	labelStyle.write(data, vg.Point{X: r.Min.X, Y: r.Min.Y + inkBelow(labelStyle)}, s, 0)
}

func (f Fan) value(v float64) string {
	s := Significant(v, f.Lang)
	if math.Abs(v) >= 1000 && math.Abs(v) < 1e6 && v == math.Trunc(v) {
		s = FormatNumber(v, f.Lang, 0)
	}
	if f.Percent {
		s = FormatNumber(v, f.Lang, 2) + " %"
	}
	return s
}

// rounded is value for a quantile: three digits say all it knows.
func (f Fan) rounded(v float64) string {
	if f.Percent {
		return FormatNumber(v, f.Lang, 1) + " %"
	}
	return Significant(v, f.Lang)
}

type directLabel struct {
	text  string
	style style
	at    float64
}

func (f Fan) direct() []directLabel {
	k := len(f.Months) - 1
	return []directLabel{
		{"P95  " + f.rounded(f.P95[k]), labelStyle, f.P95[k]},
		{"P75  " + f.rounded(f.P75[k]), labelStyle, f.P75[k]},
		{f.Median + "  " + f.rounded(f.P50[k]), strongStyle, f.P50[k]},
		{"P25  " + f.rounded(f.P25[k]), labelStyle, f.P25[k]},
		{"P5  " + f.rounded(f.P05[k]), labelStyle, f.P05[k]},
	}
}

func (f Fan) labelWidth() vg.Length {
	w := vg.Length(0)
	for _, l := range f.direct() {
		w = max(w, l.style.width(l.text))
	}
	return w
}

// labels names the bands at their right ends; a fan that has not opened has
// its one value only.
func (f Fan) labels(c, data draw.Canvas, p *plot.Plot, th Theme) {
	x, y := p.Transforms(&data)
	all := f.direct()
	if k := len(f.Months) - 1; f.P95[k] == f.P05[k] {
		all = all[2:3]
	}
	heights := make([]vg.Length, len(all))
	for i, l := range all {
		heights[i] = y(l.at)
	}
	spread(heights, 26, data.Min.Y+8, data.Max.Y+10)
	for i, l := range all {
		c.SetColor(th.Line)
		l.style.write(c, vg.Point{X: x(float64(f.Months[len(f.Months)-1])) + 14, Y: heights[i] - l.style.size*0.36}, l.text, 0)
	}
}
