package plots

import (
	"errors"
	"image/color"

	"github.com/headroom-planner/headroom/model/text"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// rowName is what stands at the left of a row: its name, and a quieter line.
type rowName struct{ name, note string }

// rowFrame is what figures of rows have around their data: names at the left,
// an axis below with lines up through the rows, and words at the right.
type rowFrame struct {
	title, subtitle, footer string
	lang                    text.Lang
	titleLines              int // at most; 2 when less
	below                   below
	grid                    []float64 // where lines rise through the rows
	names                   []rowName
	right                   []string // words at the right of each row; nil for none
	keys                    []key
	named                   bool      // the axis has a name under its marks
	above                   vg.Length // room for words over the data
	gutter                  bool      // arrows may stand between the data and the words at the right
}

// key explains a colour above the rows.
type key struct {
	colour color.Color
	name   string
}

// inlineBelow is the height of a row under which its note stands beside its name, not below it.
const inlineBelow = vg.Length(50)

// rowHeight is the least height of a row that can be read.
const rowHeight = vg.Length(26)

// draw returns the plot, the canvas of the data, and for each row its middle and its height.
func (f *rowFrame) draw(c draw.Canvas, th Theme) (p *plot.Plot, data draw.Canvas, middle []vg.Length, tall vg.Length, err error) {
	n := len(f.names)
	if n == 0 {
		return nil, data, nil, 0, errors.New("there are no rows to draw")
	}
	fr := frame{title: f.title, subtitle: f.subtitle, footer: f.footer, lang: f.lang, titleLines: f.titleLines}
	top := fr.words(c, th)
	if len(f.keys) > 0 {
		x := c.Min.X + margin
		for _, k := range f.keys {
			c.SetColor(k.colour)
			c.Fill(rectangle(vg.Rectangle{Min: vg.Point{X: x, Y: top - 1}, Max: vg.Point{X: x + 15, Y: top + 14}}))
			c.SetColor(th.Text)
			labelStyle.write(c, vg.Point{X: x + 23, Y: top}, k.name, 0)
			x += 23 + labelStyle.width(k.name) + 34
		}
		top -= 22
	}
	top -= f.above
	bottom := underData
	if f.named {
		bottom += nameRoom
	}
	page := c.Max.X - c.Min.X
	tall = min((top-c.Min.Y-bottom)/vg.Length(n), 116)
	if tall < rowHeight {
		return nil, data, nil, 0, errors.New("there are more rows than the page is high")
	}
	inline := tall < inlineBelow
	names, lines, left := f.fit(tall, page*0.40, inline)
	right, gap := vg.Length(0), vg.Length(16)
	if f.gutter {
		gap = gutter + 10
	}
	for _, s := range f.right {
		right = max(right, labelStyle.width(s)+gap)
	}
	data = draw.Crop(c, margin+left+18, -(right + margin), bottom, 0)
	data.Max.Y = data.Min.Y + tall*vg.Length(n)
	// Rows that need less than the page stand under the words, not at its foot.
	if spare := top - data.Max.Y; spare > 0 {
		data.Min.Y += spare
		data.Max.Y += spare
	}
	p = plot.New()
	p.HideAxes()
	p.BackgroundColor = nil
	p.X.Min, p.X.Max = f.below.span()
	x, _ := p.Transforms(&data)
	for _, g := range f.grid {
		line(c, th.Grid, 1, nil, vg.Point{X: x(g), Y: data.Min.Y}, vg.Point{X: x(g), Y: data.Max.Y})
	}
	f.below.draw(c, data, p, th)
	middle = make([]vg.Length, n)
	for i := range f.right {
		c.SetColor(th.Text)
		labelStyle.write(c, vg.Point{X: data.Max.X + gap, Y: data.Max.Y - tall*(vg.Length(i)+0.5) - labelStyle.size*0.36}, f.right[i], 0)
	}
	notes := style{regular, names.size * 0.79}
	for i := range f.names {
		middle[i] = data.Max.Y - tall*(vg.Length(i)+0.5)
		height := names.size * 1.12 * vg.Length(len(lines[i]))
		if f.names[i].note != "" && inline {
			w := notes.width(f.names[i].note)
			c.SetColor(th.Muted)
			notes.write(c, vg.Point{X: data.Min.X - 18, Y: middle[i] - names.size*0.36}, f.names[i].note, 1)
			c.SetColor(th.Text)
			for k, s := range lines[i] {
				names.write(c, vg.Point{X: data.Min.X - 30 - w, Y: middle[i] + height/2 - names.size*(0.92+1.12*vg.Length(k))}, s, 1)
			}
			continue
		}
		if f.names[i].note != "" {
			height += notes.size * 1.2
		}
		y := middle[i] + height/2 - names.size*0.9
		c.SetColor(th.Text)
		for _, s := range lines[i] {
			names.write(c, vg.Point{X: data.Min.X - 18, Y: y}, s, 1)
			y -= names.size * 1.12
		}
		if f.names[i].note != "" {
			c.SetColor(th.Muted)
			notes.write(c, vg.Point{X: data.Min.X - 18, Y: y + names.size*1.12 - notes.size*1.24}, notes.clip(f.names[i].note, left), 1)
		}
	}
	return p, data, middle, tall, nil
}

// fit finds the largest letters in which all names fit their rows, in two lines
// where there is height for them.
func (f *rowFrame) fit(tall, most vg.Length, inline bool) (st style, lines [][]string, wide vg.Length) {
	for st = labelStyle; ; st.size -= 0.5 {
		lines, wide = lines[:0], 0
		notes := style{regular, st.size * 0.79}
		fits := true
		for _, n := range f.names {
			room, height, width := most, vg.Length(0), vg.Length(0)
			if n.note != "" && inline {
				width = notes.width(n.note) + 12
				room -= width
			} else if n.note != "" {
				height = st.size * 0.95
				wide = max(wide, min(most, notes.width(n.note)))
			}
			l := st.wrap(n.name, room, max(1, min(2, int((tall-2-height)/(st.size*1.12)))))
			fits = fits && height+st.size*1.12*vg.Length(len(l)) <= tall-1 && joinWords(splitWords(n.name)) == joinWords(l)
			for _, s := range l {
				wide = max(wide, st.width(s)+width)
			}
			lines = append(lines, l)
		}
		if fits || st.size <= 12 {
			return st, lines, wide
		}
	}
}

// whisker draws a line from a to b at height y, with short ends across it.
func whisker(c draw.Canvas, col color.Color, a, b, y, half vg.Length) {
	line(c, col, 2, nil, vg.Point{X: a, Y: y}, vg.Point{X: b, Y: y})
	line(c, col, 2, nil, vg.Point{X: a, Y: y - half}, vg.Point{X: a, Y: y + half})
	line(c, col, 2, nil, vg.Point{X: b, Y: y - half}, vg.Point{X: b, Y: y + half})
}

// gutter is the room of an arrow beside the data.
const gutter = vg.Length(32)

// beyond draws an arrow in the gutter: what comes after the last month.
func beyond(c, data draw.Canvas, col color.Color, y vg.Length) {
	a, b := data.Max.X+7, data.Max.X+gutter
	line(c, col, 2, nil, vg.Point{X: a, Y: y}, vg.Point{X: b, Y: y})
	var p vg.Path
	p.Move(vg.Point{X: b + 2, Y: y})
	p.Line(vg.Point{X: b - 9, Y: y + 6})
	p.Line(vg.Point{X: b - 9, Y: y - 6})
	p.Close()
	c.SetColor(col)
	c.Fill(p)
}

// diamond marks a month that somebody promised.
func diamond(c draw.Canvas, col color.Color, at vg.Point, r vg.Length) {
	var p vg.Path
	p.Move(vg.Point{X: at.X, Y: at.Y + r})
	p.Line(vg.Point{X: at.X + r, Y: at.Y})
	p.Line(vg.Point{X: at.X, Y: at.Y - r})
	p.Line(vg.Point{X: at.X - r, Y: at.Y})
	p.Close()
	c.SetColor(col)
	c.Fill(p)
}

// years are the Januaries within months, for lines through rows.
func (m months) years() []float64 {
	var out []float64
	for k := m.first; k <= m.last; k++ {
		if k.Of() == 1 {
			out = append(out, float64(k))
		}
	}
	return out
}
