package plots

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Place is a value of an axis that was computed: where it stands, and how it reads. Positions are in any
// scale, such as logarithms, and rise.
type Place struct {
	At   float64
	Name string
}

// places is an axis of chosen values. All have a mark; names have as many as there is room for.
type places struct {
	all  []Place
	name string // of what is varied, under the marks
}

func (v places) span() (lo, hi float64) { return v.all[0].At, v.all[len(v.all)-1].At }

// named are the places whose names have room beside each other, in even steps and the first among them. span is
// where a name stands with its margin.
func named(all []Place, span func(Place) (from, to vg.Length)) []int {
	for step := 1; ; step++ {
		var out []int
		end, ok := vg.Length(0), true
		for i := 0; i < len(all); i += step {
			from, to := span(all[i])
			ok = ok && (i == 0 || from >= end)
			out, end = append(out, i), to
		}
		if ok {
			return out
		}
	}
}

func (v places) draw(c, data draw.Canvas, p *plot.Plot, th Theme) {
	x, _ := p.Transforms(&data)
	baseline(c, data, th)
	for _, q := range v.all {
		line(c, th.Axis, 1.2, nil, vg.Point{X: x(q.At), Y: data.Min.Y}, vg.Point{X: x(q.At), Y: data.Min.Y - 6})
	}
	span := func(q Place) (from, to vg.Length) {
		half := tickStyle.width(q.Name)/2 + 6
		centre := max(x(q.At), data.Min.X+half-16) // as mark does
		return centre - half, centre + half
	}
	for _, i := range named(v.all, span) {
		mark(c, data, th, x(v.all[i].At), x(v.all[i].At), v.all[i].Name)
	}
	if v.name != "" {
		c.SetColor(th.Muted)
		labelStyle.write(c, vg.Point{X: data.Min.X, Y: data.Min.Y - 58}, labelStyle.clip(v.name, c.Max.X-margin-data.Min.X), 0)
	}
}
