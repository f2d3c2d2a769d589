package report

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/result"
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

// mostSweptLines bounds the lines of one figure.
const mostSweptLines = 6

// SweptLines makes the figure of a quantity over an axis of numbers, a line for each value of a second axis.
func SweptLines(s Swept, q Quantity, ask SweptAsk, lang text.Lang) (n Named, err error) {
	free := s.Table.Free(s.Points)
	if len(free) == 0 || len(free) > 2 {
		return n, fmt.Errorf("lines are over one axis, with a line for each value of a second, and %d differ among the points", len(free))
	}
	v, err := s.look(q, lang)
	if err != nil {
		return n, err
	}
	x, y := free[0], -1
	if len(free) == 2 {
		if x, y = s.two(free, ask); ask.X == "" && ask.Y == "" && s.numeric(y) && len(s.labels(y)) > mostSweptLines && len(s.labels(x)) <= mostSweptLines {
			x, y = y, x
		}
	}
	if !s.numeric(x) {
		return n, fmt.Errorf("axis %s has labels and not numbers of one unit, and lines are over numbers", s.Axes[x].Name)
	}
	lines := []string{""}
	if y >= 0 {
		lines = s.labels(y)
	}
	if len(lines) > mostSweptLines {
		return n, fmt.Errorf("axis %s has %d values, and at most %d lines can be told apart", s.Axes[y].Name, len(lines), mostSweptLines)
	}
	labels, at := s.places(x, lang)
	if len(at) < 2 {
		return n, fmt.Errorf("axis %s has one value among these points", s.Axes[x].Name)
	}
	f := plots.Lines{Lang: lang, Name: s.axisName(x, lang), Percent: v.percent, Places: at, Footer: s.footer(lang), Levels: s.levels(v), TitleLines: 3}
	s.named(free, lang)
	if !v.percent {
		f.Unit = unitIn(v.k.unit, lang)
	}
	banded := !v.share && q.Stat == "p50"
	for _, l := range lines {
		line := plots.LineSeries{Name: title1(v.stat)}
		if y >= 0 {
			line.Name = s.called(y, l, lang)
		}
		bands := make([]plots.LineBand, len(sweptBands))
		sampled := plots.LineBand{}
		for _, lx := range labels {
			p := s.pointAt(x, lx, y, l)
			e := plots.Estimate{Value: math.NaN(), Lo: math.NaN(), Hi: math.NaN()}
			if p >= 0 && v.share {
				e, _ = s.sampled(v, p)
			} else if p >= 0 {
				e.Value = s.at(v, p, q.Stat)
			}
			line.Mid = append(line.Mid, e.Value)
			sampled.Lo, sampled.Hi = append(sampled.Lo, e.Lo), append(sampled.Hi, e.Hi)
			for k, b := range sweptBands {
				lo, hi := math.NaN(), math.NaN()
				if p >= 0 {
					lo, hi = s.at(v, p, b[0]), s.at(v, p, b[1])
				}
				bands[k].Lo, bands[k].Hi = append(bands[k].Lo, lo), append(bands[k].Hi, hi)
			}
		}
		known := slices.DeleteFunc(slices.Clone(line.Mid), func(x float64) bool { return x != x })
		if len(known) == 0 {
			continue
		}
		line.End = v.bare(known[len(known)-1])
		last := len(labels) - 1
		switch {
		case banded:
			for k, b := range sweptBands {
				bands[k].Below = statWords[b[0]].In(lang) + "  " + v.bare(bands[k].Lo[last])
				bands[k].Above = statWords[b[1]].In(lang) + "  " + v.bare(bands[k].Hi[last])
			}
			line.Bands = bands
		case q.Kind == "target":
			sampled.Below, sampled.Above = v.bare(sampled.Lo[last]), v.bare(sampled.Hi[last])
			line.Bands = []plots.LineBand{sampled}
		}
		f.Series = append(f.Series, line)
	}
	how := ""
	switch {
	case q.Kind == "target":
		how = wSweptProb.In(lang)
	case banded && y >= 0:
		how = wSweptEnds.In(lang)
	case banded:
		how = wSweptBands.In(lang)
	default:
		how = v.stat
	}
	what := v.name() + ", " + v.when
	if v.share {
		what = v.label
	}
	by := lower(s.axisLabel(x, lang))
	if y >= 0 {
		by += text.T(" and ", " và ").In(lang) + lower(s.axisLabel(y, lang))
	}
	f.Subtitle = fmt.Sprintf(wSweptBy.In(lang), what, by) + ": " + how + wSweptDots.In(lang) + s.tail(v)
	f.Title = s.linesTitle(v, f, x, y, labels)
	return Named{q.file("lines"), f.Title, f}, nil
}

