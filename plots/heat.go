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

// Heat shows a value over a grid of two inputs as colour, with lines where it
// is one of some levels: such as how probable a target is.
type Heat struct {
	Title, Subtitle, Footer string
	Lang                    text.Lang
	XName, YName, ZName     string
	X, Y                    []float64   // rising
	Z                       [][]float64 // Z[y][x]
	Percent                 bool        // of Z
	Levels                  []float64   // of the lines, rising
}

// check errs when the grid is not whole, does not rise or holds what is no number.
func (f Heat) check() error {
	if len(f.X) < 2 || len(f.Y) < 2 || len(f.Z) != len(f.Y) {
		return errors.New("a heat map needs at least two places on each axis and a row of values for each")
	}
	for i := range f.Z {
		if len(f.Z[i]) != len(f.X) {
			return errors.New("a heat map needs a value at each place")
		}
		for _, z := range f.Z[i] {
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
	if !(hi > lo) {
		hi = lo + 1
	}
	at, decimals := ticks(lo, hi, 5)
	names := make([]string, len(at))
	wide := labelStyle.width(f.ZName)
	for i, v := range at {
		names[i] = FormatNumber(v, f.Lang, decimals)
		if f.Percent {
			names[i] += " %"
		}
		wide = max(wide, 34+tickStyle.width(names[i]))
	}
	wide = min(wide, 240)
	up := labelStyle.clip(f.YName, c.Max.X-c.Min.X-2*margin-wide-34)
	nx, ny := len(f.X), len(f.Y)
	fr := frame{title: f.Title, subtitle: f.Subtitle, footer: f.Footer, lang: f.Lang, unit: up,
		below: values{f.X[0], f.X[nx-1], f.Lang, false, f.XName}, lo: f.Y[0], hi: f.Y[ny-1], right: wide + 34 + margin, bottom: underData + nameRoom}
	p, data := fr.draw(c, th)
	data.DrawImage(data.Rectangle, picture(th, func(th Theme) image.Image { return f.image(th, lo, hi) }))
	taken := &boxes{within: data.Rectangle}
	for _, l := range f.Levels {
		f.contour(data, p, th, taken, l, lo, hi)
	}
	// The scale stands at the right, as tall as the map, its name where that of the other axis is.
	bar := vg.Rectangle{Min: vg.Point{X: data.Max.X + 34, Y: data.Min.Y}, Max: vg.Point{X: data.Max.X + 58, Y: data.Max.Y}}
	data.DrawImage(bar, picture(th, func(th Theme) image.Image {
		steps := image.NewRGBA(image.Rect(0, 0, 1, 256))
		for i := range 256 {
			steps.Set(0, 255-i, shadeAt(float64(i)/255, th))
		}
		return steps
	}))
	c.SetColor(th.Muted)
	labelStyle.write(c, vg.Point{X: bar.Min.X, Y: data.Max.Y + 28}, labelStyle.clip(f.ZName, wide), 0)
	for i, v := range at {
		y := bar.Min.Y + (bar.Max.Y-bar.Min.Y)*vg.Length((v-lo)/(hi-lo))
		line(c, th.Muted, 1, nil, vg.Point{X: bar.Max.X, Y: y}, vg.Point{X: bar.Max.X + 5, Y: y})
		c.SetColor(th.Muted)
		tickStyle.write(c, vg.Point{X: bar.Max.X + 10, Y: y - tickStyle.size*0.36}, names[i], 0)
	}
	return nil
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
	for _, l := range f.lines(level) {
		pts := make([]vg.Point, len(l))
		sum := vg.Length(0)
		for i, q := range l {
			pts[i] = vg.Point{X: x(q[0]), Y: y(q[1])}
			if i > 0 {
				sum += vg.Length(math.Hypot(float64(pts[i].X-pts[i-1].X), float64(pts[i].Y-pts[i-1].Y)))
			}
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
	if f.Percent {
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
