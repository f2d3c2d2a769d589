package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
)

// two are the axes across and upwards of a figure over two: as asked for, else an axis of numbers across.
func (s *Swept) two(free []int, ask SweptAsk) (x, y int) {
	x, y = s.axis(ask.X), s.axis(ask.Y)
	rest := slices.DeleteFunc(slices.Clone(free), func(a int) bool { return a == x || a == y })
	take := func(wanted bool) int {
		for i, a := range rest {
			if s.numeric(a) == wanted {
				rest = slices.Delete(rest, i, i+1)
				return a
			}
		}
		a := rest[0]
		rest = rest[1:]
		return a
	}
	if x < 0 && len(rest) > 0 {
		x = take(true)
	}
	if y < 0 && len(rest) > 0 {
		y = take(true)
	}
	return x, y
}

// tail is the end of every subtitle: what was held, and what lacks the quantity.
func (s *Swept) tail(v seen) string { return s.held(v.lang) + s.lacking(v) }

// levelsOfSweeps are the probabilities that have a line over two axes, in percent.
var levelsOfSweeps = []float64{10, 50, 90}

// SweptHeat makes the map of a quantity over two axes: colours between numbers that make a grid, else a cell for
// each pair of labels. of is a target's probability that has lines, or stands in the cells; nil for none. It
// errs where neither can be drawn.
func SweptHeat(s Swept, q Quantity, of *Quantity, ask SweptAsk, lang text.Lang) (n Named, err error) {
	free := s.Table.Free(s.Points)
	if len(free) != 2 {
		return n, fmt.Errorf("a heat map is over two axes, and %d differ among the points", len(free))
	}
	v, err := s.look(q, lang)
	if err != nil {
		return n, err
	}
	var w *seen
	if of != nil && *of != q {
		l, err := s.look(*of, lang)
		if err != nil {
			return n, err
		}
		w = &l
	}
	x, y := s.two(free, ask)
	xs, ys := s.labels(x), s.labels(y)
	grid := make([][]int, len(ys)) // points; -1 where there is none
	holes := 0
	for j := range ys {
		grid[j] = make([]int, len(xs))
		for i := range xs {
			grid[j][i] = s.pointAt(x, xs[i], y, ys[j])
			if grid[j][i] < 0 || math.IsNaN(s.at(v, grid[j][i], q.Stat)) || w != nil && math.IsNaN(s.at(*w, grid[j][i], of.Stat)) {
				holes++
			}
		}
	}
	if holes*2 > len(xs)*len(ys) {
		return n, fmt.Errorf("%d of the %d pairs of %s and %s have no point, and a map needs a grid: see --kind scatter, ranges and odds", holes, len(xs)*len(ys), s.Axes[x].Name, s.Axes[y].Name)
	}
	subtitle := fmt.Sprintf(wSweptBy.In(lang), s.asked(v), lower(s.axisLabel(x, lang))+text.T(" and ", " và ").In(lang)+lower(s.axisLabel(y, lang)))
	title := s.found(v, wSweptRange, []int{x, y}, false)
	file := q.file("heat")
	if w != nil {
		file += "-" + fileName(of.Metric)
	}
	zname := title1(v.stat)
	if !v.share && v.k.unit != "" && v.k.unit != "%" && unitIn(v.k.unit, lang) != "" {
		zname += ", " + unitIn(v.k.unit, lang)
	}
	if holes == 0 && s.numeric(x) && s.numeric(y) {
		f := plots.Heat{Lang: lang, XName: s.axisName(x, lang), YName: s.axisName(y, lang), ZName: zname, Percent: v.share, Footer: s.footer(lang), Title: title, TitleLines: 3, Scale: s.scale(v), Dots: len(xs)*len(ys) <= mostDotted}
		f.X, f.XNames = apart(s.places(x, lang))
		f.Y, f.YNames = apart(s.places(y, lang))
		var low, high float64
		field := func(v seen, stat string) [][]float64 {
			out := make([][]float64, len(ys))
			low, high = math.Inf(1), math.Inf(-1)
			for j := range ys {
				for i := range xs {
					z := s.at(v, grid[j][i], stat)
					out[j] = append(out[j], z)
					low, high = min(low, z), max(high, z)
				}
			}
			return out
		}
		f.Z = field(v, q.Stat)
		if w != nil {
			f.Of = field(*w, of.Stat)
		}
		words := ""
		if v.share || w != nil {
			for _, l := range levelsOfSweeps {
				if l > low && l < high {
					f.Levels = append(f.Levels, l)
					words += ", " + unbroken(plots.FormatNumber(l, lang, 0)+" %")
				}
			}
		}
		switch words = strings.TrimPrefix(words, ", "); {
		case words == "" && w != nil:
			subtitle += fmt.Sprintf(wSweptThere.In(lang), w.label, w.num(low), w.num(high))
		case words == "":
		case w != nil:
			subtitle += fmt.Sprintf(wSweptLines.In(lang), w.label, words)
		default:
			subtitle += fmt.Sprintf(wSweptLevels.In(lang), words)
		}
		f.Subtitle = subtitle + wSweptBetw.In(lang) + s.held(lang)
		return Named{file, f.Title, f}, nil
	}
	f := plots.Cells{Lang: lang, XName: s.axisName(x, lang), YName: s.axisName(y, lang), ZName: zname, Percent: v.share, Footer: s.footer(lang), Title: title, TitleLines: 3, Scale: s.scale(v)}
	if s.numeric(y) { // numbers rise upwards
		slices.Reverse(ys)
		slices.Reverse(grid)
	}
	f.X, f.Y = s.marks(x, xs, lang), s.marks(y, ys, lang)
	write := plots.Alike(s.values(v), lang)
	for j := range ys {
		var z []float64
		var words, notes []string
		for i := range xs {
			p := grid[j][i]
			if p < 0 || math.IsNaN(s.at(v, p, q.Stat)) {
				z, words, notes = append(z, math.NaN()), append(words, ""), append(notes, "")
				continue
			}
			value, note := s.at(v, p, q.Stat), ""
			said := write(value)
			if v.share {
				_, said = s.sampled(v, p)
				said, note, _ = strings.Cut(said, "\u00a0±\u00a0")
				if note != "" {
					note = "±\u00a0" + note
					if !strings.Contains(said, "%") {
						said += "\u00a0%"
					}
				}
			} else if v.percent {
				said = unbroken(plots.FormatNumber(value, lang, 1) + " %")
			}
			if w != nil {
				_, note = s.sampled(*w, p)
				note, _, _ = strings.Cut(note, "\u00a0±\u00a0")
			}
			z, words, notes = append(z, value), append(words, said), append(notes, note)
		}
		f.Z, f.Words, f.Notes = append(f.Z, z), append(f.Words, words), append(f.Notes, notes)
	}
	switch {
	case w != nil:
		subtitle += fmt.Sprintf(wSweptNotes.In(lang), w.label)
	case v.share && q.Kind == "target":
		subtitle += wSweptSE.In(lang)
	}
	f.Subtitle = subtitle + s.held(lang)
	return Named{file, f.Title, f}, nil
}

