package hindcast

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/headroom-planner/headroom/solver/dist"
	"github.com/headroom-planner/headroom/solver/fit"
)

// Pool is a count of a country's 4G stations or sites, which 5G goes onto.
type Pool struct {
	Series   string
	Date     time.Time
	Stations float64
	// Confidence is high, medium or low.
	Confidence, Source string
}

// ReadPools reads a table with the columns series, date, stations, confidence
// and source.
func ReadPools(r io.Reader) ([]Pool, error) {
	records, err := csv.NewReader(r).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("hindcast: %w", err)
	}
	names := []string{"series", "date", "stations", "confidence", "source"}
	if len(records) == 0 || !slices.Equal(records[0], names) {
		return nil, fmt.Errorf("hindcast: the columns of pools are %q", names)
	}
	var out []Pool
	for i, f := range records[1:] {
		p := Pool{Series: f[0], Confidence: f[3], Source: f[4]}
		var wrong error
		if p.Date, wrong = time.Parse("2006-01-02", f[1]); wrong == nil {
			p.Stations, wrong = strconv.ParseFloat(f[2], 64)
		}
		if wrong != nil || !(p.Stations > 0) {
			return nil, fmt.Errorf("hindcast: row %d of pools has date %q and stations %q", i+2, f[1], f[2])
		}
		out = append(out, p)
	}
	return out, nil
}

// At is what a pool was at the launch of 5G. A count of another time says less:
// the standard deviation of its logarithm is 0.1, for what is counted, plus 0.1
// for each year between, a judgement.
func (p Pool) At(c fit.Country) dist.Lognormal {
	return dist.Lognormal{Mu: math.Log(p.Stations), Sigma: 0.1 + 0.1*math.Abs(c.Years(p.Date))}
}
