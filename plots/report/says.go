package report

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/dist"
	"github.com/headroom-planner/headroom/solver/result"
)

// Says is what a scenario says of an input, in a reader's words and number marks: of an uncertain one P05, median and P95 with
// its distribution, of a choice its options with their chances, of a reference what is referred to. What was written is a.Written.
func Says(set *result.Set, a *result.Assumption, lang text.Lang) string {
	switch {
	case a.Uncertain && a.Draw == "interval": // the 90 % stand there already
		return quantilesOf(a, lang) + " · " + intervalName(a).In(lang) + ", " + wTheseTenths.In(lang)
	case a.Uncertain && a.Kind != declare.Choice && a.Kind != declare.Date:
		return quantilesOf(a, lang) + " · " + Distribution(a, lang)
	case a.Uncertain:
		return Distribution(a, lang)
	}
	return certainly(set, a, lang)
}

// Distribution is a sentence of how an uncertain input is distributed, in the unit that the scenario writes it in:
// triangular, least 2.2 · most likely 3 · greatest 3.7 kW. It is empty for a certain one.
func Distribution(a *result.Assumption, lang text.Lang) string {
	switch {
	case a.Draw == "expr":
		return a.Dist // a formula reads alike in both
	case a.Draw == "" || len(a.Args) == 0:
		return a.Dist
	case a.Kind == declare.Choice:
		return chances(a, lang)
	case a.Draw == "months":
		ms := a.Args["values"]
		return wOneMonth.In(lang) + " " + plots.FormatMonth(axis.Month(ms[0]), lang) + " – " + plots.FormatMonth(axis.Month(ms[len(ms)-1]), lang)
	case a.Draw == "interval":
		return intervalName(a).In(lang) + ", " + wNineTenths.In(lang) + " " + figureOf(a.Args["p05"][0], a, lang) + " – " + figureOf(a.Args["p95"][0], a, lang) + unitOf(a, lang)
	case a.Draw == "discrete":
		return weighted(a, lang)
	case a.Draw == "joint" || a.Draw == "empirical":
		return distWords[a.Draw].In(lang) + ", " + plots.FormatNumber(float64(len(a.Args["values"])), lang, 0) + " " + wValues.In(lang)
	}
	return sentence(a, lang)
}

// Source is where a value comes from: the fact it cites, or what is written beside it; a row's own words are in the reader's language.
func Source(a *result.Assumption, lang text.Lang) string {
	if a.Cite != "" {
		return a.CiteText.In(lang)
	}
	return text.Define(a.Source, lang)
}

// intervalName is the distribution that dist.Interval takes for a 90 % interval.
func intervalName(a *result.Assumption) text.Text {
	if a.Args["p05"][0] > 0 {
		return distWords["lognormal"]
	}
	return distWords["normal"]
}

// Confidence is the word for how far a value is trusted.
func Confidence(c string, lang text.Lang) string { return confidences[c].In(lang) }

// sentence names a distribution and its parameters; the unit stands after the last of those that carry it.
func sentence(a *result.Assumption, lang text.Lang) string {
	e, ok := dist.Lookup(a.Draw)
	if !ok {
		return a.Dist
	}
	type part struct {
		words  string
		scaled bool
	}
	var parts []part
	for _, p := range e.Params {
		if xs, has := a.Args[p.Key]; has {
			parts = append(parts, part{cmp.Or(paramWords[a.Draw+"."+p.Key].In(lang), paramWords[p.Key].In(lang), p.Key) + " " + figuresOf(xs, p.Scaled, a, lang), p.Scaled})
		}
	}
	for _, q := range dist.QuantileKeys() {
		if xs, has := a.Args[q]; has {
			parts = append(parts, part{strings.ToUpper(q) + " " + figuresOf(xs, true, a, lang), true})
		}
	}
	out := distWords[a.Draw].In(lang) + ", "
	for i, p := range parts {
		if i > 0 {
			out += " · "
		}
		out += p.words
		if p.scaled && (i == len(parts)-1 || !parts[i+1].scaled) {
			out += unitOf(a, lang)
		}
	}
	return out
}

