package unit

import (
	"errors"
	"math"
	"testing"
)

// FuzzParse: no text makes the reader panic; what parses converts to itself by
// 1, there and back by 1, and a product over one factor is the other.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "1", "MW", "kW/rack", "USD/station/year", "%", "kgCO2/kWh", "stations/day", "/", "MW//", "Mbps/subscription"} {
		f.Add(s, "kW")
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		u, err := Parse(a)
		if err != nil {
			var unknown *UnknownError
			if !errors.As(err, &unknown) || err.Error() == "" {
				t.Fatalf("%q: %v", a, err)
			}
			return
		}
		if k, err := Factor(u, u); err != nil || k != 1 {
			t.Fatalf("%q to itself is %g, %v", a, k, err)
		}
		v, err := Parse(b)
		if err != nil {
			return
		}
		if !Same(u.Times(v).Over(v), u) {
			t.Fatalf("%q x %q / %q is another unit", a, b, b)
		}
		k, err := Factor(u, v)
		if (err == nil) != Same(u, v) {
			t.Fatalf("%q to %q: %v", a, b, err)
		}
		if err != nil {
			return
		}
		if back, _ := Factor(v, u); k*back != 0 && !math.IsInf(k*back, 0) && math.Abs(k*back-1) > 1e-9 {
			t.Fatalf("%q to %q and back is %g", a, b, k*back)
		}
	})
}
