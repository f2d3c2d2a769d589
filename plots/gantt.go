package plots

import (
	"errors"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Gantt shows projects from the month that was announced for them to the month
// in which they come, with the doubt about it as whiskers.
type Gantt struct {
	Title, Subtitle, Footer string
	Lang                    text.Lang
	First, Last             axis.Month // the run
	Rows                    []GanttRow // in the order in which they are drawn
	Key                     [3]string  // the words for announcement, delay and whisker
}

// GanttRow is one project. Months are +Inf when they come after the run.
type GanttRow struct {
	Name, Note    string
	Announced     axis.Month
	P10, P50, P90 float64
	Words         string // at the right
}

// Draw draws a row for each project. It errs when there are none or too many.
func (f Gantt) Draw(c draw.Canvas, th Theme) error {
	if f.Last <= f.First {
		return errors.New("projects need at least two months to stand on")
	}
	m := months{f.First, f.Last, f.Lang}
	rows := rowFrame{title: f.Title, subtitle: f.Subtitle, footer: f.Footer, lang: f.Lang, below: m, grid: m.years(), gutter: true}
	for _, r := range f.Rows {
		rows.names = append(rows.names, rowName{r.Name, r.Note})
		rows.right = append(rows.right, r.Words)
	}
	rows.keys = []key{{th.Target, f.Key[0]}, {th.Inner, f.Key[1]}, {th.Line, f.Key[2]}}
	p, data, middle, tall, err := rows.draw(c, th)
	if err != nil {
		return err
	}
	x, _ := p.Transforms(&data)
	last := float64(f.Last)
	at := func(v float64) vg.Length { return x(min(max(v, float64(f.First)), last)) }
	half := min(tall*0.26, 13)
	for i, r := range f.Rows {
		y := middle[i]
		from := float64(r.Announced)
		a, b := at(min(from, r.P50)), at(max(from, r.P50))
		c.SetColor(th.Inner)
		c.Fill(rectangle(vg.Rectangle{Min: vg.Point{X: a, Y: y - half}, Max: vg.Point{X: max(b, a+2), Y: y + half}}))
		switch {
		case r.P10 > last:
			beyond(c, data, th.Line, y)
		case r.P90 > last:
			line(c, th.Line, 2, nil, vg.Point{X: at(r.P10), Y: y - half*0.6}, vg.Point{X: at(r.P10), Y: y + half*0.6})
			line(c, th.Line, 2, nil, vg.Point{X: at(r.P10), Y: y}, vg.Point{X: at(last), Y: y})
			beyond(c, data, th.Line, y)
		default:
			whisker(c, th.Line, at(r.P10), at(r.P90), y, half*0.6)
		}
		if r.P50 <= last {
			disc(c, th.Line, vg.Point{X: at(r.P50), Y: y}, half*0.55)
		}
		if r.Announced >= f.First && r.Announced <= f.Last {
			diamond(c, th.Background, vg.Point{X: x(from), Y: y}, half*0.9+2)
			diamond(c, th.Target, vg.Point{X: x(from), Y: y}, half*0.9)
		}
	}
	return nil
}

func ganttExample(lang text.Lang) Figure {
	f := Gantt{
		Title:    text.T("Invented numbers: the median project comes 14 months after its announcement", "Số liệu giả định: dự án trung vị chậm 14 tháng so với công bố").In(lang),
		Subtitle: text.T("Announced opening, and month in which the halls are in service", "Thời điểm công bố và tháng đưa vào vận hành").In(lang),
		Footer:   text.T("Example with invented numbers", "Ví dụ với số liệu giả định").In(lang),
		Lang:     lang, First: axis.M(2025, 10), Last: axis.M(2030, 12),
		Key: [3]string{text.T("announced", "công bố").In(lang), text.T("delay to the median", "chậm đến trung vị").In(lang), text.T("P10 to P90", "P10 đến P90").In(lang)},
	}
	for i, name := range []text.Text{text.T("Green Hill 1", "Đồi Xanh 1"), text.T("Green Hill 2", "Đồi Xanh 2"), text.T("New Port", "Cảng Mới"), text.T("The Valley", "Thung Lũng"), text.T("West Bank", "Bờ Tây")} {
		a := axis.M(2026, 3) + axis.Month(9*i)
		mid := float64(a) + 6 + 4*float64(i)
		r := GanttRow{Name: name.In(lang), Note: FormatNumber(float64(20+15*i), lang, 0) + " MW", Announced: a, P10: mid - 5, P50: mid, P90: mid + 8 + float64(i), Words: FormatMonth(axis.Month(mid), lang)}
		f.Rows = append(f.Rows, r)
	}
	return f
}
