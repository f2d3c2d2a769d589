package hindcast

import (
	"fmt"
	"math"
	"sort"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/dist"
	"github.com/headroom-planner/headroom/solver/fit"
	"github.com/headroom-planner/headroom/solver/sample"
)

// Prior is what is believed of a country's roll-out before a count of its own is
// seen: its people, launch and 4G stations, and what other countries did.
type Prior struct {
	Country fit.Country
	// Sites is the country's own 4G stations, Pace its stations a month for a
	// million people.
	Sites, Pace dist.Lognormal
	// Record is how wide forecasts by such priors were in other roll-outs, by which
	// Process reads its intervals; none leaves them as they are.
	Record Record
}

// PriorOf takes the country's own 4G stations, and the pace from the other
// countries: from the fastest of each over two months or more, the predictive
// log-normal of one more, with the mean and the standard deviation of their
// logarithms times sqrt(1 + 1/n).
func PriorOf(c fit.Country, counts []fit.Count, countries []fit.Country, pools []Pool) (Prior, error) {
	out := Prior{Country: c}
	pace, _ := fit.PeakClasses(counts, countries, 2, c.Series)
	if len(pace.Values) < 2 {
		return out, fmt.Errorf("hindcast: fewer than two other roll-outs to learn the pace of %s from", c.Series)
	}
	out.Pace = next(pace.Values)
	for _, p := range pools {
		if p.Series == c.Series {
			out.Sites = p.At(c)
			return out, nil
		}
	}
	return out, fmt.Errorf("hindcast: no count of the 4G stations of %s", c.Series)
}

func next(values []float64) dist.Lognormal {
	d := fit.Class{Values: values}.Logs()
	return dist.Lognormal{Mu: d.Mu, Sigma: d.S * math.Sqrt(1+1/float64(d.N))}
}

// input is one uncertain number of a trial.
type input struct {
	name string
	ref  func(*Trial) *float64
	dist dist.Dist
}

// inputs are those of any country. Medians and spreads other than of Sites and
// Pace are judgements, wide on purpose; docs/MODELS.md says which were set by
// somebody who had seen the series. Steps of effort are those that a run of so many
// months after the launch comes to; they are the last.
func (p Prior) inputs(months int) []input {
	about := func(median, sigma float64) dist.Dist { return dist.Lognormal{Mu: math.Log(median), Sigma: sigma} }
	out := []input{
		{"sites", func(r *Trial) *float64 { return &r.Sites }, p.Sites},
		{"pace", func(r *Trial) *float64 { return &r.Pace }, p.Pace},
		{"ceiling", func(r *Trial) *float64 { return &r.Ceiling }, about(0.8, 0.6)},
		{"share", func(r *Trial) *float64 { return &r.Share }, dist.Uniform{Min: 0, Max: 1}},
		{"hazard", func(r *Trial) *float64 { return &r.Hazard }, about(0.15, 0.6)},
		{"infill", func(r *Trial) *float64 { return &r.Infill }, about(0.01, 0.8)},
		{"lead", func(r *Trial) *float64 { return &r.Lead }, dist.Uniform{Min: 3, Max: 15}},
		{"ramp", func(r *Trial) *float64 { return &r.Ramp }, about(9, 0.5)},
		{"lag", func(r *Trial) *float64 { return &r.Lag }, about(3, 0.5)},
		{"restless", func(r *Trial) *float64 { return &r.Restless }, about(0.35, 0.4)},
		{"noise", func(r *Trial) *float64 { return &r.Noise }, about(0.25, 0.5)},
	}
	for k := range min(max(months, 0)/halfYear+1, Knots) {
		out = append(out, input{fmt.Sprintf("step.%02d", k), func(r *Trial) *float64 { return &r.Steps[k] }, dist.Normal{Sigma: 1}})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].name < out[j].name })
	return out
}

// before is how many months before the launch a run begins: the longest lead.
const before = 16

// Plan is the country's roll-out as the engine runs it, for so many months after
// the launch.
func (p Prior) Plan(months int) *solver.PlanOf[Trial, Trial] {
	launch := axis.M(p.Country.Launch.Year(), int(p.Country.Launch.Month()))
	base := &Trial{Launch: launch, Million: p.Country.People / 1e6, first: launch - before}
	out := &solver.PlanOf[Trial, Trial]{System: trials, Name: "rollout", Axis: axis.Axis{Start: launch - before, Steps: before + months + 1}, Base: base,
		Layout: sample.Layout{Design: sample.MC, Seed: 57, Draws: 1, Replicates: 1}}
	for _, in := range p.inputs(months) {
		out.Uncertain = append(out.Uncertain, solver.UncertainOf[Trial]{Path: in.name, Ref: in.ref, Dist: in.dist, Min: math.Inf(-1), Max: math.Inf(1)})
	}
	return out
}
