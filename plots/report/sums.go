package report

import (
	"fmt"
	"math"
	"slices"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/result"
)

// sum is a metric with the metrics that add up to it. What they leave over is
// a part of its own, so that a new part of the model can never go missing.
type sum struct {
	total string
	parts []part
	rest  part
	flows bool // parts are within a month, the total is since the start
}

// part is one of a sum, in the colour of its domain: the same in every figure.
type part struct {
	name   text.Text
	colour int // of a theme's series
	keys   []string
}

// Sums are the totals that stack and waterfall know.
var sums = []sum{
	{total: "power.digital_load", rest: part{text.T("Fixed access", "Mạng cố định"), 5, nil}, parts: []part{
		{text.T("Data centres", "Trung tâm dữ liệu"), 1, []string{"datacenter.facility_load"}},
		{text.T("5G stations", "Trạm 5G"), 2, []string{"mobile.power"}},
	}},
	{total: "finance.cumulative", flows: true, rest: part{text.T("Other", "Khác"), 7, nil}, parts: []part{
		{text.T("5G networks", "Mạng 5G"), 2, []string{"finance.capex_mobile", "mobile.opex"}},
		{text.T("Data centres", "Trung tâm dữ liệu"), 1, []string{"finance.capex_datacenter", "datacenter.opex"}},
		{text.T("GPUs", "GPU"), 3, []string{"finance.capex_gpu", "gpu.opex"}},
		{text.T("Platforms", "Nền tảng số"), 4, []string{"finance.capex_platform"}},
		{text.T("Fixed lines", "Mạng cố định"), 5, []string{"finance.capex_network"}},
		{text.T("Electricity", "Điện"), 6, []string{"finance.energy_usd"}},
	}},
}

var (
	wTotal   = text.T("Total", "Tổng")
	wOthers  = text.T("Others", "Còn lại")
	wPartsOf = text.T("Mean of %s draws; the parts add up", "Trung bình của %s lần mô phỏng; các phần cộng thành tổng")
	wLargest = text.T("%s: %s in %s, of which %s\u00a0%s", "%s: %s vào %s, trong đó %s\u00a0%s")
	wNone    = text.T("%s: nothing in %s", "%s: bằng không vào %s")
	wAdds    = text.T("%s in %s: %s more with %s, most of it %s", "%s vào %s: %[4]s cần thêm %[3]s, chủ yếu là %[5]s")
	wSaves   = text.T("%s in %s: %s less with %s, most of it %s", "%s vào %s: %[4]s giảm %[3]s, chủ yếu là %[5]s")
	wSame    = text.T("%s in %s: no change with %s", "%s vào %s: không đổi với %s")
	wTwoRuns = text.T("Mean of %s draws in each of two runs; what each part adds", "Trung bình của %s lần mô phỏng mỗi lần chạy; phần thay đổi của từng khoản")
	wSumOf   = text.T("Mean of %s draws; what each part adds", "Trung bình của %s lần mô phỏng; đóng góp của từng phần")
)

// parts are a total's parts by month, in the total's unit.
type parts struct {
	metric result.Metric
	names  []string
	values [][]float64
	total  []float64

	colours []int // of the parts of a known sum
}

// tolerance is how far the parts of a sum may be off it before there is a rest: rounding.
const tolerance = 1e-9

// partsOf divides a metric into its parts: those of a known sum, or its
// members. ok is false when it has neither, or is no quantity over time.
func partsOf(set *result.Set, key string, lang text.Lang) (p parts, ok bool) {
	for _, s := range sums {
		if s.total == key {
			return s.of(set, lang)
		}
	}
	return membersOf(set, key, lang)
}

