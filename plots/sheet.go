package plots

import (
	"bytes"
	"fmt"
	"image/color"
	"strconv"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Sheet is figures that stand in one HTML page. The outline of a letter is
// written once for all of them, which is more than half of what figures weigh alone, and
// colours are classes, so that the page's own style says whether they are light or dark.
// A page has one sheet; its zero value is ready.
type Sheet struct {
	outlines
	pairs []pair
	known map[[2]string]int
}

// outlines are letters in the order of their first use.
type outlines struct {
	letters []letter
	names   map[letter]int
}

// of numbers the outline of a letter; -1 for one without ink.
func (o *outlines) of(k letter) int {
	if n, ok := o.names[k]; ok {
		return n
	}
	if o.names == nil {
		o.names = map[letter]int{}
	}
	n := -1
	if len(outline(k)) > 0 {
		n = len(o.letters)
		o.letters = append(o.letters, k)
	}
	o.names[k] = n
	return n
}

// SVG draws the figure as an element of the page, without the outlines of its letters: see Letters.
func (s *Sheet) SVG(f Figure, size Size) ([]byte, error) {
	if err := size.check(); err != nil {
		return nil, err
	}
	c := &svgCanvas{w: pageWidth, h: pageWidth * vg.Length(size.Height) / vg.Length(size.Width), outlines: &s.outlines, sheet: s}
	if err := c.figure(f, Both(Light(), Dark())); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, `<svg viewBox="0 0 %s %s" aria-hidden="true">`+"\n", num(nil, c.w), num(nil, c.h))
	out.Write(bytes.ReplaceAll(c.body.Bytes(), []byte(idMark), []byte(sheetID)))
	out.WriteString("</svg>\n")
	return out.Bytes(), nil
}

// figure draws a figure on its background.
func (c *svgCanvas) figure(f Figure, th Theme) error {
	vg.Initialize(c)
	d := draw.New(c)
	d.SetColor(th.Background)
	d.Fill(rectangle(d.Rectangle))
	if err := f.Draw(d, th); err != nil {
		return err
	}
	return c.err
}

// sheetID begins the names of a sheet's letters.
const sheetID = "g"

// Letters is the element with the outlines of all figures drawn so far. It may
// stand anywhere in the page and takes no room.
func (s *Sheet) Letters() []byte {
	var out bytes.Buffer
	out.WriteString(`<svg width="0" height="0" style="position:absolute" aria-hidden="true"><defs>` + "\n")
	s.define(&out, sheetID)
	out.WriteString("</defs></svg>\n")
	return out.Bytes()
}

func (o *outlines) define(out *bytes.Buffer, id string) {
	for n, k := range o.letters {
		fmt.Fprintf(out, `<path id="%s%s" d="%s"/>`+"\n", id, strconv.FormatInt(int64(n), 36), outline(k))
	}
}

// class names the classes of a colour, c for areas and l for lines.
func (s *Sheet) class(c color.Color, what string) string {
	p, ok := c.(pair)
	if !ok {
		p = pair{c, c}
	}
	key := [2]string{hex(p.light), hex(p.dark)}
	n, ok := s.known[key]
	if !ok {
		if s.known == nil {
			s.known = map[[2]string]int{}
		}
		n = len(s.pairs)
		s.known[key], s.pairs = n, append(s.pairs, p)
	}
	name := "c"
	if what == "stroke" {
		name = "l"
	}
	return fmt.Sprintf(` class="%s%d"`, name, n)
}

// Style is the rules of the colours of all figures drawn so far, in the light
// theme or in the dark one. Rules for dark are those alone that differ.
func (s *Sheet) Style(dark bool) string {
	var b bytes.Buffer
	for i, p := range s.pairs {
		h := hex(p.light)
		if dark {
			if hex(p.dark) == h {
				continue
			}
			h = hex(p.dark)
		}
		fmt.Fprintf(&b, ".c%[1]d{fill:%[2]s}.l%[1]d{stroke:%[2]s}", i, h)
	}
	if dark {
		b.WriteString(".day{display:none}.night{display:inline}")
	} else {
		b.WriteString(".night{display:none}")
	}
	return b.String()
}

// hex is a colour as CSS writes it, with its opacity where it is no full one.
func hex(c color.Color) string {
	n, _ := color.NRGBAModel.Convert(c).(color.NRGBA)
	s := fmt.Sprintf("#%02x%02x%02x", n.R, n.G, n.B)
	if n.A < 255 {
		s += fmt.Sprintf("%02x", n.A)
	}
	return s
}
