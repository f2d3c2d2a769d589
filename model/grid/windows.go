package grid

import "math"

// Period is a kind of hour in a tariff.
type Period uint8

// The periods, in the order of the decisions that set their prices.
const (
	Normal Period = iota
	OffPeak
	Peak
	periods
)

// String returns the common name.
func (p Period) String() string {
	switch p {
	case Normal:
		return "normal"
	case OffPeak:
		return "off-peak"
	case Peak:
		return "peak"
	}
	return "no period"
}

// Weekday is a day of the week, Monday first.
type Weekday uint8

// The days.
const (
	Monday Weekday = iota
	Tuesday
	Wednesday
	Thursday
	Friday
	Saturday
	Sunday
)

// Windows say which period each half-hour of a week belongs to, Monday 00:00
// first. Half-hours because meters and windows have them.
type Windows [daysPerWeek][halfHours]Period

// VietNamWindows are the hours of Viet Nam's retail tariff as they were in October
// 2025. Monday to Saturday peak 09:30 to 11:30 and 17:00 to 20:00; every day
// off-peak 22:00 to 04:00; the rest, and all of Sunday from 04:00 to 22:00, normal.
// Source: EVN, "Gia ban dien theo gio" (three-price sale by hour), after Circular
// 16/2014/TT-BCT of the Ministry of Industry and Trade; the same hours in the press
// of October 2025 (vietnamnet.vn 2452431).
func VietNamWindows() Windows {
	var w Windows
	for day := range w {
		for h := range w[day] {
			switch hour := float64(h) / 2; {
			case hour < 4 || hour >= 22:
				w[day][h] = OffPeak
			case Weekday(day) != Sunday && (hour >= 9.5 && hour < 11.5 || hour >= 17 && hour < 20):
				w[day][h] = Peak
			}
		}
	}
	return w
}

// Hours is how many hours of a week are in a period.
func (w *Windows) Hours(p Period) float64 {
	n := 0.0
	for day := range w {
		for _, q := range w[day] {
			if q == p {
				n += 0.5
			}
		}
	}
	return n
}

// At is the period of a half-hour, 0 to 47, of a day of the week.
func (w *Windows) At(day Weekday, half int) Period { return w[day%daysPerWeek][half%halfHours] }

// Energy is kWh of a period in a year of hourly loads in kW, the first hour being
// the one after midnight of a day of the week. An hour's load is the same in both
// of its halves. NaN for a period there is not.
func (w *Windows) Energy(kw []float64, begins Weekday, p Period) float64 {
	if p >= periods {
		return math.NaN()
	}
	sum := 0.0
	for h, x := range kw {
		day, half := Weekday((int(begins)+h/24)%daysPerWeek), 2*(h%24)
		if w.At(day, half) == p {
			sum += x / 2
		}
		if w.At(day, half+1) == p {
			sum += x / 2
		}
	}
	return sum
}
