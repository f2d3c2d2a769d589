package plots

import (
	"flag"
	"fmt"
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// wordsCanvas draws nothing and keeps where words stand.
type wordsCanvas struct {
	w, h vg.Length
	said []said
}

type said struct {
	s   string
	box vg.Rectangle
}

func (c *wordsCanvas) Size() (w, h vg.Length)                    { return c.w, c.h }
func (c *wordsCanvas) SetLineWidth(vg.Length)                    {}
func (c *wordsCanvas) SetLineDash([]vg.Length, vg.Length)        {}
func (c *wordsCanvas) SetColor(color.Color)                      {}
func (c *wordsCanvas) Rotate(float64)                            { panic("words would turn") }
func (c *wordsCanvas) Translate(vg.Point)                        { panic("words would move") }
func (c *wordsCanvas) Scale(x, y float64)                        { panic("words would stretch") }
func (c *wordsCanvas) Push()                                     {}
func (c *wordsCanvas) Pop()                                      {}
func (c *wordsCanvas) Stroke(vg.Path)                            {}
func (c *wordsCanvas) Fill(vg.Path)                              {}
func (c *wordsCanvas) FillString(font.Face, vg.Point, string)    { panic("words without a style") }
func (c *wordsCanvas) DrawImage(r vg.Rectangle, img image.Image) {}

// text keeps the ink of words of usual letters: descent and height as of the typeface's x and capital letters.
func (c *wordsCanvas) text(st style, p vg.Point, s string) {
	if strings.TrimSpace(s) == "" {
		return
	}
	c.said = append(c.said, said{s, vg.Rectangle{Min: vg.Point{X: p.X, Y: p.Y - st.size*0.12}, Max: vg.Point{X: p.X + st.width(s), Y: p.Y + st.size*0.72}}})
}

// wordsOf draws a figure and tells what is wrong with its words.
func wordsOf(f Figure, s Size, th Theme, must []string) (int, []string) {
	c := &wordsCanvas{w: pageWidth, h: pageWidth * vg.Length(s.Height) / vg.Length(s.Width)}
	if err := f.Draw(draw.New(c), th); err != nil {
		return 0, []string{err.Error()}
	}
	var bad []string
	all := ""
	for i, a := range c.said {
		all += " " + a.s
		if a.box.Min.X < 0 || a.box.Min.Y < 0 || a.box.Max.X > c.w || a.box.Max.Y > c.h {
			bad = append(bad, fmt.Sprintf("%q leaves the page: %.0f", a.s, a.box))
		}
		if strings.ContainsAny(a.s, "…") {
			bad = append(bad, fmt.Sprintf("%q is cut", a.s))
		}
		for _, b := range c.said[:i] {
			w := min(a.box.Max.X, b.box.Max.X) - max(a.box.Min.X, b.box.Min.X)
			h := min(a.box.Max.Y, b.box.Max.Y) - max(a.box.Min.Y, b.box.Min.Y)
			if w > 0.5 && h > 0.5 {
				bad = append(bad, fmt.Sprintf("%q covers %q by %.0f x %.0f", a.s, b.s, w, h))
			}
		}
	}
	all = joinWords(strings.Fields(all))
	for _, m := range must {
		if !strings.Contains(all, joinWords(strings.Fields(m))) {
			bad = append(bad, fmt.Sprintf("%q is not drawn", m))
		}
	}
	return len(c.said), bad
}

// pages are the shapes of page that the command offers.
var pages = []Size{Slide, {1600, 1200}, {1754, 1240}}

var themes = []Theme{Light(), Dark()}

// TestExamplesHaveRoom: on every shape of page no words cover others, leave the
// page or are cut.
func TestExamplesHaveRoom(t *testing.T) {
	for _, k := range Kinds {
		for _, lang := range text.Langs {
			for _, s := range pages {
				for _, th := range themes {
					if _, bad := wordsOf(k.Example(lang), s, th, nil); len(bad) > 0 {
						t.Errorf("%s, %s, %v: %s", k.Name, lang, s, strings.Join(bad, "; "))
					}
				}
			}
		}
	}
}

// invented are words of figures that nobody has thought of, in the lengths that real ones have.
type invented struct {
	*rand.Rand
	lang text.Lang
}

func (r invented) name() string {
	words := strings.Fields("Công suất trung tâm dữ liệu nguồn cung thiết bị tỷ lệ dân số được phủ sóng tốc độ xây dựng")
	if r.lang == text.EN {
		words = strings.Fields("capacity of data centres vendors that deliver share of people covered rate at which stations rise")
	}
	out := make([]string, 1+r.IntN(5))
	for i := range out {
		out[i] = words[r.IntN(len(words))]
	}
	return strings.Join(out, " ") + fmt.Sprintf(" %d", r.IntN(90)+10)
}

func (r invented) names(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = r.name()
	}
	return out
}