// linesTitle says where lines begin and end, if each goes one way, else the range of all.
func (s *Swept) linesTitle(v seen, f plots.Lines, x, y int, labels []string) string {
	axes := []int{x}
	if y >= 0 {
		axes = append(axes, y)
	}
	_, _, same := s.ends(v)
	way := 0.0
	for _, l := range f.Series {
		for i := range l.Mid {
			if l.Mid[i] != l.Mid[i] || i > 0 && (l.Mid[i]-l.Mid[i-1])*way < 0 {
				return s.found(v, wSweptRange, axes, false)
			}
			if i > 0 && l.Mid[i] != l.Mid[i-1] {
				way = l.Mid[i] - l.Mid[i-1]
			}
		}
	}
	if same || way == 0 || len(f.Series) > 3 {
		return s.found(v, wSweptRange, axes, false)
	}
	end := func(k int) float64 { return f.Series[k].Mid[len(labels)-1] }
	if len(f.Series) == 1 {
		pattern := wSweptRises
		if way < 0 {
			pattern = wSweptFalls
		}
		return s.fitting(func() string {
			return fmt.Sprintf(pattern.In(v.lang), v.title(), v.bare(f.Series[0].Mid[0]), s.called(x, labels[0], v.lang), v.num(end(0)), s.called(x, labels[len(labels)-1], v.lang))
		})
	}
	var parts []string
	for k := range f.Series {
		parts = append(parts, fmt.Sprintf(wSweptGo.In(v.lang), v.bare(f.Series[k].Mid[0]), v.bare(end(k)), f.Series[k].Name))
	}
	return s.fitting(func() string {
		return fmt.Sprintf(wSweptGoes.In(v.lang), v.title(), s.called(x, labels[0], v.lang), s.word(x, labels[len(labels)-1], v.lang), strings.Join(parts, "; "))
	})
}

// mostNamed is up to how many points of a trade-off have all their names, of so many letters in all; of more, those
// of the front do.
const (
	mostNamed   = 14
	mostLetters = 200
)

