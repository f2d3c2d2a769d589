package plots

import (
	"errors"
	"math"

	"github.com/headroom-planner/headroom/model/text"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Scatter shows how quantities trade against each other, a dot for each draw:
// two in one panel, more in a panel for each pair.
type Scatter struct {
	Title, Subtitle, Footer string
	Lang                    text.Lang
	Axes                    []ScatterAxis
	Word                    [][]string // Word[i][j], i > j, in the panel of the two; "" or nil for none
}

// ScatterAxis is one quantity with its value in each draw.
type ScatterAxis struct {
	Name    string // with its unit
	Percent bool
	Values  []float64
	Target  float64 // a line across; NaN for none
}

// Draw draws the dots. It errs with fewer than two quantities, more than five, or lists that do not match.
func (f Scatter) Draw(c draw.Canvas, th Theme) error {
	k := len(f.Axes)
	if k < 2 || k > 5 {
		return errors.New("a scatter is of two to five quantities")
	}
	type extent struct{ lo, hi float64 }
	ends := make([]extent, k)
	for i, a := range f.Axes {
		if len(a.Values) != len(f.Axes[0].Values) || len(a.Values) == 0 {
			return errors.New("a scatter needs one value of each quantity for each draw")
		}
		lo, hi := finite(a.Values)
		if math.IsInf(lo, 0) {
			return errors.New("a quantity of a scatter has no number")
		}
		if !math.IsNaN(a.Target) {
			lo, hi = min(lo, a.Target), max(hi, a.Target)
		}
		pad := max((hi-lo)*0.05, math.Abs(hi)*1e-6, 1e-9)
		ends[i] = extent{lo - pad, hi + pad}
		if a.Percent {
			ends[i] = extent{max(lo-pad, 0), min(hi+pad, 100)}
		}
	}
	fr := frame{title: f.Title, subtitle: f.Subtitle, footer: f.Footer, lang: f.Lang}
	top := fr.words(c, th) - 14
	n := vg.Length(k - 1)
	left, gap := vg.Length(60), vg.Length(24)
	marks := style{regular, max(13, tickStyle.size-3*(n-1))}
	for i := 1; i < k; i++ {
		at, decimals := ticks(ends[i].lo, ends[i].hi, 8)
		for _, v := range at {
			left = max(left, marks.width(f.tick(v, f.Axes[i].Percent, decimals))+14)
		}
	}
	if k == 2 {
		gap = 0
	}
	bottom := underData + nameRoom
	wide := (c.Max.X - c.Min.X - 2*margin - left - gap*(n-1)) / n
	tall := (top - c.Min.Y - bottom - (gap+16)*(n-1)) / n
	if tall < 60 || wide < 60 {
		return errors.New("there are more panels than the page holds")
	}
	names := style{regular, max(13, labelStyle.size-2*(n-1))}
	r := vg.Length(max(1.6, 3.4-0.5*float64(k-2)))
	for row := 1; row < k; row++ {
		for column := range row {
			data := c
			data.Min.X = c.Min.X + margin + left + vg.Length(column)*(wide+gap)
			data.Max.X = data.Min.X + wide
			data.Max.Y = top - vg.Length(row-1)*(tall+gap+16)
			data.Min.Y = data.Max.Y - tall
			p := plot.New()
			p.X.Min, p.X.Max = ends[column].lo, ends[column].hi
			p.Y.Min, p.Y.Max = ends[row].lo, ends[row].hi
			x, y := p.Transforms(&data)
			across, up := f.Axes[column], f.Axes[row]
			at, decimals := ticks(p.Y.Min, p.Y.Max, max(2, int(tall/45)))
			for _, v := range at {
				line(c, th.Grid, 1, nil, vg.Point{X: data.Min.X, Y: y(v)}, vg.Point{X: data.Max.X, Y: y(v)})
				if column == 0 {
					c.SetColor(th.Muted)
					marks.write(c, vg.Point{X: data.Min.X - 10, Y: y(v) - marks.size*0.36}, f.tick(v, up.Percent, decimals), 1)
				}
			}
			below := values{p.X.Min, p.X.Max, f.Lang, across.Percent, ""}
			xs, words := below.marks(wide * 0.8)
			for i, v := range xs {
				line(c, th.Grid, 1, nil, vg.Point{X: x(v), Y: data.Min.Y}, vg.Point{X: x(v), Y: data.Max.Y})
				if row == k-1 {
					c.SetColor(th.Muted)
					w := marks.width(words[i]) / 2
					marks.write(c, vg.Point{X: min(max(x(v), data.Min.X+w-8), data.Max.X-w), Y: data.Min.Y - marks.size*1.25}, words[i], 0.5)
				}
			}
			for d := range across.Values {
				a, b := across.Values[d], up.Values[d]
				if a >= p.X.Min && a <= p.X.Max && b >= p.Y.Min && b <= p.Y.Max {
					dot(c, th, vg.Point{X: x(a), Y: y(b)}, r)
				}
			}
			for _, t := range []struct {
				v  float64
				up bool
			}{{across.Target, false}, {up.Target, true}} {
				switch {
				case math.IsNaN(t.v):
				case t.up:
					line(c, th.Target, 2, []vg.Length{10, 6}, vg.Point{X: data.Min.X, Y: y(t.v)}, vg.Point{X: data.Max.X, Y: y(t.v)})
				default:
					line(c, th.Target, 2, []vg.Length{10, 6}, vg.Point{X: x(t.v), Y: data.Min.Y}, vg.Point{X: x(t.v), Y: data.Max.Y})
				}
			}
			line(c, th.Axis, 1.2, nil, vg.Point{X: data.Min.X, Y: data.Min.Y}, vg.Point{X: data.Max.X, Y: data.Min.Y})
			c.SetColor(th.Muted)
			if column == 0 {
				names.write(c, vg.Point{X: c.Min.X + margin, Y: data.Max.Y + 9}, names.clip(up.Name, left+wide), 0)
			}
			if row == k-1 {
				names.write(c, vg.Point{X: data.Max.X, Y: data.Min.Y - marks.size*1.25 - names.size*1.35}, names.clip(across.Name, wide), 1)
			}
			if row < len(f.Word) && column < len(f.Word[row]) && f.Word[row][column] != "" {
				w := f.Word[row][column]
				c.SetColor(th.Text)
				if at := (vg.Point{X: data.Max.X, Y: data.Max.Y + 9}); column > 0 || names.width(up.Name)+names.width(w)+20 < left+wide {
					names.write(c, at, names.clip(w, wide), 1)
				} else {
					c.SetColor(th.Background)
					c.Fill(rectangle(vg.Rectangle{Min: vg.Point{X: data.Max.X - names.width(w) - 12, Y: data.Max.Y - names.size*1.5}, Max: vg.Point{X: data.Max.X, Y: data.Max.Y}}))
					c.SetColor(th.Text)
					names.write(c, vg.Point{X: data.Max.X - 6, Y: data.Max.Y - names.size*1.1}, w, 1)
				}
			}
		}
	}
	return nil
}

func (f Scatter) tick(v float64, percent bool, decimals int) string {
	s := FormatNumber(v, f.Lang, decimals)
	if percent {
		s += " %"
	}
	return s
}

// dot is a draw: a small square with its corners cut, of fewer bytes than a disc.
func dot(c draw.Canvas, th Theme, at vg.Point, r vg.Length) {
	var p vg.Path
	k := r * 0.41
	p.Move(vg.Point{X: at.X - r, Y: at.Y - k})
	for _, q := range [][2]vg.Length{{-k, -r}, {k, -r}, {r, -k}, {r, k}, {k, r}, {-k, r}, {-r, k}} {
		p.Line(vg.Point{X: at.X + q[0], Y: at.Y + q[1]})
	}
	p.Close()
	c.SetColor(th.Line)
	c.Fill(p)
}

func scatterExample(lang text.Lang) Figure {
	f := Scatter{
		Title:    text.T("Invented numbers: more capacity costs more, and no future has 870\u00a0MW for 9\u00a0billion dollars", "Số liệu giả định: công suất càng lớn chi phí càng cao, không lần mô phỏng nào có 870\u00a0MW với 9\u00a0tỷ USD").In(lang),
		Subtitle: text.T("One dot for each draw, December 2030", "Mỗi chấm là một lần mô phỏng, tháng 12/2030").In(lang),
		Footer:   text.T("Example with invented numbers", "Ví dụ với số liệu giả định").In(lang),
		Lang:     lang,
		Axes: []ScatterAxis{{Name: text.T("Capacity, MW", "Công suất, MW").In(lang), Target: 870}, {Name: text.T("Spending, billion USD", "Tổng chi, tỷ USD").In(lang), Target: 9},
			{Name: text.T("Emissions, Mt CO2", "Phát thải, triệu tấn CO2").In(lang), Target: math.NaN()}},
		Word: [][]string{nil, {text.T("rank correlation 0.83", "tương quan hạng 0,83").In(lang)}, {"", ""}},
	}
	// A lattice of two independent amounts stands for draws.
	for i := range 200 {
		u, v := math.Mod(float64(i)*0.754877666, 1), math.Mod(float64(i)*0.569840291, 1)
		a := math.Log((u + 0.002) / (1.002 - u))
		b := math.Log((v + 0.002) / (1.002 - v))
		f.Axes[0].Values = append(f.Axes[0].Values, 600*math.Exp(0.15*a))
		f.Axes[1].Values = append(f.Axes[1].Values, 10.5*math.Exp(0.1*a+0.06*b))
		f.Axes[2].Values = append(f.Axes[2].Values, 2.4*math.Exp(0.12*a-0.09*b))
	}
	return f
}
