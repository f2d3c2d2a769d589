package hindcast

import (
	"math"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/fast"
	"github.com/headroom-planner/headroom/model/rollout"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/solver"
)

// Knots is how many half-yearly steps of effort a trial has after the launch.
const Knots = 14

// halfYear is the distance of knots in months.
const halfYear = 6

// Trial is one future and past of a country's roll-out. What counts cannot tell
// apart is one: Pace stands for the least of crews, deliveries, permits and budget.
type Trial struct {
	Launch  axis.Month
	Million float64 // people

	Sites    float64        // own 4G stations
	Ceiling  float64        // 5G stations for each of them in the end
	Share    float64        // of the ceiling, in the programme that is built first
	Hazard   float64        // of the programme, 1/month
	Infill   float64        // of what is beyond it, 1/month
	Pace     float64        // stations a month for a million people, when the ramp is over
	Lead     float64        // months from the decision to the launch
	Ramp     float64        // months
	Lag      float64        // months from the plan to the count
	Restless float64        // standard deviation of the logarithm of effort after a year
	Steps    [Knots]float64 // half-yearly steps of effort, standard normal
	Noise    float64        // standard deviation of the logarithm of a month's additions

	Counted float64 // the output: stations accepted

	p      rollout.Params
	s      rollout.State
	o      rollout.Out
	first  axis.Month
	effort [Knots + 1]float64 // logarithm at each knot
}

// procurement is the months of a tender: about three (press on Viet Nam's
// operators, 2025).
const procurement = 3

func (r *Trial) start() {
	ceiling := r.Sites * r.Ceiling
	r.p = rollout.Params{Sites: r.Sites, Ceiling: r.Ceiling, Programme: ceiling * r.Share, Achievement: 1, Hazard: r.Hazard, Infill: r.Infill,
		Permits: math.Inf(1), Deliveries: math.Inf(1), Crews: r.Pace * r.Million, CrewRate: 1, Season: rollout.Even, Effort: 1,
		Begin: float64(r.Launch) - r.Lead, Procurement: procurement, Ramp: r.Ramp, PermitLag: r.Lag / 3, SwitchOnLag: r.Lag / 3, CountLag: r.Lag / 3}
	rollout.Start(&r.p, &r.s)
	step := r.Restless * math.Sqrt(halfYear/12.0)
	for k, z := range r.Steps {
		r.effort[k+1] = r.effort[k] + step*z
	}
}

// advance moves through month t of the run. Effort goes straight from knot to
// knot, on the scale of logarithms, and is 1 until the launch.
func (r *Trial) advance(t axis.Step) {
	m := r.first + axis.Month(t)
	r.p.Effort = 1
	if since := m - r.Launch; since > 0 {
		k := min(int(since)/halfYear, Knots-1)
		f := min(float64(int(since)-k*halfYear)/halfYear, 1)
		r.p.Effort = fast.Exp(r.effort[k] + f*(r.effort[k+1]-r.effort[k]))
	}
	rollout.Advance(&r.p, &r.s, m, &r.o)
	r.Counted = r.o.Accepted
}

// path is start and advance for all months.
func (r *Trial) path(steps int, places []*float64, row []float64) {
	r.start()
	for t := range steps {
		r.advance(axis.Step(t))
		row = solver.Read(places, row)
	}
}

// The metrics of a trial.
const (
	counted = "rollout.counted"
	noise   = "rollout.noise"
)

var trials = &solver.System[Trial, Trial]{
	Clone: func(r *Trial) *Trial { c := *r; return &c },
	New: func(r *Trial) solver.Machine[Trial] {
		return solver.Machine[Trial]{Out: r, Start: r.start, Advance: r.advance, Path: r.path}
	},
	Metrics: func() []declare.Metric[Trial] {
		return []declare.Metric[Trial]{
			{Key: counted, Unit: "stations", Label: text.T("Stations counted", "Số trạm đã được tính"),
				Doc: "Stations accepted and counted.", Ref: func(r *Trial) *float64 { return &r.Counted }},
			{Key: noise, Unit: "1", Agg: declare.Ratio, Label: text.T("Noise of a month", "Nhiễu của một tháng"),
				Doc: "Standard deviation of the logarithm of a month's additions.", Ref: func(r *Trial) *float64 { return &r.Noise }},
		}
	},
	Present:  func(*Trial, string) bool { return true },
	Entities: func(*Trial, string) []string { return nil },
}
