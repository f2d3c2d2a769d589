package plots

import (
	"errors"
	"image/color"
	"math"
	"slices"

	"github.com/headroom-planner/headroom/model/text"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Tradeoff shows variants by two quantities, with the interval of each, and marks those that no other is
// better than in both.
type Tradeoff struct {
	Title, Subtitle, Footer string
	Lang                    text.Lang
	TitleLines              int // at most; 2 when less
	X, Y                    TradeoffAxis
	Groups                  []string // names by colour, at most six; nil for one colour
	Points                  []TradeoffPoint
	FrontName               string // the words for the line through the best
}

// TradeoffAxis is one quantity.
type TradeoffAxis struct {
	Name    string // with its unit, and which way is better
	Percent bool
	More    bool // more is better
}

// TradeoffPoint is one variant. An interval whose ends are NaN is not drawn.
type TradeoffPoint struct {
	X, Y, XLo, XHi, YLo, YHi float64
	Group                    int
	Front                    bool
	Label                    string // "" for none
}

// Front reports which points no other is better than: at least as good in both and better in one. Points
// with the same values stand or fall together.
func Front(x, y []float64, moreX, moreY bool) []bool {
	out := make([]bool, len(x))
	for i := range x {
		out[i] = true
		for j := range x {
			a, b := toward(x[j]-x[i], moreX), toward(y[j]-y[i], moreY)
			if a >= 0 && b >= 0 && (a > 0 || b > 0) {
				out[i] = false
				break
			}
		}
	}
	return out
}

func toward(d float64, more bool) float64 {
	if more {
		return d
	}
	return -d
}

// extent is the range of an axis that holds all points with their intervals.
func (f Tradeoff) extent(get func(TradeoffPoint) [3]float64, percent bool) (lo, hi float64) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for _, q := range f.Points {
		v := get(q)
		a, b := finite(v[:])
		lo, hi = min(lo, a), max(hi, b)
	}
	pad := max((hi-lo)*0.05, math.Abs(hi)*1e-3, 1e-9)
	if percent {
		return max(lo-pad, min(lo, 0)), min(hi+pad, max(hi, 100))
	}
	if lo >= 0 && lo-pad < 0 {
		return 0, hi + pad
	}
	return lo - pad, hi + pad
}

// Draw draws the points. It errs without points, with a value that is no number, and with groups that do not match.
func (f Tradeoff) Draw(c draw.Canvas, th Theme) error {
	if len(f.Points) == 0 || len(f.Groups) > mostLines {
		return errors.New("a trade-off needs points, and at most six groups of them")
	}
	for _, q := range f.Points {
		if q.X-q.X != 0 || q.Y-q.Y != 0 || q.Group < 0 || q.Group >= max(len(f.Groups), 1) {
			return errors.New("a point of a trade-off needs two numbers and a group that there is")
		}
	}
	x0, x1 := f.extent(func(q TradeoffPoint) [3]float64 { return [3]float64{q.X, q.XLo, q.XHi} }, f.X.Percent)
	y0, y1 := f.extent(func(q TradeoffPoint) [3]float64 { return [3]float64{q.Y, q.YLo, q.YHi} }, f.Y.Percent)
	fr := frame{title: f.Title, subtitle: f.Subtitle, footer: f.Footer, lang: f.Lang, titleLines: f.TitleLines, percent: f.Y.Percent, unit: f.Y.Name,
		below: values{x0, x1, f.Lang, f.X.Percent, f.X.Name}, lo: y0, hi: y1, right: margin + 20, bottom: underData + nameRoom}
	keys := f.keys(th)
	var labels *endLabels
	if len(keys) > 0 {
		labels = labelsOf(keys, (c.Max.X-c.Min.X)*0.24)
		fr.right = labels.right()
	}
	p, data := fr.draw(c, th)
	if labels != nil { // a legend under the top, for groups have no end to stand at
		for i := range labels.all {
			labels.all[i].at = data.Max.Y - vg.Length(i)*labels.gap
		}
		if err := labels.draw(c, data, th); err != nil {
			return err
		}
	}
	f.points(c, data, p, th)
	return nil
}

func (f Tradeoff) keys(th Theme) []endLabel {
	var out []endLabel
	for i, g := range f.Groups {
		out = append(out, endLabel{text: g, colour: f.colour(i, th)})
	}
	if f.FrontName != "" && f.fronts() > 1 {
		out = append(out, endLabel{text: f.FrontName, colour: th.Text, line: true, dash: frontDash})
	}
	return out
}

var frontDash = []vg.Length{9, 5}

func (f Tradeoff) fronts() (n int) {
	for _, q := range f.Points {
		if q.Front {
			n++
		}
	}
	return n
}

func (f Tradeoff) colour(group int, th Theme) color.Color {
	if len(f.Groups) == 0 {
		return th.Line
	}
	return th.Series[lineColours[group]]
}

