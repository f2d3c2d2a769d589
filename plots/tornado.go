package plots

import (
	"errors"
	"math"

	"github.com/headroom-planner/headroom/model/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Tornado shows how far one number moves with each input alone, from a low to
// a high value of the input: the widest bar stands on top.
type Tornado struct {
	Title, Subtitle, Footer string
	Lang                    text.Lang
	Name                    string // of the number with its unit, under the axis
	Percent                 bool
	Base                    float64   // the number with all inputs in their middle
	BaseWord                string    // beside the line at it
	Key                     [2]string // the words for a low and a high input
	Rows                    []TornadoRow
}

// TornadoRow is one input with the number at its low and its high value.
type TornadoRow struct {
	Name, Note string
	Low, High  float64
}

// Draw draws the bars. It errs when there is no row or a value that is no number.
func (f Tornado) Draw(c draw.Canvas, th Theme) error {
	lo, hi := f.Base, f.Base
	rows := rowFrame{title: f.Title, subtitle: f.Subtitle, footer: f.Footer, lang: f.Lang, named: f.Name != "", above: 20}
	for _, r := range f.Rows {
		a, b := finite([]float64{r.Low, r.High})
		lo, hi = min(lo, a), max(hi, b)
		rows.names = append(rows.names, rowName{r.Name, r.Note})
	}
	if len(f.Rows) == 0 || math.IsInf(lo, 0) || math.IsNaN(hi-lo) {
		return errors.New("a tornado needs at least one input and numbers")
	}
	// Words stand outside the bars: the axis goes on for them.
	words := vg.Length(0)
	for _, r := range f.Rows {
		words = max(words, labelStyle.width(f.number(r.Low))+14, labelStyle.width(f.number(r.High))+14)
	}
	narrow := (c.Max.X - c.Min.X) * 0.45 // what names leave of the page at least
	pad := max((hi-lo)*float64(words/(narrow-2*words)), math.Abs(hi)*1e-3, 1e-9)
	below := values{lo - pad, hi + pad, f.Lang, f.Percent, f.Name}
	rows.below = below
	rows.grid, _ = below.marks(560)
	low, high := th.Series[2], th.Series[1]
	rows.keys = []key{{low, f.Key[0]}, {high, f.Key[1]}}
	p, data, middle, tall, err := rows.draw(c, th)
	if err != nil {
		return err
	}
	x, _ := p.Transforms(&data)
	half := min(tall*0.34, 20)
	ends := style{regular, min(labelStyle.size, half*1.9)}
	for i, r := range f.Rows {
		y := middle[i]
		for _, b := range []struct {
			v   float64
			col int
		}{{r.Low, 2}, {r.High, 1}} {
			from, to := x(f.Base), x(b.v)
			c.SetColor(th.Series[b.col])
			c.Fill(rectangle(vg.Rectangle{Min: vg.Point{X: min(from, to), Y: y - half}, Max: vg.Point{X: max(from, to, min(from, to)+1), Y: y + half}}))
		}
		a, b := min(r.Low, r.High, f.Base), max(r.Low, r.High, f.Base)
		c.SetColor(th.Muted)
		if x(f.Base)-x(a) > 3 {
			ends.write(c, vg.Point{X: x(a) - 8, Y: y - ends.size*0.36}, f.number(a), 1)
		}
		if x(b)-x(f.Base) > 3 {
			ends.write(c, vg.Point{X: x(b) + 8, Y: y - ends.size*0.36}, f.number(b), 0)
		}
	}
	line(c, th.Text, 2, nil, vg.Point{X: x(f.Base), Y: data.Min.Y}, vg.Point{X: x(f.Base), Y: data.Max.Y + 6})
	c.SetColor(th.Text)
	w := strongStyle.width(f.BaseWord) / 2
	strongStyle.write(c, vg.Point{X: min(max(x(f.Base), data.Min.X+w), c.Max.X-margin-w), Y: data.Max.Y + 12}, f.BaseWord, 0.5)
	return nil
}

func (f Tornado) number(v float64) string {
	if f.Percent {
		return FormatNumber(v, f.Lang, 1) + " %"
	}
	return Significant(v, f.Lang)
}

func tornadoExample(lang text.Lang) Figure {
	f := Tornado{
		Title:    text.T("Invented numbers: the factor of expansion moves the answer most, by 460 MW", "Số liệu giả định: hệ số mở rộng tác động lớn nhất, 460 MW").In(lang),
		Subtitle: text.T("Load of December 2030 with one input at its P10 and P90, the others at their medians", "Phụ tải tháng 12/2030 khi một đầu vào ở P10 và P90, các đầu vào khác ở trung vị").In(lang),
		Footer:   text.T("Example with invented numbers", "Ví dụ với số liệu giả định").In(lang),
		Lang:     lang, Name: text.T("Load, MW", "Phụ tải, MW").In(lang), Base: 412, BaseWord: "412 MW",
		Key: [2]string{text.T("input at its P10", "đầu vào tại P10").In(lang), text.T("input at its P90", "đầu vào tại P90").In(lang)},
	}
	f.Rows = []TornadoRow{
		{text.T("Factor of expansion", "Hệ số mở rộng").In(lang), "8 – 25", 205, 665},
		{text.T("Power of a GPU", "Công suất mỗi GPU").In(lang), text.T("0.9 – 1.6 kW", "0,9 – 1,6 kW").In(lang), 318, 545},
		{text.T("Power usage effectiveness (PUE)", "Hiệu suất sử dụng điện (PUE)").In(lang), text.T("1.25 – 1.65", "1,25 – 1,65").In(lang), 352, 498},
		{text.T("Efficiency of training (MFU)", "Hiệu suất huấn luyện (MFU)").In(lang), "30 – 50 %", 480, 360},
		{text.T("Delay of the grid", "Độ trễ lưới điện").In(lang), text.T("6 – 24 months", "6 – 24 tháng").In(lang), 424, 391},
	}
	return f
}
