package plots

import (
	"errors"
	"math"

	"github.com/headroom-planner/headroom/model/text"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Waterfall shows what a sum is made of, or what changes between two of them:
// each column begins where the one before ended.
type Waterfall struct {
	Title, Subtitle, Footer string
	Lang                    text.Lang
	Unit                    string // above the axis
	Steps                   []WaterfallStep
}

// WaterfallStep is one column. A total stands on nought, and the steps before
// it must add up to it.
type WaterfallStep struct {
	Name  string
	Value float64
	Total bool
}

// Draw draws the columns. It errs when there are none, a value is no number, or a total is not the sum before it.
func (f Waterfall) Draw(c draw.Canvas, th Theme) error {
	if len(f.Steps) == 0 {
		return errors.New("a waterfall needs at least one step")
	}
	from, to := make([]float64, len(f.Steps)), make([]float64, len(f.Steps))
	lo, hi, sum, scale := 0.0, 0.0, 0.0, 0.0
	for i, s := range f.Steps {
		if math.IsNaN(s.Value) || math.IsInf(s.Value, 0) {
			return errors.New("a step needs a number")
		}
		scale = max(scale, math.Abs(s.Value))
		switch {
		case !s.Total:
			from[i], to[i] = sum, sum+s.Value
			sum += s.Value
		case i > 0 && math.Abs(s.Value-sum) > 1e-6*scale:
			return errors.New("the steps of a waterfall do not add up to its total")
		default:
			to[i], sum = s.Value, s.Value
		}
		lo, hi = min(lo, from[i], to[i]), max(hi, from[i], to[i])
	}
	if !(hi > lo) {
		hi = lo + 1
	}
	room := hi - lo
	hi += room * 0.09 // for the words on the columns
	if lo < 0 {
		lo -= room * 0.09
	}
	names := columns{names: make([]string, len(f.Steps))}
	for i, s := range f.Steps {
		names.names[i] = s.Name
	}
	fr := frame{title: f.Title, subtitle: f.Subtitle, footer: f.Footer, lang: f.Lang, unit: f.Unit, below: names, lo: lo, hi: hi, right: margin, bottom: underData + 44}
	p, data := fr.draw(c, th)
	x, y := p.Transforms(&data)
	half := (x(1) - x(0)) * 0.34
	st := strongStyle
	number := f.number()
	for i, s := range f.Steps {
		for st.size > 12 && st.width(number(s)) > (x(1)-x(0))*0.94 {
			st.size -= 0.5
		}
		if i+1 < len(f.Steps) {
			line(c, th.Axis, 1.2, nil, vg.Point{X: x(float64(i)) + half, Y: y(to[i])}, vg.Point{X: x(float64(i+1)) - half, Y: y(to[i])})
		}
	}
	for i, s := range f.Steps {
		col := th.Line
		switch {
		case s.Total:
		case s.Value >= 0:
			col = th.Series[2]
		default:
			col = th.Series[3]
		}
		a, b := y(min(from[i], to[i])), y(max(from[i], to[i]))
		at := x(float64(i))
		c.SetColor(col)
		c.Fill(rectangle(vg.Rectangle{Min: vg.Point{X: at - half, Y: a}, Max: vg.Point{X: at + half, Y: max(b, a+2)}}))
		c.SetColor(th.Text)
		if s.Value < 0 && !s.Total && a-st.size*1.2 >= data.Min.Y { // else the names below are in the way
			st.write(c, vg.Point{X: at, Y: a - st.size*0.95}, number(s), 0.5)
		} else {
			st.write(c, vg.Point{X: at, Y: max(b, a+2) + st.size*0.35}, number(s), 0.5)
		}
	}
	line(c, th.Axis, 1.5, nil, vg.Point{X: data.Min.X, Y: y(0)}, vg.Point{X: data.Max.X, Y: y(0)})
	return nil
}

// number writes the numbers of all columns alike, with the sign of a change.
func (f Waterfall) number() func(WaterfallStep) string {
	var all []float64
	for _, s := range f.Steps {
		all = append(all, s.Value)
	}
	alike := Alike(all, f.Lang)
	return func(s WaterfallStep) string {
		w := alike(s.Value)
		if !s.Total && s.Value > 0 {
			w = "+" + w
		}
		return w
	}
}

// columns is an axis of names, one under each column, at 0, 1, 2 ...
type columns struct{ names []string }

func (n columns) span() (lo, hi float64) { return -0.5, float64(len(n.names)) - 0.5 }

func (n columns) draw(c, data draw.Canvas, p *plot.Plot, th Theme) {
	x, _ := p.Transforms(&data)
	baseline(c, data, th)
	wide := (x(1) - x(0)) * 0.92
	if len(n.names) == 1 {
		wide = data.Max.X - data.Min.X
	}
	st := labelStyle
	for st.size > 11 {
		fits := true
		for _, name := range n.names {
			if l := st.wrap(name, wide, 3); joinWords(l) != joinWords(splitWords(name)) || widest(st, name) > wide {
				fits = false
			}
		}
		if fits {
			break
		}
		st.size -= 0.5
	}
	c.SetColor(th.Text)
	for i, name := range n.names {
		for k, l := range st.wrap(name, wide, 3) {
			st.write(c, vg.Point{X: x(float64(i)), Y: data.Min.Y - 26 - vg.Length(k)*st.size*1.15}, l, 0.5)
		}
	}
}

func waterfallExample(lang text.Lang) Figure {
	return Waterfall{
		Title:    text.T("Invented numbers: fifteen times the GPUs add 138 MW, training alone 151", "Số liệu giả định: GPU tăng 15 lần cần thêm 138 MW, riêng huấn luyện 151").In(lang),
		Subtitle: text.T("Mean load of December 2030 at the meters, in two runs", "Phụ tải bình quân tháng 12/2030 tại công tơ, hai lần chạy").In(lang),
		Footer:   text.T("Example with invented numbers", "Ví dụ với số liệu giả định").In(lang),
		Lang:     lang, Unit: "MW",
		Steps: []WaterfallStep{
			{text.T("Today's plan", "Kế hoạch hiện tại").In(lang), 412, true},
			{text.T("Training of models", "Huấn luyện mô hình").In(lang), 151, false},
			{text.T("Cooling", "Làm mát").In(lang), 34, false},
			{text.T("5G stations switched off at night", "Tắt bớt trạm 5G ban đêm").In(lang), -47, false},
			{text.T("With fifteen times the GPUs", "Với GPU gấp 15 lần").In(lang), 550, true},
		},
	}
}
