package report

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/headroom-planner/headroom/solver/sweep"
)

// Swept is the table of a sweep, or some of its points, with the words by which readers know its parts.
type Swept struct {
	Table  *sweep.Table
	Points []int // those that are shown
	Of     int   // points of the sweep, those among them that the table lacks

	Name, Hash, Scenario string
	Draws, Replicates    int    // of each point; Replicates as in sample.Layout
	Seed                 string // "" where it is not known
	Knowledge            string // last day of the evidence; "" where it is not known

	Axes    []SweptAxis // as in Table
	Held    []string    // axes that were held, by name
	brief   bool        // axes are called by their names, not by the labels of their inputs
	Metrics func(key string) (SweptMetric, bool)
	Targets []SweptTarget
}

// SweptAxis is how readers know an axis.
type SweptAxis struct {
	Name  string
	Label text.Text            // of the input it varies; empty for none
	Unit  string               // of numbers that are written without one; "" for none
	Words map[string]text.Text // of labels that have other words
}

// SweptMetric is what is known of a metric beside its numbers.
type SweptMetric struct {
	result.Metric
	Options []declare.Option // of what binds
}

// SweptTarget is a target of the sweep's scenario. Threshold is NaN where points have different ones.
type SweptTarget struct {
	ID        string
	Label     text.Text
	Metric    string
	Entity    string
	At        string
	Threshold float64
	AtMost    bool
}

// Quantity is one number of each point: a statistic of a metric, the share of a binding constraint, or the
// probability of a target.
type Quantity struct {
	sweep.Key
	Stat string // of sweep.Statistics; of a target and a share "mean"
}

// SweptAsk says what a figure of a sweep shows.
type SweptAsk struct {
	X, Y   string          // axes across and upwards; "" for the figure's own choice
	Better map[string]bool // of metrics whose better way was said: whether more is better
}

var (
	wSweptRange  = text.T("%s: from %s (%s) to %s (%s)", "%s: từ %s (%s) đến %s (%s)")
	wSweptSame   = text.T("%s: %s at all %d points shown", "%s: %s ở cả %d điểm được thể hiện")
	wSweptTop    = text.T("%s: highest %s (%s), lowest %s (%s)", "%s: cao nhất %s (%s), thấp nhất %s (%s)")
	wSweptRises  = text.T("%s rises from %s (%s) to %s (%s)", "%s tăng từ %s (%s) đến %s (%s)")
	wSweptFalls  = text.T("%s falls from %s (%s) to %s (%s)", "%s giảm từ %s (%s) đến %s (%s)")
	wSweptGoes   = text.T("%s, from %s to %s: %s", "%s, từ %s đến %s: %s")
	wSweptGo     = text.T("%s to %s with %s", "%s đến %s với %s")
	wSweptBy     = text.T("%s by %s", "%s theo %s")
	wSweptBetw   = text.T("; between the points that were run, colours are interpolated", "; giữa các điểm đã chạy, màu được nội suy")
	wSweptLines  = text.T("; lines: probability of “%s”, %s", "; đường: xác suất “%s”, %s")
	wSweptLevels = text.T("; lines at %s", "; đường mức %s")
	wSweptNotes  = text.T("; below: probability of “%s”", "; bên dưới: xác suất “%s”")
	wSweptSE     = text.T("; ± is the standard error of sampling", "; ± là sai số chuẩn do lấy mẫu")
	wSweptBands  = text.T("median with 50, 80 and 90 % bands", "trung vị, khoảng 50, 80 và 90 %")
	wSweptEnds   = text.T("median of each line with the ends of its 90 % band", "trung vị mỗi đường và hai đầu khoảng 90 %")
	wSweptProb   = text.T("probability with the 95 % interval of sampling", "xác suất với khoảng 95 % do lấy mẫu")
	wSweptDots   = text.T("; dots are points of the sweep", "; chấm là các điểm của lượt quét")
	wSweptHalf   = text.T("median with 50 % and 90 % ranges", "trung vị, khoảng 50 % và 90 %")
	wSweptHeld   = text.T("; held: %s", "; giữ nguyên: %s")
	wSweptFoot   = text.T("sweep %s@%s · %s points of %s draws", "lượt quét %s@%s · %s điểm, mỗi điểm %s lần mô phỏng")
	wSweptPart   = text.T("sweep %s@%s · %s of %s points, of %s draws", "lượt quét %s@%s · %s/%s điểm, mỗi điểm %s lần mô phỏng")
	wSweptFront  = text.T("%d of %d points are not beaten in both: %s from %s to %s, %s from %s to %s", "%d/%d điểm không bị vượt ở cả hai: %s từ %s đến %s, %s từ %s đến %s")
	wSweptBest   = text.T("Best in both (%s): %s %s, %s %s", "Tốt nhất ở cả hai (%s): %s %s, %s %s")
	wSweptAll    = text.T("All %d points have the same %s, %s, and %s, %s", "Cả %d điểm có cùng %s, %s, và %s, %s")
	wSweptCloud  = text.T("One dot for each point, its median; lines from P10 to P90", "Mỗi chấm là một điểm, tại trung vị; vạch từ P10 đến P90")
	wSweptCloudP = text.T("One dot for each point; lines are P10 to P90 of a metric, and the 95 % interval of sampling of a probability", "Mỗi chấm là một điểm; vạch từ P10 đến P90 của chỉ tiêu, hoặc khoảng 95 % do lấy mẫu của xác suất")
	wSweptSampl  = text.T("One dot for each point, its median, with the 95 %% interval of sampling; P10 to P90 of one point is wider than the page: %s and %s", "Mỗi chấm là một điểm, tại trung vị, với khoảng 95 %% do lấy mẫu; P10 đến P90 của một điểm rộng hơn cả hình: %s và %s")
	wSweptThere  = text.T("; probability of “%s” from %s to %s throughout", "; xác suất “%s” từ %s đến %s ở mọi nơi")
	wSweptNamed  = text.T("; the points of the front have their names", "; chỉ ghi tên các điểm không bị vượt")
	wSweptLess   = text.T("less is better", "thấp hơn là tốt hơn")
	wSweptMore   = text.T("more is better", "cao hơn là tốt hơn")
	wNotBeaten   = text.T("not beaten in both", "không bị vượt ở cả hai")
	wSweptMost   = text.T("%s: most probable at %s (%s), least at %s (%s)", "%s: khả năng cao nhất ở %s (%s), thấp nhất ở %s (%s)")
	wSweptOdds   = text.T("Probability at each point with the 95 % interval of sampling", "Xác suất tại mỗi điểm với khoảng 95 % do lấy mẫu")
	wSweptNone   = text.T("none", "không")
	wSweptLack   = text.T("; %d points lack it", "; %d điểm không có chỉ tiêu này")
)

