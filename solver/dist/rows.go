package dist

// Rows is one column of a joint table: a draw takes the row at floor(n u), and
// inputs that share their uniforms take the same row. Its quantile is not
// monotone; everything else is that of the empirical distribution.
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
