package plots

import (
	"errors"
	"math"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// SCurve shows what was counted, curves of diffusion through it, naive
// baselines, and what the run says, with targets.
type SCurve struct {
	Title, Subtitle, Footer string
	Lang                    text.Lang
	Unit                    string
	Percent                 bool
	Months                  []axis.Month
	History                 []Point
	Curves                  []Curve // the first is the run's own, in front
	Targets                 []TargetMark
}

// Curve is a line with the band around it where there is one.
type Curve struct {
	Name        string
	Mid, Lo, Hi []float64 // NaN where it says nothing
	Naive       bool      // a baseline that knows no mechanism: dashed
}

// mostAbove bounds the axis at so many times what is counted, planned or the
// run's: a curve that bursts out of it is cut, and its label tells its value.
const mostAbove = 1.6

// Draw draws the curves. It errs when one does not have a value for each month.
func (f SCurve) Draw(c draw.Canvas, th Theme) error {
	n := len(f.Months)
	if len(f.Curves) == 0 || n < 2 || len(f.Curves) > 6 {
		return errors.New("an S-curve needs from one to six curves and at least two months")
	}
	time := months{f.Months[0], f.Months[n-1], f.Lang}
	known, most := 0.0, 0.0
	colours := []int{1, 2, 3, 4, 5, 6}
	var all []endLabel
	for i, k := range f.Curves {
		if len(k.Mid) != n || (k.Lo != nil || k.Hi != nil) && (len(k.Lo) != n || len(k.Hi) != n) {
			return errors.New("a curve needs one value for each month")
		}
		_, b := finite(k.Mid)
		if i == 0 {
			_, b = finite(k.Mid, k.Hi)
			known = b
		}
		most = max(most, b)
		var dash []vg.Length
		if k.Naive {
			dash = []vg.Length{4, 5}
		}
		all = append(all, endLabel{text: k.Name + "  " + f.number(k.Mid[n-1]), strong: i == 0, colour: th.Series[colours[i]], line: true, dash: dash})
	}
	for _, h := range f.History {
		time.first, known = min(time.first, h.Month), max(known, h.Value)
	}
	for _, t := range f.Targets {
		known = max(known, t.Value)
	}
	if !(known > 0) {
		known = 1
	}
	hi := min(max(known, most), known*mostAbove) * 1.02
	if f.Percent && hi > 80 {
		hi = 100
	}
	page := c.Max.X - c.Min.X
	labels := labelsOf(all, page*0.32)
	fr := frame{title: f.Title, subtitle: f.Subtitle, footer: f.Footer, lang: f.Lang, unit: f.Unit, percent: f.Percent, below: time, lo: 0, hi: hi, right: labels.right()}
	p, data := fr.draw(c, th)
	x, y := p.Transforms(&data)
	// Where a line leaves the axis it ends there, and does not run along it.
	pts := func(v []float64) (out []vg.Point, end vg.Length) {
		end = y(0)
		for t := range v {
			if math.IsNaN(v[t]) {
				continue
			}
			if v[t] > hi {
				if k := len(out); k > 0 && t > 0 && v[t-1] <= hi {
					w := (hi - v[t-1]) / (v[t] - v[t-1])
					out = append(out, vg.Point{X: x(float64(f.Months[t-1]) + w*float64(f.Months[t]-f.Months[t-1])), Y: y(hi)})
				}
				return out, y(hi)
			}
			out = append(out, vg.Point{X: x(float64(f.Months[t])), Y: y(max(v[t], 0))})
			end = out[len(out)-1].Y
		}
		return out, end
	}
	for i, k := range f.Curves {
		if i > 0 || k.Lo == nil {
			continue
		}
		var down, up []vg.Point
		for t := range k.Lo {
			if !math.IsNaN(k.Lo[t]) && !math.IsNaN(k.Hi[t]) {
				at := x(float64(f.Months[t]))
				down, up = append(down, vg.Point{X: at, Y: y(max(k.Lo[t], 0))}), append(up, vg.Point{X: at, Y: y(min(k.Hi[t], hi))})
			}
		}
		if len(up) > 1 {
			c.SetColor(th.Outer)
			band(c, down, up)
		}
	}
	for i := len(f.Curves) - 1; i >= 0; i-- {
		line2, end := pts(f.Curves[i].Mid)
		width := vg.Length(2.6)
		if i == 0 {
			width = 4
		}
		line(c, th.Series[colours[i]], width, all[i].dash, line2...)
		labels.all[i].at = end
	}
	fan := Fan{Lang: f.Lang, Percent: f.Percent, History: f.History, Targets: f.Targets}
	fan.around(data, p, th)
	return labels.draw(c, data, th)
}

func (f SCurve) number(v float64) string {
	if math.IsNaN(v) {
		return ""
	}
	return Fan{Lang: f.Lang, Percent: f.Percent}.rounded(v)
}

func scurveExample(lang text.Lang) Figure {
	months := exampleMonths(63)
	f := SCurve{
		Title:    text.T("Invented numbers: every curve ends below the plan of 110,000", "Số liệu giả định: mọi đường đều dưới kế hoạch 110.000").In(lang),
		Subtitle: text.T("5G stations: counted, curves fitted to the count, and the run", "Trạm 5G: số liệu thống kê, đường cong khớp và kết quả mô phỏng").In(lang),
		Footer:   text.T("Example with invented numbers", "Ví dụ với số liệu giả định").In(lang),
		Lang:     lang, Unit: text.T("stations", "trạm").In(lang), Months: months,
		History: []Point{{axis.M(2024, 1), 200}, {axis.M(2024, 10), 6500}, {axis.M(2025, 3), 10600}, {axis.M(2025, 10), 16000}},
		Targets: []TargetMark{{axis.M(2030, 12), 110000, text.T("Plan: 110,000 by Dec 2030", "Kế hoạch: 110.000 đến 12/2030").In(lang)}},
	}
	logistic := func(top, rate float64) []float64 {
		out := make([]float64, len(months))
		for t := range out {
			out[t] = top / (1 + (top/16000-1)*math.Exp(-rate*float64(t)))
		}
		return out
	}
	run, slope := logistic(85000, 0.07), make([]float64, len(months))
	var lo, hi []float64
	for t := range run {
		slope[t] = 16000 + 770*float64(t)
		w := 0.3 * float64(t) / 62
		lo, hi = append(lo, run[t]*(1-w)), append(hi, run[t]*(1+w))
	}
	f.Curves = []Curve{{text.T("The run", "Mô phỏng").In(lang), run, lo, hi, false}, {"Logistic", logistic(62000, 0.09), nil, nil, false},
		{"Gompertz", logistic(101000, 0.055), nil, nil, false}, {text.T("Last pace", "Tốc độ gần nhất").In(lang), slope, nil, nil, true}}
	return f
}