// statWords name the statistics.
var statWords = map[string]text.Text{
	"mean": text.T("mean", "trung bình"), "sd": text.T("standard deviation", "độ lệch chuẩn"), "p50": wMedian,
	"p05": text.T("P5", "P5"), "p10": text.T("P10", "P10"), "p25": text.T("P25", "P25"), "p75": text.T("P75", "P75"), "p90": text.T("P90", "P90"), "p95": text.T("P95", "P95"),
}

// seen is a quantity ready to be shown.
type seen struct {
	q        Quantity
	label    string // "5G stations"
	when     string // "Dec 2030"
	stat     string // "median", "probability"
	k        scaled
	percent  bool
	share    bool    // a probability
	bound    float64 // of a target that no draw met, a share; 0 where it is not known
	boundary *result.Metric
	lang     text.Lang
}

// title is the quantity in a sentence: what, when, which statistic.
func (v seen) title() string {
	if v.share {
		return v.label + ", " + v.stat
	}
	return v.label + " " + fmt.Sprintf(text.T("in %s", "vào %s").In(v.lang), unbroken(v.when)) + ", " + v.stat
}

// phrase is the quantity in the midst of a sentence, before its value.
func (v seen) phrase() string {
	if v.share {
		return v.stat + text.T(" of “", " “").In(v.lang) + v.label + "”"
	}
	return lower(v.label)
}

// name is the quantity with its unit, for an axis.
func (v seen) name() string {
	if v.boundary == nil {
		return v.label
	}
	m := *v.boundary
	m.Unit = v.k.unit
	return name(&m, v.lang)
}

// num writes a value in the figure's unit.
func (v seen) num(x float64) string {
	if v.share {
		return v.probability(x)
	}
	return withUnit(x, v.k.unit, v.lang)
}

// probability writes a share in percent; where no draw, or every draw, meets a target it is the bound.
func (v seen) probability(x float64) string {
	switch {
	case v.bound > 0 && x <= 0:
		return unbroken(wBelow.In(v.lang) + " " + percentOf(v.bound, v.lang))
	case v.bound > 0 && x >= 100:
		return unbroken(wAbove.In(v.lang) + " " + percentOf(1-v.bound, v.lang))
	}
	return unbroken(percentOf(x/100, v.lang))
}

// bare writes a value without its unit.
func (v seen) bare(x float64) string {
	if v.share {
		return v.probability(x)
	}
	return unbroken(value(x, v.k.unit, v.lang))
}

