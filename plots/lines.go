package plots

import (
	"errors"
	"image/color"
	"math"

	"github.com/headroom-planner/headroom/model/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Lines shows a number over the values of an input that was varied: the middle of each value, with bands
// around it. One line has its bands as tints; of several, each has the ends of its widest band as thin lines.
type Lines struct {
	Title, Subtitle, Footer string
	Lang                    text.Lang
	TitleLines              int    // at most; 2 when less
	Name                    string // of what is varied, under the axis
	Unit                    string // above the axis
	Percent                 bool
	Places                  []Place
	Series                  []LineSeries
	Levels                  []Level
}

// LineSeries is one line. NaN stands where a value is not known.
type LineSeries struct {
	Name  string
	Mid   []float64
	End   string     // the last middle, written
	Bands []LineBand // the widest first; at most three
}

// LineBand is a band around the middle, with the words for its ends at the right.
type LineBand struct {
	Lo, Hi       []float64
	Below, Above string
}

// Level is a value that the lines are held against.
type Level struct {
	Value float64
	Label string
}

// mostLines bounds how many lines can be told apart by colour.
const mostLines = 6

// lineColours are places in Theme.Series that stand out from the page, the first four those of runs.
var lineColours = [mostLines]int{1, 5, 3, 4, 2, 6}

func (f Lines) check() error {
	n := len(f.Places)
	if n < 2 {
		return errors.New("lines need at least two places on the axis")
	}
	for i := 1; i < n; i++ {
		if !(f.Places[i].At > f.Places[i-1].At) {
			return errors.New("the places on the axis of lines must rise")
		}
	}
	if len(f.Series) == 0 || len(f.Series) > mostLines {
		return errors.New("from one to six lines can be told apart")
	}
	for _, s := range f.Series {
		if len(s.Mid) != n || len(s.Bands) > 3 {
			return errors.New("a line needs a value for each place, and at most three bands")
		}
		if lo, _ := finite(s.Mid); math.IsInf(lo, 0) {
			return errors.New("a line has no number")
		}
		for _, b := range s.Bands {
			if len(b.Lo) != n || len(b.Hi) != n {
				return errors.New("a band needs two ends for each place")
			}
		}
	}
	return nil
}

// span is the range of the upright axis. It begins at nought unless the lines then lie in its upper
// third alone, where how they move could not be seen.
func (f Lines) span() (lo, hi float64) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for _, s := range f.Series {
		lists := [][]float64{s.Mid}
		for _, b := range s.Bands {
			lists = append(lists, b.Lo, b.Hi)
		}
		a, b := finite(lists...)
		lo, hi = min(lo, a), max(hi, b)
	}
	for _, l := range f.Levels {
		lo, hi = min(lo, l.Value), max(hi, l.Value)
	}
	switch {
	case lo >= 0 && lo < hi*2/3 || lo >= 0 && !(hi > lo):
		lo = 0
	default:
		lo -= (hi - lo) * 0.05
	}
	if !(hi > lo) {
		return lo, lo + 1
	}
	if hi += (hi - lo) * 0.03; f.Percent && hi > 80 && lo >= 0 {
		hi = 100
	}
	return lo, hi
}

// Draw draws the lines. It errs with fewer than two places, no line or more than six, or lists that do not match.
func (f Lines) Draw(c draw.Canvas, th Theme) error {
	if err := f.check(); err != nil {
		return err
	}
	one := len(f.Series) == 1
	var all []endLabel
	heights := []float64{}
	add := func(l endLabel, v float64) {
		all, heights = append(all, l), append(heights, v)
	}
	last := len(f.Places) - 1
	for i, s := range f.Series {
		end := lastKnown(s.Mid)
		if !one {
			add(endLabel{text: s.Name + "  " + s.End, colour: th.Series[lineColours[i]], line: true, dash: f.dash(i)}, s.Mid[end])
			continue
		}
		name := s.End
		if s.Name != "" {
			name = s.Name + "  " + s.End
		}
		add(endLabel{text: name, strong: true}, s.Mid[end])
		for _, b := range s.Bands {
			if b.Hi[last] > b.Lo[last] {
				add(endLabel{text: b.Above}, b.Hi[last])
				add(endLabel{text: b.Below}, b.Lo[last])
			}
		}
	}
	labels := labelsOf(all, (c.Max.X-c.Min.X)*0.32)
	lo, hi := f.span()
	fr := frame{title: f.Title, subtitle: f.Subtitle, footer: f.Footer, lang: f.Lang, titleLines: f.TitleLines, unit: f.Unit, percent: f.Percent,
		below: places{f.Places, f.Name}, lo: lo, hi: hi, right: labels.right(), bottom: underData + nameRoom}
	p, data := fr.draw(c, th)
	x, y := p.Transforms(&data)
	for i := range labels.all {
		labels.all[i].at = y(heights[i])
	}
	for i, s := range f.Series {
		tints := []color.Color{th.Outer, between(th.Outer, th.Inner, 0.5), th.Inner}
		for k, b := range s.Bands {
			if one {
				c.SetColor(tints[k+3-len(s.Bands)])
				for _, part := range f.parts(x, y, b.Lo, b.Hi) {
					if len(part[0]) > 1 {
						band(c, part[0], part[1])
					}
				}
				continue
			}
			if k > 0 {
				break // ends of more than one band could not be told apart
			}
			for _, part := range f.parts(x, y, b.Lo, b.Hi) {
				line(c, th.Series[lineColours[i]], 1.3, f.dash(i), part[0]...)
				line(c, th.Series[lineColours[i]], 1.3, f.dash(i), part[1]...)
			}
		}
	}
	for i, s := range f.Series {
		col := th.Line
		if !one {
			col = th.Series[lineColours[i]]
		}
		for _, part := range f.parts(x, y, s.Mid, s.Mid) {
			line(c, col, 4, f.dash(i), part[0]...)
			for _, q := range part[0] { // what was computed; between the dots the line is drawn straight
				disc(c, col, q, 6)
				disc(c, th.Background, q, 2.5)
			}
		}
	}
	taken := &boxes{within: data.Rectangle}
	for _, s := range f.Series {
		for _, part := range f.parts(x, y, s.Mid, s.Mid) {
			for _, q := range part[0] {
				taken.avoid(vg.Rectangle{Min: vg.Point{X: q.X - 7, Y: q.Y - 7}, Max: vg.Point{X: q.X + 7, Y: q.Y + 7}})
			}
		}
	}
	for _, l := range f.Levels {
		line(data, th.Target, 2, []vg.Length{10, 6}, vg.Point{X: data.Min.X, Y: y(l.Value)}, vg.Point{X: data.Max.X, Y: y(l.Value)})
	}
	for _, l := range f.Levels {
		Fan{Lang: f.Lang}.targetWords(data, th, TargetMark{Value: l.Value, Label: l.Label}, y(l.Value), taken)
	}
	return labels.draw(c, data, th)
}

