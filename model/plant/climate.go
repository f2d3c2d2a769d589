package plant

import (
	"math"
	"slices"
	"strconv"
)

// Normal is the usual weather of a month of a year.
type Normal struct {
	MaxC, MinC  float64 // mean of the daily maximum and minimum of the dry bulb
	MeanC       float64 // mean dry bulb; NaN if unknown: then the shape of the day gives it
	Humidity    float64 // mean relative humidity, 0 to 1
	DrySDK      float64 // standard deviation of a day's mean dry bulb around the month's
	DewSDK      float64 // the same of a day's dew point
	Correlation float64 // between the two, -1 to 1
}

// Climate is twelve normals of a place, with where they are from.
type Climate struct {
	Place      string
	AltitudeM  float64
	Months     [12]Normal
	Source     string // of temperatures and humidity
	Confidence string // high, medium or low
}

// climateHead is the header that ReadClimates expects.
var climateHead = []string{"place", "month", "max", "min", "mean", "humidity", "dry_sd", "dew_sd", "correlation", "altitude", "source", "confidence"}

// ReadClimates reads climates from a table of comma-separated values: one line
// for each month of each place, months 1 to 12 in order; temperatures in C,
// humidity in %, deviations in K, altitude in m. An empty mean is unknown.
func ReadClimates(text string) ([]Climate, error) {
	var out []Climate
	for i, line := range lines(text) {
		row := cells(line)
		if i == 0 {
			if !slices.Equal(row, climateHead) {
				return nil, &TextError{1, "the columns are not place, month, max, min, mean, humidity, dry_sd, dew_sd, correlation, altitude, source, confidence"}
			}
			continue
		}
		if len(row) != len(climateHead) {
			return nil, &TextError{i + 1, strconv.Itoa(len(row)) + " cells"}
		}
		month := (i - 1) % 12
		if row[1] != strconv.Itoa(month+1) {
			return nil, &TextError{i + 1, "month " + row[1] + " where " + strconv.Itoa(month+1) + " is expected"}
		}
		if month == 0 {
			out = append(out, Climate{Place: row[0], Source: row[10], Confidence: row[11]})
		}
		c := &out[len(out)-1]
		if row[0] != c.Place {
			return nil, &TextError{i + 1, row[0] + " begins before " + c.Place + " has twelve months"}
		}
		if err := c.read(month, row); err != nil {
			return nil, &TextError{i + 1, err.Error()}
		}
	}
	if n := len(out); n == 0 || out[n-1].Months[11] == (Normal{}) {
		return nil, &TextError{len(lines(text)), "the table ends before December"}
	}
	return out, nil
}

// read fills a month from a row.
func (c *Climate) read(month int, row []string) error {
	var x [8]float64
	for k := range x {
		if k == 2 && row[4] == "" {
			x[k] = math.NaN()
			continue
		}
		v, err := strconv.ParseFloat(row[k+2], 64)
		if err != nil {
			return err
		}
		x[k] = v
	}
	c.Months[month] = Normal{x[0], x[1], x[2], x[3] / 100, x[4], x[5], x[6]}
	c.AltitudeM = x[7]
	return c.Months[month].Check()
}

// Check says whether a month is one that the weather model can take: -20 to 50
// C, mean between minimum and maximum, deviations up to 8 K.
func (n Normal) Check() error {
	const of = "climate normal"
	err := first(
		within(of, "mean maximum", "C", n.MaxC, -20, 50),
		within(of, "mean minimum", "C", n.MinC, -20, n.MaxC),
		within(of, "relative humidity", "", n.Humidity, 0.05, 0.97),
		within(of, "deviation of dry bulb", "K", n.DrySDK, 0, 8),
		within(of, "deviation of dew point", "K", n.DewSDK, 0, 8),
		within(of, "correlation", "", n.Correlation, -1, 1),
	)
	if err == nil && !math.IsNaN(n.MeanC) {
		// Beyond these no power of the day's shape has this mean.
		err = within(of, "mean", "C", n.MeanC, n.MinC+0.2*(n.MaxC-n.MinC), n.MinC+0.8*(n.MaxC-n.MinC))
	}
	return err
}
