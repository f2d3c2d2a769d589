package plots

import (
	"errors"
	"math"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Compare shows one quantity in several runs: the median of each, and the ends
// of its 90 % band as thin lines.
type Compare struct {
	Title, Subtitle, Footer string
	Lang                    text.Lang
	Unit                    string
	Percent                 bool
	Runs                    []CompareRun
	History                 []Point
	Targets                 []TargetMark
}

// CompareRun is one run.
type CompareRun struct {
	Name          string
	Months        []axis.Month
	P05, P50, P95 []float64
}

// runColours are the places of the lines' colours in Theme.Series: they differ in lightness too.
var runColours = []int{1, 5, 3, 4}

var runDashes = [][]vg.Length{nil, {16, 7}, {4, 5}, {16, 5, 4, 5}}

// Draw draws the lines. It errs with no run, more than four, or lists that do not match.
func (f Compare) Draw(c draw.Canvas, th Theme) error {
	if len(f.Runs) == 0 || len(f.Runs) > len(runColours) {
		return errors.New("from one to four runs can be told apart")
	}
	time := months{f.Runs[0].Months[0], f.Runs[0].Months[0], f.Lang}
	lo, hi := 0.0, 0.0
	var all []endLabel
	for i, r := range f.Runs {
		n := len(r.Months)
		if n == 0 || len(r.P05) != n || len(r.P50) != n || len(r.P95) != n {
			return errors.New("a run needs one value of each quantile for each month")
		}
		time.first, time.last = min(time.first, r.Months[0]), max(time.last, r.Months[n-1])
		a, b := finite(r.P05, r.P95)
		lo, hi = min(lo, a), max(hi, b)
		all = append(all, endLabel{text: r.Name + "  " + f.number(r.P50[n-1]), strong: i == 0, colour: th.Series[runColours[i]], line: true, dash: runDashes[i]})
	}
	for _, h := range f.History {
		time.first, hi = min(time.first, h.Month), max(hi, h.Value)
	}
	for _, t := range f.Targets {
		hi = max(hi, t.Value)
	}
	if time.first == time.last {
		time.last++
	}
	if !(hi > lo) || math.IsInf(hi-lo, 0) {
		lo, hi = 0, 1
	}
	if hi *= 1.03; f.Percent && hi > 80 {
		hi = 100
	}
	page := c.Max.X - c.Min.X
	labels := labelsOf(all, page*0.32)
	fr := frame{title: f.Title, subtitle: f.Subtitle, footer: f.Footer, lang: f.Lang, unit: f.Unit, percent: f.Percent, below: time, lo: lo, hi: hi, right: labels.right()}
	p, data := fr.draw(c, th)
	x, y := p.Transforms(&data)
	for i, r := range f.Runs {
		col := th.Series[runColours[i]]
		pts := func(v []float64) []vg.Point {
			out := make([]vg.Point, len(v))
			for t := range v {
				out[t] = vg.Point{X: x(float64(r.Months[t])), Y: y(v[t])}
			}
			return out
		}
		if i == 0 { // tints of several bands would hide each other
			c.SetColor(th.Outer)
			band(c, pts(r.P05), pts(r.P95))
		}
		line(c, col, 1.3, runDashes[i], pts(r.P05)...)
		line(c, col, 1.3, runDashes[i], pts(r.P95)...)
		labels.all[i].at = y(r.P50[len(r.P50)-1])
	}
	for i, r := range f.Runs {
		pts := make([]vg.Point, len(r.P50))
		for t := range pts {
			pts[t] = vg.Point{X: x(float64(r.Months[t])), Y: y(r.P50[t])}
		}
		line(c, th.Series[runColours[i]], 4, runDashes[i], pts...)
	}
	fan := Fan{Lang: f.Lang, Percent: f.Percent, History: f.History, Targets: f.Targets}
	fan.around(data, p, th)
	return labels.draw(c, data, th)
}

func (f Compare) number(v float64) string { return Fan{Lang: f.Lang, Percent: f.Percent}.rounded(v) }

func compareExample(lang text.Lang) Figure {
	months := exampleMonths(63)
	f := Compare{
		Title:    text.T("Invented numbers: with more crews the median ends 36 % higher", "Số liệu giả định: thêm đội thi công, trung vị cuối kỳ cao hơn 36 %").In(lang),
		Subtitle: text.T("5G stations in service, medians with 90 % bands of two runs", "Số trạm 5G đang hoạt động, trung vị và khoảng 90 % của hai lần chạy").In(lang),
		Footer:   text.T("Example with invented numbers", "Ví dụ với số liệu giả định").In(lang),
		Lang:     lang, Unit: text.T("stations", "trạm").In(lang),
		Targets: []TargetMark{{axis.M(2026, 12), 70000, text.T("Plan: 70,000 stations by Dec 2026", "Kế hoạch: 70.000 trạm đến 12/2026").In(lang)}},
	}
	for i, name := range []text.Text{text.T("Plan", "Kế hoạch"), text.T("More crews", "Thêm đội thi công")} {
		r := CompareRun{Name: name.In(lang), Months: months}
		for t := range months {
			s := float64(t) / 62
			v := 16000 + 60000*(1+0.45*float64(i))*s*s*(3-2*s)
			r.P05, r.P50, r.P95 = append(r.P05, v*(1-0.25*s)), append(r.P50, v), append(r.P95, v*(1+0.28*s))
		}
		f.Runs = append(f.Runs, r)
	}
	return f
}
