package dist

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// StudentT is Student's t, moved and scaled. Make it with NewStudentT: its
// quantile is a table.
type StudentT struct {
	DF, Location, Scale float64
	table               *table // of asinh of the standard quantile
}

var studentEntry = Entry{
	Name: "student-t",
	Params: []Param{
		{Key: "df", Required: true, Doc: "degrees of freedom, above 2, so that the standard deviation exists; at most 1e6"},
		{Key: "location", Scaled: true, Required: true, Doc: "centre, the mean and the median"},
		{Key: "scale", Scaled: true, Required: true, Doc: "scale, above 0; the standard deviation is scale sqrt(df/(df-2))"},
	},
	Doc:     "A bell with heavy tails: what is left after fitting few data.",
	Formula: "x = location + scale T, T Student's t with df degrees of freedom",
	Source:  "Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions, volume 2, 1995, chapter 28",
	Example: Args{"df": {5}, "location": {10}, "scale": {2}},
	New: func(a Args) (Dist, []ParamError) {
		r := reader{args: a}
		r.known("df", "location", "scale")
		df, loc, scale := r.one("df"), r.one("location"), r.positive("scale")
		if df <= 2 || df > 1e6 {
			r.fail("df", "give more than 2, at most 1e6", "%.6g degrees of freedom have no standard deviation or are a normal", df)
		}
		if len(r.errs) > 0 {
			return nil, r.errs
		}
		return NewStudentT(df, loc, scale), nil
	},
}

// NewStudentT makes the distribution for df above 2. Its quantile is within
// 1e-9 of the scale in the body and 1e-9 relative in the tails.
func NewStudentT(df, location, scale float64) *StudentT {
	d := &StudentT{DF: df, Location: location, Scale: scale}
	g1, _ := math.Lgamma((df + 1) / 2)
	g2, _ := math.Lgamma(df / 2)
	norm := g1 - g2 - 0.5*math.Log(df*math.Pi)
	d.table = newTable(func(y float64) (below, above, density float64) {
		x := math.Sinh(y)
		// dx/dy = cosh y.
		return math.Log(tCDF(df, x)), math.Log(tCDF(df, -x)), norm - (df+1)/2*math.Log1p(x*x/df) + math.Log(math.Cosh(y))
	}, -300, 300)
	return d
}

// tCDF keeps its digits in the lower tail.
func tCDF(df, x float64) float64 {
	half := 0.5 * mathext.RegIncBeta(df/2, 0.5, df/(df+x*x))
	if x > 0 {
		return 1 - half
	}
	return half
}

// Quantile interpolates the table.
func (d *StudentT) Quantile(u float64) float64 { return d.Location + d.Scale*math.Sinh(d.table.at(u)) }

// CDF is half a regularised incomplete beta function of df/(df+t^2).
func (d *StudentT) CDF(x float64) float64 { return tCDF(d.DF, (x-d.Location)/d.Scale) }

// Mean is the location.
func (d *StudentT) Mean() float64 { return d.Location }

// SD is scale sqrt(df/(df-2)).
func (d *StudentT) SD() float64 { return d.Scale * math.Sqrt(d.DF/(d.DF-2)) }

// Support is the real line.
func (d *StudentT) Support() (lo, hi float64) { return math.Inf(-1), math.Inf(1) }