// SweptScatter makes the trade-off of two quantities over points, with the front of those that no other beats in
// both.
func SweptScatter(s Swept, qs [2]Quantity, ask SweptAsk, lang text.Lang) (n Named, err error) {
	var v [2]seen
	f := plots.Tradeoff{Lang: lang, Footer: s.footer(lang), FrontName: wNotBeaten.In(lang), TitleLines: 3}
	for k, to := range []*plots.TradeoffAxis{&f.X, &f.Y} {
		if v[k], err = s.look(qs[k], lang); err != nil {
			return n, err
		}
		if to.More, err = s.more(v[k], ask); err != nil {
			return n, err
		}
		way := wSweptLess
		if to.More {
			way = wSweptMore
		}
		what := title1(v[k].phrase())
		if !v[k].share {
			what = v[k].name() + ", " + v[k].when
			if qs[k].Stat != "p50" {
				what += ", " + v[k].stat
			}
		}
		to.Name, to.Percent = what+" ("+way.In(lang)+")", v[k].percent
	}
	free := s.Table.Free(s.Points)
	if len(free) == 0 {
		return n, errors.New("a trade-off is between points, and one is left")
	}
	s.brief = true // names stand in the midst of points
	group := -1    // the first axis of labels, else of numbers, that colours can tell apart
	for _, numbers := range []bool{false, true} {
		for _, a := range free {
			if k := len(s.labels(a)); group < 0 && len(free) > 1 && s.numeric(a) == numbers && k >= 2 && k <= mostSweptLines {
				group = a
			}
		}
	}
	var groups []string
	if group >= 0 {
		groups = s.labels(group)
		for _, l := range groups {
			f.Groups = append(f.Groups, s.called(group, l, lang))
		}
	}
	rest := slices.DeleteFunc(slices.Clone(free), func(a int) bool { return a == group })
	var shown []int
	var xs, ys []float64
	near := [2]bool{s.near(v[0]), s.near(v[1])}
	for _, p := range s.Points {
		x, y := s.at(v[0], p, qs[0].Stat), s.at(v[1], p, qs[1].Stat)
		if x != x || y != y {
			continue
		}
		q := plots.TradeoffPoint{X: x, Y: y, XLo: math.NaN(), XHi: math.NaN(), YLo: math.NaN(), YHi: math.NaN(), Label: s.point(p, rest, lang)}
		if group >= 0 {
			q.Group = slices.Index(groups, s.Table.Points[p].Labels[group])
		}
		for k, to := range [][2]*float64{{&q.XLo, &q.XHi}, {&q.YLo, &q.YHi}} {
			switch {
			case v[k].share:
				e, _ := s.sampled(v[k], p)
				*to[0], *to[1] = e.Lo, e.Hi
			case qs[k].Stat == "p50" && (near[0] || near[1]):
				half := result.T95(s.Replicates) * s.at(v[k], p, "se_p50")
				*to[0], *to[1] = s.at(v[k], p, "p50")-half, s.at(v[k], p, "p50")+half
			case qs[k].Stat == "p50":
				*to[0], *to[1] = s.at(v[k], p, "p10"), s.at(v[k], p, "p90")
			}
		}
		f.Points, shown, xs, ys = append(f.Points, q), append(shown, p), append(xs, x), append(ys, y)
	}
	if len(f.Points) < 2 {
		return n, errors.New("fewer than two points have both quantities")
	}
	best := -1
	fronts := 0
	front := plots.Front(xs, ys, f.X.More, f.Y.More)
	for i, ok := range front {
		if f.Points[i].Front = ok; ok {
			fronts++
			if best < 0 || toward(xs[i]-xs[best], f.X.More) > 0 {
				best = i
			}
		}
	}
	worst := best // the other end of the front
	for i, ok := range front {
		if ok && toward(ys[i]-ys[worst], f.Y.More) > 0 {
			worst = i
		}
	}
	f.Subtitle = wSweptCloud.In(lang)
	switch {
	case near[0] || near[1]:
		f.Subtitle = fmt.Sprintf(wSweptSampl.In(lang), s.spans(v[0], shown[0]), s.spans(v[1], shown[0]))
	case v[0].share || v[1].share:
		f.Subtitle = wSweptCloudP.In(lang)
	}
	letters := 0
	for i := range f.Points {
		letters += len([]rune(f.Points[i].Label))
	}
	if len(f.Points) > mostNamed || letters > mostLetters {
		named := 0
		seen := map[[2]float64]bool{}
		for i := range f.Points {
			q := &f.Points[i]
			// Of points of the front in one place one has a name.
			if !q.Front || seen[[2]float64{q.X, q.Y}] || named >= mostNamed {
				q.Label = ""
				continue
			}
			seen[[2]float64{q.X, q.Y}] = true
			named++
		}
		f.Subtitle += wSweptNamed.In(lang)
	}
	f.Subtitle += s.held(lang)
	a, b := v[0].phrase(), v[1].phrase()
	switch {
	case fronts == len(xs) && xs[best] == xs[worst] && ys[best] == ys[worst]:
		f.Title = fmt.Sprintf(wSweptAll.In(lang), len(xs), a, v[0].num(xs[best]), b, v[1].num(ys[best]))
	case fronts == 1:
		f.Title = s.fitting(func() string {
			return fmt.Sprintf(wSweptBest.In(lang), s.point(shown[best], free, lang), a, v[0].num(xs[best]), b, v[1].num(ys[best]))
		})
	default:
		f.Title = fmt.Sprintf(wSweptFront.In(lang), fronts, len(xs), a, v[0].bare(xs[best]), v[0].num(xs[worst]), b, v[1].bare(ys[best]), v[1].num(ys[worst]))
	}
	return Named{"scatter-" + fileName(strings.ReplaceAll(qs[0].Metric, "=", "-")) + "-" + fileName(strings.ReplaceAll(qs[1].Metric, "=", "-")), f.Title, f}, nil
}

// mostSpread is how many times wider P10 to P90 of a point may be than medians lie apart, before it would hide
// how they do.
const mostSpread = 2.5

// near reports whether the medians of points lie so near each other. A metric that no axis moves has no say.
func (s *Swept) near(v seen) bool {
	lo, hi, same := s.ends(v)
	if same || v.share || v.q.Stat != "p50" {
		return false
	}
	wide := 0.0
	for _, p := range s.Points {
		if d := s.at(v, p, "p90") - s.at(v, p, "p10"); d > wide {
			wide = d
		}
	}
	return wide > mostSpread*(s.at(v, hi, "p50")-s.at(v, lo, "p50"))
}

// spans writes P10 to P90 of a point.
func (s *Swept) spans(v seen, p int) string {
	if v.share || v.q.Stat != "p50" {
		return v.num(s.at(v, p, v.q.Stat))
	}
	return v.bare(s.at(v, p, "p10")) + "\u00a0–\u00a0" + v.num(s.at(v, p, "p90"))
}

func toward(d float64, more bool) float64 {
	if more {
		return d
	}
	return -d
}

