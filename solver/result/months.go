package result

import (
	"encoding/json"
	"math"
)

// months are months that JSON can hold: one beyond the run is null.
type months []float64

// MarshalJSON writes null for a month that never comes.
func (m months) MarshalJSON() ([]byte, error) {
	out := make([]*float64, len(m))
	for i, x := range m {
		if !math.IsInf(x, 0) && !math.IsNaN(x) {
			out[i] = &m[i]
		}
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (m *months) UnmarshalJSON(b []byte) error {
	var in []*float64
	if err := json.Unmarshal(b, &in); err != nil {
		return err
	}
	*m = nil
	for _, x := range in {
		if x == nil {
			*m = append(*m, math.Inf(1))
		} else {
			*m = append(*m, *x)
		}
	}
	return nil
}

// into copies months that were read; those that were not there are unknown.
func (m months) into(to []float64) {
	for i := range to {
		to[i] = math.NaN()
		if i < len(m) {
			to[i] = m[i]
		}
	}
}

// MarshalJSON writes months beyond the run as null.
func (d DateSummary) MarshalJSON() ([]byte, error) {
	type plain DateSummary
	return json.Marshal(struct {
		plain
		P months
	}{plain(d), d.P[:]})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (d *DateSummary) UnmarshalJSON(b []byte) error {
	type plain DateSummary
	v := struct {
		*plain
		P months
	}{plain: (*plain)(d)}
	err := json.Unmarshal(b, &v)
	v.P.into(d.P[:])
	return err
}

// MarshalJSON writes months beyond the run as null.
func (r TargetResult) MarshalJSON() ([]byte, error) {
	type plain TargetResult
	return json.Marshal(struct {
		plain
		FirstDate, SureDate months
	}{plain(r), r.FirstDate[:], r.SureDate[:]})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (r *TargetResult) UnmarshalJSON(b []byte) error {
	type plain TargetResult
	v := struct {
		*plain
		FirstDate, SureDate months
	}{plain: (*plain)(r)}
	err := json.Unmarshal(b, &v)
	v.FirstDate.into(r.FirstDate[:])
	v.SureDate.into(r.SureDate[:])
	return err
}
