package dist

// Rows is one column of a joint table: a draw takes the row at floor(n u), and
// inputs that share their uniforms take the same row. Its Quantile is for draws
// only, since it is not monotone; everything else is that of the empirical
// distribution, whose quantiles Marginal has.
type Rows struct {
	Empirical
	values []float64
}

// NewRows makes the column from at least one value; it keeps a copy.
func NewRows(values []float64) *Rows {
	return &Rows{*newEmpirical(values), append([]float64(nil), values...)}
}

// Quantile is the value in row floor(n u).
func (d *Rows) Quantile(u float64) float64 {
	return d.values[min(int(u*float64(len(d.values))), len(d.values)-1)]
}

// Marginal is the column's own distribution, its values in order.
func (d *Rows) Marginal() *Empirical { return &d.Empirical }

// Marginal is the distribution whose quantiles are those of d: d itself, but
// for a column of a joint table.
func Marginal(d Dist) Dist {
	if r, ok := d.(*Rows); ok {
		return r.Marginal()
	}
	return d
}
