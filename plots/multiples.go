package plots

import (
	"errors"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Multiples are many small figures of one kind with the same axes, such as one
// for each province or operator.
type Multiples struct {
	Title, Subtitle, Footer string
	Lang                    text.Lang
	Unit                    string // above the axes
	Percent                 bool
	Months                  []axis.Month
	Panels                  []Panel // in reading order
}

// Panel is one of them: a line, the band around it where one is known, and
// its last value in words.
type Panel struct {
	Name, End   string
	Mid, Lo, Hi []float64 // Lo and Hi are nil for a line alone
}

// Draw draws the panels. It errs when one does not have a value for each month.
func (m Multiples) Draw(c draw.Canvas, th Theme) error {
	n := len(m.Months)
	if len(m.Panels) == 0 || n < 2 {
		return errors.New("small multiples need a panel and at least two months")
	}
	lo, hi := 0.0, 0.0
	for _, p := range m.Panels {
		if len(p.Mid) != n || (p.Lo != nil || p.Hi != nil) && (len(p.Lo) != n || len(p.Hi) != n) {
			return errors.New("a panel needs one value for each month")
		}
		a, b := finite(p.Mid, p.Lo, p.Hi)
		lo, hi = min(lo, a), max(hi, b)
	}
	if !(hi > lo) {
		hi = lo + 1
	}
	if m.Percent && hi > 60 {
		hi = 100
	}
	fr := frame{title: m.Title, subtitle: m.Subtitle, footer: m.Footer, lang: m.Lang, unit: m.Unit}
	top := fr.words(c, th)
	if m.Unit == "" {
		top += 14
	}
	g := gridOf(len(m.Panels), c.Max.X-c.Min.X-2*margin, top-c.Min.Y-96)
	at, decimals := ticks(lo, hi, min(4, max(1, int((g.tall-g.size*1.6)/34))))
	if last := at[len(at)-1]; len(at) > 1 && last < hi {
		hi = max(hi, last)
	}
	marks := style{regular, min(tickStyle.size, max(13, g.size*0.95))}
	names := make([]string, len(at))
	axisWidth := vg.Length(0)
	for i, v := range at {
		names[i] = FormatNumber(v, m.Lang, decimals)
		if m.Percent {
			names[i] += " %"
		}
		axisWidth = max(axisWidth, marks.width(names[i])+10)
	}
	// The axis stands at the left of the first column alone: all share it.
	wide := (c.Max.X - c.Min.X - 2*margin - axisWidth - vg.Length(g.columns-1)*g.gap) / vg.Length(g.columns)
	if wide < 60 || g.tall < 44 {
		return errors.New("there are more panels than the page holds")
	}
	head := style{semibold, g.size}
	value := style{regular, g.size}
	for _, p := range m.Panels {
		for head.size > 10 && head.width(p.Name)+value.width(p.End)+6 > wide {
			head.size -= 0.25
			value.size = head.size
		}
	}
	for i, panel := range m.Panels {
		row, column := i/g.columns, i%g.columns
		data := c
		data.Min.X = c.Min.X + margin + axisWidth + vg.Length(column)*(wide+g.gap)
		data.Max.X = data.Min.X + wide
		data.Max.Y = top - vg.Length(row)*(g.tall+g.down) - head.size*1.35
		data.Min.Y = top - vg.Length(row)*(g.tall+g.down) - g.tall
		c.SetColor(th.Text)
		head.write(c, vg.Point{X: data.Min.X, Y: data.Max.Y + head.size*0.4}, head.clip(panel.Name, wide-value.width(panel.End)-6), 0)
		c.SetColor(th.Muted)
		value.write(c, vg.Point{X: data.Max.X, Y: data.Max.Y + head.size*0.4}, panel.End, 1)
		p := plot.New()
		p.X.Min, p.X.Max = float64(m.Months[0]), float64(m.Months[n-1])
		p.Y.Min, p.Y.Max = lo, hi
		x, y := p.Transforms(&data)
		for k, v := range at {
			line(c, th.Grid, 1, nil, vg.Point{X: data.Min.X, Y: y(v)}, vg.Point{X: data.Max.X, Y: y(v)})
			if column == 0 {
				c.SetColor(th.Muted)
				marks.write(c, vg.Point{X: data.Min.X - 9, Y: y(v) - marks.size*0.36}, names[k], 1)
			}
		}
		pts := func(v []float64) []vg.Point {
			out := make([]vg.Point, n)
			for t := range v {
				out[t] = vg.Point{X: x(float64(m.Months[t])), Y: y(v[t])}
			}
			return out
		}
		if panel.Lo != nil {
			c.SetColor(th.Outer)
			band(c, pts(panel.Lo), pts(panel.Hi))
		}
		line(c, th.Line, max(1.8, min(4, g.tall/50)), nil, pts(panel.Mid)...)
		line(c, th.Axis, 1, nil, vg.Point{X: data.Min.X, Y: data.Min.Y}, vg.Point{X: data.Max.X, Y: data.Min.Y})
		if i+g.columns >= len(m.Panels) { // nothing below it
			c.SetColor(th.Muted)
			base := data.Min.Y - marks.size*1.1
			first, last := m.end(0), m.end(n-1)
			marks.write(c, vg.Point{X: data.Max.X, Y: base}, last, 1)
			if first != last && marks.width(first)+marks.width(last)+10 < wide {
				marks.write(c, vg.Point{X: data.Min.X, Y: base}, first, 0)
			}
		}
	}
	return nil
}

func (m Multiples) end(t int) string {
	if m.Months[len(m.Months)-1]-m.Months[0] < 24 {
		return FormatMonth(m.Months[t], m.Lang)
	}
	return FormatYear(m.Months[t].Year())
}

// lattice is how panels stand: so many columns, each so tall.
type lattice struct {
	columns         int
	tall, gap, down vg.Length
	size            vg.Length // of the panels' names
}

// gridOf chooses as many columns as make panels about three by two.
func gridOf(n int, wide, high vg.Length) lattice {
	best, how := 1, vg.Length(0)
	for k := 1; k <= n; k++ {
		rows := vg.Length((n + k - 1) / k)
		w, h := wide/vg.Length(k), high/rows
		// The panel's picture, had it its proportions.
		if area := min(w, h*1.6) * min(h, w/1.6); area > how*1.02 {
			best, how = k, area
		}
	}
	rows := (n + best - 1) / best
	g := lattice{columns: best}
	cell := high / vg.Length(rows)
	g.gap = min(30, wide/vg.Length(best)*0.12)
	g.size = min(strongStyle.size, max(13, cell*0.14))
	g.down = min(30, cell*0.16)
	g.tall = (high - vg.Length(rows-1)*g.down) / vg.Length(rows)
	return g
}

func multiplesExample(lang text.Lang) Figure {
	months := exampleMonths(63)
	m := Multiples{
		Title:    text.T("Invented numbers: three of eight places end above 80 %", "Số liệu giả định: ba trên tám nơi kết thúc trên 80 %").In(lang),
		Subtitle: text.T("Share of people covered, median with 90 % band, same axes", "Tỷ lệ dân số được phủ sóng, trung vị và khoảng 90 %, cùng trục").In(lang),
		Footer:   text.T("Example with invented numbers", "Ví dụ với số liệu giả định").In(lang),
		Lang:     lang, Percent: true, Months: months,
	}
	for i, name := range []text.Text{text.T("Delta", "Đồng bằng"), text.T("Coast", "Ven biển"), text.T("South", "Nam"), text.T("Midland", "Trung du"), text.T("Northeast", "Đông Bắc"), text.T("Islands", "Hải đảo"), text.T("Northwest", "Tây Bắc"), text.T("Highlands", "Cao nguyên")} {
		end := 96 - 8.5*float64(i)
		p := Panel{Name: name.In(lang), End: FormatNumber(end, lang, 1) + " %"}
		for t := range months {
			v := end * (0.3 + 0.7*float64(t)/62)
			w := 4 * float64(t) / 62
			p.Mid, p.Lo, p.Hi = append(p.Mid, v), append(p.Lo, v-2*w), append(p.Hi, min(100, v+w))
		}
		m.Panels = append(m.Panels, p)
	}
	return m
}
