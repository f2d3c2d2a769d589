package fast

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// exact is e^x to 40 digits: the series of x/2^20, squared 20 times.
func exact(x float64) *big.Float {
	const prec = 200
	f := func(v float64) *big.Float { return new(big.Float).SetPrec(prec).SetFloat64(v) }
	y := new(big.Float).Quo(f(x), f(1<<20))
	sum, term := f(1), f(1)
	for i := 1; i < 30; i++ {
		term.Mul(term, y).Quo(term, f(float64(i)))
		sum.Add(sum, term)
	}
	for range 20 {
		sum.Mul(sum, sum)
	}
	return sum
}

// TestExp against forty digits.
func TestExp(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	worst := 0.0
	for i := range 20_000 {
		x := []float64{r.NormFloat64(), 50 * r.NormFloat64(), 1400*r.Float64() - 700, r.NormFloat64() * 1e-9}[i%4]
		if math.Abs(x) >= 700 {
			continue
		}
		want := exact(x)
		d := new(big.Float).Sub(new(big.Float).SetFloat64(Exp(x)), want)
		e, _ := d.Quo(d, want).Float64()
		worst = max(worst, math.Abs(e))
		if math.Abs(e) > 3e-16 {
			t.Fatalf("e^%g is off by %g", x, e)
		}
	}
	if worst == 0 {
		t.Error("no error at all: the test measures nothing")
	}
	for _, x := range []float64{0, math.Inf(1), math.Inf(-1), 709, -745, -800, 800} {
		if got, want := Exp(x), math.Exp(x); got != want {
			t.Errorf("e^%g is %g, want %g", x, got, want)
		}
	}
	if !math.IsNaN(Exp(math.NaN())) {
		t.Error("e^NaN is a number")
	}
}

// TestExpRises: never falls where the pieces of the table meet.
func TestExpRises(t *testing.T) {
	for k := -3000; k < 3000; k++ {
		x := (float64(k) + 0.5) * math.Ln2 / 64
		if a, b, c := Exp(math.Nextafter(x, -1e9)), Exp(x), Exp(math.Nextafter(x, 1e9)); a > b*(1+3e-16) || b > c*(1+3e-16) {
			t.Errorf("around %g: %g, %g, %g", x, a, b, c)
		}
	}
}

func BenchmarkExp(b *testing.B) {
	x := make([]float64, 1024)
	for i := range x {
		x[i] = rand.NormFloat64()
	}
	s := 0.0
	for _, f := range []struct {
		name string
		f    func(float64) float64
	}{{"fast", nil}, {"math", math.Exp}} {
		b.Run(f.name, func(b *testing.B) {
			for b.Loop() {
				if f.f == nil {
					for _, v := range x {
						s += Exp(v)
					}
					continue
				}
				for _, v := range x {
					s += math.Exp(v)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1024, "ns/value")
		})
	}
	if s == 0 {
		b.Fatal(s)
	}
}