func (f Tradeoff) points(c, data draw.Canvas, p *plot.Plot, th Theme) {
	x, y := p.Transforms(&data)
	at := func(q TradeoffPoint) vg.Point { return vg.Point{X: x(q.X), Y: y(q.Y)} }
	taken := &boxes{within: data.Rectangle}
	taken.within.Max.X += 16
	// stroke draws upright and level lines that words keep off.
	stroke := func(col color.Color, width vg.Length, dash []vg.Length, pts ...vg.Point) {
		line(c, col, width, dash, pts...)
		for i := 1; i < len(pts); i++ {
			a, b := pts[i-1], pts[i]
			taken.avoid(vg.Rectangle{Min: vg.Point{X: min(a.X, b.X) - 1.5, Y: min(a.Y, b.Y) - 1.5}, Max: vg.Point{X: max(a.X, b.X) + 1.5, Y: max(a.Y, b.Y) + 1.5}})
		}
	}
	// Intervals first, pale, so that no point is hidden by another's.
	for _, q := range f.Points {
		col := between(th.Background, f.colour(q.Group, th), 0.5)
		if q.XLo-q.XLo == 0 && q.XHi-q.XHi == 0 {
			stroke(col, 1.5, nil, vg.Point{X: x(q.XLo), Y: y(q.Y)}, vg.Point{X: x(q.XHi), Y: y(q.Y)})
		}
		if q.YLo-q.YLo == 0 && q.YHi-q.YHi == 0 {
			stroke(col, 1.5, nil, vg.Point{X: x(q.X), Y: y(q.YLo)}, vg.Point{X: x(q.X), Y: y(q.YHi)})
		}
	}
	var front []TradeoffPoint
	for _, q := range f.Points {
		if q.Front {
			front = append(front, q)
		}
	}
	slices.SortFunc(front, func(a, b TradeoffPoint) int {
		switch {
		case a.X < b.X:
			return -1
		case a.X > b.X:
			return 1
		}
		return 0
	})
	// Between two of the best, a third as good as either in one quantity is as bad as the other in the
	// other: steps, not slopes, divide what is reached from what is not.
	for i := 1; i < len(front); i++ {
		a, b := at(front[i-1]), at(front[i])
		// The corner is on the worse side of both: with less x better, y stays until the next x is paid for.
		corner := vg.Point{X: b.X, Y: a.Y}
		if f.X.More {
			corner = vg.Point{X: a.X, Y: b.Y}
		}
		stroke(th.Text, 1.6, frontDash, a, corner, b)
	}
	for _, q := range f.Points {
		r := vg.Length(6)
		if q.Front {
			r = 8
			disc(c, th.Text, at(q), r+2.2)
		}
		disc(c, f.colour(q.Group, th), at(q), r)
		taken.avoid(vg.Rectangle{Min: vg.Point{X: at(q).X - r - 3, Y: at(q).Y - r - 3}, Max: vg.Point{X: at(q).X + r + 3, Y: at(q).Y + r + 3}})
	}
	// Points in one place have one label of all their names; the best come first, nearest to theirs.
	done := make([]bool, len(f.Points))
	for _, front := range []bool{true, false} {
		for i, q := range f.Points {
			if q.Label == "" || q.Front != front || done[i] {
				continue
			}
			label := q.Label
			for k := range f.Points {
				o := f.Points[k]
				if k != i && !done[k] && o.Label != "" && math.Hypot(float64(at(o).X-at(q).X), float64(at(o).Y-at(q).Y)) < 4 {
					done[k] = true
					if o.Label != q.Label {
						label += " / " + o.Label
					}
				}
			}
			taken.place(c, labelStyle, at(q), label, data.Max.X-data.Min.X, th, th.Text)
		}
	}
}

func tradeoffExample(lang text.Lang) Figure {
	f := Tradeoff{
		Title:    text.T("Invented numbers: 3 of 6 variants are not beaten in both: spending from 8.4 to 10.1 billion USD, emissions from 2.9 to 1.6 Mt", "Số liệu giả định: 3/6 phương án không bị vượt ở cả hai: tổng chi 8,4 đến 10,1 tỷ USD, phát thải 2,9 đến 1,6 triệu tấn").In(lang),
		Subtitle: text.T("Medians of each variant to December 2030, lines from P10 to P90", "Trung vị từng phương án đến 12/2030, vạch từ P10 đến P90").In(lang),
		Footer:   text.T("Example with invented numbers", "Ví dụ với số liệu giả định").In(lang),
		Lang:     lang,
		X:        TradeoffAxis{Name: text.T("Spending, billion USD (less is better)", "Tổng chi, tỷ USD (thấp hơn là tốt hơn)").In(lang)},
		Y:        TradeoffAxis{Name: text.T("Emissions, Mt CO2 (less is better)", "Phát thải, triệu tấn CO2 (thấp hơn là tốt hơn)").In(lang)},
		Groups:   []string{text.T("air cooling", "làm mát khí").In(lang), text.T("liquid cooling", "làm mát lỏng").In(lang)}, FrontName: text.T("not beaten in both", "không bị vượt ở cả hai").In(lang),
	}
	var xs, ys []float64
	for i, q := range []struct {
		x, y  float64
		label text.Text
	}{{8.4, 2.9, text.T("no carbon price", "không giá các-bon")}, {9.3, 2.6, text.T("20 USD a tonne", "20 USD/tấn")}, {10.6, 2.2, text.T("50 USD a tonne", "50 USD/tấn")},
		{9.1, 2.3, text.T("no carbon price", "không giá các-bon")}, {9.6, 2.4, text.T("20 USD a tonne", "20 USD/tấn")}, {10.1, 1.6, text.T("50 USD a tonne", "50 USD/tấn")}} {
		f.Points = append(f.Points, TradeoffPoint{X: q.x, Y: q.y, XLo: q.x * 0.95, XHi: q.x * 1.06, YLo: q.y * 0.92, YHi: q.y * 1.09, Group: i / 3, Label: q.label.In(lang)})
		xs, ys = append(xs, q.x), append(ys, q.y)
	}
	for i, ok := range Front(xs, ys, false, false) {
		f.Points[i].Front = ok
	}
	return f
}
