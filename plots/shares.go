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
	widest := vg.Length(0)
	for i, n := range s.Names {
		if len(s.Share[i]) != len(s.Months) {
			return errors.New("shares need one value for each month")
		}
		widest = max(widest, labelStyle.width(n))
	}
	fr := frame{title: s.Title, subtitle: s.Subtitle, footer: s.Footer, lang: s.Lang, percent: true,
		below: months{s.Months[0], s.Months[len(s.Months)-1], s.Lang}, lo: 0, hi: 100, ticks: []float64{0, 25, 50, 75, 100},
		right: min(widest+26, 380) + margin}
	p, data := fr.draw(c, th)
	stack{s, th}.Plot(data, p)
	s.labels(c, data, p, th)
	return nil
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

// labels names each area that ever matters at its right end, in order from
// the top, with a swatch of its colour, moved apart where ends are thin.
func (s Shares) labels(c, data draw.Canvas, p *plot.Plot, th Theme) {
	_, y := p.Transforms(&data)
	var which []int
	var heights []vg.Length
	below := 0.0
	mids := make([]float64, len(s.Names))
	for i := range s.Names {
		end := s.Share[i][len(s.Months)-1]
		mids[i] = 100 * (below + end/2)
		below += end
	}
	for i := len(s.Names) - 1; i >= 0; i-- {
		_, most := finite(s.Share[i])
		if most >= 0.005 {
			which, heights = append(which, i), append(heights, y(mids[i]))
		}
	}
	spread(heights, 27, data.Min.Y+6, data.Max.Y)
	for k, i := range which {
		at := vg.Point{X: data.Max.X + 12, Y: heights[k]}
		c.SetColor(th.Series[i%len(th.Series)])
		c.Fill(rectangle(vg.Rectangle{Min: vg.Point{X: at.X, Y: at.Y - 7}, Max: vg.Point{X: at.X + 14, Y: at.Y + 7}}))
		c.SetColor(th.Text)
		labelStyle.write(c, vg.Point{X: at.X + 22, Y: at.Y - labelStyle.size*0.36}, labelStyle.clip(s.Names[i], c.Max.X-at.X-30), 0)
	}
}