// amount is of any size from a thousandth to a billion.
func (r invented) amount() float64 { return math.Pow(10, -3+12*r.Float64()) }

func (r invented) path(n int, top float64) []float64 {
	out := make([]float64, n)
	at, bend := r.Float64()*0.6, 0.3+2*r.Float64()
	for t := range out {
		out[t] = top * (at + (1-at)*math.Pow(float64(t)/float64(max(n-1, 1)), bend))
	}
	return out
}

func scaleBy(v []float64, f float64) []float64 {
	out := slices.Clone(v)
	for i := range out {
		out[i] *= f
	}
	return out
}

// figure invents one of a kind, with the words that must be in it.
func (r invented) figure(kind string) (f Figure, must []string) {
	first := axis.M(2020+r.IntN(10), 1+r.IntN(12))
	months := make([]axis.Month, 2+r.IntN(180))
	for i := range months {
		months[i] = first + axis.Month(i)
	}
	n, top := len(months), r.amount()
	title, sub, foot, unit := r.name(), r.name(), r.name(), "MW"
	must = []string{title, sub, foot}
	percent := r.IntN(3) == 0
	if percent {
		top = 100 * r.Float64()
	}
	switch kind {
	case "multiples":
		m := Multiples{Title: title, Subtitle: sub, Footer: foot, Lang: r.lang, Percent: percent, Months: months}
		for range 2 + r.IntN(40) {
			p := Panel{Name: r.name()[:0] + fmt.Sprintf("Tỉnh số %d", r.IntN(90)+10), Mid: r.path(n, top*r.Float64())}
			p.End = Significant(p.Mid[n-1], r.lang)
			m.Panels = append(m.Panels, p)
			must = append(must, p.Name+" "+p.End)
		}
		return m, must
	case "stack":
		s := Stack{Title: title, Subtitle: sub, Footer: foot, Lang: r.lang, Unit: unit, Months: months, Total: "Tổng", Names: r.names(1 + r.IntN(7))}
		for range s.Names {
			s.Values = append(s.Values, r.path(n, top*math.Pow(r.Float64(), 4)))
		}
		return s, append(must, s.Names...)
	case "scurve":
		s := SCurve{Title: title, Subtitle: sub, Footer: foot, Lang: r.lang, Unit: unit, Percent: percent, Months: months}
		for range 1 + r.IntN(5) {
			c := Curve{Name: r.name(), Mid: r.path(n, top*math.Exp(r.NormFloat64()))}
			s.Curves = append(s.Curves, c)
			must = append(must, c.Name)
		}
		return s, must
	case "exceedance":
		e := Exceedance{Title: title, Subtitle: sub, Footer: foot, Lang: r.lang, Name: r.name()}
		spread := 0.02 + r.Float64()
		x := func(p float64) float64 { return top * math.Exp(spread*math.Log(p/(1-p))) }
		for k := range 101 {
			p := (float64(k) + 0.5) / 101
			e.Value, e.Probability = append(e.Value, x(p)), append(e.Probability, 1-p)
		}
		for range r.IntN(3) {
			p := 0.01 + 0.98*r.Float64()
			e.Marks = append(e.Marks, ExceedanceMark{x(p), 1 - p, Significant(x(p), r.lang) + " MW: " + FormatNumber(100*p, r.lang, 1) + " %"})
		}
		for i, p := range []float64{0.1, 0.5, 0.9} {
			e.Quantiles = append(e.Quantiles, ExceedanceMark{x(p), 1 - p, fmt.Sprintf("P%d %s", 10+40*i, Significant(x(p), r.lang))})
		}
		for _, m := range slices.Concat(e.Marks, e.Quantiles) {
			must = append(must, m.Label)
		}
		return e, append(must, e.Name)
	case "passage", "gantt":
		last := first + axis.Month(12+r.IntN(170))
		when := func() float64 { return float64(first) + r.Float64()*1.4*float64(last-first) }
		p := Passage{Title: title, Subtitle: sub, Footer: foot, Lang: r.lang, First: first, Last: last, Key: [3]string{"P10 đến P90", "trung vị", "thời hạn"}}
		g := Gantt{Title: title, Subtitle: sub, Footer: foot, Lang: r.lang, First: first, Last: last, Key: p.Key}
		for range 1 + r.IntN(13) {
			d := []float64{when(), when(), when()}
			slices.Sort(d)
			for i := range d {
				if d[i] > float64(last) {
					d[i] = math.Inf(1)
				}
			}
			name, note := r.name(), "12 – 40 MW"
			p.Rows = append(p.Rows, PassageRow{name, note, d[0], d[1], d[2], first + axis.Month(r.IntN(200)), FormatMonth(last, r.lang)})
			g.Rows = append(g.Rows, GanttRow{name, note, first + axis.Month(r.IntN(100)), d[0], d[1], d[2], FormatMonth(last, r.lang) + " · 90 %"})
			must = append(must, name)
		}
		if kind == "gantt" {
			return g, must
		}
		return p, must
	case "tornado":
		f := Tornado{Title: title, Subtitle: sub, Footer: foot, Lang: r.lang, Name: r.name(), Percent: percent, Base: top, Key: [2]string{"đầu vào tại P10", "đầu vào tại P90"}}
		f.BaseWord = f.number(top)
		for range 1 + r.IntN(12) {
			row := TornadoRow{r.name(), "0,3 – 12,5 MW", top * math.Exp(0.3*r.NormFloat64()), top * math.Exp(0.3*r.NormFloat64())}
			if percent {
				row.Low, row.High = min(row.Low, 100), min(row.High, 100)
			}
			f.Rows = append(f.Rows, row)
			must = append(must, row.Name)
		}
		return f, append(must, f.Name, f.BaseWord)
	case "sensitivity":
		f := Sensitivity{Title: title, Subtitle: sub, Footer: foot, Lang: r.lang, Name: r.name(), Percent: percent, Series: r.names(1 + r.IntN(2))}
		for range 1 + r.IntN(12) {
			row := SensitivityRow{Name: r.name()}
			for range f.Series {
				v := r.NormFloat64()
				if percent {
					v = 60 * r.Float64()
				}
				row.Bars = append(row.Bars, Estimate{v, v - r.Float64(), v + r.Float64()})
			}
			f.Rows = append(f.Rows, row)
			must = append(must, row.Name)
		}
		return f, append(must, f.Name)
	case "heat":
		f := Heat{Title: title, Subtitle: sub, Footer: foot, Lang: r.lang, XName: r.name(), YName: r.name(), ZName: "Xác suất", Percent: true, Levels: []float64{10, 50, 90}}
		a, b := r.Float64(), r.Float64()
		for i := range 2 + r.IntN(20) {
			f.X = append(f.X, top*float64(i+1))
		}
		for j := range 2 + r.IntN(20) {
			f.Y = append(f.Y, float64(j+1))
			row := make([]float64, len(f.X))
			for i := range row {
				row[i] = 100 / (1 + math.Exp(8*(a*float64(i)/float64(len(f.X))+b*float64(j)/20-0.4)))
			}
			f.Z = append(f.Z, row)
		}
		if r.IntN(2) == 0 { // of a sweep: places by name, colours of another value than the lines
			f.Of, f.Percent, f.Z, f.Dots = f.Z, false, nil, true
			for _, y := range f.Y {
				f.Z, f.YNames = append(f.Z, scaleBy(f.X, y)), append(f.YNames, FormatNumber(y, r.lang, 1))
			}
			for _, x := range f.X {
				f.XNames = append(f.XNames, Significant(x, r.lang))
			}
		}
		return f, append(must, f.XName, f.YName, f.ZName)
	case "lines":
		f := Lines{Title: title, Subtitle: sub, Footer: foot, Lang: r.lang, Percent: percent, Name: r.name()}
		if !percent {
			f.Unit = unit
		}
		for i := range 2 + r.IntN(30) {
			f.Places = append(f.Places, Place{float64(i) + 0.3*r.Float64(), Significant(top*float64(i+1), r.lang)})
		}
		k := len(f.Places)
		for _, name := range r.names(1 + r.IntN(mostLines)) {
			s := LineSeries{Name: name, Mid: r.path(k, top*r.Float64())}
			s.End = Significant(s.Mid[k-1], r.lang)
			for _, w := range []float64{0.3, 0.2, 0.1} {
				b := LineBand{Lo: scaleBy(s.Mid, 1-w), Hi: scaleBy(s.Mid, 1+w)}
				b.Below, b.Above = "P5  "+Significant(b.Lo[k-1], r.lang), "P95  "+Significant(b.Hi[k-1], r.lang)
				s.Bands = append(s.Bands, b)
			}
			if len(f.Series) > 0 && k > 3 {
				s.Mid[1+r.IntN(k-2)] = math.NaN() // a point that failed
			}
			f.Series = append(f.Series, s)
			must = append(must, name+" "+s.End)
		}
		if len(f.Series) == 1 {
			for _, b := range f.Series[0].Bands {
				must = append(must, b.Below, b.Above)
			}
		}
		for range r.IntN(3) {
			l := Level{top * r.Float64(), r.name()}
			f.Levels = append(f.Levels, l)
			must = append(must, l.Label)
		}
		return f, append(must, f.Name)
	case "cells":
		f := Cells{Title: title, Subtitle: sub, Footer: foot, Lang: r.lang, XName: r.name(), YName: r.name(), ZName: "Xác suất", Percent: percent}
		for range 1 + r.IntN(6) {
			f.X = append(f.X, fmt.Sprintf("%d %%/năm", r.IntN(900)+10))
		}
		f.Y = r.names(1 + r.IntN(9))
		for range f.Y {
			var z []float64
			var words, notes []string
			for range f.X {
				v := top * r.Float64()
				z, words, notes = append(z, v), append(words, FormatNumber(v, r.lang, 1)), append(notes, "± 0,35")
			}
			if len(f.Y) > 1 && r.IntN(4) == 0 { // a pair that there is not
				i := r.IntN(len(z))
				z[i], words[i] = math.NaN(), "–"
			}
			f.Z, f.Words, f.Notes = append(f.Z, z), append(f.Words, words), append(f.Notes, notes)
			must = append(must, words...)
		}
		if lo, _ := finite(f.Z...); math.IsInf(lo, 0) {
			f.Z[0][0] = top
		}
		must = append(must, f.X...)
		return f, append(must, f.XName, f.YName, f.ZName)
	case "tradeoff":
		f := Tradeoff{Title: title, Subtitle: sub, Footer: foot, Lang: r.lang, X: TradeoffAxis{Name: r.name(), More: r.IntN(2) == 0}, Y: TradeoffAxis{Name: r.name(), Percent: percent}, FrontName: "không bị vượt ở cả hai"}
		if r.IntN(3) > 0 {
			f.Groups = r.names(1 + r.IntN(mostLines))
		}
		var xs, ys []float64
		size := r.amount()
		for i := range 2 + r.IntN(12) {
			q := TradeoffPoint{X: size * math.Exp(r.NormFloat64()), Y: top * r.Float64(), Group: r.IntN(max(1, len(f.Groups))), Label: fmt.Sprintf("đội %d00", i+1)}
			q.XLo, q.XHi, q.YLo, q.YHi = q.X*0.8, q.X*1.2, q.Y*0.9, q.Y*1.1
			if percent {
				q.YHi = min(q.YHi, 100)
			}
			f.Points = append(f.Points, q)
			xs, ys = append(xs, q.X), append(ys, q.Y)
			must = append(must, q.Label)
		}
		fronts := 0
		for i, ok := range Front(xs, ys, f.X.More, false) {
			if f.Points[i].Front = ok; ok {
				fronts++
			}
		}
		if fronts > 1 {
			must = append(must, f.FrontName)
		}
		must = append(must, f.Groups...)
		return f, append(must, f.X.Name, f.Y.Name)
	case "spread":
		f := Spread{Title: title, Subtitle: sub, Footer: foot, Lang: r.lang, Name: r.name(), Percent: percent}
		for range 1 + r.IntN(14) {
			x, w := top*r.Float64(), 0.3*r.Float64()
			row := SpreadRow{r.name(), "", x * (1 - w), x * (1 - w/2), x, x * (1 + w/2), x * (1 + w), Significant(x, r.lang)}
			f.Rows = append(f.Rows, row)
			must = append(must, row.Name, row.Words)
		}
		for range r.IntN(3) {
			l := Level{top * r.Float64(), r.name()}
			f.Levels = append(f.Levels, l)
			must = append(must, l.Label)
		}
		return f, append(must, f.Name)
	case "scatter":
		f := Scatter{Title: title, Subtitle: sub, Footer: foot, Lang: r.lang}
		for i := range 2 + r.IntN(3) {
			a := ScatterAxis{Name: "Tổng chi lũy kế (tỷ USD)", Target: math.NaN()}
			size := r.amount()
			for range 20 {
				a.Values = append(a.Values, size*math.Exp(r.NormFloat64()))
			}
			f.Axes = append(f.Axes, a)
			f.Word = append(f.Word, make([]string, i))
			for j := range i {
				f.Word[i][j] = fmt.Sprintf("tương quan hạng 0,%d%d", i, j)
				must = append(must, f.Word[i][j])
			}
		}
		return f, must
	case "waterfall":
		f := Waterfall{Title: title, Subtitle: sub, Footer: foot, Lang: r.lang, Unit: unit, Steps: []WaterfallStep{{r.name(), top, true}}}
		sum := top
		for range 1 + r.IntN(7) {
			d := top * 0.3 * r.NormFloat64()
			sum += d
			f.Steps = append(f.Steps, WaterfallStep{r.name(), d, false})
		}
		f.Steps = append(f.Steps, WaterfallStep{r.name(), sum, true})
		for _, s := range f.Steps {
			must = append(must, s.Name)
		}
		return f, must
	case "ranges":
		f := Ranges{Title: title, Subtitle: sub, Footer: foot, Lang: r.lang, Unit: unit}
		for range 1 + r.IntN(9) {
			x, spread := top*math.Exp(r.NormFloat64()), 0.02+0.5*r.Float64()
			at := func(z float64) float64 { return x * math.Exp(spread*z) }
			f.Rows = append(f.Rows, Range{r.name(), at(-1.64), at(-0.67), x, at(0.67), at(1.64), Significant(x, r.lang) + " " + unit})
		}
		for _, row := range f.Rows {
			must = append(must, row.Name, row.Words)
		}
		return f, must
	case "compare":
		f := Compare{Title: title, Subtitle: sub, Footer: foot, Lang: r.lang, Unit: unit, Percent: percent}
		for range 1 + r.IntN(4) {
			v := r.path(n, top*r.Float64())
			c := CompareRun{r.name(), months, scaleBy(v, 0.8), v, scaleBy(v, 1.2)}
			f.Runs = append(f.Runs, c)
			must = append(must, c.Name)
		}
		return f, must
	case "odds":
		f := Odds{Title: title, Subtitle: sub, Footer: foot, Lang: r.lang, Name: "Xác suất", Runs: []string{"vietnam-001", "vietnam-002"}}
		for range 1 + r.IntN(12) {
			a, b := 100*r.Float64(), 100*r.Float64()
			row := OddsRow{r.name(), []Estimate{{a, a - 1, a + 1}, {b, b - 1, b + 1}}, "dưới 0,030 % · 35,7 %"}
			f.Rows = append(f.Rows, row)
			must = append(must, row.Name)
		}
		return f, must
	}
	return r.older(kind, months, title, sub, foot, unit, top, percent)
}