// figuresOf writes the numbers of one parameter.
func figuresOf(xs []float64, scaled bool, a *result.Assumption, lang text.Lang) string {
	out := make([]string, len(xs))
	for i, x := range xs {
		if scaled {
			out[i] = figureOf(x, a, lang)
		} else {
			out[i] = asGiven(x, lang)
		}
	}
	return strings.Join(out, "; ")
}

// figureOf writes a number of an input's as it was given, in per cent where the scenario does.
func figureOf(x float64, a *result.Assumption, lang text.Lang) string {
	if a.Percent && perCent(a.Unit) {
		x *= 100
	}
	return asGiven(x, lang)
}

// asGiven writes a number with up to nine significant digits: a parameter is shown as it was given, not rounded.
func asGiven(x float64, lang text.Lang) string {
	s := strconv.FormatFloat(x, 'g', 9, 64)
	if mant, exp, ok := strings.Cut(s, "e"); ok {
		if a := math.Abs(x); a < 1e-6 || a >= 1e15 {
			e, _ := strconv.Atoi(exp)
			return text.Digits(mant, lang) + " × 10^" + strings.Replace(strconv.Itoa(e), "-", "−", 1)
		}
		y, _ := strconv.ParseFloat(s, 64)
		s = strconv.FormatFloat(y, 'f', -1, 64)
	}
	return text.Digits(s, lang)
}

// perCent reports whether a unit can be shown in per cent.
func perCent(unit string) bool { return unit == "1" || unit == "1/year" }

// unitOf is the word for the unit that an input is shown in, with the blank before it.
func unitOf(a *result.Assumption, lang text.Lang) string {
	switch {
	case a.Percent && a.Unit == "1", a.Unit == "%":
		return "\u00a0%"
	case a.Percent && a.Unit == "1/year":
		return "\u00a0" + unitIn("%/year", lang)
	}
	return unitAfter(a.Unit, lang)
}

// quantilesOf writes P05, median and P95.
func quantilesOf(a *result.Assumption, lang text.Lang) string {
	unit, k := a.Unit, 1.0
	if a.Percent && perCent(unit) {
		unit, k = "%", 100
	}
	var out [3]string
	least := 1e-9 * max(math.Abs(a.P[0]), math.Abs(a.P[2])) // a median of nought that a quantile function leaves at 1e-10
	for i, x := range a.P {
		if math.Abs(x) < least {
			x = 0
		}
		out[i] = strings.TrimSuffix(value(k*x, unit, lang), " %")
	}
	return strings.Join(out[:], " – ") + unitOf(a, lang)
}

// certainly writes a value that is the same in all draws.
func certainly(set *result.Set, a *result.Assumption, lang text.Lang) string {
	switch a.Kind {
	case declare.Choice:
		if i := int(a.Value); i >= 0 && i < len(a.Options) {
			return a.Options[i].Label.In(lang)
		}
	case declare.Reference:
		if _, ok := set.Collection(a.To); ok && a.Value >= 0 {
			return set.Member(a.To, written(a.Written)).Called().In(lang)
		}
	case declare.Date:
		if a.Value > 0 {
			return plots.FormatMonth(axis.Month(a.Value), lang)
		}
	case declare.Number, declare.Knots:
		if a.Draw == "expr" {
			return value(a.Value, a.Unit, lang) + unitOf(a, lang) + " · " + a.Dist
		}
		return figureOf(a.Value, a, lang) + unitOf(a, lang)
	}
	return written(a.Written)
}

// written takes the value out of what the scenario writes of a name or of words.
func written(s string) string {
	if rest, ok := strings.CutPrefix(s, "{value: "); ok {
		if i := strings.IndexAny(rest, ",}"); i >= 0 && rest[0] != '"' {
			s = rest[:i]
		} else if q, err := strconv.QuotedPrefix(rest); err == nil {
			s = q
		}
	}
	if strings.HasPrefix(s, `"`) {
		if u, err := strconv.Unquote(s); err == nil {
			return u
		}
	}
	return s
}

