package gpu

import (
	"math"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/fleet"
	"github.com/headroom-planner/headroom/model/text"
)

const lifePart = "gpu.life"

// Life is how long GPUs stay in service: until they break, or a successor makes their
// power and racks worth more.
type Life struct {
	On     bool
	Median float64 // years
	Shape  float64 // of Weibull's distribution
}

// oldest is the most months that a fleet may have served before the run.
const oldest = 240

// startLives fills the share in service by age, in half months: GPUs of a month
// came in its middle.
func startLives(p *Params, s *State) {
	if !p.Life.On {
		return
	}
	w := fleet.Weibull{Shape: p.Life.Shape, Scale: p.Life.Median * monthsPerYear / math.Pow(math.Ln2, 1/p.Life.Shape)}
	for k := range s.survive {
		s.survive[k] = w.Survival(float64(k) / 2)
	}
	for i := range s.orders {
		clear(s.orders[i].cohorts)
	}
}

// age counts what a buyer has in service at the end of step t:
//
//	sum over s up to t of delivered(s) S(t - s + 1/2), S Weibull's survival in months.
//
// Without the part nothing retires.
func (p *Params) age(s *State, o *order, t axis.Step) {
	if !p.Life.On {
		o.alive = o.delivered
		return
	}
	o.cohorts[t], o.alive = o.new, 0
	if o.delivered == 0 {
		return
	}
	for k := 0; k <= int(t); k++ {
		o.alive += o.cohorts[k] * s.survive[2*(int(t)-k)+1]
	}
}

// stand counts what is left of the opening fleets at the end of step t: of a fleet of
// age a at the start, S(a + t)/S(a).
func (p *Params) stand(s *State, t axis.Step, o *Out) {
	if !p.Life.On {
		return
	}
	s.open = totals{}
	for i := range p.Fleets {
		f := &p.Fleets[i]
		was := p.ageAtStart(f)
		s.standing[i] = f.GPUs * ratio(s.survive[2*(was+int(t))], s.survive[2*was])
		o.FleetCount[i] = s.standing[i]
		if k := int(f.Accelerator); k >= 0 && k < len(p.Accelerators) {
			s.open.add(&p.Accelerators[k], s.standing[i])
		}
	}
}

// ageAtStart is the whole months that a fleet has served when the run starts.
func (p *Params) ageAtStart(f *Fleet) int {
	if f.Installed < 0 {
		return 0
	}
	return int(min(oldest-1, max(0, float64(p.begin)-f.Installed)))
}

// value is what was paid for what is in service, fleets at the start's prices.
func (p *Params) value(s *State) float64 {
	if !p.Life.On {
		sum := s.bought
		for i := range s.values {
			sum += s.values[i]
		}
		return sum
	}
	sum := 0.0
	for i := range s.values {
		sum += s.values[i] * ratio(s.standing[i], p.Fleets[i].GPUs)
	}
	for i := range s.orders {
		sum += s.orders[i].spent * ratio(s.orders[i].alive, s.orders[i].delivered)
	}
	return sum
}

var lifeInputs = []declare.Input[Params]{
	{Key: "life.median", Unit: "years", Min: 0.5, Max: 20, Part: lifePart,
		Label:  text.T("Life of GPUs", "Tuổi thọ GPU"),
		Doc:    "Years after which half of the GPUs of a vintage are out of service.",
		Source: "Definition. Book lives of servers are 4 to 6 years (annual reports of cloud companies, 2020 to 2025)",
		Ref:    func(p *Params) *float64 { return &p.Life.Median }},
	{Key: "life.shape", Unit: "1", Min: 0.5, Max: 20, Part: lifePart,
		Label:  text.T("Shape of lives", "Tham số hình dạng tuổi thọ"),
		Doc:    "Shape of Weibull's distribution of lives: 1 retires as many at any age, more retires the old.",
		Source: "Weibull, Journal of Applied Mechanics 18, 1951",
		Ref:    func(p *Params) *float64 { return &p.Life.Shape }},
}
