package model

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/unit"
)

var keyForm = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$`)

// filled returns parameters with one member in every collection.
func filled() *Params {
	p := &Params{}
	for _, s := range Inputs() {
		if s.Named {
			s.Resize(p, 1)
		}
	}
	return p
}

func TestInputRows(t *testing.T) {
	sections := map[string]declare.Section[Params]{}
	for _, s := range Inputs() {
		if _, twice := sections[s.Path]; twice {
			t.Errorf("%s: two sections", s.Path)
		}
		sections[s.Path] = s
		if !s.Label.Complete() || s.Doc == "" {
			t.Errorf("%s: label or doc is missing", s.Path)
		}
	}
	p := filled()
	for _, s := range Inputs() {
		seen := map[string]bool{}
		for _, r := range s.Rows {
			path := s.Path + "." + r.Key
			if seen[r.Key] || !keyForm.MatchString(r.Key) {
				t.Errorf("%s: key is taken or not in snake case", path)
			}
			seen[r.Key] = true
			checkWords(t, path, r.Spec)
			checkKind(t, path, r.Spec, sections)
			checkAccessor(t, path, r, p)
		}
	}
}

func checkWords(t *testing.T, path string, s declare.Spec) {
	t.Helper()
	if !s.Label.Complete() || s.Doc == "" || s.Source == "" {
		t.Errorf("%s: one is missing: label %v, doc %q, source %q", path, s.Label, s.Doc, s.Source)
	}
	u, err := unit.Parse(s.Unit)
	if err != nil {
		t.Errorf("%s: %v", path, err)
		return
	}
	// Power must state its boundary; power per rack or money per power may.
	stated := s.Boundary != unit.NoBoundary
	if (unit.Same(u, unit.MustParse("MW")) && !stated) || (stated && !u.IsPower()) {
		t.Errorf("%s: unit %q with boundary %q", path, s.Unit, s.Boundary)
	}
	for _, o := range s.Options {
		if o.Key == "" || !o.Label.Complete() {
			t.Errorf("%s: option %q has no label in both languages", path, o.Key)
		}
	}
}

func checkKind(t *testing.T, path string, s declare.Spec, sections map[string]declare.Section[Params]) {
	t.Helper()
	worded := s.Kind == declare.Reference || s.Kind == declare.Date || s.Kind == declare.Text
	if s.Optional && !worded {
		t.Errorf("%s: a %v cannot be left out", path, s.Kind)
	}
	if worded && s.Default.Set {
		t.Errorf("%s: a %v cannot have a default", path, s.Kind)
	}
	switch s.Kind {
	case declare.Number, declare.Knots:
		if !(s.Min < s.Max) || s.Unit == "" {
			t.Errorf("%s: range [%g, %g] in %q", path, s.Min, s.Max, s.Unit)
		}
		if x := s.Default.X; s.Default.Set && !(s.Min <= x && x <= s.Max) {
			t.Errorf("%s: default %g is outside [%g, %g]", path, x, s.Min, s.Max)
		}
	case declare.Choice:
		i := int(s.Default.X)
		if len(s.Options) < 2 || (s.Default.Set && (float64(i) != s.Default.X || i < 0 || i >= len(s.Options))) {
			t.Errorf("%s: %d options, default %g", path, len(s.Options), s.Default.X)
		}
	case declare.Reference:
		if to, ok := sections[s.To]; !ok || !to.Named {
			t.Errorf("%s: refers to %q, which is not a collection", path, s.To)
		}
	}
	if (s.Kind == declare.Choice) != (len(s.Options) > 0) || (s.Kind == declare.Reference) != (s.To != "") {
		t.Errorf("%s: options or To do not go with a %v", path, s.Kind)
	}
}

func checkAccessor(t *testing.T, path string, r declare.Row[Params], p *Params) {
	t.Helper()
	_, ok := address(r, p)
	want := map[declare.Kind]bool{declare.Knots: r.Path != nil, declare.Text: r.Str != nil}
	has, special := want[r.Kind]
	if !special {
		has = r.Ref != nil
	}
	if !ok || !has {
		t.Errorf("%s: a %v needs its one accessor", path, r.Kind)
	}
}

// address returns where a row's value lives, and whether the row has exactly
// one accessor.
func address(r declare.Row[Params], p *Params) (uintptr, bool) {
	var at []any
	if r.Ref != nil {
		at = append(at, r.Ref(p, 0))
	}
	if r.Path != nil {
		at = append(at, r.Path(p, 0))
	}
	if r.Str != nil {
		at = append(at, r.Str(p, 0))
	}
	if len(at) != 1 {
		return 0, false
	}
	return reflect.ValueOf(at[0]).Pointer(), true
}

// TestEveryFieldHasOneRow walks the parameters by reflection: every exported
// number, path and text is reached by exactly one row.
func TestEveryFieldHasOneRow(t *testing.T) {
	p := filled()
	rows := map[uintptr][]string{}
	names := map[uintptr]bool{}
	for _, s := range Inputs() {
		for _, r := range s.Rows {
			if at, ok := address(r, p); ok {
				rows[at] = append(rows[at], s.Path+"."+r.Key)
			}
		}
		if s.Named {
			names[reflect.ValueOf(s.Name(p, 0)).Pointer()] = true
		}
	}
	fields := 0
	walkFields(t, reflect.ValueOf(p).Elem(), "Params", func(v reflect.Value, field string) {
		at := v.Addr().Pointer()
		if names[at] {
			return
		}
		fields++
		if got := rows[at]; len(got) != 1 {
			t.Errorf("%s has %d rows: %v", field, len(got), got)
		}
		delete(rows, at)
	})
	for _, left := range rows {
		t.Errorf("%v reach no field of their own", left)
	}
	if fields < 100 {
		t.Errorf("only %d fields were seen", fields)
	}
}

var pathType = reflect.TypeFor[axis.Path]()

func walkFields(t *testing.T, v reflect.Value, name string, leaf func(reflect.Value, string)) {
	t.Helper()
	switch v.Kind() {
	case reflect.Struct:
		if v.Type() == pathType {
			leaf(v, name)
			return
		}
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if !f.IsExported() || f.Name == "On" || f.Type == reflect.TypeFor[axis.Axis]() {
				continue
			}
			walkFields(t, v.Field(i), name+"."+f.Name, leaf)
		}
	case reflect.Slice, reflect.Array:
		if v.Len() == 0 {
			t.Errorf("%s is no collection of a section", name)
		}
		for i := range v.Len() {
			walkFields(t, v.Index(i), name, leaf)
		}
	case reflect.Float64, reflect.String:
		leaf(v, name)
	default:
		t.Errorf("%s: no row can hold a %v", name, v.Kind())
	}
}

// presence switches a part on and says whether that is then seen.
func presence(p *Params, part declare.Part[Params]) bool {
	*part.Present(p) = true
	domain, _, _ := strings.Cut(part.Path, ".")
	s, _ := Section(domain)
	*s.Present(p) = true
	return Present(p, part.Path)
}

func TestMetricRows(t *testing.T) {
	inputs, named := map[string]bool{}, map[string]bool{}
	for _, s := range Inputs() {
		named[s.Path] = s.Named
		for _, part := range s.Parts {
			inputs[part.Path] = true
			if head, key, ok := strings.Cut(part.Path, "."); !ok || head != s.Path || !keyForm.MatchString(key) || !part.Label.Complete() || part.Doc == "" {
				t.Errorf("%s: no part of %s, or without words", part.Path, s.Path)
			}
			if p := filled(); Present(p, part.Path) || !presence(p, part) {
				t.Errorf("%s: its presence is not its own", part.Path)
			}
		}
		for _, r := range s.Rows {
			inputs[s.Path+"."+r.Key] = true
		}
	}
	seen := map[string]bool{}
	for _, m := range Metrics() {
		if seen[m.Key] || !keyForm.MatchString(m.Key) || !strings.Contains(m.Key, ".") {
			t.Errorf("%s: key is taken or not in snake case", m.Key)
		}
		seen[m.Key] = true
		if domain, _, _ := strings.Cut(m.Key, "."); !slices.Contains([]string{"mobile", "datacenter", "gpu", "platform", "network", "mix", "power", "finance"}, domain) {
			t.Errorf("%s: no such domain", m.Key)
		}
		checkWords(t, m.Key, declare.Spec{Unit: m.Unit, Boundary: m.Boundary, Options: m.Options, Label: m.Label, Doc: m.Doc, Source: m.Source})
		if measured := m.Kind != declare.Label && m.Kind != declare.FirstDate; m.Formula == "" || (measured && m.Unit == "") {
			t.Errorf("%s: formula or unit is missing", m.Key)
		}
		for i, path := range m.Uses {
			if !inputs[path] || slices.Contains(m.Uses[:i], path) {
				t.Errorf("%s: uses %q, which is no input or named twice", m.Key, path)
			}
		}
		if m.Part != "" && !inputs[m.Part] {
			t.Errorf("%s: %q is no part", m.Key, m.Part)
		}
		if (m.Of != "") != m.HasEach() || (!m.HasTotal() && !m.HasEach()) || (m.Of != "" && !named[m.Of]) {
			t.Errorf("%s: entities of %q do not go with its accessors", m.Key, m.Of)
		}
		if (m.Kind == declare.Label) != (len(m.Options) > 1) {
			t.Errorf("%s: %d options", m.Key, len(m.Options))
		}
	}
}

// TestCloneSharesNothing compares every exported slice of the parameters with
// its clone's: a draw writes there.
func TestCloneSharesNothing(t *testing.T) {
	p := served()
	Prepare(p)
	q := p.Clone()
	if !reflect.DeepEqual(p, q) {
		t.Error("the clone differs from its origin")
	}
	slices := 0
	compare(t, reflect.ValueOf(p).Elem(), reflect.ValueOf(q).Elem(), "Params", &slices)
	if slices < 15 {
		t.Errorf("only %d slices were compared", slices)
	}
}

func compare(t *testing.T, a, b reflect.Value, name string, slices *int) {
	t.Helper()
	switch a.Kind() {
	case reflect.Struct:
		for i := range a.NumField() {
			if f := a.Type().Field(i); f.IsExported() {
				compare(t, a.Field(i), b.Field(i), name+"."+f.Name, slices)
			}
		}
	case reflect.Slice:
		if a.Len() == 0 {
			return
		}
		*slices++
		if a.Pointer() == b.Pointer() {
			t.Errorf("%s is shared", name)
			return
		}
		for i := range a.Len() {
			compare(t, a.Index(i), b.Index(i), name, slices)
		}
	case reflect.Map, reflect.Pointer, reflect.Func, reflect.Interface:
		t.Errorf("%s: a %v cannot be cloned", name, a.Kind())
	}
}
