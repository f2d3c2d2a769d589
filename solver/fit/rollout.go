package fit

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"
	"time"
)

// Count is one published figure of a roll-out.
type Count struct {
	Series string
	Date   time.Time
	// Stations and Coverage, a per cent of people, are NaN where not published.
	Stations, Coverage float64
	Confidence, Source string
}

// Country is what a roll-out is measured against.
type Country struct {
	Series string
	Launch time.Time
	// People and Stations4G are NaN where no source was found.
	People, Stations4G float64
}

// day is the form of dates in the tables.
const day = "2006-01-02"

// ReadCounts reads a table with the columns series, date, stations,
// coverage_pct, confidence and source.
func ReadCounts(r io.Reader) ([]Count, error) {
	var out []Count
	err := rows(r, []string{"series", "date", "stations", "coverage_pct", "confidence", "source"}, func(f []string) error {
		c := Count{Series: f[0], Confidence: f[4], Source: f[5]}
		var err [3]error
		c.Date, err[0] = time.Parse(day, f[1])
		c.Stations, err[1] = number(f[2])
		c.Coverage, err[2] = number(f[3])
		out = append(out, c)
		return first(err[:])
	})
	return out, err
}

// ReadCountries reads a table with the columns series, launch, launch_source,
// people, people_source, stations_4g and stations_4g_source.
func ReadCountries(r io.Reader) ([]Country, error) {
	var out []Country
	names := []string{"series", "launch", "launch_source", "people", "people_source", "stations_4g", "stations_4g_source"}
	err := rows(r, names, func(f []string) error {
		c := Country{Series: f[0]}
		var err [3]error
		c.Launch, err[0] = time.Parse(day, f[1])
		c.People, err[1] = number(f[3])
		c.Stations4G, err[2] = number(f[5])
		out = append(out, c)
		return first(err[:])
	})
	return out, err
}

// SeriesOf is the station counts of a country in years of 365.25 days since
// its launch.
func SeriesOf(counts []Count, c Country) Series {
	s := Series{Name: c.Series}
	for _, x := range counts {
		if x.Series == c.Series && !math.IsNaN(x.Stations) {
			s.T, s.Y = append(s.T, c.Years(x.Date)), append(s.Y, x.Stations)
		}
	}
	return s
}

// Years is the time from the launch to a date, in years of 365.25 days.
func (c Country) Years(d time.Time) float64 { return d.Sub(c.Launch).Hours() / 24 / 365.25 }

// rows reads a CSV table with exactly these columns.
func rows(r io.Reader, names []string, row func(fields []string) error) error {
	table := csv.NewReader(r)
	head, err := table.Read()
	if err != nil {
		return fmt.Errorf("fit: %w", err)
	}
	if fmt.Sprint(head) != fmt.Sprint(names) {
		return fmt.Errorf("fit: the columns are %q, want %q", head, names)
	}
	for {
		f, err := table.Read()
		if err == io.EOF {
			return nil
		}
		if err == nil {
			err = row(f)
		}
		if err != nil {
			line, _ := table.FieldPos(0)
			return fmt.Errorf("fit: line %d: %w", line, err)
		}
	}
}

// number is NaN for an empty field.
func number(s string) (float64, error) {
	if s == "" {
		return math.NaN(), nil
	}
	return strconv.ParseFloat(s, 64)
}

func first(errs []error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
