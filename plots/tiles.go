package plots

import (
	"errors"
	"image/color"
	"math"

	"github.com/headroom-planner/headroom/model/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Tiles is a map of squares, one for each place, that stand about as the
// places do. All squares are alike, so that a small crowded province is as
// easy to see as a large empty one; no boundary is drawn and none is needed.
// Beside it stands the scale, whose columns count the places of each class.
type Tiles struct {
	Title, Subtitle, Footer string
	Lang                    text.Lang
	Percent                 bool
	Unit                    string // of the values, at the scale
	Counted                 string // what the columns of the scale count
	Tiles                   []Tile
}

// Tile is one place with its value.
type Tile struct {
	Name        string // a word or two
	Value       float64
	Row, Column int // from 1 at the top left; 0 for no place
	Islands     *Islands
}

// Islands belong to a place and lie far out: they have a square in its colour,
// and no value of their own.
type Islands struct {
	Name        string
	Row, Column int
}

// mapShare is the part of the page's width that the map may take.
const mapShare = 0.44

// Draw draws the map. It errs when there is nothing to draw.
func (t Tiles) Draw(c draw.Canvas, th Theme) error {
	if len(t.Tiles) == 0 {
		return errors.New("a map of tiles needs at least one tile")
	}
	classes := classesOf(t.Tiles, t.Percent)
	page := c.Max.X - c.Min.X
	room := vg.Rectangle{Min: vg.Point{X: c.Max.X - margin - page*mapShare, Y: c.Min.Y + 40}, Max: vg.Point{X: c.Max.X - margin, Y: c.Max.Y - 40}}
	left := t.grid(c, room, classes, th)
	words := draw.Crop(c, 0, left-c.Max.X, 0, 0) // a margin before the map
	f := frame{title: t.Title, subtitle: t.Subtitle, footer: t.Footer, lang: t.Lang, titleLines: 4}
	t.scale(words, f.words(words, th), classes, th)
	return nil
}

// grid draws the tiles at the right of the room and returns where they begin.
func (t Tiles) grid(c draw.Canvas, room vg.Rectangle, classes classes, th Theme) vg.Length {
	tiles, rows, columns := placed(t.Tiles)
	w, h := room.Max.X-room.Min.X, room.Max.Y-room.Min.Y
	side := min(w/vg.Length(columns), h/vg.Length(rows), 132)
	left := room.Max.X - side*vg.Length(columns)
	top := room.Max.Y - (h-side*vg.Length(rows))/2
	gap := side * 0.03
	names, strong := style{regular, side * 0.215}, style{semibold, side * 0.255}
	for _, x := range tiles { // one size for all
		if x.Islands != nil {
			for names.size > 6 && widest(names, x.Islands.Name) > side-2*gap-8 {
				names.size -= 0.25
			}
		}
		for names.size > 6 && widest(names, x.Name) > side-2*gap-8 {
			names.size -= 0.25
		}
		for strong.size > 6 && strong.width(t.value(x.Value)) > side-2*gap-8 {
			strong.size -= 0.25
		}
	}
	square := func(row, column int, fill color.Color) vg.Rectangle {
		at := vg.Rectangle{Min: vg.Point{X: left + side*vg.Length(column-1) + gap, Y: top - side*vg.Length(row) + gap}}
		at.Max = vg.Point{X: at.Min.X + side - 2*gap, Y: at.Min.Y + side - 2*gap}
		c.SetColor(fill)
		c.Fill(rectangle(at))
		c.SetColor(readable(fill))
		return at
	}
	for _, x := range tiles {
		fill := classes.color(x.Value, th)
		t.label(c, square(x.Row, x.Column, fill), names, strong, x)
		if i := x.Islands; i != nil {
			at := square(i.Row, i.Column, fill)
			lines := names.wrap(i.Name, at.Max.X-at.Min.X-8, 2)
			y := (at.Min.Y+at.Max.Y)/2 + names.size*(0.58*vg.Length(len(lines)-1)-0.36)
			for k, l := range lines {
				names.write(c, vg.Point{X: (at.Min.X + at.Max.X) / 2, Y: y - vg.Length(k)*names.size*1.16}, l, 0.5)
			}
		}
	}
	return left
}

// label writes a name, in two lines when it has two words, above the value.
func (t Tiles) label(c draw.Canvas, at vg.Rectangle, names, strong style, x Tile) {
	side := at.Max.X - at.Min.X
	centre := (at.Min.X + at.Max.X) / 2
	lines := names.wrap(x.Name, side-8, 2)
	y := at.Max.Y - side*0.065 - names.size*0.94
	if len(lines) == 1 {
		y -= names.size * 0.55
	}
	for i, l := range lines {
		names.write(c, vg.Point{X: centre, Y: y - vg.Length(i)*names.size*1.16}, l, 0.5)
	}
	strong.write(c, vg.Point{X: centre, Y: at.Min.Y + side*0.115}, t.value(x.Value), 0.5)
}

func (t Tiles) value(v float64) string {
	switch {
	case t.Percent:
		return FormatNumber(v, t.Lang, 1)
	case math.IsInf(v, 0) || math.IsNaN(v):
		return "–"
	}
	return Significant(v, t.Lang)
}

// widest is the width of the longest word, which no line may break.
func widest(st style, name string) vg.Length {
	w := vg.Length(0)
	for _, word := range splitWords(name) {
		w = max(w, st.width(word))
	}
	return w
}
