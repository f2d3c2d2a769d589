package plots

import (
	"errors"
	"image/color"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// endLabel names something at the right end of the data.
type endLabel struct {
	text   string
	strong bool
	at     vg.Length   // the height of what it names
	colour color.Color // of its swatch; nil for none
	line   bool        // the swatch is a line, not an area
	dash   []vg.Length
}

// endLabels is a column of direct labels beside the data: none covers another,
// and one that had to move has a thin line to what it names.
type endLabels struct {
	all   []endLabel
	lines [][]string
	names style
	gap   vg.Length
	wide  vg.Length
	more  vg.Length // what a second line reaches up and down beyond one
}

// swatch is the room of a swatch before its words, and reach that of the line to them.
const (
	swatch = vg.Length(26)
	reach  = vg.Length(18)
)

// labelsOf sets labels into a column at most as wide as most; names that are
// wider take two lines.
func labelsOf(all []endLabel, most vg.Length) *endLabels {
	e := &endLabels{all: all, names: labelStyle}
	tall := 1
	for i := range all {
		room := most - reach
		if all[i].colour != nil {
			room -= swatch
		}
		l := e.style(i).wrap(all[i].text, room, 2)
		e.lines = append(e.lines, l)
		tall = max(tall, len(l))
		for _, s := range l {
			e.wide = max(e.wide, e.style(i).width(s)+most-room)
		}
	}
	e.more = vg.Length(tall-1) * e.names.size * 0.6
	e.gap = vg.Length(tall)*e.names.size*1.2 + 5
	return e
}

func (e *endLabels) style(i int) style {
	if e.all[i].strong {
		return strongStyle
	}
	return e.names
}

// right is the room that the column needs at the right of the data.
func (e *endLabels) right() vg.Length { return e.wide + margin }

// draw writes the labels beside the data. It errs when there are more than the height holds.
func (e *endLabels) draw(c, data draw.Canvas, th Theme) error {
	n := len(e.all)
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case e.all[a].at > e.all[b].at:
			return -1
		case e.all[a].at < e.all[b].at:
			return 1
		}
		return 0
	})
	lo, hi := data.Min.Y+4+e.more, data.Max.Y+6-e.more
	gap := e.gap
	if n > 1 && gap*vg.Length(n-1) > hi-lo {
		if gap = (hi - lo) / vg.Length(n-1); gap < e.names.size*1.05 {
			return errors.New("there are more labels than the page is high")
		}
	}
	y := make([]vg.Length, n)
	for k, i := range order {
		y[k] = e.all[i].at
	}
	spread(y, gap, lo, hi)
	for k, i := range order {
		l, x := e.all[i], data.Max.X+reach
		if d := l.at - y[k]; d > 7 || d < -7 {
			line(c, th.Axis, 1, nil, vg.Point{X: data.Max.X + 3, Y: l.at}, vg.Point{X: x - 4, Y: y[k]})
		}
		if l.colour != nil {
			if l.line {
				line(c, l.colour, 4, l.dash, vg.Point{X: x, Y: y[k]}, vg.Point{X: x + 20, Y: y[k]})
			} else {
				c.SetColor(l.colour)
				c.Fill(rectangle(vg.Rectangle{Min: vg.Point{X: x, Y: y[k] - 7}, Max: vg.Point{X: x + 14, Y: y[k] + 7}}))
			}
			x += swatch
		}
		st := e.style(i)
		c.SetColor(th.Text)
		top := y[k] + st.size*0.6*vg.Length(len(e.lines[i])-1) - st.size*0.36
		for m, s := range e.lines[i] {
			st.write(c, vg.Point{X: x, Y: top - vg.Length(m)*st.size*1.2}, s, 0)
		}
	}
	return nil
}
