package plots

import (
	"errors"
	"image"
	"math"

	"github.com/headroom-planner/headroom/model/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Cells shows a value over two axes that have names, or numbers without an order of size: a cell for each
// pair, coloured and with its value in it.
type Cells struct {
	Title, Subtitle, Footer string
	Lang                    text.Lang
	TitleLines              int // at most; 2 when less
	XName, YName, ZName     string
	X, Y                    []string    // columns from the left, rows from the top
	Z                       [][]float64 // Z[y][x]; NaN for a pair that there is not
	Words, Notes            [][]string  // in the cell, and in a line below; Notes may be nil
	Percent                 bool        // of Z: the scale is from 0 to 100
	Scale                   [2]float64  // ends of the colours' scale; that of the values, or 0 to 100 for Percent, when both are 0
}

func (f Cells) check() error {
	if len(f.X) == 0 || len(f.Y) == 0 || len(f.Z) != len(f.Y) || len(f.Words) != len(f.Y) {
		return errors.New("cells need a row of values and words for each name")
	}
	for j := range f.Y {
		if len(f.Z[j]) != len(f.X) || len(f.Words[j]) != len(f.X) || f.Notes != nil && (len(f.Notes) != len(f.Y) || len(f.Notes[j]) != len(f.X)) {
			return errors.New("cells need a value and words for each pair of names")
		}
	}
	if lo, _ := finite(f.Z...); math.IsInf(lo, 0) {
		return errors.New("cells have no number")
	}
	return nil
}

// leastWords is the size under which words in cells cannot be read; cells too narrow for it are an error.
const leastWords = vg.Length(11)

// Draw draws the cells. It errs when lists do not match, or the page does not hold the words.
func (f Cells) Draw(c draw.Canvas, th Theme) error {
	if err := f.check(); err != nil {
		return err
	}
	lo, hi := finite(f.Z...)
	if f.Percent {
		lo, hi = 0, 100
	}
	if f.Scale != [2]float64{} {
		lo, hi = f.Scale[0], f.Scale[1]
	}
	if !(hi > lo) {
		hi = lo + 1
	}
	key := scaleBar{f.ZName, lo, hi, f.Percent, f.Lang}
	fr := frame{title: f.Title, subtitle: f.Subtitle, footer: f.Footer, lang: f.Lang, titleLines: f.TitleLines, unit: labelStyle.clip(f.YName, c.Max.X-c.Min.X-2*margin-key.wide()-34)}
	top := fr.words(c, th)
	page := c.Max.X - c.Min.X
	left := vg.Length(0)
	rowNames := make([][]string, len(f.Y))
	for j, s := range f.Y {
		rowNames[j] = labelStyle.wrap(s, page*0.25, 2)
		for _, l := range rowNames[j] {
			left = max(left, labelStyle.width(l))
		}
	}
	data := c
	data.Min.X, data.Max.X = c.Min.X+margin+left+16, c.Max.X-margin-key.wide()-34
	wide := (data.Max.X - data.Min.X) / vg.Length(len(f.X))
	// Names of columns in as large letters as two lines allow.
	names := labelStyle
	var columns [][]string
	lines := 1
	for ; ; names.size -= 0.5 {
		fits := true
		columns, lines = columns[:0], 1
		for _, s := range f.X {
			l := names.wrap(s, wide-10, 2)
			fits = fits && joinWords(l) == joinWords(splitWords(s))
			for _, part := range l {
				fits = fits && names.width(part) <= wide-6
			}
			columns, lines = append(columns, l), max(lines, len(l))
		}
		if fits {
			break
		}
		if names.size <= leastWords {
			return errors.New("there are more columns than the page is wide")
		}
	}
	foot := vg.Length(lines)*names.size*1.2 + 12
	data.Min.Y, data.Max.Y = c.Min.Y+84+nameRoom+foot, top
	tall := (data.Max.Y - data.Min.Y) / vg.Length(len(f.Y))
	if tall < rowHeight {
		return errors.New("there are more rows than the page is high")
	}
	inner, err := f.fit(wide, tall)
	if err != nil {
		return err
	}
	for j := range f.Y {
		y := data.Max.Y - tall*vg.Length(j+1)
		for i := range f.X {
			r := vg.Rectangle{Min: vg.Point{X: data.Min.X + wide*vg.Length(i) + 1.5, Y: y + 1.5}, Max: vg.Point{X: data.Min.X + wide*vg.Length(i+1) - 1.5, Y: y + tall - 1.5}}
			middle := vg.Point{X: (r.Min.X + r.Max.X) / 2, Y: (r.Min.Y + r.Max.Y) / 2}
			if math.IsNaN(f.Z[j][i]) {
				c.SetColor(th.Grid)
				c.Fill(rectangle(r))
				c.SetColor(th.Muted)
				inner.write(c, vg.Point{X: middle.X, Y: middle.Y - inner.size*0.36}, "–", 0.5)
				continue
			}
			col := shadeAt((f.Z[j][i]-lo)/(hi-lo), th)
			c.SetColor(col)
			c.Fill(rectangle(r))
			c.SetColor(readable(col))
			if f.Notes == nil || f.Notes[j][i] == "" {
				inner.write(c, vg.Point{X: middle.X, Y: middle.Y - inner.size*0.36}, f.Words[j][i], 0.5)
				continue
			}
			inner.write(c, vg.Point{X: middle.X, Y: middle.Y + inner.size*0.12}, f.Words[j][i], 0.5)
			style{regular, inner.size * noteSize}.write(c, vg.Point{X: middle.X, Y: middle.Y - inner.size*0.98}, f.Notes[j][i], 0.5)
		}
		c.SetColor(th.Text)
		at := y + tall/2 + labelStyle.size*0.6*vg.Length(len(rowNames[j])-1) - labelStyle.size*0.36
		for k, l := range rowNames[j] {
			labelStyle.write(c, vg.Point{X: data.Min.X - 16, Y: at - vg.Length(k)*labelStyle.size*1.2}, l, 1)
		}
	}
	c.SetColor(th.Text)
	for i, l := range columns {
		for k, s := range l {
			names.write(c, vg.Point{X: data.Min.X + wide*(vg.Length(i)+0.5), Y: data.Min.Y - names.size*(1.05+1.2*vg.Length(k)) - 4}, s, 0.5)
		}
	}
	c.SetColor(th.Muted)
	labelStyle.write(c, vg.Point{X: data.Min.X, Y: data.Min.Y - foot - labelStyle.size*0.9}, labelStyle.clip(f.XName, c.Max.X-margin-data.Min.X), 0)
	key.draw(c, data, th)
	return nil
}

// noteSize is the size of a cell's second line beside its first.
const noteSize = 0.84

// fit finds the largest letters in which every cell's words have room.
func (f Cells) fit(wide, tall vg.Length) (style, error) {
	for st := (style{semibold, 30}); st.size >= leastWords; st.size -= 0.5 {
		fits := true
		for j := range f.Words {
			for i, s := range f.Words[j] {
				high := st.size * 1.2
				fits = fits && st.width(s) <= wide-8
				if f.Notes != nil && f.Notes[j][i] != "" {
					fits = fits && style{regular, st.size * noteSize}.width(f.Notes[j][i]) <= wide-8
					high = st.size * 2.3
				}
				fits = fits && high <= tall-5
			}
		}
		if fits {
			return st, nil
		}
	}
	return style{}, errors.New("there are more cells than the page has room for words in")
}

// scaleBar is the scale of colours at the right of a map.
type scaleBar struct {
	name    string
	lo, hi  float64
	percent bool
	lang    text.Lang
}

func (s scaleBar) marks() (at []float64, names []string) {
	at, decimals := ticks(s.lo, s.hi, 5)
	names = make([]string, len(at))
	for i, v := range at {
		names[i] = FormatNumber(v, s.lang, decimals)
		if s.percent {
			names[i] += " %"
		}
	}
	return at, names
}

// wide is the room that the scale and its name need.
func (s scaleBar) wide() vg.Length {
	_, names := s.marks()
	wide := labelStyle.width(s.name)
	for _, n := range names {
		wide = max(wide, 34+tickStyle.width(n))
	}
	return min(wide, 240)
}

// draw draws the scale as tall as the map, its name where that of the upright axis is.
func (s scaleBar) draw(c, data draw.Canvas, th Theme) {
	at, names := s.marks()
	bar := vg.Rectangle{Min: vg.Point{X: data.Max.X + 34, Y: data.Min.Y}, Max: vg.Point{X: data.Max.X + 58, Y: data.Max.Y}}
	data.DrawImage(bar, picture(th, func(th Theme) image.Image {
		steps := image.NewRGBA(image.Rect(0, 0, 1, 256))
		for i := range 256 {
			steps.Set(0, 255-i, shadeAt(float64(i)/255, th))
		}
		return steps
	}))
	c.SetColor(th.Muted)
	labelStyle.write(c, vg.Point{X: bar.Min.X, Y: data.Max.Y + 28}, labelStyle.clip(s.name, s.wide()), 0)
	for i, v := range at {
		y := bar.Min.Y + (bar.Max.Y-bar.Min.Y)*vg.Length((v-s.lo)/(s.hi-s.lo))
		line(c, th.Muted, 1, nil, vg.Point{X: bar.Max.X, Y: y}, vg.Point{X: bar.Max.X + 5, Y: y})
		c.SetColor(th.Muted)
		tickStyle.write(c, vg.Point{X: bar.Max.X + 10, Y: y - tickStyle.size*0.36}, names[i], 0)
	}
}

func cellsExample(lang text.Lang) Figure {
	f := Cells{
		Title:    text.T("Invented numbers: sharing helps most where power is cheap, 71 % against 38 %", "Số liệu giả định: dùng chung có lợi nhất khi điện rẻ, 71 % so với 38 %").In(lang),
		Subtitle: text.T("Probability of the plan by sharing and tariff, with its standard error", "Xác suất đạt kế hoạch theo dùng chung và giá điện, kèm sai số chuẩn").In(lang),
		Footer:   text.T("Example with invented numbers", "Ví dụ với số liệu giả định").In(lang),
		Lang:     lang, Percent: true, XName: text.T("Growth of the tariff", "Mức tăng giá điện").In(lang), YName: text.T("Sharing", "Dùng chung").In(lang), ZName: text.T("Probability", "Xác suất").In(lang),
		Y: []string{text.T("no sharing", "không dùng chung").In(lang), text.T("shared sites", "dùng chung vị trí").In(lang), text.T("shared stations", "dùng chung trạm").In(lang)},
		X: []string{text.T("0 % a year", "0 %/năm").In(lang), text.T("4 % a year", "4 %/năm").In(lang), text.T("8 % a year", "8 %/năm").In(lang), text.T("12 % a year", "12 %/năm").In(lang)},
	}
	for j := range f.Y {
		var z []float64
		var words, notes []string
		for i := range f.X {
			v := []float64{38, 55, 71}[j] * math.Exp(-0.28*float64(i))
			z = append(z, v)
			words = append(words, FormatNumber(v, lang, 0)+" %")
			notes = append(notes, "± "+FormatNumber(math.Sqrt(v*(100-v)/2000), lang, 1))
		}
		f.Z, f.Words, f.Notes = append(f.Z, z), append(f.Words, words), append(f.Notes, notes)
	}
	return f
}
