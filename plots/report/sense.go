package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/result"
)

// Sense is what was found about the inputs of one number.
type Sense struct {
	Metric, Entity string
	At             axis.Month
	Rows           []SenseRow
	All            int // inputs that were looked at; 0 when Rows has them all
}

// SenseRow is one statistic of a method about an input, or about a group of them.
type SenseRow struct {
	Method, Statistic string
	Inputs            []string // paths; none for a statistic of the whole
	Value, Lo, Hi     float64  // Lo and Hi are NaN where there is no interval
}

// mostInputs is how many inputs a figure of them shows.
const mostInputs = 12

var (
	wSwings    = text.T("%s in %s moves most with %s: from %s to %s", "%s vào %s thay đổi nhiều nhất theo %s: từ %s đến %s")
	wOneByOne  = text.T("One input at a time at its P10 and its P90, the others at their medians; %s of %s shown", "Lần lượt từng đầu vào ở P10 và P90, các đầu vào khác ở trung vị; hiển thị %s/%s")
	wAtP10     = text.T("input at its P10", "đầu vào tại P10")
	wAtP90     = text.T("input at its P90", "đầu vào tại P90")
	wAndOthers = text.T("%s and %d more", "%s và %d đầu vào khác")
	wGoesWith  = text.T("%s in %s: %s of the variance goes with %s", "%s vào %s: %s phương sai đi cùng %s")
	wTogether  = text.T("%s in %s goes most with %s: %s", "%s vào %s tương quan mạnh nhất với %s: %s")
	wTop       = text.T("%s; 90 %% intervals, %s of %s shown", "%s; khoảng 90 %%, hiển thị %s/%s")
)

// senseKinds are the methods that have bars, with what they measure.
var senseKinds = []struct {
	method  string
	stats   []string
	names   []text.Text
	axis    text.Text
	percent bool // shares of variance
}{
	{"sobol", []string{"first", "total"}, []text.Text{text.T("alone", "riêng từng đầu vào"), text.T("with what it shares with others", "gồm cả tương tác")},
		text.T("Share of variance by Sobol indices", "Phần phương sai theo chỉ số Sobol"), true},
	{"given", []string{"first"}, []text.Text{text.T("alone", "riêng từng đầu vào")}, text.T("Share of variance that goes with each input alone, from the run's draws", "Phần phương sai đi cùng riêng từng đầu vào, từ các lần mô phỏng"), true},
	{"regression", []string{"prcc"}, []text.Text{text.T("PRCC", "PRCC")}, text.T("Partial rank correlation (PRCC)", "Tương quan hạng riêng phần (PRCC)"), false},
	{"morris", []string{"mu_star"}, []text.Text{text.T("mean size", "độ lớn trung bình")}, text.T("Mean size of elementary effects", "Độ lớn trung bình của hiệu ứng cơ bản"), false},
}

// Tornado makes the figure of how far the number moves with each input. ok is
// false when the rows hold no tornado.
func Tornado(set *result.Set, s Sense, lang text.Lang) (n Named, ok bool) {
	m, found := metricOf(set, s.Metric, s.Entity)
	type swing struct {
		inputs    []string
		low, high float64
	}
	base, all := math.NaN(), []swing{}
	for _, r := range s.Rows {
		if r.Method != "tornado" {
			continue
		}
		i := slices.IndexFunc(all, func(x swing) bool { return slices.Equal(x.inputs, r.Inputs) })
		if i < 0 && len(r.Inputs) > 0 {
			i = len(all)
			all = append(all, swing{r.Inputs, math.NaN(), math.NaN()})
		}
		switch r.Statistic {
		case "base":
			base = r.Value
		case "p10":
			all[i].low = r.Value
		case "p90":
			all[i].high = r.Value
		}
	}
	if !found || math.IsNaN(base) || len(all) == 0 {
		return n, false
	}
	// A choice may move the number to one side at both its ends: what is drawn, and counts, reaches from the base.
	ends := func(x swing) (lo, hi float64) { return min(x.low, x.high, base), max(x.low, x.high, base) }
	reach := func(x swing) float64 { lo, hi := ends(x); return hi - lo }
	slices.SortStableFunc(all, func(a, b swing) int { return cmp.Compare(reach(b), reach(a)) })
	shown := all[:min(len(all), mostInputs)]
	most := math.Abs(base)
	for _, x := range shown {
		most = max(most, math.Abs(x.low), math.Abs(x.high))
	}
	k := scaleOf(m.Unit, most)
	f := plots.Tornado{Lang: lang, Percent: m.Unit == "%", Base: base / k.by, BaseWord: withUnit(base/k.by, k.unit, lang), Footer: footer(set, s.Metric, lang),
		Name: name(&result.Metric{Unit: k.unit, Boundary: m.Boundary, Label: m.Label}, lang), Key: [2]string{wAtP10.In(lang), wAtP90.In(lang)},
		Subtitle: fmt.Sprintf(wOneByOne.In(lang), count0(len(shown), lang), count0(len(all), lang))}
	for _, x := range shown {
		row := plots.TornadoRow{Low: x.low / k.by, High: x.high / k.by}
		row.Name, row.Note = inputName(set, x.inputs, lang), inputEnds(set, x.inputs, lang)
		f.Rows = append(f.Rows, row)
	}
	lo, hi := ends(shown[0])
	f.Title = fmt.Sprintf(wSwings.In(lang), m.Label.In(lang), unbroken(plots.FormatMonth(s.At, lang)), inWords(f.Rows[0].Name),
		withUnit(lo/k.by, k.unit, lang), withUnit(hi/k.by, k.unit, lang))
	return Named{"tornado-" + s.file(), f.Title, f}, true
}