func (s sum) of(set *result.Set, lang text.Lang) (p parts, ok bool) {
	total, found := set.Find(s.total, "all")
	if !found || total.Final {
		return p, false
	}
	p.metric, p.total = total.Metric, total.Mean
	rest := slices.Clone(total.Mean)
	for _, x := range s.parts {
		v := make([]float64, len(rest))
		any := false
		for _, key := range x.keys {
			m, found := set.Find(key, "all")
			if !found {
				continue
			}
			any = true
			so := 0.0
			for t, y := range m.Mean {
				if so += y; !s.flows {
					so = y
				}
				v[t] += so
			}
		}
		for t := range rest {
			rest[t] -= v[t]
		}
		if any && slices.Max(v) > 0 {
			p.names, p.values, p.colours = append(p.names, x.name.In(lang)), append(p.values, v), append(p.colours, x.colour)
		}
	}
	if p.add(s.rest.name.In(lang), rest) {
		p.colours = append(p.colours, s.rest.colour)
	}
	return p, len(p.names) > 0
}

// most is how many members a stack shows; the others are one area.
const most = 6

func membersOf(set *result.Set, key string, lang text.Lang) (p parts, ok bool) {
	all := set.Each(key)
	if len(all) == 0 || all[0].Final || all[0].Unit == "%" {
		return p, false
	}
	p.metric = all[0].Metric
	end := len(all[0].Mean) - 1
	p.total = make([]float64, end+1)
	for _, s := range all {
		for t, v := range s.Mean {
			p.total[t] += v
		}
	}
	rest := slices.Clone(p.total)
	if total, found := set.Find(key, "all"); found && !total.Final {
		p.total, rest = total.Mean, slices.Clone(total.Mean)
	}
	shown := slices.Clone(all)
	slices.SortStableFunc(shown, func(a, b *result.Series) int {
		switch {
		case a.Mean[end] > b.Mean[end]:
			return -1
		case a.Mean[end] < b.Mean[end]:
			return 1
		}
		return 0
	})
	if len(shown) > most {
		shown = shown[:most]
	}
	for _, s := range shown {
		p.names, p.values = append(p.names, tileName(set.Member(s.Of, s.Entity), lang)), append(p.values, s.Mean)
		for t, v := range s.Mean {
			rest[t] -= v
		}
	}
	p.add(wOthers.In(lang), rest)
	return p, len(p.names) > 0
}

// add keeps what the parts leave over, when that is more than rounding, and reports whether it is.
func (p *parts) add(name string, rest []float64) bool {
	scale := 0.0
	for _, v := range p.total {
		scale = max(scale, math.Abs(v))
	}
	worth := false
	for t, v := range rest {
		if math.Abs(v) <= tolerance*scale {
			rest[t] = 0
		}
		worth = worth || rest[t] != 0
	}
	if worth {
		p.names, p.values = append(p.names, name), append(p.values, rest)
	}
	return worth
}

// words writes an amount of the total with its unit.
func (p parts) words(x float64, k scaled, lang text.Lang) string {
	return withUnit(x/k.by, k.unit, lang)
}

func withUnit(x float64, unit string, lang text.Lang) string {
	out := value(x, unit, lang)
	if u := unitIn(unit, lang); unit != "%" && u != "" {
		out += " " + u
	}
	return unbroken(out)
}

// Stack makes the figure of what a metric is made of, month by month. ok is
// false when it has no parts, or one below nought.
func Stack(set *result.Set, key string, lang text.Lang) (n Named, ok bool) {
	p, ok := partsOf(set, key, lang)
	if !ok || set.Axis.Steps < 2 {
		return n, false
	}
	for _, v := range p.values {
		if slices.Min(v) < 0 {
			return n, false
		}
	}
	k := scaleOf(p.metric.Unit, slices.Max(p.total))
	f := plots.Stack{Lang: lang, Months: months(set.Axis), Unit: unitIn(k.unit, lang), Names: p.names, Colours: p.colours, Total: wTotal.In(lang),
		Title: p.title(set, k, lang), Subtitle: fmt.Sprintf(wPartsOf.In(lang), count0(set.Draws, lang)), Footer: footer(set, key, lang)}
	for _, v := range p.values {
		f.Values = append(f.Values, k.list(v))
	}
	return Named{"stack-" + fileName(key), f.Title, f}, true
}

