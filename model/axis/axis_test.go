package axis

import "testing"

func TestMonth(t *testing.T) {
	// 12*2025 + 9 = 24309.
	if got := M(2025, 10); got != 24309 {
		t.Errorf("M(2025, 10) = %d", got)
	}
	for _, s := range []string{"2025-10", "1999-01", "2000-12"} {
		m, err := ParseMonth(s)
		if err != nil || m.String() != s {
			t.Errorf("%s reads back as %s, %v", s, m, err)
		}
		var back Month
		b, _ := m.MarshalText()
		if err := back.UnmarshalText(b); err != nil || back != m {
			t.Errorf("%s does not survive text", s)
		}
	}
	for _, s := range []string{"2025-13", "2025-00", "2025-1", "2025-10-15", "10/2025", "", "25-10"} {
		if _, err := ParseMonth(s); err == nil {
			t.Errorf("%q was taken for a month", s)
		}
	}
}

func TestDays(t *testing.T) {
	// Gregorian: 2000 and 2024 are leap years, 1900 and 2100 are not.
	for _, c := range []struct{ y, m, d int }{{2025, 10, 31}, {2025, 11, 30}, {2024, 2, 29}, {2025, 2, 28}, {2000, 2, 29}, {2100, 2, 28}} {
		if got := M(c.y, c.m).Days(); got != c.d {
			t.Errorf("%d-%02d has %d days, not %d", c.y, c.m, got, c.d)
		}
	}
	sum := 0
	for m := M(2025, 1); m <= M(2025, 12); m++ {
		sum += m.Days()
	}
	if sum != 365 {
		t.Errorf("2025 has %d days", sum)
	}
}

func TestAxis(t *testing.T) {
	a := Axis{Start: M(2025, 10), Steps: 63}
	if a.End() != M(2030, 12) {
		t.Errorf("63 months from 2025-10 end in %s", a.End())
	}
	if a.Step(M(2025, 12)) != 2 || a.Month(2) != M(2025, 12) {
		t.Error("December 2025 is step 2")
	}
	if a.Has(M(2025, 9)) || !a.Has(M(2025, 10)) || !a.Has(M(2030, 12)) || a.Has(M(2031, 1)) {
		t.Error("the axis has the wrong months")
	}
}

func TestPath(t *testing.T) {
	p := Path{Months: []float64{100, 112}, Values: []float64{10, 22}}
	for _, c := range []struct {
		m    Month
		want float64
	}{{90, 10}, {100, 10}, {101, 11}, {106, 16}, {112, 22}, {200, 22}} {
		if got := p.At(c.m); got != c.want {
			t.Errorf("at %d the path is %g, not %g", c.m, got, c.want)
		}
	}
	if (&Path{}).At(5) != 0 {
		t.Error("an empty path is not 0")
	}
	q := p.Clone()
	q.Values[0], q.Months[0] = 1, 1
	if p.Values[0] != 10 || p.Months[0] != 100 {
		t.Error("a clone shares memory")
	}
	if n := testing.AllocsPerRun(100, func() { p.At(106) }); n != 0 {
		t.Errorf("At allocates %g times", n)
	}
}