// SweptRanges makes the figure of a metric at each point, the highest median on top.
func SweptRanges(s Swept, q Quantity, lang text.Lang) (n Named, err error) {
	if q.Kind != "metric" {
		return n, errors.New("ranges are of a metric; a probability has --kind odds")
	}
	v, err := s.look(q, lang)
	if err != nil {
		return n, err
	}
	free := s.Table.Free(s.Points)
	order := slices.Clone(s.Points)
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := s.at(v, a, "p50"), s.at(v, b, "p50")
		switch {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	f := plots.Spread{Lang: lang, Name: v.name(), Percent: v.percent, Footer: s.footer(lang), Levels: s.levels(v), TitleLines: 3}
	s.named(free, lang)
	var all []float64
	for _, p := range order {
		all = append(all, s.at(v, p, "p50"))
	}
	write := plots.Alike(slices.DeleteFunc(slices.Clone(all), func(x float64) bool { return x != x }), lang)
	for i, p := range order {
		r := plots.SpreadRow{Name: s.point(p, free, lang), P50: all[i]}
		ok := all[i] == all[i]
		for k, to := range map[string]*float64{"p05": &r.P05, "p25": &r.P25, "p75": &r.P75, "p95": &r.P95} {
			*to = s.at(v, p, k)
			ok = ok && *to == *to
		}
		if !ok {
			continue
		}
		if r.Words = write(r.P50); v.percent {
			r.Words = unbroken(plots.FormatNumber(r.P50, lang, 1) + " %")
		}
		f.Rows = append(f.Rows, r)
	}
	if len(f.Rows) == 0 {
		return n, fmt.Errorf("no point has quantiles of %s: the scenario keeps its mean", q.Metric)
	}
	q.Stat = "p50"
	f.Title = s.found(v, wSweptTop, free, true)
	f.Subtitle = v.name() + ", " + v.when + ": " + wSweptHalf.In(lang) + s.tail(v)
	return Named{q.file("ranges"), f.Title, f}, nil
}

// mostSweptRuns bounds the dots in a row of odds.
const mostSweptRuns = 4

// SweptOdds makes the figure of how probable a target is at each point. A second axis of few values has a colour
// for each.
func SweptOdds(s Swept, q Quantity, lang text.Lang) (n Named, err error) {
	v, err := s.look(q, lang)
	if err != nil {
		return n, err
	}
	free := s.Table.Free(s.Points)
	if len(free) == 0 {
		return n, errors.New("one point is left; headroom run shows its targets")
	}
	f := plots.Odds{Lang: lang, Name: wProbability.In(lang), Footer: s.footer(lang), Subtitle: wSweptOdds.In(lang), TitleLines: 3}
	s.named(free, lang)
	colours := -1
	if len(free) == 2 { // the axis with fewer values has the colours
		a, b := free[0], free[1]
		if len(s.labels(b)) < len(s.labels(a)) {
			a, b = b, a
		}
		if len(s.labels(a)) <= mostSweptRuns {
			colours = a
			free = []int{b}
		}
	}
	columns := []string{""}
	f.Runs = []string{""}
	if colours >= 0 {
		columns, f.Runs = s.labels(colours), nil
		for _, l := range columns {
			f.Runs = append(f.Runs, s.called(colours, l, lang))
		}
	}
	type row struct {
		plots.OddsRow
		best float64
	}
	var rows []row
	done := map[string]bool{}
	of := s.Points
	if len(free) == 1 && s.numeric(free[0]) {
		of = nil
		for _, l := range s.labels(free[0]) {
			of = append(of, s.pointsOf(free[0], l)...)
		}
	}
	for _, p := range of {
		key := ""
		for _, a := range free {
			key += s.Table.Points[p].Labels[a] + "\x00"
		}
		if done[key] {
			continue
		}
		done[key] = true
		name := s.point(p, free, lang)
		r := row{OddsRow: plots.OddsRow{Name: name}, best: math.Inf(-1)}
		for k, l := range columns {
			at := p
			if colours >= 0 {
				at = s.pointAt(free[0], s.Table.Points[p].Labels[free[0]], colours, l)
			}
			e, words := plots.Estimate{Value: math.NaN(), Lo: math.NaN(), Hi: math.NaN()}, "–"
			if at >= 0 {
				e, words = s.sampled(v, at)
			}
			if colours >= 0 {
				words, _, _ = strings.Cut(words, "\u00a0±")
			}
			if k > 0 {
				r.Words += " · "
			}
			r.Words += words
			r.P = append(r.P, e)
			if e.Value > r.best {
				r.best = e.Value
			}
		}
		rows = append(rows, r)
	}
	if len(free) != 1 || !s.numeric(free[0]) { // labels have no order of their own
		slices.SortStableFunc(rows, func(a, b row) int {
			switch {
			case a.best > b.best:
				return -1
			case a.best < b.best:
				return 1
			}
			return 0
		})
	}
	for _, r := range rows {
		f.Rows = append(f.Rows, r.OddsRow)
	}
	if colours < 0 && q.Kind == "target" {
		f.Subtitle += wSweptSE.In(lang)
	}
	f.Subtitle += s.tail(v)
	all := s.Table.Free(s.Points)
	lo, hi, same := s.ends(v)
	if f.Title = s.found(v, wSweptRange, all, false); !same {
		all = s.matter(v, all)
		f.Title = s.fitting(func() string {
			return fmt.Sprintf(wSweptMost.In(lang), v.label, s.point(hi, all, lang), v.num(s.at(v, hi, q.Stat)), s.point(lo, all, lang), v.num(s.at(v, lo, q.Stat)))
		})
	}
	return Named{q.file("odds"), f.Title, f}, nil
}

func (s *Swept) pointsOf(a int, label string) []int {
	return s.Table.Where(s.Points, a, []string{label})
}

// lessIsBetter and moreIsBetter are metrics for which nobody doubts which way is better, by key or its beginning
// before a "*". Of others, such as a load, the reader says so.
var (
	lessIsBetter = []string{"finance.*", "mobile.unit_cost", "mobile.capex*", "mobile.opex", "mobile.station_tco", "mobile.station_power", "mobile.unmet_traffic", "mobile.waiting", "mobile.plan_gap",
		"datacenter.capex", "datacenter.opex", "datacenter.land", "datacenter.pue", "datacenter.annual_pue", "datacenter.peak_pue", "datacenter.annual_wue", "datacenter.water", "datacenter.annual_water", "datacenter.peak_day_water",
		"datacenter.rack_shortfall*", "datacenter.standard_rack_shortfall", "datacenter.general_shortfall", "datacenter.nodes_unplaced", "datacenter.power_shortfall", "datacenter.stranded",
		"gpu.capex", "gpu.opex", "gpu.idle", "gpu.job_days*", "gpu.demand_unmet", "gpu.demand_wait", "gpu.rent_cost", "network.shortfall", "platform.servers_short",
		"power.energy", "power.datacenter_energy", "power.ran_energy", "power.emissions*", "power.diesel*", "power.generator_hours", "power.energy_cost", "power.tariff", "power.factor", "power.cue", "power.demand_cost", "power.carbon_cost", "power.water_cost", "power.source_water"}
	moreIsBetter = []string{"mobile.stations", "mobile.population_coverage", "mobile.area_coverage", "mobile.indoor_coverage", "mobile.people_covered", "mobile.built", "mobile.villages_served", "mobile.on_air",
		"datacenter.racks", "datacenter.standard_racks", "datacenter.it_capacity", "datacenter.facility_capacity", "datacenter.free_racks", "datacenter.nodes_placed",
		"gpu.count", "gpu.installed", "gpu.h100e", "gpu.compute", "gpu.memory", "gpu.largest_island", "gpu.job_progress", "gpu.job_mfu", "gpu.job_goodput", "gpu.demand_met", "network.spare", "network.available_capacity", "network.international_capacity", "platform.placed_share"}
)

func among(key string, list []string) bool {
	for _, l := range list {
		if stem, ok := strings.CutSuffix(l, "*"); l == key || ok && strings.HasPrefix(key, stem) {
			return true
		}
	}
	return false
}

// more reports whether more of a quantity is better. It errs where that is not known.
func (s *Swept) more(v seen, ask SweptAsk) (bool, error) {
	if m, ok := ask.Better[v.q.Metric]; ok {
		return m, nil
	}
	switch {
	case v.q.Kind == "target":
		return true, nil
	case v.q.Kind == "metric" && v.q.Stat == "sd":
	case v.q.Kind == "metric" && among(v.q.Metric, lessIsBetter):
		return false, nil
	case v.q.Kind == "metric" && among(v.q.Metric, moreIsBetter):
		return true, nil
	}
	return false, &BetterError{v.q.Metric}
}

// BetterError says that it is not known which way a metric is better.
type BetterError struct{ Metric string }

// Error implements error.
func (e *BetterError) Error() string {
	return fmt.Sprintf("it is not known whether more of %s is better: say --better %s=less or --better %s=more", e.Metric, e.Metric, e.Metric)
}
