package plots

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// classes are intervals between round numbers that hold every value: class i
// is from edge i up to, but without, edge i+1; the last holds its end too.
type classes struct {
	edges    []float64
	count    []int
	decimals int
}

func classesOf(tiles []Tile, percent bool) classes {
	values := make([]float64, len(tiles))
	for i, t := range tiles {
		values[i] = t.Value
	}
	lo, hi := finite(values)
	if math.IsInf(lo, 0) {
		return classes{}
	}
	if hi-lo <= 1e-9*math.Abs(hi) {
		pad := max(math.Abs(hi)*0.05, 0.5)
		lo, hi = lo-pad, hi+pad
		if percent { // shares stay between nothing and all
			lo, hi = max(lo, 0), min(hi, 100)
		}
	}
	at, decimals := ticks(lo, hi, 5)
	step := at[len(at)-1] - at[len(at)-2]
	k := classes{edges: at, decimals: decimals}
	if at[0] > lo {
		k.edges = append([]float64{at[0] - step}, k.edges...)
	}
	if last := k.edges[len(k.edges)-1]; last < hi {
		k.edges = append(k.edges, last+step)
	}
	k.count = make([]int, len(k.edges)-1)
	for _, v := range values {
		if i := k.of(v); i >= 0 {
			k.count[i]++
		}
	}
	return k
}

// of returns the class of a value; -1 for what is no number.
func (k classes) of(v float64) int {
	if math.IsNaN(v) || math.IsInf(v, 0) || len(k.count) == 0 {
		return -1
	}
	for i := range k.count {
		if v < k.edges[i+1] {
			return i
		}
	}
	return len(k.count) - 1
}

// color is the colour of a value's class; what is no number is as quiet as the grid.
func (k classes) color(v float64, th Theme) color.Color {
	i := k.of(v)
	if i < 0 {
		return th.Grid
	}
	return k.shade(i, th)
}

// shade spreads the classes over the whole scale.
func (k classes) shade(i int, th Theme) color.Color {
	at := 0.5
	if n := len(k.count); n > 1 {
		at = float64(i) / float64(n-1)
	}
	at *= float64(len(th.Scale) - 1)
	below := min(int(at), len(th.Scale)-2)
	return between(th.Scale[below], th.Scale[below+1], at-float64(below))
}

// between mixes two colours, on both sides where they have two.
func between(a, b color.Color, f float64) color.Color {
	if x, ok := a.(pair); ok {
		return pair{between(x.light, side(b, false), f), between(x.dark, side(b, true), f)}
	}
	p, q := channels(a), channels(b)
	mix := func(i int) uint8 { return uint8(255*(p[i]+(q[i]-p[i])*f) + 0.5) }
	return color.RGBA{R: mix(0), G: mix(1), B: mix(2), A: 255}
}

func channels(c color.Color) [3]float64 {
	r, g, b, _ := c.RGBA()
	return [3]float64{float64(r) / 0xffff, float64(g) / 0xffff, float64(b) / 0xffff}
}

// readable is black or white, by which words have more contrast on a colour:
// one of them always reaches 4.5 (WCAG 2.1, relative luminance).
func readable(on color.Color) color.Color {
	if _, ok := on.(pair); ok {
		return pairOf(on, readable)
	}
	if contrast(on, color.Black) >= contrast(on, color.White) {
		return color.Black
	}
	return color.White
}

func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(c color.Color) float64 {
	v := channels(c)
	for i, x := range v {
		if x <= 0.04045 {
			v[i] = x / 12.92
		} else {
			v[i] = math.Pow((x+0.055)/1.055, 2.4)
		}
	}
	return 0.2126*v[0] + 0.7152*v[1] + 0.0722*v[2]
}

// scale draws the legend below the words: for each class a column in its
// colour that counts its tiles, between the class's edges.
func (t Tiles) scale(c draw.Canvas, top vg.Length, k classes, th Theme) {
	if len(k.count) == 0 {
		return
	}
	most := 1
	for _, n := range k.count {
		most = max(most, n)
	}
	names := make([]string, len(k.edges))
	for i, e := range k.edges {
		names[i] = FormatNumber(e, t.Lang, k.decimals)
		if t.Percent {
			names[i] += " %"
		}
	}
	// The first edge's name begins where the words above it do.
	left, base := c.Min.X+margin+tickStyle.width(names[0])/2, c.Min.Y+132
	if t.Unit != "" {
		base += 26
	}
	width := min((c.Max.X-left-2*margin)/vg.Length(len(k.count)), 104)
	tall := min(top-base-84, 320)
	c.SetColor(th.Muted)
	labelStyle.write(c, vg.Point{X: c.Min.X + margin, Y: base + tall + 40}, t.Counted, 0)
	for i, n := range k.count {
		x := left + width*vg.Length(i)
		h := max(tall*vg.Length(n)/vg.Length(most), 5)
		c.SetColor(k.shade(i, th))
		c.Fill(rectangle(vg.Rectangle{Min: vg.Point{X: x + 1.5, Y: base}, Max: vg.Point{X: x + width - 1.5, Y: base + h}}))
		c.SetColor(th.Text)
		strongStyle.write(c, vg.Point{X: x + width/2, Y: base + h + 8}, FormatNumber(float64(n), t.Lang, 0), 0.5)
	}
	c.SetColor(th.Muted)
	every := 1 // where names are wide, only some stand
	for every < len(names) && vg.Length(every)*width < widestOf(tickStyle, names)+14 {
		every++
	}
	for i, s := range names {
		if i%every > 0 {
			continue
		}
		tickStyle.write(c, vg.Point{X: left + width*vg.Length(i), Y: base - 28}, s, 0.5)
	}
	if t.Unit != "" {
		labelStyle.write(c, vg.Point{X: c.Min.X + margin, Y: base - 58}, t.Unit, 0)
	}
}

func widestOf(st style, names []string) vg.Length {
	w := vg.Length(0)
	for _, n := range names {
		w = max(w, st.width(n))
	}
	return w
}
