package plots

import (
	"errors"
	"math"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Passage shows when things are first reached: for each a whisker from the
// month by which one future of ten is there to that of nine of ten, a dot at
// the median, and the month that was promised.
type Passage struct {
	Title, Subtitle, Footer string
	Lang                    text.Lang
	First, Last             axis.Month // the run
	Rows                    []PassageRow
	Key                     [3]string // the words for whisker, median and promised month
}

// PassageRow is one of them. Months are +Inf when they come after the run.
type PassageRow struct {
	Name, Note    string
	P10, P50, P90 float64
	At            axis.Month // promised; 0 for none
	Words         string     // at the right
}

// Draw draws a row for each. It errs when there are none or too many.
func (f Passage) Draw(c draw.Canvas, th Theme) error {
	if f.Last <= f.First {
		return errors.New("dates need at least two months to stand on")
	}
	m := months{f.First, f.Last, f.Lang}
	rows := rowFrame{title: f.Title, subtitle: f.Subtitle, footer: f.Footer, lang: f.Lang, below: m, grid: m.years(), gutter: true}
	for _, r := range f.Rows {
		rows.names = append(rows.names, rowName{r.Name, r.Note})
		rows.right = append(rows.right, r.Words)
	}
	rows.keys = []key{{th.Inner, f.Key[0]}, {th.Line, f.Key[1]}, {th.Target, f.Key[2]}}
	p, data, middle, tall, err := rows.draw(c, th)
	if err != nil {
		return err
	}
	x, _ := p.Transforms(&data)
	at := func(v float64) vg.Length {
		return x(min(max(v, float64(f.First)), float64(f.Last)))
	}
	half := min(tall*0.2, 11)
	for i, r := range f.Rows {
		y := middle[i]
		line(c, th.Grid, 1, nil, vg.Point{X: data.Min.X, Y: y}, vg.Point{X: data.Max.X, Y: y})
		span(c, data, th, at, r.P10, r.P90, float64(f.Last), y, half)
		if !math.IsInf(r.P50, 1) {
			disc(c, th.Line, vg.Point{X: at(r.P50), Y: y}, half*0.85)
		}
		if r.At >= f.First && r.At <= f.Last {
			diamond(c, th.Background, vg.Point{X: x(float64(r.At)), Y: y}, half+2)
			diamond(c, th.Target, vg.Point{X: x(float64(r.At)), Y: y}, half)
		}
	}
	return nil
}

// span draws the band between two months; one that runs on beyond the last
// month has an arrow beside the data.
func span(c, data draw.Canvas, th Theme, at func(float64) vg.Length, from, to, last float64, y, half vg.Length) {
	if !(from <= last) {
		beyond(c, data, th.Line, y)
		return
	}
	b := at(to)
	c.SetColor(th.Inner)
	c.Fill(rectangle(vg.Rectangle{Min: vg.Point{X: at(from), Y: y - half*0.62}, Max: vg.Point{X: max(b, at(from)+3), Y: y + half*0.62}}))
	if to > last {
		beyond(c, data, th.Line, y)
	}
}

func passageExample(lang text.Lang) Figure {
	f := Passage{
		Title:    text.T("Invented numbers: one of three targets is reached on time in most futures", "Số liệu giả định: một trong ba mục tiêu đạt đúng hạn ở đa số lần mô phỏng").In(lang),
		Subtitle: text.T("First month in which each target is reached", "Tháng đầu tiên đạt từng mục tiêu").In(lang),
		Footer:   text.T("Example with invented numbers", "Ví dụ với số liệu giả định").In(lang),
		Lang:     lang, First: axis.M(2025, 10), Last: axis.M(2030, 12),
		Key: [3]string{text.T("P10 to P90", "P10 đến P90").In(lang), text.T("median", "trung vị").In(lang), text.T("due", "thời hạn").In(lang)},
	}
	month := func(y, m int) float64 { return float64(axis.M(y, m)) }
	f.Rows = []PassageRow{
		{text.T("68,457 stations", "68.457 trạm").In(lang), "", month(2028, 9), month(2029, 12), math.Inf(1), axis.M(2026, 12), FormatMonth(axis.M(2029, 12), lang)},
		{text.T("90 % of people covered", "Phủ sóng 90 % dân số").In(lang), "", month(2027, 2), month(2028, 3), month(2029, 8), axis.M(2030, 12), FormatMonth(axis.M(2028, 3), lang)},
		{text.T("870 MW of data centres", "870 MW trung tâm dữ liệu").In(lang), "", math.Inf(1), math.Inf(1), math.Inf(1), axis.M(2030, 12), text.T("after Dec 2030", "sau 12/2030").In(lang)},
	}
	return f
}
