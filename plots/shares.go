package plots

import (
	"errors"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Shares shows how the draws divide between alternatives month by month, such
// as which constraint binds: a stacked area from 0 to 100 %.
type Shares struct {
	Title, Subtitle, Footer string
	Lang                    text.Lang
	Months                  []axis.Month
	Names                   []string
	Share                   [][]float64 // Share[name][month], adding up to 1 in each month
}

// Draw draws the areas. It errs when names, shares and months do not match.
func (s Shares) Draw(c draw.Canvas, th Theme) error {
	if len(s.Names) == 0 || len(s.Names) != len(s.Share) || len(s.Months) < 2 {
		return errors.New("shares need a name for each area and at least two months")
	}
	for i := range s.Names {
		if len(s.Share[i]) != len(s.Months) {
			return errors.New("shares need one value for each month")
		}
	}
	// Each area that ever matters is named at its right end.
	last := len(s.Months) - 1
	var all []endLabel
	var mids []float64
	below := 0.0
	for i, n := range s.Names {
		end := s.Share[i][last]
		if _, most := finite(s.Share[i]); most >= 0.005 {
			all = append(all, endLabel{text: n, colour: th.Series[i%len(th.Series)]})
			mids = append(mids, 100*(below+end/2))
		}
		below += end
	}
	labels := labelsOf(all, (c.Max.X-c.Min.X)*0.28)
	fr := frame{title: s.Title, subtitle: s.Subtitle, footer: s.Footer, lang: s.Lang, percent: true,
		below: months{s.Months[0], s.Months[last], s.Lang}, lo: 0, hi: 100, ticks: []float64{0, 25, 50, 75, 100}, right: labels.right()}
	p, data := fr.draw(c, th)
	stack{s, th}.Plot(data, p)
	_, y := p.Transforms(&data)
	for i := range all {
		labels.all[i].at = y(mids[i])
	}
	return labels.draw(c, data, th)
}

// stack is the plotter of the areas.
type stack struct {
	s  Shares
	th Theme
}

// Plot implements plot.Plotter.
func (k stack) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	below := make([]float64, len(k.s.Months))
	for i, share := range k.s.Share {
		var path vg.Path
		for t := range below {
			pt := vg.Point{X: x(float64(k.s.Months[t])), Y: y(100 * below[t])}
			if t == 0 {
				path.Move(pt)
			} else {
				path.Line(pt)
			}
		}
		empty := true
		for t := range below {
			below[t] += share[t]
			empty = empty && share[t] == 0
		}
		for t := len(below) - 1; t >= 0; t-- {
			path.Line(vg.Point{X: x(float64(k.s.Months[t])), Y: y(100 * below[t])})
		}
		path.Close()
		if !empty {
			c.SetColor(k.th.Series[i%len(k.th.Series)])
			c.Fill(path)
		}
	}
}
