// Package axis holds time as indices: months counted from year 0, and the
// steps of one run. Nothing here reads a clock.
//
// Stocks belong to the end of a step, flows to the whole of it.
package axis

import (
	"fmt"
	"strconv"
)

// Month counts calendar months: 12*year + (month-1). 2025-10 is 24309.
type Month int

// M makes a Month from a calendar year and a month of 1 to 12.
func M(year, month int) Month { return Month(12*year + month - 1) }

// ParseMonth reads "2025-10". Day precision ("2025-10-15") is not a month and
// is an error.
func ParseMonth(s string) (Month, error) {
	if len(s) != 7 || s[4] != '-' || s[0] == '+' || s[5] == '+' {
		return 0, fmt.Errorf("%q is not a month; write it as 2025-10", s)
	}
	y, err1 := strconv.Atoi(s[:4])
	m, err2 := strconv.Atoi(s[5:])
	if err1 != nil || err2 != nil || m < 1 || m > 12 || y < 1900 || y > 2200 {
		return 0, fmt.Errorf("%q is not a month between 1900-01 and 2200-12", s)
	}
	return M(y, m), nil
}

// Year returns the calendar year.
func (m Month) Year() int { return int(m) / 12 }

// Of returns the month of the year, 1 to 12.
func (m Month) Of() int { return int(m)%12 + 1 }

// String writes the month as 2025-10.
func (m Month) String() string { return fmt.Sprintf("%04d-%02d", m.Year(), m.Of()) }

// MarshalText writes the month as 2025-10 in JSON and YAML.
func (m Month) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (m *Month) UnmarshalText(b []byte) error {
	v, err := ParseMonth(string(b))
	*m = v
	return err
}

// Days returns the number of days in the month (Gregorian calendar).
func (m Month) Days() int {
	switch m.Of() {
	case 4, 6, 9, 11:
		return 30
	case 2:
		y := m.Year()
		if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// Step is one monthly step of a run, counted from 0.
type Step int

// Axis is the run's time: Steps months, the first being Start. Step 0 reports
// the opening stock at the end of month Start; flows begin with step 1.
type Axis struct {
	Start Month `json:"start"`
	Steps int   `json:"steps"`
}

// Month returns the calendar month of step t.
func (a Axis) Month(t Step) Month { return a.Start + Month(t) }

// Step returns the step of month m, which may lie outside the run.
func (a Axis) Step(m Month) Step { return Step(m - a.Start) }

// Has reports whether month m lies within the run.
func (a Axis) Has(m Month) bool { return m >= a.Start && int(m-a.Start) < a.Steps }

// End returns the last month of the run.
func (a Axis) End() Month { return a.Start + Month(a.Steps-1) }

// Path is a piecewise-linear path through knots at calendar months, flat
// before the first and after the last knot. Values may be drawn; Months may not.
type Path struct {
	Months []float64 // ascending
	Values []float64 // same length
}

// At returns the path's value at month m by linear interpolation. An empty
// path is 0.
func (p *Path) At(m Month) float64 {
	n := len(p.Months)
	if n == 0 {
		return 0
	}
	x := float64(m)
	if x <= p.Months[0] {
		return p.Values[0]
	}
	for i := 1; i < n; i++ {
		if x <= p.Months[i] {
			f := (x - p.Months[i-1]) / (p.Months[i] - p.Months[i-1])
			return p.Values[i-1] + f*(p.Values[i]-p.Values[i-1])
		}
	}
	return p.Values[n-1]
}

// Clone returns a path that shares no memory with p.
func (p Path) Clone() Path {
	return Path{Months: append([]float64(nil), p.Months...), Values: append([]float64(nil), p.Values...)}
}
