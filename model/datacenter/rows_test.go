package datacenter

import (
	"reflect"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/unit"
)

// checkRows holds what every table of inputs must satisfy, and that rows and
// fields correspond one to one.
func checkRows[T any](t *testing.T, rows []declare.Input[T]) {
	t.Helper()
	var v T
	keys, seen := map[string]bool{}, map[*float64]string{}
	for _, r := range rows {
		if keys[r.Key] {
			t.Errorf("two rows %s", r.Key)
		}
		keys[r.Key] = true
		if !r.Label.Complete() || r.Doc == "" || r.Source == "" {
			t.Errorf("%s lacks a label, a doc or a source", r.Key)
		}
		if r.Kind == declare.Number || r.Kind == declare.Knots {
			u, err := unit.Parse(r.Unit)
			if err != nil || r.Unit == "" || r.Min >= r.Max {
				t.Errorf("%s: unit %q (%v), range %g to %g", r.Key, r.Unit, err, r.Min, r.Max)
			}
			if u.IsPower() != (r.Boundary != unit.NoBoundary) {
				t.Errorf("%s: unit %s with boundary %q", r.Key, r.Unit, r.Boundary)
			}
			if r.Default.Set && (r.Default.X < r.Min || r.Default.X > r.Max) {
				t.Errorf("%s: default %g is out of range", r.Key, r.Default.X)
			}
		}
		if (r.Kind == declare.Choice) != (len(r.Options) > 0) || (r.Kind == declare.Reference) != (r.To != "") {
			t.Errorf("%s: options or target do not match its kind", r.Key)
		}
		p := r.Ref(&v)
		if other, ok := seen[p]; ok {
			t.Errorf("%s and %s share a field", r.Key, other)
		}
		seen[p] = r.Key
	}
	countFields(t, reflect.ValueOf(&v).Elem(), seen)
}

func countFields(t *testing.T, v reflect.Value, seen map[*float64]string) {
	t.Helper()
	for i := range v.NumField() {
		f := v.Type().Field(i)
		switch {
		case !f.IsExported() || f.Name == "On" || f.Name == "Name" || f.Type.Kind() == reflect.Slice:
		case f.Type.Kind() == reflect.Struct:
			countFields(t, v.Field(i), seen)
		default:
			if _, ok := seen[v.Field(i).Addr().Interface().(*float64)]; !ok {
				t.Errorf("field %s.%s has no row", v.Type().Name(), f.Name)
			}
		}
	}
}

func TestRows(t *testing.T) {
	checkRows(t, Inputs)
	checkRows(t, StockInputs)
	checkRows(t, ClassInputs)
	checkRows(t, FacilityInputs)
	checkRows(t, PhaseInputs)
	checkRows(t, PlantInputs)
}

func inputPaths() map[string]bool {
	paths := map[string]bool{}
	add := func(prefix string, key string) { paths[prefix+"."+key] = true }
	for _, r := range Inputs {
		add("datacenter", r.Key)
	}
	for _, r := range StockInputs {
		add("datacenter.stock", r.Key)
	}
	for _, r := range ClassInputs {
		add("datacenter.rack_classes", r.Key)
	}
	for _, r := range FacilityInputs {
		add("datacenter.facilities", r.Key)
	}
	for _, r := range PhaseInputs {
		add("datacenter.phases", r.Key)
	}
	for _, r := range PlantInputs {
		add("datacenter.plants", r.Key)
	}
	return paths
}

func TestMetrics(t *testing.T) {
	paths, keys := inputPaths(), map[string]bool{}
	for _, m := range Metrics {
		if keys[m.Key] || !strings.HasPrefix(m.Key, "datacenter.") {
			t.Errorf("bad or double key %s", m.Key)
		}
		keys[m.Key] = true
		if !m.Label.Complete() || m.Doc == "" || m.Formula == "" || m.Source == "" || len(m.Uses) == 0 {
			t.Errorf("%s is not explained", m.Key)
		}
		u, err := unit.Parse(m.Unit)
		if err != nil || u.IsPower() != (m.Boundary != unit.NoBoundary) {
			t.Errorf("%s: unit %q (%v), boundary %q", m.Key, m.Unit, err, m.Boundary)
		}
		if (!m.HasTotal() && !m.HasEach()) || !m.HasEach() != (m.Of == "") || (m.Kind == declare.Label) != (len(m.Options) > 0) {
			t.Errorf("%s: accessors, entities or options do not match", m.Key)
		}
		for _, path := range m.Uses {
			if strings.HasPrefix(path, "datacenter.") && !paths[path] {
				t.Errorf("%s uses %s, which is no input", m.Key, path)
			}
		}
	}
}

// TestMetricsReadDifferentNumbers fills every number of an output with another
// value: no two metrics may read the same one.
func TestMetricsReadDifferentNumbers(t *testing.T) {
	p := country()
	o := NewOut(&p, 2)
	next := 1.0
	fill(reflect.ValueOf(&o).Elem(), &next)
	seen := map[float64]string{}
	look := func(key string, x float64) {
		for _, y := range []float64{x, x * usdPerMUSD} {
			if other, ok := seen[y]; ok {
				t.Errorf("%s and %s read the same number", key, other)
			}
		}
		seen[x] = key
	}
	for _, m := range Metrics {
		if m.HasTotal() {
			look(m.Key, m.Total(&o))
		}
		if m.HasEach() {
			look(m.Key+"[0]", m.Member(&o, 0))
			look(m.Key+"[1]", m.Member(&o, 1))
		}
	}
}

func fill(v reflect.Value, next *float64) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), next)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i), next)
		}
	default:
		v.SetFloat(*next)
		*next++
	}
}