// look makes a quantity ready. It errs where no point of those shown has it.
func (s *Swept) look(q Quantity, lang text.Lang) (seen, error) {
	v := seen{q: q, lang: lang, k: scaled{1, ""}}
	m, err := axis.ParseMonth(q.Date)
	if err != nil {
		return v, err
	}
	v.when = plots.FormatMonth(m, lang)
	switch q.Kind {
	case "target":
		v.label, v.stat, v.percent, v.share = q.Metric, lower(wProbability.In(lang)), true, true
		if t := s.target(q.Metric); t != nil {
			v.label = t.Label.In(lang)
		}
		if s.Draws > 0 {
			v.bound = 1 - math.Pow(0.05, 1/float64(s.Draws))
		}
		v.k = scaled{0.01, "%"}
	case "label":
		key, option, _ := strings.Cut(q.Metric, "=")
		v.label, v.stat, v.percent, v.share = q.Metric, wShareBound.In(lang), true, true
		if w, ok := s.Metrics(key); ok {
			v.label = w.Label.In(lang)
			for _, o := range w.Options {
				if o.Key == option {
					v.label += ": " + lower(o.Label.In(lang))
				}
			}
		}
		v.label += ", " + v.when
		v.k = scaled{0.01, "%"}
	default:
		most, unit := 0.0, ""
		for _, p := range s.Points {
			r := &s.Table.Rows[q.Key][p]
			if x, ok := r.Number("p95"); ok {
				most = max(most, x)
			}
			if x, ok := r.Number(q.Stat); ok {
				most, unit = max(most, math.Abs(x)), r.Unit
			}
		}
		v.k, v.percent = scaleOf(unit, most), unit == "%"
		v.label, v.stat = q.Metric, statWords[q.Stat].In(lang)
		if q.Stat == "p50" {
			v.stat = lower(v.stat)
		}
		v.boundary = &result.Metric{Unit: unit, Label: text.T(q.Metric, q.Metric)}
		if w, ok := s.Metrics(q.Metric); ok {
			v.label, v.boundary = w.Label.In(lang), &result.Metric{Unit: unit, Boundary: w.Boundary, Label: w.Label}
		}
		if q.Entity != "all" {
			v.label += " · " + q.Entity
			l := v.boundary.Label
			v.boundary.Label = text.T(l.EN+" · "+q.Entity, l.VI+" · "+q.Entity)
		}
	}
	for _, x := range s.values(v) {
		if x == x {
			return v, nil
		}
	}
	return v, fmt.Errorf("no point that is shown has the %s of %s in %s", q.Stat, q.Metric, q.Date)
}

func (s *Swept) target(id string) *SweptTarget {
	for i := range s.Targets {
		if s.Targets[i].ID == id {
			return &s.Targets[i]
		}
	}
	return nil
}

// at is a statistic of a point in the figure's unit; NaN where it is not known.
func (s *Swept) at(v seen, p int, stat string) float64 {
	rows := s.Table.Rows[v.q.Key]
	if p >= len(rows) {
		return math.NaN()
	}
	x, ok := rows[p].Number(stat)
	if !ok {
		return math.NaN()
	}
	return x / v.k.by
}

// values are those of the points that are shown.
func (s *Swept) values(v seen) []float64 {
	out := make([]float64, len(s.Points))
	for i, p := range s.Points {
		out[i] = s.at(v, p, v.q.Stat)
	}
	return out
}

// sampled is a probability in percent with the 95 % interval of sampling, and its words.
func (s *Swept) sampled(v seen, p int) (e plots.Estimate, words string) {
	x, se := s.at(v, p, "mean"), s.at(v, p, "se_mean")
	e = plots.Estimate{Value: x, Lo: math.NaN(), Hi: math.NaN()}
	if math.IsNaN(x) {
		return e, "–"
	}
	switch {
	case v.bound > 0 && x <= 0:
		e.Lo, e.Hi = 0, 100*v.bound
		return e, v.num(x)
	case v.bound > 0 && x >= 100:
		e.Lo, e.Hi = 100*(1-v.bound), 100
		return e, v.num(x)
	case math.IsNaN(se):
		return e, v.num(x)
	}
	t := result.T95(s.Replicates)
	e.Lo, e.Hi = max(0, x-t*se), min(100, x+t*se)
	return e, unbroken(percentOf(x/100, v.lang) + " ± " + plots.FormatNumber(se, v.lang, decimals(se/100)))
}

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

// ends are the points of the lowest and the highest value, the first of equal ones.
func (s *Swept) ends(v seen) (lo, hi int, same bool) {
	lo, hi = -1, -1
	for _, p := range s.Points {
		x := s.at(v, p, v.q.Stat)
		if x != x {
			continue
		}
		if lo < 0 || x < s.at(v, lo, v.q.Stat) {
			lo = p
		}
		if hi < 0 || x > s.at(v, hi, v.q.Stat) {
			hi = p
		}
	}
	a, b := s.at(v, lo, v.q.Stat), s.at(v, hi, v.q.Stat)
	return lo, hi, b-a <= 1e-9*math.Abs(b)
}