// title names the sum at the run's end and its largest part.
func (p parts) title(set *result.Set, k scaled, lang text.Lang) string {
	end := len(p.total) - 1
	month := unbroken(plots.FormatMonth(set.Axis.End(), lang))
	best := 0
	for i := range p.values {
		if p.values[i][end] > p.values[best][end] {
			best = i
		}
	}
	if p.total[end] <= 0 {
		return fmt.Sprintf(wNone.In(lang), p.metric.Label.In(lang), month)
	}
	return fmt.Sprintf(wLargest.In(lang), p.metric.Label.In(lang), p.words(p.total[end], k, lang), month, lower(p.names[best]), percentOf(p.values[best][end]/p.total[end], lang))
}

func count0(n int, lang text.Lang) string { return plots.FormatNumber(float64(n), lang, 0) }

// Waterfall makes the figure of what a metric is made of at the end of a run,
// or, with another run, of what each part adds to it there. ok is false when the metric has no parts.
func Waterfall(set, other *result.Set, names [2]string, key string, lang text.Lang) (n Named, ok bool) {
	p, ok := partsOf(set, key, lang)
	if !ok {
		return n, false
	}
	end := len(p.total) - 1
	k := scaleOf(p.metric.Unit, p.total[end])
	f := plots.Waterfall{Lang: lang, Unit: unitIn(k.unit, lang), Footer: footer(set, key, lang)}
	step := func(name string, v float64, total bool) {
		f.Steps = append(f.Steps, plots.WaterfallStep{Name: name, Value: v / k.by, Total: total})
	}
	if other == nil {
		f.Title, f.Subtitle = p.title(set, k, lang), fmt.Sprintf(wSumOf.In(lang), count0(set.Draws, lang))
		for i, name := range p.names {
			step(name, p.values[i][end], false)
		}
		step(wTotal.In(lang), p.total[end], true)
		return Named{"waterfall-" + fileName(key), f.Title, f}, true
	}
	q, ok := partsOf(other, key, lang)
	if !ok || other.Axis.End() != set.Axis.End() {
		return n, false
	}
	f.Footer += " · " + against(other, lang)
	f.Subtitle = fmt.Sprintf(wTwoRuns.In(lang), count0(set.Draws, lang))
	of := func(p parts, name string) float64 {
		if i := slices.Index(p.names, name); i >= 0 {
			return p.values[i][len(p.values[i])-1]
		}
		return 0
	}
	all := slices.Clone(p.names)
	for _, name := range q.names {
		if !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	last := len(q.total) - 1
	scale := max(math.Abs(p.total[end]), math.Abs(q.total[last]))
	step(names[0], p.total[end], true)
	so, best := p.total[end], ""
	most, change := 0.0, q.total[last]-p.total[end]
	for _, name := range all {
		d := of(q, name) - of(p, name)
		if math.Abs(d) <= tolerance*scale {
			continue
		}
		step(name, d, false)
		so += d
		if d*math.Copysign(1, change) > most {
			most, best = d*math.Copysign(1, change), name
		}
	}
	step(names[1], so, true)
	what, month := p.metric.Label.In(lang), unbroken(plots.FormatMonth(set.Axis.End(), lang))
	switch {
	case math.Abs(change) <= tolerance*scale || best == "":
		f.Title = fmt.Sprintf(wSame.In(lang), what, month, names[1])
	case change > 0:
		f.Title = fmt.Sprintf(wAdds.In(lang), what, month, p.words(change, scaleOf(p.metric.Unit, change), lang), names[1], lower(best))
	default:
		f.Title = fmt.Sprintf(wSaves.In(lang), what, month, p.words(-change, scaleOf(p.metric.Unit, -change), lang), names[1], lower(best))
	}
	return Named{"waterfall-" + fileName(key), f.Title, f}, true
}

// against names the run that another is held against, in a footer.
func against(set *result.Set, lang text.Lang) string {
	return fmt.Sprintf("%s@%s, %s %s, %s %d", set.Name, set.Hash[:min(8, len(set.Hash))], count0(set.Draws, lang), wDraws.In(lang), wSeed.In(lang), set.Seed)
}
