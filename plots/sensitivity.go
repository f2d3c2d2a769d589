package plots

import (
	"errors"
	"math"

	"github.com/headroom-planner/headroom/model/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Sensitivity shows what share of an answer's doubt goes with each input, or
// how strongly they go together: bars with the interval of each.
type Sensitivity struct {
	Title, Subtitle, Footer string
	Lang                    text.Lang
	Name                    string // of what the bars measure, under the axis
	Percent                 bool
	Series                  []string // the words for one or two bars in each row
	Rows                    []SensitivityRow
}

// SensitivityRow is one input with an estimate for each series.
type SensitivityRow struct {
	Name, Note string
	Bars       []Estimate
}

// Estimate is a number with its interval; Lo and Hi are NaN when none is known.
type Estimate struct{ Value, Lo, Hi float64 }

// Draw draws the bars. It errs when a row lacks a bar or a value is no number.
func (f Sensitivity) Draw(c draw.Canvas, th Theme) error {
	if len(f.Series) == 0 || len(f.Series) > 2 {
		return errors.New("bars are of one series or two")
	}
	lo, hi := 0.0, 0.0
	rows := rowFrame{title: f.Title, subtitle: f.Subtitle, footer: f.Footer, lang: f.Lang, named: f.Name != ""}
	for _, r := range f.Rows {
		if len(r.Bars) != len(f.Series) {
			return errors.New("a row of bars needs one for each series")
		}
		words := ""
		for k, b := range r.Bars {
			if math.IsNaN(b.Value) || math.IsInf(b.Value, 0) {
				return errors.New("a bar needs a number")
			}
			a, z := finite([]float64{b.Value, b.Lo, b.Hi})
			lo, hi = min(lo, a), max(hi, z)
			if k > 0 {
				words += " · "
			}
			words += f.number(b.Value)
		}
		rows.names = append(rows.names, rowName{r.Name, r.Note})
		rows.right = append(rows.right, words)
	}
	if !(hi > lo) {
		hi = lo + 1
	}
	below := values{lo, hi + (hi-lo)*0.02, f.Lang, f.Percent, f.Name}
	if lo < 0 {
		below.lo = lo - (hi-lo)*0.02
	}
	rows.below = below
	rows.grid, _ = below.marks(560)
	colours := []int{1, 2}
	if len(f.Series) > 1 {
		for k, s := range f.Series {
			rows.keys = append(rows.keys, key{th.Series[colours[k]], s})
		}
	}
	p, data, middle, tall, err := rows.draw(c, th)
	if err != nil {
		return err
	}
	x, _ := p.Transforms(&data)
	each := min(tall*0.68, 40) / vg.Length(len(f.Series))
	for i, r := range f.Rows {
		for k, b := range r.Bars {
			y := middle[i] + each*(vg.Length(len(f.Series)-1)/2-vg.Length(k))
			from, to := x(0), x(b.Value)
			c.SetColor(th.Series[colours[k]])
			c.Fill(rectangle(vg.Rectangle{Min: vg.Point{X: min(from, to), Y: y - each*0.42}, Max: vg.Point{X: max(from, to, min(from, to)+1), Y: y + each*0.42}}))
			if !math.IsNaN(b.Lo) && !math.IsNaN(b.Hi) {
				whisker(c, th.Background, x(b.Lo), x(b.Hi), y-1.5, each*0.22)
				whisker(c, th.Text, x(b.Lo), x(b.Hi), y, each*0.22)
			}
		}
	}
	line(c, th.Axis, 1.5, nil, vg.Point{X: x(0), Y: data.Min.Y}, vg.Point{X: x(0), Y: data.Max.Y})
	return nil
}

func (f Sensitivity) number(v float64) string {
	if f.Percent {
		return FormatNumber(v, f.Lang, 1) + " %"
	}
	return FormatNumber(v, f.Lang, 2)
}

func sensitivityExample(lang text.Lang) Figure {
	f := Sensitivity{
		Title:    text.T("Invented numbers: crews alone carry 42 % of what is unknown", "Số liệu giả định: riêng số đội thi công chiếm 42 % mức bất định").In(lang),
		Subtitle: text.T("Share of variance that goes with each input, with 90 % intervals", "Phần phương sai đi cùng từng đầu vào, với khoảng 90 %").In(lang),
		Footer:   text.T("Example with invented numbers", "Ví dụ với số liệu giả định").In(lang),
		Lang:     lang, Name: text.T("Share of variance", "Phần phương sai").In(lang), Percent: true,
		Series: []string{text.T("alone", "riêng từng đầu vào").In(lang), text.T("with others", "cùng các đầu vào khác").In(lang)},
	}
	for i, name := range []text.Text{text.T("Crews", "Số đội thi công"), text.T("Permits", "Cấp phép"), text.T("Budget", "Ngân sách"), text.T("Deliveries", "Cung ứng thiết bị"), text.T("Delay of the grid", "Độ trễ lưới điện")} {
		v := 42 / math.Pow(1.9, float64(i))
		f.Rows = append(f.Rows, SensitivityRow{name.In(lang), "", []Estimate{{v, v - 2, v + 2}, {v + 4, v + 1, v + 8}}})
	}
	return f
}
