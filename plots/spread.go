package plots

import (
	"errors"
	"math"

	"github.com/headroom-planner/headroom/model/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Spread shows variants under each other, each with its median within bands, on one axis of numbers.
type Spread struct {
	Title, Subtitle, Footer string
	Lang                    text.Lang
	TitleLines              int    // at most; 2 when less
	Name                    string // of the number with its unit, under the axis
	Percent                 bool
	Rows                    []SpreadRow
	Levels                  []Level
}

// SpreadRow is one variant: quantiles rise.
type SpreadRow struct {
	Name, Note              string
	P05, P25, P50, P75, P95 float64
	Words                   string // at the right: the median
}

// Draw draws the rows. It errs without rows and where quantiles fall or are no numbers.
func (f Spread) Draw(c draw.Canvas, th Theme) error {
	lo, hi := math.Inf(1), math.Inf(-1)
	rows := rowFrame{title: f.Title, subtitle: f.Subtitle, footer: f.Footer, lang: f.Lang, titleLines: f.TitleLines, named: f.Name != ""}
	for _, r := range f.Rows {
		if !(r.P05 <= r.P25 && r.P25 <= r.P50 && r.P50 <= r.P75 && r.P75 <= r.P95) || math.IsInf(r.P95-r.P05, 0) || math.IsNaN(r.P95-r.P05) {
			return errors.New("a variant needs rising numbers")
		}
		lo, hi = min(lo, r.P05), max(hi, r.P95)
		rows.names = append(rows.names, rowName{r.Name, r.Note})
		rows.right = append(rows.right, r.Words)
	}
	if len(f.Rows) == 0 {
		return errors.New("variants need at least one row")
	}
	for _, l := range f.Levels {
		lo, hi = min(lo, l.Value), max(hi, l.Value)
	}
	if len(f.Levels) > 0 {
		rows.above = 26 * vg.Length(len(f.Levels))
	}
	pad := max((hi-lo)*0.03, math.Abs(hi)*1e-6, 1e-9)
	below := values{lo - pad, hi + pad, f.Lang, f.Percent, f.Name}
	if lo >= 0 && lo < 0.3*hi { // nought is near enough to be seen
		below.lo = 0
	}
	if f.Percent {
		below.hi = min(below.hi, 100)
		below.lo = max(below.lo, min(lo, 0))
	}
	rows.below = below
	rows.grid, _ = below.marks(560)
	p, data, middle, tall, err := rows.draw(c, th)
	if err != nil {
		return err
	}
	x, _ := p.Transforms(&data)
	half := min(tall*0.26, 15)
	for i, r := range f.Rows {
		bar := func(a, b float64, h vg.Length) {
			c.Fill(rectangle(vg.Rectangle{Min: vg.Point{X: x(a), Y: middle[i] - h}, Max: vg.Point{X: max(x(b), x(a)+1), Y: middle[i] + h}}))
		}
		c.SetColor(th.Outer)
		bar(r.P05, r.P95, half)
		c.SetColor(th.Inner)
		bar(r.P25, r.P75, half)
		disc(c, th.Line, vg.Point{X: x(r.P50), Y: middle[i]}, half*0.62)
	}
	for k, l := range f.Levels {
		line(c, th.Target, 2, []vg.Length{10, 6}, vg.Point{X: x(l.Value), Y: data.Min.Y}, vg.Point{X: x(l.Value), Y: data.Max.Y + 6})
		c.SetColor(th.Target)
		w := labelStyle.width(l.Label) / 2
		labelStyle.write(c, vg.Point{X: min(max(x(l.Value), c.Min.X+margin+w), c.Max.X-margin-w), Y: data.Max.Y + 12 + 26*vg.Length(k)}, l.Label, 0.5)
	}
	return nil
}

func spreadExample(lang text.Lang) Figure {
	f := Spread{
		Title:    text.T("Invented numbers: sharing stations costs least, 9.1 billion USD, and separate networks most, 12.4", "Số liệu giả định: dùng chung trạm tốn ít nhất, 9,1 tỷ USD; mạng riêng tốn nhất, 12,4").In(lang),
		Subtitle: text.T("Spending to December 2030 by variant, median with 50 % and 90 % ranges", "Tổng chi đến 12/2030 theo phương án, trung vị, khoảng 50 % và 90 %").In(lang),
		Footer:   text.T("Example with invented numbers", "Ví dụ với số liệu giả định").In(lang),
		Lang:     lang, Name: text.T("Spending, billion USD", "Tổng chi, tỷ USD").In(lang),
		Levels: []Level{{10, text.T("Budget: 10 billion USD", "Ngân sách: 10 tỷ USD").In(lang)}},
	}
	for _, r := range []struct {
		name text.Text
		v    float64
	}{{text.T("separate networks", "mạng riêng"), 12.4}, {text.T("shared sites", "dùng chung vị trí"), 10.8}, {text.T("villages first", "ưu tiên thôn bản"), 10.1}, {text.T("shared stations", "dùng chung trạm"), 9.1}} {
		at := func(z float64) float64 { return r.v * math.Exp(0.14*z) }
		f.Rows = append(f.Rows, SpreadRow{r.name.In(lang), "", at(-1.64), at(-0.67), r.v, at(0.67), at(1.64), FormatNumber(r.v, lang, 1)})
	}
	return f
}
