package plots

import (
	"errors"
	"math"

	"github.com/headroom-planner/headroom/model/text"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Convergence shows how an estimate settled while draws were added: the
// estimate after so many draws within its 95 % interval, and where it ended.
type Convergence struct {
	Title, Subtitle, Footer string
	Lang                    text.Lang
	Draws                   []int // ascending
	Estimate, Lo, Hi        []float64
	Percent                 bool
	Unit                    string
	Count                   string // the word for draws
	End                     string // words beside the last estimate
}

// Draw draws the figure. It errs when the lists do not match or are too short.
func (f Convergence) Draw(c draw.Canvas, th Theme) error {
	n := len(f.Draws)
	if n < 2 || len(f.Estimate) != n || len(f.Lo) != n || len(f.Hi) != n || f.Draws[0] < 1 || f.Draws[n-1] <= f.Draws[0] {
		return errors.New("convergence needs an estimate and its interval for each of at least two numbers of draws")
	}
	lo, hi := finite(f.Lo, f.Hi, f.Estimate)
	pad := max((hi-lo)*0.05, math.Abs(hi)*1e-6, 1e-9)
	lo, hi = lo-pad, hi+pad
	if f.Percent {
		lo, hi = max(lo, 0), min(hi, 100)
	}
	fr := frame{title: f.Title, subtitle: f.Subtitle, footer: f.Footer, lang: f.Lang, unit: f.Unit, percent: f.Percent,
		below: doublings{f.Draws[0], f.Draws[n-1], f.Count, f.Lang}, lo: lo, hi: hi, right: strongStyle.width(f.End) + margin + 14}
	p, data := fr.draw(c, th)
	f.plot(data, p, th)
	return nil
}

func (f Convergence) plot(c draw.Canvas, p *plot.Plot, th Theme) {
	x, y := p.Transforms(&c)
	pts := func(v []float64) []vg.Point {
		out := make([]vg.Point, len(v))
		for i := range v {
			out[i] = vg.Point{X: x(math.Log2(float64(f.Draws[i]))), Y: y(min(max(v[i], p.Y.Min), p.Y.Max))}
		}
		return out
	}
	c.SetColor(th.Outer)
	band(c, pts(f.Lo), pts(f.Hi))
	mid := pts(f.Estimate)
	end := mid[len(mid)-1]
	line(c, th.Muted, 1.5, []vg.Length{10, 6}, vg.Point{X: c.Min.X, Y: end.Y}, vg.Point{X: c.Max.X, Y: end.Y})
	line(c, th.Line, 4, nil, mid...)
	disc(c, th.Line, end, 6)
	c.SetColor(th.Line)
	strongStyle.write(c, vg.Point{X: end.X + 14, Y: end.Y - strongStyle.size*0.36}, f.End, 0)
}

// band fills between two lines of as many points.
func band(c draw.Canvas, down, up []vg.Point) {
	var path vg.Path
	path.Move(up[0])
	for _, q := range up[1:] {
		path.Line(q)
	}
	for i := len(down) - 1; i >= 0; i-- {
		path.Line(down[i])
	}
	path.Close()
	c.Fill(path)
}
