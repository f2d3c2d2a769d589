package plots

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// boxes remembers where words and lines stand, so that the next words find room.
type boxes struct {
	within vg.Rectangle
	all    []vg.Rectangle
	walls  []vg.Length // upright lines that words should not be parted from their point by
}

func (b *boxes) avoid(r vg.Rectangle) { b.all = append(b.all, r) }

// over measures how much of a rectangle is taken, or outside.
func (b *boxes) over(r vg.Rectangle) vg.Length {
	sum := vg.Length(0)
	for _, a := range b.all {
		w := min(r.Max.X, a.Max.X) - max(r.Min.X, a.Min.X)
		h := min(r.Max.Y, a.Max.Y) - max(r.Min.Y, a.Min.Y)
		if w > 0 && h > 0 {
			sum += w*h + 50
		}
	}
	for _, d := range []vg.Length{b.within.Min.X - r.Min.X, r.Max.X - b.within.Max.X, b.within.Min.Y - r.Min.Y, r.Max.Y - b.within.Max.Y} {
		if d > 0 {
			sum += 1e4 + 100*d
		}
	}
	return sum
}

// choose takes the first of the places at which the least is covered, and remembers it.
func (b *boxes) choose(at []vg.Rectangle) vg.Rectangle {
	best, cost := at[0], b.over(at[0])
	for _, r := range at[1:] {
		if k := b.over(r); k < cost-1 {
			best, cost = r, k
		}
	}
	b.avoid(best)
	return best
}

// place writes s near a point, where least is
// covered; the nearest such place wins.
func (b *boxes) place(c draw.Canvas, st style, near vg.Point, s string, most vg.Length, th Theme, col color.Color) {
	s = st.clip(s, most)
	w, h := st.width(s), st.size
	var best vg.Rectangle
	cost := vg.Length(-1)
	for _, far := range []vg.Length{14, 26, 42, 64, 92, 130, 180, 250} {
		for _, side := range [][2]vg.Length{{1, 0}, {-1, 0}, {1, 1}, {-1, 1}, {1, -1}, {-1, -1}, {0, 1}, {0, -1}} {
			r := vg.Rectangle{}
			switch {
			case side[0] > 0:
				r.Min.X = near.X + far*0.8
			case side[0] < 0:
				r.Min.X = near.X - far*0.8 - w
			default:
				r.Min.X = near.X - w/2
			}
			r.Min.Y = near.Y - h/2 + side[1]*(far+h*0.3)
			r.Max = vg.Point{X: r.Min.X + w, Y: r.Min.Y + h}
			k := b.over(vg.Rectangle{Min: vg.Point{X: r.Min.X - 5, Y: r.Min.Y - 3}, Max: vg.Point{X: r.Max.X + 5, Y: r.Max.Y + 3}}) + far*0.5
			for _, w := range b.walls {
				if (near.X-w)*((r.Min.X+r.Max.X)/2-w) < 0 {
					k += 400
				}
			}
			if cost < 0 || k < cost {
				best, cost = r, k
			}
		}
	}
	b.avoid(best)
	end := vg.Point{X: min(max(near.X, best.Min.X-3), best.Max.X+3), Y: min(max(near.Y, best.Min.Y), best.Max.Y)}
	if d := math.Hypot(float64(end.X-near.X), float64(end.Y-near.Y)); d > 30 { // far words have a line to their point
		for k := vg.Length(1); k < 10; k++ { // which later words keep off
			q := vg.Point{X: near.X + (end.X-near.X)*k/10, Y: near.Y + (end.Y-near.Y)*k/10}
			b.avoid(vg.Rectangle{Min: vg.Point{X: q.X - 2, Y: q.Y - 2}, Max: vg.Point{X: q.X + 2, Y: q.Y + 2}})
		}
		c.Push()
		line(c, th.Axis, 1, nil, vg.Point{X: near.X + (end.X-near.X)*vg.Length(9/d), Y: near.Y + (end.Y-near.Y)*vg.Length(9/d)}, end)
		c.Pop()
	}
	c.SetColor(col)
	st.write(c, vg.Point{X: best.Min.X, Y: best.Min.Y + h*0.2}, s, 0)
}