func apart(_ []string, at []plots.Place) (x []float64, names []string) {
	for _, p := range at {
		x, names = append(x, p.At), append(names, p.Name)
	}
	return x, names
}

// mostDotted bounds the places of a map that have a dot.
const mostDotted = 600

// marks are the words of labels beside an axis whose name has the unit.
func (s *Swept) marks(a int, labels []string, lang text.Lang) []string {
	var out []string
	for _, l := range labels {
		w := s.word(a, l, lang)
		if s.numeric(a) {
			if x, err := sweepNumber(l); err == nil {
				w = axisNumber(x, "1", lang)
			}
		}
		out = append(out, w)
	}
	return out
}

// labels are those of an axis in the order in which a figure shows them.
func (s *Swept) labels(a int) []string {
	if !s.numeric(a) {
		return s.Table.Values(a, s.Points)
	}
	l, _, _, _ := s.numbers(a)
	return l
}

// pointAt is the point shown that has two labels; -1 for none.
func (s *Swept) pointAt(x int, lx string, y int, ly string) int {
	for _, p := range s.Points {
		if l := s.Table.Points[p].Labels; l[x] == lx && (y < 0 || l[y] == ly) {
			return p
		}
	}
	return -1
}

// axisLabel is an axis in words, without a unit.
func (s *Swept) axisLabel(a int, lang text.Lang) string {
	if l := s.Axes[a].Label.In(lang); l != "" {
		return l
	}
	return s.Axes[a].Name
}

// asked is the quantity at the beginning of a subtitle.
func (s *Swept) asked(v seen) string {
	if v.share {
		return title1(v.phrase())
	}
	return v.name() + ", " + v.when + ", " + v.stat
}

// title1 begins with a capital letter.
func title1(s string) string {
	r := []rune(s)
	if len(r) > 0 {
		r[0] = []rune(strings.ToUpper(string(r[0])))[0]
	}
	return string(r)
}
