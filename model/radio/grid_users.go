package radio

import "math"

// user is what one place receives, in mW over the bandwidth and with every
// sector at full power.
type user struct {
	served float64 // from the strongest sector
	others float64 // from the rest
	beyond float64 // of these, from sites farther than the model is valid
}

// nearM is the least distance of a user from a site in m. Source: TR 38.901
// V16 Tables 7.2-1 and 7.2-3.
func (s Scenario) nearM() float64 {
	if s == UMi {
		return 10
	}
	return 35
}

// users computes what every point of the lattice receives. Points closer to a
// site than a user can be are left out.
func (g *Grid) users() []user {
	out := make([]user, 0, g.Points)
	ring := sites()
	var u [dims]float64
	for i := range g.Points {
		lattice(i, g.Points, &u)
		at := place(u[dimPlace], u[dimPlace+1])
		if math.Hypot(at.x, at.y)*g.SpacingM >= g.Model.Scenario.nearM() {
			out = append(out, g.receive(at, &ring, &u))
		}
	}
	return out
}

// receive adds up the sectors of all sites at a place.
func (g *Grid) receive(at point, ring *[19]point, u *[dims]float64) user {
	var r user
	total, beyond, servedBeyond := 0.0, 0.0, false
	fixed := g.PowerDBm + g.GainDBi - g.penetrationDB(u)
	common := normalQuantile(u[dimCommon])
	for s, site := range ring {
		dx, dy := (at.x-site.x)*g.SpacingM, (at.y-site.y)*g.SpacingM
		d := math.Hypot(dx, dy)
		c := NLOS
		if u[dimSight+s] < g.Model.losProbability(d) {
			c = LOS
		}
		far := d > g.Model.maxM(c)
		level := ratio(fixed - g.Model.lossDB(c, d) - g.Model.sigmaDB(c, d)*g.shadow(common, u[dimShadow+s]))
		azimuth, below := degrees(math.Atan2(dy, dx)), degrees(math.Atan2(g.Model.BaseM-g.Model.UserM, d))
		for sector := range 3 {
			p := level * ratio(g.Antenna.PatternDB(azimuth-g.Antenna.FirstAzimuth-120*float64(sector), below))
			total += p
			if far {
				beyond += p
			}
			if p > r.served {
				r.served, servedBeyond = p, far
			}
		}
	}
	r.others = math.Max(0, total-r.served)
	if servedBeyond {
		beyond -= r.served
	}
	r.beyond = math.Max(0, beyond)
	return r
}

// shadow is standard normal shadowing of one site: a part that all sites share
// and a part of its own.
func (g *Grid) shadow(common, own float64) float64 {
	return math.Sqrt(g.SiteCorrelation)*common + math.Sqrt(1-g.SiteCorrelation)*normalQuantile(own)
}

// penetrationDB is the loss into the user's building; 0 outdoors. The depth is
// the lesser of two uniform numbers, whose quantile is D (1 - sqrt(1-u)).
func (g *Grid) penetrationDB(u *[dims]float64) float64 {
	if u[dimIndoor] >= g.IndoorShare {
		return 0
	}
	b := LowLoss
	if u[dimClass] < g.HighLossShare {
		b = HighLoss
	}
	depth := g.Model.Scenario.MaxDepthM() * (1 - math.Sqrt(1-u[dimDepth]))
	return b.wallDB(g.Model.GHz) + RoomsDB(depth) + b.SigmaDB()*normalQuantile(u[dimWall])
}
