package plots

import (
	"errors"
	"math"

	"github.com/headroom-planner/headroom/model/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Odds shows how probable each target is, in one run or several, with the
// interval that sampling leaves.
type Odds struct {
	Title, Subtitle, Footer string
	Lang                    text.Lang
	TitleLines              int    // at most; 2 when less
	Name                    string // under the axis
	Runs                    []string
	Rows                    []OddsRow
}

// OddsRow is one target: a probability in percent for each run, NaN in a run
// that does not have it.
type OddsRow struct {
	Name  string
	P     []Estimate
	Words string // at the right
}

// Draw draws the dots. It errs with no row, no run or more than four.
func (f Odds) Draw(c draw.Canvas, th Theme) error {
	if len(f.Runs) == 0 || len(f.Runs) > len(runColours) {
		return errors.New("from one to four runs can be told apart")
	}
	below := values{0, 100, f.Lang, true, f.Name}
	rows := rowFrame{title: f.Title, subtitle: f.Subtitle, footer: f.Footer, lang: f.Lang, titleLines: f.TitleLines, named: f.Name != "",
		below: below}
	rows.grid, _ = below.marks(560)
	for _, r := range f.Rows {
		if len(r.P) != len(f.Runs) {
			return errors.New("a target needs a probability for each run")
		}
		rows.names = append(rows.names, rowName{name: r.Name})
		rows.right = append(rows.right, r.Words)
	}
	if len(f.Runs) > 1 {
		for k, name := range f.Runs {
			rows.keys = append(rows.keys, key{th.Series[runColours[k]], name})
		}
	}
	p, data, middle, tall, err := rows.draw(c, th)
	if err != nil {
		return err
	}
	x, _ := p.Transforms(&data)
	r := min(tall*0.16, 9)
	for i, row := range f.Rows {
		line(c, th.Grid, 1, nil, vg.Point{X: data.Min.X, Y: middle[i]}, vg.Point{X: data.Max.X, Y: middle[i]})
		lo, hi := math.Inf(1), math.Inf(-1)
		for _, e := range row.P {
			if !math.IsNaN(e.Value) {
				lo, hi = min(lo, e.Value), max(hi, e.Value)
			}
		}
		if hi > lo {
			line(c, th.Axis, 3, nil, vg.Point{X: x(lo), Y: middle[i]}, vg.Point{X: x(hi), Y: middle[i]})
		}
		for k, e := range row.P {
			if math.IsNaN(e.Value) {
				continue
			}
			col := th.Series[runColours[k]]
			// Each run keeps its own height, so that equal ones are both seen.
			y := middle[i] + r*1.3*(vg.Length(len(row.P)-1)/2-vg.Length(k))
			if !math.IsNaN(e.Lo) {
				whisker(c, col, x(e.Lo), x(e.Hi), y, r*0.8)
			}
			disc(c, col, vg.Point{X: x(e.Value), Y: y}, r)
		}
	}
	return nil
}

func oddsExample(lang text.Lang) Figure {
	pair := func(a, b float64) string {
		return FormatNumber(a, lang, 1) + " % · " + FormatNumber(b, lang, 1) + " %"
	}
	return Odds{
		Title:    text.T("Invented numbers: more crews help the plan most, by 31 points", "Số liệu giả định: thêm đội thi công giúp kế hoạch nhiều nhất, 31 điểm").In(lang),
		Subtitle: text.T("Probability of each target in two runs, with 95 % intervals of sampling", "Xác suất từng mục tiêu trong hai lần chạy, với khoảng 95 % do lấy mẫu").In(lang),
		Footer:   text.T("Example with invented numbers", "Ví dụ với số liệu giả định").In(lang),
		Lang:     lang, Name: text.T("Probability", "Xác suất").In(lang),
		Runs: []string{text.T("Plan", "Kế hoạch").In(lang), text.T("More crews", "Thêm đội thi công").In(lang)},
		Rows: []OddsRow{
			{text.T("68,457 stations in 2026", "68.457 trạm vào 2026").In(lang), []Estimate{{12, 11, 13}, {43, 42, 44}}, pair(12, 43)},
			{text.T("90 % of people covered in 2030", "Phủ sóng 90 % dân số vào 2030").In(lang), []Estimate{{35.7, 34.8, 36.6}, {41.2, 40.2, 42.2}}, pair(35.7, 41.2)},
			{text.T("870 MW of data centres in 2030", "870 MW trung tâm dữ liệu vào 2030").In(lang), []Estimate{{6.6, 6.1, 7.1}, {6.6, 6.1, 7.1}}, pair(6.6, 6.6)},
		},
	}
}
