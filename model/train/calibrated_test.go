package train

import (
	"fmt"
	"go/format"
	"os"
	"strings"
	"testing"
)

// TestShipped: calibrated.go is what the table of runs gives, to four digits; with
// -update it is written anew; the golden texts follow with a second -update.
func TestShipped(t *testing.T) {
	rs := runs(t)
	got := []byte(source(rs, Calibrate(rs, Prior())))
	if *update {
		if err := os.WriteFile("calibrated.go", got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("calibrated.go")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(want), fmt.Sprint(len(rs), " runs of ")) || strings.Count(string(want), "\n") != strings.Count(string(got), "\n") {
		t.Errorf("calibrated.go is not of this table; go test ./model/train -update writes it anew")
	}
}

// source is the Go source of a calibration.
func source(rs []Run, c Calibration) string {
	e := c.Efficiency
	families := map[string]bool{}
	for _, r := range rs {
		families[r.Family] = true
	}
	arr := func(x [generations]float64) string {
		s := make([]string, len(x))
		for i, v := range x {
			s[i] = fmt.Sprintf("%.4g", v)
		}
		return strings.Join(s, ", ")
	}
	var b strings.Builder
	fmt.Fprintf(&b, `package train

// Calibrated is the constants that fit the table of published runs
// (testdata/gpu/runs.csv, %d runs of %d families to October 2025); a test fits
// them anew and compares. Volta and other generations keep the prior.
func Calibrated() Calibration {
	return Calibration{
		Efficiency: Efficiency{
			Matrix:    [generations]float64{%s},
			Matrix8:   [generations]float64{%s},
			Attention: [generations]float64{%s},
			Grouped: %.4g, Memory: %.4g, Link: %.4g, Net: %.4g, Routing: %.4g, Expose: %.4g, LayerS: %.4g,
		},
		Regimes: []Regime{
`, len(rs), len(families), arr(e.Matrix), arr(e.Matrix8), arr(e.Attention), e.Grouped, e.Memory, e.Link, e.Net, e.Routing, e.Expose, e.LayerS)
	for _, r := range c.Regimes {
		fmt.Fprintf(&b, "\t\t\t{%s, %d, %v, %d, %.4g, %.4g},\n", r.Generation, r.Bits, r.Sparse, r.Runs, r.HFU, r.Factor)
	}
	fmt.Fprintf(&b, `		},
		Spread: [Mechanistic + 1]float64{0, %.4g, %.4g},
		Unlike: [Mechanistic + 1]float64{0, %.4g, %.4g},
		Max:    Extent{GPUs: %d, Seq: %d, TP: %d, PP: %d, CP: %d, EP: %d, Hidden: %d},
	}
}
`, c.Spread[1], c.Spread[2], c.Unlike[1], c.Unlike[2], c.Max.GPUs, c.Max.Seq, c.Max.TP, c.Max.PP, c.Max.CP, c.Max.EP, c.Max.Hidden)
	src, err := format.Source([]byte(b.String()))
	if err != nil {
		panic(err)
	}
	return string(src)
}