// older invents a figure of one of the first four kinds.
func (r invented) older(kind string, months []axis.Month, title, sub, foot, unit string, top float64, percent bool) (f Figure, must []string) {
	n := len(months)
	must = []string{title, sub, foot}
	switch kind {
	case "fan":
		v := r.path(n, top)
		if percent {
			v = scaleBy(v, 0.7)
		}
		f := Fan{Title: title, Subtitle: sub, Footer: foot, Lang: r.lang, Months: months, Percent: percent, Unit: unit, Median: "Trung vị",
			P05: scaleBy(v, 0.6), P25: scaleBy(v, 0.8), P50: v, P75: scaleBy(v, 1.2), P95: scaleBy(v, 1.4)}
		for i := range r.IntN(6) {
			f.History = append(f.History, Point{months[0] - axis.Month(6*(5-i)), v[0] * r.Float64()})
		}
		for range r.IntN(3) {
			f.Targets = append(f.Targets, TargetMark{months[r.IntN(n)], top * r.Float64(), r.name() + ": xác suất 35,7 %"})
			must = append(must, f.Targets[len(f.Targets)-1].Label)
		}
		return f, must
	case "shares":
		f := Shares{Title: title, Subtitle: sub, Footer: foot, Lang: r.lang, Months: months, Names: r.names(2 + r.IntN(5))}
		for range f.Names {
			f.Share = append(f.Share, r.path(n, 0.1+r.Float64()))
		}
		for t := range n {
			sum := 0.0
			for _, s := range f.Share {
				sum += s[t]
			}
			for _, s := range f.Share {
				s[t] /= sum
			}
		}
		return f, must
	case "convergence":
		f := Convergence{Title: title, Subtitle: sub, Footer: foot, Lang: r.lang, Percent: true, Count: "lần mô phỏng", End: "35,7 %"}
		for k := range 4 + r.IntN(60) {
			f.Draws = append(f.Draws, int(64*math.Exp2(float64(k)/4)))
			p := 100 * r.Float64()
			f.Estimate, f.Lo, f.Hi = append(f.Estimate, p), append(f.Lo, p*0.9), append(f.Hi, p*1.1)
		}
		return f, append(must, f.Count, f.End)
	case "tiles":
		f := Tiles{Title: title, Subtitle: sub, Footer: foot, Lang: r.lang, Percent: percent, Unit: unit, Counted: "Số nơi theo nhóm"}
		for range 1 + r.IntN(60) {
			f.Tiles = append(f.Tiles, Tile{Name: fmt.Sprintf("Tỉnh %d", r.IntN(900)+100), Value: top * r.Float64()})
		}
		return f, append(must, f.Counted)
	}
	return nil, nil
}

