package power

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/unit"
)

func path(v ...float64) axis.Path {
	p := axis.Path{}
	for i := 0; i < len(v); i += 2 {
		p.Months, p.Values = append(p.Months, v[i]), append(p.Values, v[i+1])
	}
	return p
}

func month(y, m int) float64 { return float64(axis.M(y, m)) }

func country() Params {
	return Params{
		On: true, EmissionFactor: path(month(2025, 1), 0.66), TariffDC: 2000, TariffRadio: 3000, TariffGrowth: 0.05,
		PeakDemandMW: path(month(2025, 12), 54000, month(2030, 12), 94000),
		Zones: []Zone{
			{Name: "a", HeadroomMW: 100, Reinforcement: path(month(2026, 1), 0, month(2028, 1), 240), DelayMonths: 24},
			{Name: "b", HeadroomMW: 50, Reinforcement: path(month(2026, 1), 0), DelayMonths: 30},
		},
	}
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9*max(1, math.Abs(want)) {
		t.Errorf("%s is %.12g, want %.12g", what, got, want)
	}
}

// 182 MW through a month of 31 days: 182 x 744 / 1000 = 135.408 GWh. At 0.66
// kg/kWh 89.36928 kt, at 2,000 VND/kWh 270.816 thousand million dong. Radio:
// 100 MW are 74.4 GWh at 3,000 VND/kWh, 223.2 thousand million.
func TestMonth(t *testing.T) {
	p := country()
	p.TariffGrowth = 0
	s, o := NewState(&p), NewOut(&p)
	l := Load{FacilityMW: []float64{132, 50}, RANMW: 100}
	grid, delay := make([]float64, 2), make([]float64, 2)
	Start(&p, &s)
	Limits(&p, &s, axis.M(2025, 11), nil, grid, delay)
	Settle(&p, &s, axis.M(2025, 11), &l, &o)
	near(t, "energy of step 0", o.EnergyGWh+o.EmissionsKt+o.EnergyCostVND, 0)
	near(t, "load of step 0", o.DigitalMW, 282)
	Limits(&p, &s, axis.M(2025, 12), nil, grid, delay)
	Settle(&p, &s, axis.M(2025, 12), &l, &o)
	near(t, "energy of data centres", o.DatacenterGWh, 135.408)
	near(t, "energy of radio sites", o.RadioGWh, 74.4)
	near(t, "energy", o.EnergyGWh, 209.808)
	near(t, "emissions", o.EmissionsKt, (135.408+74.4)*0.66)
	near(t, "cost", o.EnergyCostVND, 270.816e9+223.2e9)
	near(t, "share of the peak", o.PeakShare, 100*282.0/54000)
	near(t, "load by zone", o.ZoneLoadMW[1], 50)
	Start(&p, &s)
	Settle(&p, &s, axis.M(2026, 1), &l, &o)
	near(t, "energy in step 0 of the next draw", o.EnergyGWh, 0)
}

// 28 days in 2026-02, and 5 % of growth a year: x 1.05 after twelve months.
func TestCalendarAndGrowth(t *testing.T) {
	p := country()
	s, o := NewState(&p), NewOut(&p)
	l := Load{FacilityMW: []float64{100, 0}}
	Start(&p, &s)
	Settle(&p, &s, axis.M(2025, 2), &l, &o)
	near(t, "tariff at the start", o.Tariff, 2000)
	Settle(&p, &s, axis.M(2026, 2), &l, &o)
	near(t, "energy in February", o.EnergyGWh, 67.2)
	near(t, "tariff after a year", o.Tariff, 2100)
	near(t, "cost", o.EnergyCostVND, 67.2e6*2100)
}

// 100 MW and half of 240 in the middle of the ramp; what load has grown by is gone.
func TestLimits(t *testing.T) {
	p := country()
	s, o := NewState(&p), NewOut(&p)
	grid, delay := make([]float64, 2), make([]float64, 2)
	Start(&p, &s)
	Limits(&p, &s, axis.M(2025, 10), nil, grid, delay)
	near(t, "limit at the start", grid[0], 100)
	near(t, "delay", delay[1], 30)
	Settle(&p, &s, axis.M(2025, 10), &Load{FacilityMW: []float64{80, 10}}, &o)
	near(t, "left at the start", o.ZoneHeadroomMW[0], 100)
	Limits(&p, &s, axis.M(2027, 1), nil, grid, delay)
	near(t, "limit in 2027-01", grid[0], 220)
	Settle(&p, &s, axis.M(2027, 1), &Load{FacilityMW: []float64{110, 10}}, &o)
	near(t, "left in 2027-01", o.ZoneHeadroomMW[0], 190)
	near(t, "limit shown", o.ZoneGridMW[0], 220)
	p.Zones[1].HeadroomMW = -5
	Limits(&p, &s, axis.M(2027, 1), nil, grid, delay)
	near(t, "limit below nought", grid[1], 0)
}

func TestZeroInZeroOut(t *testing.T) {
	p := Params{On: true}
	s, o := NewState(&p), NewOut(&p)
	Start(&p, &s)
	for m := range axis.Month(3) {
		Limits(&p, &s, axis.M(2026, 1)+m, nil, nil, nil)
		Settle(&p, &s, axis.M(2026, 1)+m, &Load{}, &o)
	}
	for _, m := range Metrics {
		if m.HasTotal() && m.Total(&o) != 0 {
			t.Errorf("%s is %g", m.Key, m.Total(&o))
		}
	}
}

