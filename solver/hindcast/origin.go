package hindcast

import (
	"slices"
	"sort"

	"github.com/headroom-planner/headroom/solver/fit"
)

// Origin is one place from which a roll-out is forecast: the counts until then,
// and what stood a horizon later.
type Origin struct {
	fit.Case
	// Known is the number of counts until the origin, that at it included.
	Known int
	// Between says that what stood is not a count but lies on the straight line
	// between its neighbours.
	Between bool
}

// Origins are all of a series that have at least so many counts, and a count at
// least so many years later.
func Origins(s fit.Series, least int, years float64) []Origin {
	var out []Origin
	for i := least - 1; i < len(s.T); i++ {
		t := s.T[i] + years
		j := sort.SearchFloat64s(s.T, t-dayInYears)
		if j == len(s.T) {
			break
		}
		o := Origin{Case: fit.Case{Series: fit.Series{Name: s.Name, T: append([]float64(nil), s.T[:i+1]...), Y: append([]float64(nil), s.Y[:i+1]...)}, At: s.T[i]}, Known: i + 1}
		y := s.Y[j]
		if s.T[j] > t+dayInYears {
			o.Between = true
			y = s.Y[j-1] + (t-s.T[j-1])/(s.T[j]-s.T[j-1])*(s.Y[j]-s.Y[j-1])
		}
		o.Series.T, o.Series.Y = append(o.Series.T, t), append(o.Series.Y, y)
		out = append(out, o)
	}
	return out
}

// Outlook is one origin with what stood at each of some horizons.
type Outlook []Origin

// Ahead are Origins at several horizons in years, those from the same count together.
func Ahead(s fit.Series, least int, years []float64) []Outlook {
	by := make([]Outlook, len(s.T)+1)
	for _, y := range years {
		for _, o := range Origins(s, least, y) {
			by[o.Known] = append(by[o.Known], o)
		}
	}
	return slices.DeleteFunc(by, func(o Outlook) bool { return len(o) == 0 })
}

// Forecast asks once for all horizons; later is what stood at them.
func (o Outlook) Forecast(by fit.Forecaster, opt fit.Options) (f fit.Forecast, later fit.Series, err error) {
	known, _ := o[0].Series.Split(o[0].At)
	later.Name = known.Name
	for _, x := range o {
		_, end := x.Series.Split(x.At)
		later.T, later.Y = append(later.T, end.T...), append(later.Y, end.Y...)
	}
	f, err = by.At(known, later.T, opt)
	return f, later, err
}

// dayInYears is how near a count must be to the horizon to be taken as it is:
// years of 365.25 days are up to a day off the calendar's.
const dayInYears = 1.5 / 365.25
