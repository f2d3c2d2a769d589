package project

import "math"

// Never is the date of what does not come: +Inf.
func Never() float64 { return math.Inf(1) }

// Dates are those of a phase in one draw, in years from now; [Never] for a stage
// that its project does not reach, 0 for one that is passed.
type Dates struct {
	Permitted, Contracted, Construction float64
	Built, Connected, Equipped          float64
	Energised                           float64 // the last of these three
}

// Portfolio is projects that share shocks.
type Portfolio struct {
	Projects             []Project
	Utilities, Factories int
	Shocks               Shocks
}

// Check refuses portfolios with numbers outside their ranges.
func (f *Portfolio) Check() error {
	for i := range f.Projects {
		if err := f.Projects[i].Check(f.Utilities, f.Factories); err != nil {
			return err
		}
	}
	return f.Shocks.Check()
}

// Phases is how many there are in all.
func (f *Portfolio) Phases() int {
	n := 0
	for i := range f.Projects {
		n += len(f.Projects[i].Phases)
	}
	return n
}

// The uniform numbers of a project and of a phase.
const (
	ofProject = 1 + int(Construction) // its fate, and the times to three stages
	ofPhase   = 3                     // building, connection, equipment
)

// Uniforms is how many numbers one draw takes: shocks of utilities, then of
// factories, then each project's, followed by those of its phases. Stages that are
// passed have their numbers too, so that a project which advances moves no other
// draw.
func (f *Portfolio) Uniforms() int {
	return f.Utilities + f.Factories + ofProject*len(f.Projects) + ofPhase*f.Phases()
}

// Draw turns uniform numbers in (0, 1), of which there are [Portfolio.Uniforms],
// into the dates of all phases, project by project; out has [Portfolio.Phases]
// places. It allocates nothing.
func (f *Portfolio) Draw(u []float64, out []Dates) {
	utility, factory := u[:f.Utilities], u[f.Utilities:f.Utilities+f.Factories]
	u = u[f.Utilities+f.Factories:]
	for i := range f.Projects {
		p := &f.Projects[i]
		common := p.stages(u[:ofProject])
		u = u[ofProject:]
		grid, equip := mixing(utility, p.Utility, f.Shocks.Utility), mixing(factory, p.Factory, f.Shocks.Factory)
		energised := p.Reaches(common.fate) == Energised
		for k := range p.Phases {
			out[0] = common.dates
			if common.dates.Construction < Never() {
				p.Phases[k].clocks(&out[0], u, grid, equip)
				if !energised {
					out[0].Energised = Never()
				}
			}
			u, out = u[ofPhase:], out[1:]
		}
	}
}

// drawn is what the phases of a project share in one draw.
type drawn struct {
	fate  float64
	dates Dates
}

// stages dates what is ahead of construction.
func (p *Project) stages(u []float64) drawn {
	d := drawn{fate: u[0], dates: Dates{Permitted: Never(), Contracted: Never(), Construction: Never(), Built: Never(), Connected: Never(), Equipped: Never(), Energised: Never()}}
	reached, t := p.Reaches(u[0]), 0.0
	for s, date := range [...]*float64{Permitted: &d.dates.Permitted, Contracted: &d.dates.Contracted, Construction: &d.dates.Construction} {
		if date == nil || Stage(s) > reached {
			continue
		}
		if Stage(s) > p.Stage {
			t += p.Ahead[s].Quantile(u[s])
		}
		*date = t
	}
	return d
}

// clocks dates a phase whose project is under construction.
func (f *Phase) clocks(d *Dates, u []float64, grid, equip mix) {
	start := d.Construction + f.Starts
	d.Built = start + f.Build.Quantile(u[0])
	d.Connected = start + f.Grid.at(grid.score(u[1]))
	d.Equipped = start + f.Equip.at(equip.score(u[2]))
	d.Energised = max(d.Built, d.Connected, d.Equipped)
}

// mix is the one-factor Gaussian: score = shared + own x Phi^-1(u).
type mix struct{ shared, own float64 }

func mixing(u []float64, owner int, rho float64) mix {
	if owner < 0 {
		return mix{0, 1}
	}
	return mix{math.Sqrt(rho) * score(u[owner]), math.Sqrt(1 - rho)}
}

func (m mix) score(u float64) float64 { return m.shared + m.own*score(u) }

// EnergisedMW is the power energised by t years from now in one draw.
func (f *Portfolio) EnergisedMW(dates []Dates, t float64) float64 {
	sum, k := 0.0, 0
	for i := range f.Projects {
		for j := range f.Projects[i].Phases {
			if dates[k].Energised <= t {
				sum += f.Projects[i].Phases[j].MW
			}
			k++
		}
	}
	return sum
}

// FilledMW is the power let by t years from now in one draw, each phase along one
// curve from the date it was energised.
func (f *Portfolio) FilledMW(dates []Dates, c Fill, t float64) float64 {
	sum, k := 0.0, 0
	for i := range f.Projects {
		for j := range f.Projects[i].Phases {
			sum += f.Projects[i].Phases[j].MW * c.At(t-dates[k].Energised)
			k++
		}
	}
	return sum
}