func (f Lines) dash(i int) []vg.Length {
	if len(f.Series) == 1 || i >= len(runDashes) {
		return nil
	}
	return runDashes[i]
}

// parts are the stretches of two lists over which both are known.
func (f Lines) parts(x, y func(float64) vg.Length, lo, hi []float64) (out [][2][]vg.Point) {
	var part [2][]vg.Point
	for i, q := range f.Places {
		if known := lo[i]-lo[i] == 0 && hi[i]-hi[i] == 0; known {
			part[0] = append(part[0], vg.Point{X: x(q.At), Y: y(lo[i])})
			part[1] = append(part[1], vg.Point{X: x(q.At), Y: y(hi[i])})
			continue
		}
		if len(part[0]) > 0 {
			out = append(out, part)
		}
		part = [2][]vg.Point{}
	}
	if len(part[0]) > 0 {
		out = append(out, part)
	}
	return out
}

func lastKnown(v []float64) int {
	for i := len(v) - 1; i > 0; i-- {
		if v[i]-v[i] == 0 {
			return i
		}
	}
	return 0
}

func linesExample(lang text.Lang) Figure {
	f := Lines{
		Title:    text.T("Invented numbers: with twice the crews the median is 72\u00a0% higher, with four times 160\u00a0%", "Số liệu giả định: gấp đôi đội thi công, trung vị tăng 72\u00a0%; gấp bốn, tăng 160\u00a0%").In(lang),
		Subtitle: text.T("5G stations in December 2030 by crews: median with 50, 80 and 90 % bands; dots are points of the sweep", "Số trạm 5G vào 12/2030 theo số đội: trung vị, khoảng 50, 80 và 90 %; chấm là điểm đã tính").In(lang),
		Footer:   text.T("Example with invented numbers", "Ví dụ với số liệu giả định").In(lang),
		Lang:     lang, Name: text.T("Crews", "Số đội thi công").In(lang), Unit: text.T("stations", "trạm").In(lang),
	}
	s := LineSeries{Name: text.T("Median", "Trung vị").In(lang)}
	bands := []struct {
		z     float64
		names [2]string
	}{{1.64, [2]string{"P5", "P95"}}, {1.28, [2]string{"P10", "P90"}}, {0.67, [2]string{"P25", "P75"}}}
	at := func(crews, z float64) float64 {
		return 120000 * (1 - math.Exp(-crews/300)) * math.Exp(0.16*z)
	}
	for _, crews := range []float64{100, 200, 300, 400, 500, 600} {
		f.Places = append(f.Places, Place{crews, FormatNumber(crews, lang, 0)})
		s.Mid = append(s.Mid, at(crews, 0))
	}
	for _, b := range bands {
		var lb LineBand
		for _, q := range f.Places {
			lb.Lo, lb.Hi = append(lb.Lo, at(q.At, -b.z)), append(lb.Hi, at(q.At, b.z))
		}
		lb.Below = b.names[0] + "  " + Significant(lb.Lo[5], lang)
		lb.Above = b.names[1] + "  " + Significant(lb.Hi[5], lang)
		s.Bands = append(s.Bands, lb)
	}
	s.End = Significant(s.Mid[5], lang)
	f.Series = []LineSeries{s}
	f.Levels = []Level{{68457, text.T("Plan: 68,457 stations", "Kế hoạch: 68.457 trạm").In(lang)}}
	return f
}