// found states the range of a quantity over the points, in the words of a pattern; high has the highest first.
func (s *Swept) found(v seen, pattern text.Text, axes []int, high bool) string {
	lo, hi, same := s.ends(v)
	if same {
		return fmt.Sprintf(wSweptSame.In(v.lang), v.title(), v.num(s.at(v, lo, v.q.Stat)), len(s.Points))
	}
	axes = s.matter(v, axes)
	first, last := v.bare, v.num // the unit once
	if high {
		lo, hi, first, last = hi, lo, v.num, v.bare
	}
	return s.fitting(func() string {
		return fmt.Sprintf(pattern.In(v.lang), v.title(), first(s.at(v, lo, v.q.Stat)), s.point(lo, axes, v.lang), last(s.at(v, hi, v.q.Stat)), s.point(hi, axes, v.lang))
	})
}

// mostCompared bounds the points of which each is held against each.
const mostCompared = 2000

// matter are those of some axes that change a quantity anywhere, all else alike, and those of which no two points
// tell.
func (s *Swept) matter(v seen, axes []int) []int {
	if len(s.Points) > mostCompared {
		return axes
	}
	moves, told := make([]bool, len(s.Table.Axes)), make([]bool, len(s.Table.Axes))
	for i, p := range s.Points {
		for _, q := range s.Points[:i] {
			differs, n := 0, 0
			for _, a := range axes {
				if s.Table.Points[p].Labels[a] != s.Table.Points[q].Labels[a] {
					differs, n = a, n+1
				}
			}
			if n == 1 {
				x, y := s.at(v, p, v.q.Stat), s.at(v, q, v.q.Stat)
				told[differs] = true
				moves[differs] = moves[differs] || !(math.Abs(x-y) <= 1e-9*math.Abs(x))
			}
		}
	}
	out := slices.DeleteFunc(slices.Clone(axes), func(a int) bool { return told[a] && !moves[a] })
	if len(out) == 0 {
		return axes
	}
	return out
}

// scale are the ends of a scale of colours for a probability: all of it, unless the values lie near each other.
func (s *Swept) scale(v seen) (out [2]float64) {
	lo, hi, _ := s.ends(v)
	a, b := math.Floor(s.at(v, lo, v.q.Stat)/5)*5, math.Ceil(s.at(v, hi, v.q.Stat)/5)*5
	if !v.share || b-a > 30 {
		return out
	}
	return [2]float64{a, max(b, a+5)}
}

// levels are the thresholds of targets for a metric in its month.
func (s *Swept) levels(v seen) []plots.Level {
	var out []plots.Level
	for i := range s.Targets {
		t := &s.Targets[i]
		if v.q.Kind == "metric" && t.Metric == v.q.Metric && t.Entity == v.q.Entity && t.At == v.q.Date && t.Threshold == t.Threshold && v.q.Stat != "sd" {
			out = append(out, plots.Level{Value: t.Threshold / v.k.by, Label: t.Label.In(v.lang)})
		}
	}
	return out
}

// file is the name of a figure's file.
func (q Quantity) file(kind string) string {
	key := fileName(strings.ReplaceAll(q.Metric, "=", "-"))
	if q.Kind == "metric" {
		key += "-" + q.Date
		if q.Entity != "all" {
			key += "-" + q.Entity
		}
		if q.Stat != "p50" {
			key += "-" + q.Stat
		}
	}
	return kind + "-" + key
}

// bands are the bands around the median, the widest first.
var sweptBands = [][2]string{{"p05", "p95"}, {"p10", "p90"}, {"p25", "p75"}}

// places are the values of an axis of numbers. A range whose ends are far apart, or that was laid out in even
// ratios, has them by their logarithm.
func (s *Swept) places(a int, lang text.Lang) (labels []string, at []plots.Place) {
	labels, x, _, _ := s.numbers(a)
	log := x[0] > 0 && len(x) > 2 && (x[len(x)-1]/x[0] >= 100 || evenRatios(x))
	for i := range x {
		q := plots.Place{At: x[i], Name: axisNumber(x[i], "1", lang)}
		if log {
			q.At = math.Log10(x[i])
		}
		at = append(at, q)
	}
	return labels, at
}

func evenRatios(x []float64) bool {
	r := x[1] / x[0]
	for i := 2; i < len(x); i++ {
		if math.Abs(x[i]/x[i-1]/r-1) > 1e-4 {
			return false
		}
	}
	return r > 1.2 // smaller ratios look alike on either scale
}