// chances are the options of a choice that have any, the likeliest first.
func chances(a *result.Assumption, lang text.Lang) string {
	type chance struct {
		label string
		p     float64
	}
	var all []chance
	sum := 0.0
	for _, w := range a.Args["weights"] {
		sum += w
	}
	for k, w := range a.Args["weights"] {
		if i := int(a.Args["values"][k]); w > 0 && i < len(a.Options) {
			all = append(all, chance{a.Options[i].Label.In(lang), w / sum})
		}
	}
	slices.SortStableFunc(all, func(x, y chance) int { return cmp.Compare(y.p, x.p) })
	if len(all) == 1 {
		return all[0].label
	}
	var out []string
	for _, c := range all {
		out = append(out, c.label+"\u00a0"+strings.ReplaceAll(stated(100*c.p, "%", lang), " %", "\u00a0%"))
	}
	return strings.Join(out, " · ")
}

// weighted are the values of a discrete distribution with their chances.
func weighted(a *result.Assumption, lang text.Lang) string {
	sum := 0.0
	for _, w := range a.Args["weights"] {
		sum += w
	}
	var out []string
	for i, w := range a.Args["weights"] {
		out = append(out, figureOf(a.Args["values"][i], a, lang)+unitOf(a, lang)+" ("+strings.ReplaceAll(stated(100*w/sum, "%", lang), " %", "\u00a0%")+")")
	}
	return distWords["discrete"].In(lang) + ", " + strings.Join(out, " · ")
}

var (
	wOneMonth    = text.T("any month of", "một tháng bất kỳ trong")
	wNineTenths  = text.T("90 % within", "90 % nằm trong")
	wTheseTenths = text.T("90 % within these", "90 % nằm trong khoảng này")
	wValues      = text.T("values", "giá trị")
)

// distWords name the distributions; a test holds that each of package dist has its name.
var distWords = map[string]text.Text{
	"constant": text.T("constant", "hằng số"), "uniform": text.T("uniform", "đều"), "triangular": text.T("triangular", "tam giác"), "pert": text.T("PERT", "PERT"),
	"normal": text.T("normal", "chuẩn"), "truncated-normal": text.T("truncated normal", "chuẩn cắt cụt"), "lognormal": text.T("lognormal", "loga chuẩn"),
	"student-t": text.T("Student's t", "Student (t)"), "beta": text.T("beta", "beta"), "gamma": text.T("gamma", "gamma"), "weibull": text.T("Weibull", "Weibull"),
	"exponential": text.T("exponential", "mũ"), "metalog": text.T("metalog", "metalog"), "discrete": text.T("discrete", "rời rạc"), "bernoulli": text.T("Bernoulli", "Bernoulli"),
	"binomial": text.T("binomial", "nhị thức"), "poisson": text.T("Poisson", "Poisson"), "empirical": text.T("empirical", "thực nghiệm"), "joint": text.T("joint table", "bảng phân phối đồng thời"),
}

// paramWords name their parameters, by distribution where two mean another thing by one key.
var paramWords = map[string]text.Text{
	"min": text.T("least", "nhỏ nhất"), "mode": text.T("most likely", "hay gặp nhất"), "max": text.T("greatest", "lớn nhất"), "value": text.T("value", "giá trị"),
	"mean": text.T("mean", "trung bình"), "sd": text.T("standard deviation", "độ lệch chuẩn"), "median": text.T("median", "trung vị"),
	"sigma": text.T("standard deviation of the logarithm", "độ lệch chuẩn của logarit"), "df": text.T("degrees of freedom", "bậc tự do"),
	"location": text.T("centre", "tâm"), "scale": text.T("scale", "tham số tỷ lệ"), "shape": text.T("shape", "tham số hình dạng"),
	"alpha": text.T("alpha", "alpha"), "beta": text.T("beta", "beta"), "p": text.T("probability", "xác suất"), "n": text.T("trials", "số phép thử"),
	"metalog.p": text.T("probabilities", "xác suất"), "x": text.T("quantiles", "phân vị"), "poisson.mean": text.T("mean", "trung bình"),
}
