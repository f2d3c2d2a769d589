package plots

import (
	"errors"
	"image/color"
	"math"
	"slices"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Stack shows quantities that add up, month by month: areas one upon another,
// such as megawatts by source or money by domain.
type Stack struct {
	Title, Subtitle, Footer string
	Lang                    text.Lang
	Unit                    string // above the axis
	Months                  []axis.Month
	Names                   []string    // from the lowest area up
	Values                  [][]float64 // Values[name][month], none below nought
	Colours                 []int       // of the areas among the theme's series; nil for 1, 2, 3 ...
	Total                   string      // the word for the sum
}

// Draw draws the areas, each named at its right end with its last value. It
// errs when names, values and months do not match, or a value is below nought.
func (s Stack) Draw(c draw.Canvas, th Theme) error {
	n := len(s.Months)
	if len(s.Names) == 0 || len(s.Names) != len(s.Values) || n < 2 {
		return errors.New("a stack needs a name for each area and at least two months")
	}
	if len(s.Names) >= len(th.Series) {
		return errors.New("a stack of so many areas cannot be told apart")
	}
	colours := make([]color.Color, len(s.Names))
	for i := range colours {
		k := i + 1
		if s.Colours != nil {
			if len(s.Colours) != len(s.Names) || s.Colours[i] < 1 || s.Colours[i] >= len(th.Series) || slices.Contains(s.Colours[:i], s.Colours[i]) {
				return errors.New("a stack needs a colour of its own for each area")
			}
			k = s.Colours[i]
		}
		colours[i] = th.Series[k]
	}
	edges := [][]float64{make([]float64, n)}
	for i := range s.Names {
		if len(s.Values[i]) != n {
			return errors.New("a stack needs one value for each month")
		}
		up := make([]float64, n)
		for t, v := range s.Values[i] {
			if !(v >= 0) || math.IsInf(v, 0) {
				return errors.New("a stack has no place for a value below nought")
			}
			up[t] = edges[i][t] + v
		}
		edges = append(edges, up)
	}
	sum := edges[len(edges)-1]
	_, hi := finite(sum)
	if hi <= 0 {
		hi = 1
	}
	var all []endLabel
	last := n - 1
	ends := []float64{sum[last]}
	for _, v := range s.Values {
		ends = append(ends, v[last])
	}
	number := Alike(ends, s.Lang)
	for i, name := range s.Names {
		all = append(all, endLabel{text: name + "  " + number(s.Values[i][last]), colour: colours[i]})
	}
	all = append(all, endLabel{text: s.Total + "  " + number(sum[last]), strong: true})
	page := c.Max.X - c.Min.X
	labels := labelsOf(all, page*0.30)
	fr := frame{title: s.Title, subtitle: s.Subtitle, footer: s.Footer, lang: s.Lang, unit: s.Unit,
		below: months{s.Months[0], s.Months[last], s.Lang}, lo: 0, hi: hi * 1.03, right: labels.right()}
	p, data := fr.draw(c, th)
	x, y := p.Transforms(&data)
	line2 := func(v []float64) []vg.Point {
		out := make([]vg.Point, n)
		for t := range v {
			out[t] = vg.Point{X: x(float64(s.Months[t])), Y: y(v[t])}
		}
		return out
	}
	for i := range s.Names {
		c.SetColor(colours[i])
		band(c, line2(edges[i]), line2(edges[i+1]))
		labels.all[i].at = y((edges[i][last] + edges[i+1][last]) / 2)
	}
	for i := 1; i < len(s.Names); i++ { // a seam keeps neighbours apart
		line(c, th.Background, 1.2, nil, line2(edges[i])...)
	}
	labels.all[len(s.Names)].at = y(sum[last]) + strongStyle.size*0.7
	return labels.draw(c, data, th)
}

func stackExample(lang text.Lang) Figure {
	months := exampleMonths(63)
	s := Stack{
		Title:    text.T("Invented numbers: training takes over from halls in 2029", "Số liệu giả định: huấn luyện AI vượt trung tâm dữ liệu từ 2029").In(lang),
		Subtitle: text.T("Mean load at the meters, by source", "Phụ tải bình quân tại công tơ, theo nguồn").In(lang),
		Footer:   text.T("Example with invented numbers", "Ví dụ với số liệu giả định").In(lang),
		Lang:     lang, Unit: "MW", Months: months, Total: text.T("Total", "Tổng").In(lang),
		Names: []string{text.T("Data centres", "Trung tâm dữ liệu").In(lang), text.T("5G stations", "Trạm 5G").In(lang), text.T("Training of models", "Huấn luyện mô hình").In(lang), text.T("Fixed lines", "Mạng cố định").In(lang)},
	}
	for i, size := range []float64{180, 120, 300, 9} {
		v := make([]float64, len(months))
		for t := range v {
			v[t] = size * (0.5 + 0.5*math.Tanh(float64(t-20*i)/15))
		}
		s.Values = append(s.Values, v)
	}
	return s
}
