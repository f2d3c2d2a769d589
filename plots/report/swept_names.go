package report

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/sweep"
)

// numbers are the labels of an axis as numbers, rising, or ok is false. "" is left out.
func (s *Swept) numbers(a int) (labels []string, x []float64, unit string, ok bool) {
	labels = slices.DeleteFunc(s.Table.Values(a, s.Points), func(l string) bool { return l == "" })
	x, unit, ok = sweep.Numbers(labels)
	if !ok {
		return s.Table.Values(a, s.Points), nil, "", false
	}
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		switch {
		case x[i] < x[j]:
			return -1
		case x[i] > x[j]:
			return 1
		}
		return 0
	})
	var ls []string
	var xs []float64
	for _, i := range order {
		if k := len(xs); k > 0 && xs[k-1] == x[i] { // "2" and "2.0" are two labels of one place
			return s.Table.Values(a, s.Points), nil, "", false
		}
		ls, xs = append(ls, labels[i]), append(xs, x[i])
	}
	if unit == "" {
		unit = s.Axes[a].Unit
	}
	return ls, xs, unit, true
}

// numeric reports whether an axis is one of numbers at every point that is shown.
func (s *Swept) numeric(a int) bool {
	_, _, _, ok := s.numbers(a)
	return ok && !slices.Contains(s.Table.Values(a, s.Points), "")
}

// axisName is an axis in words, with its unit where it is one of numbers.
func (s *Swept) axisName(a int, lang text.Lang) string {
	out := title1(s.axisLabel(a, lang))
	if _, _, unit, ok := s.numbers(a); ok && unitIn(unit, lang) != "" && unit != "1" {
		out += ", " + unitIn(unit, lang)
	}
	return out
}

// word is a label of an axis in words.
func (s *Swept) word(a int, label string, lang text.Lang) string {
	if label == "" {
		return "–"
	}
	if w, ok := s.Axes[a].Words[label]; ok {
		return w.In(lang)
	}
	if _, x, unit, ok := s.numbers(a); ok {
		if i, err := sweepNumber(label); err == nil && slices.Contains(x, i) {
			return axisNumber(i, unit, lang)
		}
	}
	if label == "none" {
		return wSweptNone.In(lang)
	}
	return label
}

func sweepNumber(label string) (float64, error) {
	x, _, ok := sweep.Numbers([]string{label})
	if !ok {
		return 0, errors.New("no number")
	}
	return x[0], nil
}

// axisNumber writes a value of an axis: as it is where four digits do, such as those that people choose, else to
// three, or to the whole number.
func axisNumber(x float64, unit string, lang text.Lang) string {
	digits := 0
	if x != 0 {
		digits = int(math.Floor(math.Log10(math.Abs(x))))
	}
	d := max(0, 2-digits)
	for k := 0; k <= max(0, 3-digits) && k <= 9; k++ {
		if p := math.Pow(10, float64(k)); math.Abs(math.Round(x*p)-x*p) <= 1e-6*math.Abs(x*p) {
			d = k
			break
		}
	}
	out := plots.FormatNumber(x, lang, d)
	if u := unitIn(unit, lang); u != "" && unit != "1" {
		out += " " + u
	}
	return unbroken(out)
}

// called names a value of an axis where the axis is not at hand: "growth of tariffs 4 %", in brief "tariff 4 %";
// "sharing: none", "radio".
func (s *Swept) called(a int, label string, lang text.Lang) string {
	w := s.word(a, label, lang)
	_, own := s.Axes[a].Words[label]
	name := s.Axes[a].Name
	if !s.brief {
		name = lower(s.axisLabel(a, lang))
	}
	switch {
	case label == "" || label == "none" && !own:
		return name + ":\u00a0" + w
	case s.numeric(a):
		return name + "\u00a0" + unbroken(w)
	}
	return w
}

// mostCalled is the length up to which points are called by the labels of inputs, beside a figure.
const mostCalled = 36

// named decides how points of one figure are called, by the axes that differ among them.
func (s *Swept) named(axes []int, lang text.Lang) {
	s.brief = false
	for _, p := range s.Points {
		if len([]rune(s.point(p, axes, lang))) > mostCalled {
			s.brief = true
			return
		}
	}
}

// fitting is the first of a title with axes called by their labels and one with their names that a page has room for.
func (s *Swept) fitting(title func() string) string {
	was := s.brief
	defer func() { s.brief = was }()
	s.brief = false
	if t := title(); plots.TitleFits(t) {
		return t
	}
	s.brief = true
	return title()
}

// point names a point by those of some axes that apply to it, or by all that do.
func (s *Swept) point(p int, axes []int, lang text.Lang) string {
	var parts []string
	for _, of := range [][]int{axes, s.Table.Free(s.Points)} {
		for _, a := range of {
			if l := s.Table.Points[p].Labels[a]; l != "" {
				parts = append(parts, s.called(a, l, lang))
			}
		}
		if len(parts) > 0 {
			break
		}
	}
	return strings.Join(parts, ", ")
}

func (s *Swept) axis(name string) int { return slices.Index(s.Table.Axes, name) }

// held says which axes were held at which value.
func (s *Swept) held(lang text.Lang) string {
	var parts []string
	for _, name := range s.Held {
		if a := s.axis(name); a >= 0 {
			var words []string
			for _, l := range s.Table.Values(a, s.Points) {
				words = append(words, s.word(a, l, lang))
			}
			parts = append(parts, name+" "+strings.Join(words, ", "))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return fmt.Sprintf(wSweptHeld.In(lang), strings.Join(parts, "; "))
}

// lacking says how many points that are shown lack a quantity.
func (s *Swept) lacking(v seen) string {
	n := 0
	for _, x := range s.values(v) {
		if x != x {
			n++
		}
	}
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(wSweptLack.In(v.lang), n)
}

func (s *Swept) footer(lang text.Lang) string {
	out := ""
	if s.Knowledge != "" {
		out = wEvidence.In(lang) + " " + s.Knowledge + " · "
	}
	out += "headroom · "
	if s.Scenario != "" {
		out += wScenario.In(lang) + " " + s.Scenario + " · "
	}
	hash := s.Hash[:min(8, len(s.Hash))]
	if n := len(s.Table.Points); n < s.Of {
		out += fmt.Sprintf(wSweptPart.In(lang), s.Name, hash, count0(n, lang), count0(s.Of, lang), count0(s.Draws, lang))
	} else {
		out += fmt.Sprintf(wSweptFoot.In(lang), s.Name, hash, count0(n, lang), count0(s.Draws, lang))
	}
	if s.Seed != "" {
		out += " · " + wSeed.In(lang) + " " + s.Seed
	}
	return out
}
