package report

import (
	"fmt"
	"math"
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
