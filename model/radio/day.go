package radio

// Profile is the load of the hours of a day from midnight, over that of the
// busiest hour: its greatest is 1.
type Profile [24]float64

// Flat is the profile of a site that is always as busy.
func Flat() Profile {
	var p Profile
	for h := range p {
		p[h] = 1
	}
	return p
}

// UrbanDay is a day of mobile data in a city: least at 5 and 6, most at 21 and
// 22. It is a judgement of the usual shape and not read from a source: a
// planner's own measurements should replace it.
func UrbanDay() Profile {
	return Profile{0.8, 0.6, 0.45, 0.3, 0.2, 0.15, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6,
		0.65, 0.7, 0.7, 0.7, 0.7, 0.75, 0.8, 0.85, 0.95, 1, 1, 0.9}
}

// BusyShare is the share of the day's traffic in its busiest hour, for
// BusyHourMbps.
func (p Profile) BusyShare() float64 {
	most, sum := 0.0, 0.0
	for _, x := range p {
		most = max(most, x)
		sum += x
	}
	return most / sum
}

// Check says whether every hour is between 0 and 1 and some hour is the busiest.
func (p Profile) Check() error {
	const of = "profile of a day"
	most := 0.0
	for _, x := range p {
		if err := within(of, "load of an hour over the busiest", "", x, 0, 1); err != nil {
			return err
		}
		most = max(most, x)
	}
	return within(of, "load of the busiest hour", "", most, 1, 1)
}

// Day is what a site takes from the grid in a day.
type Day struct {
	KWh    float64
	MeanKW float64
	PeakKW float64 // of the greatest hour
}

// Over adds up a day in which the busiest hour has the load busy, from 0 to 1.
// What sleep saves is the difference to the same site without it.
func (s Station) Over(p Profile, busy float64) Day {
	var d Day
	for _, x := range p {
		kw := s.MeterW(busy*x) / 1000
		d.KWh += kw
		d.PeakKW = max(d.PeakKW, kw)
	}
	d.MeanKW = d.KWh / 24
	return d
}

// MeanKW is the mean power of the same day without going hour by hour: power is linear in load among the hours in which
// radios sleep, and among the others.
func (s *Station) MeanKW(p *Profile, busy float64) float64 {
	asleep, lull := 0, 0.0 // hours of sleep, and their loads
	all := 0.0
	for _, x := range p {
		all += x
		if busy*x < s.SleepBelow {
			asleep++
			lull += x
		}
	}
	r := &s.Radio
	watts := float64(len(p))*r.IdleW + busy*all*(r.FullW-r.IdleW) - s.SleepShare*(float64(asleep)-busy*lull)*(r.IdleW-r.SleepW)
	watts = s.Radios*watts/float64(len(p)) + s.BasebandW + s.OtherW
	return watts * (1 + s.Cooling) / s.Rectifier / 1000
}