// invent is how many figures of each kind are invented for each language and theme: go test ./plots -run Room -invent 500 for the whole of it.
var invent = flag.Int("invent", 8, "figures of each kind to invent, for each language and theme")

// TestWordsHaveRoom invents figures of each kind, in both languages and themes, and holds where their words
// stand: none covers another, none is cut or leaves the page, and all that must be said is. As many words stand in either theme.
func TestWordsHaveRoom(t *testing.T) {
	each := *invent
	for _, k := range Kinds {
		words, figures := 0, 0
		for i := range 2 * each {
			r := invented{rand.New(rand.NewPCG(57, uint64(i))), text.Langs[i%2]}
			f, must := r.figure(k.Name)
			if f == nil {
				t.Fatalf("no figure of kind %s is invented", k.Name)
			}
			s, counts := pages[i/2%3], [2]int{}
			for j, th := range themes {
				n, bad := wordsOf(f, s, th, must)
				if len(bad) > 0 {
					t.Errorf("%s %d on %v: %s", k.Name, i, s, strings.Join(bad, "; "))
				}
				counts[j] = n
				words, figures = words+n, figures+1
			}
			if counts[0] != counts[1] || counts[0] < len(must) {
				t.Errorf("%s %d: %v words in light and dark, %d must be said", k.Name, i, counts, len(must))
			}
		}
		t.Logf("%s: %d words in %d figures", k.Name, words, figures)
	}
}