func TestCloneSharesNothing(t *testing.T) {
	p := country()
	c := p.Clone()
	if !reflect.DeepEqual(p, c) {
		t.Error("the clone differs")
	}
	c.EmissionFactor.Values[0], c.PeakDemandMW.Values[0], c.Zones[0].HeadroomMW, c.Zones[0].Reinforcement.Values[0] = -1, -1, -1, -1
	if !reflect.DeepEqual(p, country()) {
		t.Error("writing to the clone changed the original")
	}
}

func TestAllocatesNothing(t *testing.T) {
	p := country()
	s, o := NewState(&p), NewOut(&p)
	l := Load{FacilityMW: []float64{100, 50}, RANMW: 3}
	grid, delay := make([]float64, 2), make([]float64, 2)
	if n := testing.AllocsPerRun(100, func() {
		Start(&p, &s)
		Limits(&p, &s, axis.M(2026, 5), nil, grid, delay)
		Settle(&p, &s, axis.M(2026, 5), &l, &o)
	}); n != 0 {
		t.Errorf("%g allocations", n)
	}
}

// checkRows holds what every table must satisfy; it returns its keys.
func checkRows[T any](t *testing.T, rows []declare.Input[T], fields int) map[string]bool {
	t.Helper()
	var v T
	keys, seen := map[string]bool{}, map[any]bool{}
	for _, r := range rows {
		u, err := unit.Parse(r.Unit)
		if keys[r.Key] || err != nil || (r.Min >= r.Max) != (r.Kind == declare.Choice) || !r.Label.Complete() || r.Doc == "" || r.Source == "" || u.IsPower() != (r.Boundary != unit.NoBoundary) {
			t.Errorf("row %s is incomplete or double", r.Key)
		}
		keys[r.Key] = true
		var field any
		if r.Kind == declare.Knots {
			field = r.Path(&v)
		} else {
			field = r.Ref(&v)
		}
		if seen[field] {
			t.Errorf("%s reads a field that another row reads", r.Key)
		}
		seen[field] = true
	}
	// Every exported field but On, Name and slices has its row.
	if n := fieldsOf(reflect.TypeFor[T]()); n != len(rows) || n != fields {
		t.Errorf("%d fields, %d rows, want %d", n, len(rows), fields)
	}
	return keys
}

func fieldsOf(typ reflect.Type) (n int) {
	for i := range typ.NumField() {
		f := typ.Field(i)
		switch {
		case !f.IsExported() || f.Name == "On" || f.Name == "Name" || f.Type.Kind() == reflect.Slice:
		case f.Type.Kind() == reflect.Struct && f.Type != reflect.TypeFor[axis.Path]():
			n += fieldsOf(f.Type)
		default:
			n++
		}
	}
	return n
}

func TestRows(t *testing.T) {
	scalars, zones := checkRows(t, Inputs, 30), checkRows(t, ZoneInputs, 11)
	keys, values := map[string]bool{}, map[float64]string{}
	o := Out{}
	next := 1.0
	var fill func(v reflect.Value)
	fill = func(v reflect.Value) {
		for i := range v.NumField() {
			switch f := v.Field(i); f.Kind() {
			case reflect.Struct:
				fill(f)
			case reflect.Slice:
				f.Set(reflect.MakeSlice(f.Type(), 1, 1))
				if f = f.Index(0); f.Kind() == reflect.Struct {
					fill(f)
				} else {
					f.SetFloat(next)
				}
			default:
				f.SetFloat(next)
			}
			next++
		}
	}
	fill(reflect.ValueOf(&o).Elem())
	for _, m := range Metrics {
		u, err := unit.Parse(m.Unit)
		if keys[m.Key] || err != nil || !m.Label.Complete() || m.Doc == "" || m.Formula == "" || m.Source == "" || u.IsPower() != (m.Boundary != unit.NoBoundary) {
			t.Errorf("metric %s is incomplete or double", m.Key)
		}
		keys[m.Key] = true
		for _, use := range m.Uses {
			key, ours := strings.CutPrefix(use, "power.")
			if zone, ok := strings.CutPrefix(key, "zones."); ours && !scalars[key] && !(ok && zones[zone]) {
				t.Errorf("%s uses %s, which is no input", m.Key, use)
			}
		}
		x := 0.0
		if m.HasTotal() {
			x = m.Total(&o)
		} else {
			x = m.Member(&o, 0)
		}
		if other, ok := values[x]; ok {
			t.Errorf("%s and %s read the same number", m.Key, other)
		}
		values[x] = m.Key
	}
}

func BenchmarkMonth(b *testing.B) {
	p := country()
	p.Zones = append(p.Zones, country().Zones...)
	s, o := NewState(&p), NewOut(&p)
	l := Load{FacilityMW: []float64{100, 50, 20, 10}, RANMW: 300}
	grid, delay := make([]float64, 4), make([]float64, 4)
	b.Run("zones=4", func(b *testing.B) {
		for b.Loop() {
			Limits(&p, &s, axis.M(2027, 5), nil, grid, delay)
			Settle(&p, &s, axis.M(2027, 5), &l, &o)
		}
	})
}