func (s Sense) file() string {
	out := fileName(s.Metric)
	if s.Entity != "all" {
		out += "-" + s.Entity
	}
	return out + "-" + s.At.String()
}

// Sensitivities makes a figure of bars for each method that the rows hold.
func Sensitivities(set *result.Set, s Sense, lang text.Lang) []Named {
	m, found := metricOf(set, s.Metric, s.Entity)
	if !found {
		return nil
	}
	var out []Named
	for _, k := range senseKinds {
		by := 1.0
		if k.percent {
			by = 100
		}
		f := plots.Sensitivity{Lang: lang, Percent: k.percent, Name: k.axis.In(lang), Footer: footer(set, s.Metric, lang)}
		for _, w := range k.names {
			f.Series = append(f.Series, w.In(lang))
		}
		var keys []string
		for _, r := range s.Rows {
			j := slices.Index(k.stats, r.Statistic)
			if r.Method != k.method || j < 0 {
				continue
			}
			id := strings.Join(r.Inputs, "+")
			i := slices.Index(keys, id)
			if i < 0 {
				i = len(keys)
				keys = append(keys, id)
				f.Rows = append(f.Rows, plots.SensitivityRow{Name: inputName(set, r.Inputs, lang), Bars: make([]plots.Estimate, len(k.stats))})
			}
			f.Rows[i].Bars[j] = plots.Estimate{Value: by * r.Value, Lo: by * r.Lo, Hi: by * r.Hi}
		}
		if len(f.Rows) == 0 {
			continue
		}
		last := len(k.stats) - 1
		slices.SortStableFunc(f.Rows, func(a, b plots.SensitivityRow) int {
			return cmp.Compare(math.Abs(b.Bars[last].Value), math.Abs(a.Bars[last].Value))
		})
		all := max(len(f.Rows), s.All)
		f.Rows = f.Rows[:min(len(f.Rows), mostInputs)]
		f.Subtitle = fmt.Sprintf(wTop.In(lang), k.axis.In(lang), count0(len(f.Rows), lang), count0(all, lang))
		f.Name = ""
		label, month, top := m.Label.In(lang), unbroken(plots.FormatMonth(s.At, lang)), f.Rows[0]
		if k.percent {
			f.Title = fmt.Sprintf(wGoesWith.In(lang), label, month, unbroken(plots.FormatNumber(top.Bars[0].Value, lang, 1)+" %"), inWords(top.Name))
		} else {
			f.Title = fmt.Sprintf(wTogether.In(lang), label, month, inWords(top.Name), plots.FormatNumber(top.Bars[0].Value, lang, 2))
		}
		out = append(out, Named{"sensitivity-" + k.method + "-" + s.file(), f.Title, f})
	}
	return out
}

// inputName is the label of an input, or of the first of a group.
func inputName(set *result.Set, paths []string, lang text.Lang) string {
	if len(paths) == 0 {
		return ""
	}
	label := paths[0]
	if a, ok := set.Assumption(paths[0]); ok {
		label = a.Label.In(lang)
	}
	if len(paths) > 1 {
		return fmt.Sprintf(wAndOthers.In(lang), label, len(paths)-1)
	}
	return label
}

// inWords is an input's label inside a sentence: what a member is called keeps its capital.
func inWords(label string) string {
	member, what, ok := strings.Cut(label, ": ")
	if !ok {
		return lower(label)
	}
	return member + ": " + lower(what)
}

// inputEnds writes the P10 and P90 of an input's draws with its unit; nothing
// for a group, for a choice, and for what has no draws or no unit.
func inputEnds(set *result.Set, paths []string, lang text.Lang) string {
	if len(paths) != 1 {
		return ""
	}
	a, ok := set.Assumption(paths[0])
	x := set.Column(paths[0])
	if !ok || x == nil || a.Unit == "" || strings.HasPrefix(a.Dist, "discrete") {
		return ""
	}
	var q [2]float64
	result.Quantiles(slices.Clone(x), []float64{0.1, 0.9}, q[:])
	return rangeOf(q[0], q[1], a.Unit, lang)
}
