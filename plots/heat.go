package plots

import (
	"errors"
	"image"
	"image/color"
	"math"
	"slices"

	"github.com/headroom-planner/headroom/model/text"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Heat shows a value over a grid of two inputs as colour, with lines where it, or
// another value over the same grid, is one of some levels: such as how probable a target is.
type Heat struct {
	Title, Subtitle, Footer string
	Lang                    text.Lang
	TitleLines              int // at most; 2 when less
	XName, YName, ZName     string
	X, Y                    []float64   // rising
	XNames, YNames          []string    // of the places, where the axis marks these and not round numbers; nil for those
	Z                       [][]float64 // Z[y][x]
	Percent                 bool        // of Z
	Of                      [][]float64 // what the lines are of, a probability in percent; nil for Z
	Levels                  []float64   // of the lines, rising
	Scale                   [2]float64  // ends of the colours' scale; that of the values, or 0 to 100 for Percent, when both are 0
	Dots                    bool        // a dot where each value was computed
}

// check errs when the grid is not whole, does not rise or holds what is no number.
func (f Heat) check() error {
	if len(f.X) < 2 || len(f.Y) < 2 || len(f.Z) != len(f.Y) {
		return errors.New("a heat map needs at least two places on each axis and a row of values for each")
	}
	if f.Of != nil && len(f.Of) != len(f.Y) || f.XNames != nil && len(f.XNames) != len(f.X) || f.YNames != nil && len(f.YNames) != len(f.Y) {
		return errors.New("a heat map needs a name for each place, and what its lines are of for each")
	}
	for _, row := range slices.Concat(f.Z, f.Of) {
		if len(row) != len(f.X) {
			return errors.New("a heat map needs a value at each place")
		}
		for _, z := range row {
			if math.IsNaN(z) || math.IsInf(z, 0) {
				return errors.New("a heat map needs a number at each place")
			}
		}
	}
	for _, l := range [][]float64{f.X, f.Y} {
		for i := 1; i < len(l); i++ {
			if !(l[i] > l[i-1]) {
				return errors.New("the places on an axis of a heat map must rise")
			}
		}
	}
	return nil
}

// Draw draws the map.
func (f Heat) Draw(c draw.Canvas, th Theme) error {
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
	wide := key.wide()
	up := labelStyle.clip(f.YName, c.Max.X-c.Min.X-2*margin-wide-34)
	nx, ny := len(f.X), len(f.Y)
	fr := frame{title: f.Title, subtitle: f.Subtitle, footer: f.Footer, lang: f.Lang, titleLines: f.TitleLines, unit: up,
		below: values{f.X[0], f.X[nx-1], f.Lang, false, f.XName}, lo: f.Y[0], hi: f.Y[ny-1], right: wide + 34 + margin, bottom: underData + nameRoom}
	if f.XNames != nil {
		fr.below = places{placesOf(f.X, f.XNames), f.XName}
	}
	if f.YNames != nil {
		// The height of the data is not known yet: names as near as two lines of them may stand.
		span := func(q Place) (from, to vg.Length) {
			at := (c.Max.Y - c.Min.Y - 420) * vg.Length((q.At-f.Y[0])/(f.Y[ny-1]-f.Y[0]))
			return at, at + tickStyle.size*1.15
		}
		for _, j := range named(placesOf(f.Y, f.YNames), span) {
			fr.ticks, fr.tickNames = append(fr.ticks, f.Y[j]), append(fr.tickNames, f.YNames[j])
		}
	}
	p, data := fr.draw(c, th)
	data.DrawImage(data.Rectangle, picture(th, func(th Theme) image.Image { return f.image(th, lo, hi) }))
	if f.Dots {
		x, y := p.Transforms(&data)
		for j := range f.Y {
			for i := range f.X {
				col := shadeAt((f.Z[j][i]-lo)/(hi-lo), th)
				disc(c, between(col, readable(col), 0.55), vg.Point{X: x(f.X[i]), Y: y(f.Y[j])}, 3)
			}
		}
	}
	taken := &boxes{within: data.Rectangle}
	for _, l := range f.Levels {
		f.contour(data, p, th, taken, l, lo, hi)
	}
	key.draw(c, data, th)
	return nil
}

func placesOf(at []float64, names []string) []Place {
	out := make([]Place, len(at))
	for i := range at {
		out[i] = Place{at[i], names[i]}
	}
	return out
}

// shadeAt is the scale's colour at a share of its length.
func shadeAt(at float64, th Theme) color.Color {
	at = min(max(at, 0), 1) * float64(len(th.Scale)-1)
	below := min(int(at), len(th.Scale)-2)
	return between(th.Scale[below], th.Scale[below+1], at-float64(below))
}

// heatPixels is the width of the map's picture. It is a picture because cells
// drawn as areas show seams.
const heatPixels = 480

// image interpolates between the places of the grid, as the lines do.
func (f Heat) image(th Theme, lo, hi float64) image.Image {
	w, h := heatPixels, heatPixels*9/16
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	nx, ny := len(f.X), len(f.Y)
	for j := range h {
		y := f.Y[0] + (f.Y[ny-1]-f.Y[0])*(1-(float64(j)+0.5)/float64(h))
		for i := range w {
			x := f.X[0] + (f.X[nx-1]-f.X[0])*(float64(i)+0.5)/float64(w)
			img.Set(i, j, shadeAt((f.at(x, y)-lo)/(hi-lo), th))
		}
	}
	return img
}

// at is the value between the four places around a point.
func (f Heat) at(x, y float64) float64 {
	i, u := cell(f.X, x)
	j, v := cell(f.Y, y)
	return (1-v)*((1-u)*f.Z[j][i]+u*f.Z[j][i+1]) + v*((1-u)*f.Z[j+1][i]+u*f.Z[j+1][i+1])
}

func cell(l []float64, x float64) (i int, share float64) {
	i, _ = slices.BinarySearch(l, x)
	i = min(max(i-1, 0), len(l)-2)
	return i, (x - l[i]) / (l[i+1] - l[i])
}

// contour draws the line of one level and its name where the line is longest.
func (f Heat) contour(c draw.Canvas, p *plot.Plot, th Theme, taken *boxes, level, lo, hi float64) {
	x, y := p.Transforms(&c)
	var longest []vg.Point
	length := vg.Length(0)
	col := readable(shadeAt((level-lo)/(hi-lo), th))
	of := f
	if f.Of != nil { // the line crosses many colours
		of.Z, of.Percent, col = f.Of, true, th.Text
	}
	for _, l := range of.lines(level) {
		pts := make([]vg.Point, len(l))
		sum := vg.Length(0)
		for i, q := range l {
			pts[i] = vg.Point{X: x(q[0]), Y: y(q[1])}
			if i > 0 {
				sum += vg.Length(math.Hypot(float64(pts[i].X-pts[i-1].X), float64(pts[i].Y-pts[i-1].Y)))
			}
		}
		if f.Of != nil {
			line(c, th.Background, 5, nil, pts...)
		}
		line(c, col, 2.2, nil, pts...)
		if sum > length {
			longest, length = pts, sum
		}
	}
	if len(longest) == 0 {
		return
	}
	name := Significant(level, f.Lang)
	if of.Percent {
		name = FormatNumber(level, f.Lang, 0) + " %"
	}
	w := strongStyle.width(name)/2 + 9
	var box vg.Rectangle
	cost := vg.Length(-1)
	for k := range longest { // from the middle outwards, where no other name stands
		at := longest[(len(longest)/2+(k+1)/2*(1-k%2*2)+len(longest))%len(longest)]
		at.X = min(max(at.X, c.Min.X+w+4), c.Max.X-w-4)
		at.Y = min(max(at.Y, c.Min.Y+20), c.Max.Y-20)
		r := vg.Rectangle{Min: vg.Point{X: at.X - w, Y: at.Y - 15}, Max: vg.Point{X: at.X + w, Y: at.Y + 15}}
		if over := taken.over(r); cost < 0 || over < cost {
			box, cost = r, over
		}
	}
	taken.avoid(box)
	at := vg.Point{X: (box.Min.X + box.Max.X) / 2, Y: (box.Min.Y + box.Max.Y) / 2}
	c.SetColor(th.Background)
	c.Fill(rectangle(box))
	c.SetColor(th.Text)
	strongStyle.write(c, vg.Point{X: at.X, Y: at.Y - strongStyle.size*0.36}, name, 0.5)
}

// lines are the places where the value is level: marching squares, the
// cells' parts joined end to end (Lorensen and Cline, Marching cubes, SIGGRAPH 1987, in two dimensions).
func (f Heat) lines(level float64) [][][2]float64 {
	type point = [2]float64
	var parts [][2]point
	side := func(xa, ya, za, xb, yb, zb float64) (point, bool) {
		if (za < level) == (zb < level) {
			return point{}, false
		}
		w := (level - za) / (zb - za)
		return point{xa + w*(xb-xa), ya + w*(yb-ya)}, true
	}
	for j := range len(f.Y) - 1 {
		for i := range len(f.X) - 1 {
			x0, x1, y0, y1 := f.X[i], f.X[i+1], f.Y[j], f.Y[j+1]
			a, b, d, e := f.Z[j][i], f.Z[j][i+1], f.Z[j+1][i+1], f.Z[j+1][i]
			var cut []point
			for _, s := range [][6]float64{{x0, y0, a, x1, y0, b}, {x1, y0, b, x1, y1, d}, {x0, y1, e, x1, y1, d}, {x0, y0, a, x0, y1, e}} {
				if q, ok := side(s[0], s[1], s[2], s[3], s[4], s[5]); ok {
					cut = append(cut, q)
				}
			}
			switch {
			case len(cut) == 2:
				parts = append(parts, [2]point{cut[0], cut[1]})
			case len(cut) == 4 && ((a+b+d+e)/4 < level) == (a < level): // a saddle whose middle is as its first corner
				parts = append(parts, [2]point{cut[0], cut[1]}, [2]point{cut[2], cut[3]})
			case len(cut) == 4:
				parts = append(parts, [2]point{cut[0], cut[3]}, [2]point{cut[1], cut[2]})
			}
		}
	}
	var out [][]point
	for len(parts) > 0 {
		l := []point{parts[0][0], parts[0][1]}
		parts = parts[1:]
		for grown := true; grown; {
			grown = false
			for k, s := range parts {
				first, last := l[0], l[len(l)-1]
				switch {
				case s[0] == last:
					l = append(l, s[1])
				case s[1] == last:
					l = append(l, s[0])
				case s[0] == first:
					l = slices.Insert(l, 0, s[1])
				case s[1] == first:
					l = slices.Insert(l, 0, s[0])
				default:
					continue
				}
				parts = slices.Delete(parts, k, k+1)
				grown = true
				break
			}
		}
		out = append(out, l)
	}
	return out
}

func heatExample(lang text.Lang) Figure {
	f := Heat{
		Title:    text.T("Invented numbers: twenty times the GPUs are powered with probability one half at 1.2 kW each", "Số liệu giả định: xác suất đủ điện cho 20 lần GPU là một nửa khi mỗi GPU cần 1,2 kW").In(lang),
		Subtitle: text.T("Probability that the grid suffices in 2030, with lines at 50, 80 and 90 %", "Xác suất đủ điện năm 2030, với đường mức 50, 80 và 90 %").In(lang),
		Footer:   text.T("Example with invented numbers", "Ví dụ với số liệu giả định").In(lang),
		Lang:     lang, Percent: true, Levels: []float64{50, 80, 90},
		XName: text.T("Factor of expansion", "Hệ số mở rộng").In(lang), YName: text.T("kW a GPU", "kW mỗi GPU").In(lang), ZName: text.T("Probability", "Xác suất").In(lang),
	}
	for i := range 13 {
		f.X = append(f.X, 5+2.5*float64(i))
	}
	for j := range 9 {
		y := 0.7 + 0.14*float64(j)
		f.Y = append(f.Y, y)
		var row []float64
		for _, x := range f.X {
			row = append(row, 100/(1+math.Exp((x*y-24)/2.4)))
		}
		f.Z = append(f.Z, row)
	}
	return f
}
