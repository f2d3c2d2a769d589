package report

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/result"
)

// headlines are the quantities of the answer, in order.
var headlines = []string{"mobile.stations", "mobile.population_coverage", "datacenter.facility_capacity", "datacenter.racks",
	"datacenter.annual_pue", "datacenter.annual_water", "gpu.count", "gpu.h100e",
	"platform.servers", "platform.power", "network.international_demand", "network.spare", "network.two_cut_spare",
	"mix.demand", "mix.used", "mix.abroad", "mix.short_share", "mix.present_cost", "finance.cumulative"}

// Answer writes the run's answer for a terminal: about fifteen lines, targets
// first.
func Answer(w io.Writer, set *result.Set, lang text.Lang) error {
	a := answer{set: set, lang: lang}
	a.line("%s · %s", set.Title.In(lang), stamp(set, "", lang))
	a.targets()
	a.rates()
	a.numbers()
	a.expansion()
	a.plants()
	a.clusters()
	a.binds()
	a.zones()
	if p := precision(a.set, a.lang); p != "" {
		a.line("%s", p)
	}
	a.register()
	_, err := io.WriteString(w, a.b.String())
	return err
}

type answer struct {
	set  *result.Set
	lang text.Lang
	b    strings.Builder
}

func (a *answer) line(format string, args ...any) {
	fmt.Fprintln(&a.b, strings.TrimRight(fmt.Sprintf(format, args...), " "))
}

// table writes rows with columns as wide as their widest cell.
func (a *answer) table(rows [][]string) {
	var widths []int
	for _, r := range rows {
		for i, c := range r {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(c))
		}
	}
	for _, r := range rows {
		var b strings.Builder
		for i, c := range r {
			b.WriteString(c + strings.Repeat(" ", widths[i]-utf8.RuneCountInString(c)+2))
		}
		a.line("%s", b.String())
	}
}

func (a *answer) targets() {
	if len(a.set.Targets) == 0 {
		return
	}
	rows := [][]string{{wTargets.In(a.lang), wProbability.In(a.lang), wReached.In(a.lang)}}
	for i := range a.set.Targets {
		t := &a.set.Targets[i]
		p := probability(t, a.lang)
		if t.Met != nil {
			p += " " + verdict(t, a.lang)
		}
		rows = append(rows, []string{"  " + t.Label.In(a.lang), p, dates(t, a.set.Axis, a.lang)})
	}
	a.table(rows)
}

func verdict(t *result.TargetResult, lang text.Lang) string {
	w := wMissed
	if *t.Met {
		w = wMet
	}
	return "(" + wRequired.In(lang) + " " + percentOf(t.Require, lang) + ": " + w.In(lang) + ")"
}

// rates sets the rate that the plan requires beside the observed one.
func (a *answer) rates() {
	if s := rateLine(a.set, a.lang); s != "" {
		a.line("%s: %s", wRate.In(a.lang), s)
		if s := planPowerLine(a.set, a.lang); s != "" {
			a.line("  %s", s)
		}
	}
	for _, s := range askLines(a.set, a.lang) {
		a.line("  %s", s)
	}
}

// rateLine is empty when the scenario has no plan ahead, or no target for
// stations to hold it against.
func rateLine(set *result.Set, lang text.Lang) string {
	if !slices.ContainsFunc(set.Targets, func(t result.TargetResult) bool { return t.Metric.Key == "mobile.stations" }) {
		return ""
	}
	first, ok1 := set.Find("mobile.required_rate_first", "all")
	end, ok2 := set.Find("mobile.required_rate_last", "all")
	seen, ok3 := set.Find("mobile.observed_rate", "all")
	gap, ok4 := set.Find("mobile.plan_gap", "all")
	now, ok5 := set.Find("mobile.stations", "all")
	if !ok1 || !ok2 || !ok3 || !ok4 || !ok5 || last(end, q50) == 0 {
		return ""
	}
	n := func(x float64) string { return plots.FormatNumber(x, lang, 0) }
	return fmt.Sprintf(wNeeds.In(lang), n(last(gap, q50)+now.Q[q50][0]), n(last(first, q50)), n(last(end, q50)),
		plots.FormatMonth(set.Axis.Start, lang), n(last(seen, q05)), n(last(seen, q95)))
}

// planPowerLine holds what the plan's stations would draw beside the data centres' power as
// it is counted; empty where one is missing.
func planPowerLine(set *result.Set, lang text.Lang) string {
	plan, ok1 := set.Find("mobile.plan_power", "all")
	now, ok2 := set.Find("datacenter.bridge_stock_facility", "all")
	if !ok1 || !ok2 {
		return ""
	}
	n := func(x float64) string { return plots.FormatNumber(x, lang, 0) }
	return fmt.Sprintf(wPlanPower.In(lang), n(last(plan, q05)), n(last(plan, q50)), n(last(plan, q95)), n(now.Q[q50][0]))
}

// numbers shows the headline quantities now, at the next year's end and at
// the end.
func (a *answer) numbers() {
	ends := yearEnds(a.set.Axis)
	mid := ends[0]
	if len(ends) > 2 {
		mid = ends[1]
	}
	final := a.set.Axis.Steps - 1
	at := func(t int) string { return plots.FormatMonth(a.set.Axis.Month(axis.Step(t)), a.lang) }
	rows := [][]string{{wQuantity.In(a.lang) + ", " + wP10P50P90.In(a.lang), at(0), at(mid), at(final)}}
	for _, key := range headlines {
		s, ok := a.set.Find(key, "all")
		if !ok || s.Q == nil || unspent(s) {
			continue
		}
		rows = append(rows, []string{"  " + name(&s.Metric, a.lang), band(s, 0, a.lang), band(s, mid, a.lang), band(s, final, a.lang)})
	}
	if len(rows) > 1 {
		a.table(rows)
	}
}

