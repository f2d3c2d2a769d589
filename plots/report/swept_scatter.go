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

func (s *Swept) pointsOf(a int, label string) []int {
	return s.Table.Where(s.Points, a, []string{label})
}

// lessIsBetter and moreIsBetter are metrics for which nobody doubts which way is better, by key or its beginning
// before a "*". Of others, such as a load, the reader says so.
var (
	lessIsBetter = []string{"finance.*", "mobile.unit_cost", "mobile.capex*", "mobile.opex", "mobile.station_tco", "mobile.station_power", "mobile.unmet_traffic", "mobile.waiting", "mobile.plan_gap",
		"datacenter.capex", "datacenter.opex", "datacenter.land", "datacenter.pue", "datacenter.annual_pue", "datacenter.peak_pue", "datacenter.annual_wue", "datacenter.water", "datacenter.annual_water", "datacenter.peak_day_water",
		"datacenter.rack_shortfall*", "datacenter.standard_rack_shortfall", "datacenter.general_shortfall", "datacenter.nodes_unplaced", "datacenter.power_shortfall", "datacenter.stranded",
		"gpu.capex", "gpu.opex", "gpu.idle", "gpu.job_days*", "gpu.demand_unmet", "gpu.demand_wait", "gpu.rent_cost", "network.shortfall", "network.two_cut_short", "mix.short", "mix.short_share", "mix.worst_short", "mix.cost", "mix.present_cost", "platform.servers_short",
		"power.energy", "power.datacenter_energy", "power.ran_energy", "power.emissions*", "power.datacenter_emissions", "power.diesel*", "power.generator_hours", "power.energy_cost", "power.tariff", "power.factor", "power.cue*", "power.demand_cost", "power.carbon_cost", "power.water_cost", "power.source_water"}
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
