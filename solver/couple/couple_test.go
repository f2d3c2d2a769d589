package couple

import (
	"math"
	"slices"
	"testing"
)

// chain is the factor of so many members, each correlated with the one before.
func chain(members int) [][]float64 {
	lower := make([][]float64, members)
	for k := range lower {
		lower[k] = make([]float64, k+1)
		lower[k][k] = 1
		if k > 0 {
			lower[k][k-1], lower[k][k] = 0.7, math.Sqrt(1-0.49)
		}
	}
	return lower
}

// TestDrawsStandAlone: a draw is what it is however many are drawn with it, a
// member added at the end moves no other, and nothing allocates.
func TestDrawsStandAlone(t *testing.T) {
	s3, s4 := NewStudent(4, 3), NewStudent(4, 4)
	for name, f := range map[string]func(c Columns, members int){
		"gaussian": func(c Columns, members int) { Gaussian(c, chain(members)) },
		"t": func(c Columns, members int) {
			if members == 3 {
				s3.Couple(c, chain(3))
			} else {
				s4.Couple(c, chain(4))
			}
		},
	} {
		long, short, more := uniforms(2, 3, 1000), uniforms(2, 3, 300), uniforms(2, 4, 300)
		f(columns(long), 3)
		f(columns(short), 3)
		f(columns(more), 4)
		for k := range short {
			if !slices.Equal(short[k], long[k][:300]) {
				t.Errorf("%s: member %d depends on the number of draws", name, k)
			}
			if !slices.Equal(short[k], more[k]) {
				t.Errorf("%s: member %d is moved by one after it", name, k)
			}
		}
	}
	u, own, lower := uniforms(2, 3, 300), uniforms(2, 3, 300), chain(3)
	c := columns(u)
	if n := testing.AllocsPerRun(20, func() {
		for k := range u {
			copy(u[k], own[k])
		}
		Gaussian(c, lower)
		for k := range u {
			copy(u[k], own[k])
		}
		s3.Couple(c, lower)
	}); n > 0 {
		t.Errorf("coupling allocates %g times", n)
	}
}

func BenchmarkStudent(b *testing.B) {
	const members = 12
	lower := chain(members)
	own := uniforms(1, members, 256)
	u := uniforms(1, members, 256)
	c, s := columns(u), NewStudent(4, members)
	for _, f := range []struct {
		name   string
		couple func()
	}{{"gaussian", func() { Gaussian(c, lower) }}, {"t", func() { s.Couple(c, lower) }}} {
		b.Run(f.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for k := range own {
					copy(u[k], own[k])
				}
				f.couple()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/256/members, "ns/number")
		})
	}
	b.Run("reorder/draws=100000", func(b *testing.B) {
		for b.Loop() {
			if err := Reorder(b.Context(), uniforms(1, members, 100_000), lower, 8); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("prepare", func(b *testing.B) {
		for b.Loop() {
			NewStudent(4, members)
			NewStudentRank(4).Correlation(0.5)
		}
	})
}