func (a *answer) expansion() {
	for _, s := range expansionLines(a.set, a.lang) {
		a.line("%s: %s", wExpansion.In(a.lang), s)
	}
}

// clusters shows training cases and uses of GPU time.
func (a *answer) clusters() {
	for _, t := range clusterTables(a.set, a.lang) {
		rows := [][]string{append([]string{t.Title}, t.Head[1:]...)}
		for _, r := range t.Rows {
			rows = append(rows, append([]string{"  " + r[0]}, r[1:]...))
		}
		a.table(rows)
	}
}

// expansionLines says what an expansion of GPUs takes, and which rack class
// lacks; nothing when there is none.
func expansionLines(set *result.Set, lang text.Lang) []string {
	gpus, ok1 := set.Find("gpu.expansion_gpus", "all")
	nodes, ok2 := set.Find("gpu.expansion_nodes", "all")
	it, ok3 := set.Find("gpu.expansion_it", "all")
	racks, ok4 := set.Find("gpu.expansion_racks", "all")
	per, ok5 := set.Find("gpu.nodes_per_reference_rack", "all")
	if !ok1 || !ok2 || !ok3 || !ok4 || !ok5 || last(gpus, q50) == 0 {
		return nil
	}
	n := func(s *result.Series, d int) string { return plots.FormatNumber(last(s, q50), lang, d) }
	out := []string{fmt.Sprintf(wExpansionOne.In(lang), n(gpus, 0), n(nodes, 0), n(it, 2), n(racks, 0), n(per, 0))}
	fit := last(racks, q95) > 0
	if !fit {
		out[0] = fmt.Sprintf(wExpansionNo.In(lang), n(gpus, 0), n(nodes, 0), n(it, 2), plots.FormatNumber(1000*last(it, q50)/last(nodes, q50), lang, 1))
	}
	all, ok1 := set.Find("gpu.expansion_total_it", "all")
	places, ok2 := set.Find("gpu.expansion_total_racks", "all")
	if ok1 && ok2 {
		out[0] += "; " + fmt.Sprintf(wExpansionAll.In(lang), n(all, 2))
		if fit {
			out[0] += fmt.Sprintf(wAndRacks.In(lang), n(places, 0))
		}
	}
	fits, ok1 := set.Find("datacenter.fits_standard", "all")
	rack, ok2 := set.Find("datacenter.kw_per_rack", "all")
	if ok1 && ok2 && last(fits, q95) == 0 && last(nodes, q50) > 0 {
		kw := 1000 * last(it, q50) / last(nodes, q50)
		out = append(out, fmt.Sprintf(wNoFit.In(lang), plots.FormatNumber(kw, lang, 1), plots.FormatNumber(last(rack, q05), lang, 2),
			plots.FormatNumber(last(rack, q95), lang, 2), lower(lacking(set, lang))))
	}
	return out
}

// lacking names the constraint of the data centres that ever binds most.
func lacking(set *result.Set, lang text.Lang) string {
	l, ok := set.Label("datacenter.binding")
	if !ok {
		return wLackDense.In(lang)
	}
	best, most := -1, 0.0
	for i := 1; i < len(l.Options); i++ {
		for _, p := range l.Share[i] {
			if p > most {
				best, most = i, p
			}
		}
	}
	if best < 0 {
		return wLackDense.In(lang)
	}
	return l.Options[best].Label.In(lang)
}

// binds names what binds in the largest share of draws, by domain, at the
// second year's end.
func (a *answer) binds() {
	var parts []string
	ends := yearEnds(a.set.Axis)
	t := ends[min(1, len(ends)-1)]
	for _, key := range shares {
		l, ok := a.set.Label(key)
		if !ok {
			continue
		}
		best := 0
		for i := range l.Options {
			if l.Share[i][t] > l.Share[best][t] {
				best = i
			}
		}
		parts = append(parts, fmt.Sprintf("%s: %s %s", domainWords[key].In(a.lang), lower(l.Options[best].Label.In(a.lang)), percentOf(l.Share[best][t], a.lang)))
	}
	if len(parts) > 0 {
		a.line("%s %s %s: %s", wBinds.In(a.lang), wIn.In(a.lang), plots.FormatMonth(a.set.Axis.Month(axis.Step(t)), a.lang), strings.Join(parts, " · "))
	}
}

func (a *answer) register() {
	c := count(a.set)
	a.line("%s %d: %d %s, %d %s, %d %s · %s %d", wAssumptions.In(a.lang), c.all, c.uncertain, wUncertain.In(a.lang),
		c.low, wLow.In(a.lang), c.noSource, wNoSource.In(a.lang), wWarnings.In(a.lang), len(a.set.Warnings))
	for _, w := range result.Notable(a.set.Warnings) {
		a.line("  %s", w.Text.In(a.lang))
	}
}

// lower puts a label into the middle of a sentence: abbreviations keep their
// capitals.
func lower(s string) string {
	r := []rune(s)
	if len(r) > 1 && unicode.IsUpper(r[0]) && !unicode.IsUpper(r[1]) {
		r[0] = unicode.ToLower(r[0])
	}
	return string(r)
}
