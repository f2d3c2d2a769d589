package declare

import (
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
)

type hall struct {
	name  string
	racks float64
	path  axis.Path
	owner string
}

type system struct {
	on    bool
	scale float64
	halls []hall
}

type output struct{ total float64 }

// TestLift: rows of a domain's structs reach the same fields from the system,
// also after the collection was resized, and say all that they said.
func TestLift(t *testing.T) {
	label := text.T("Halls", "Phòng máy")
	scalars := Scalars("dc", label, "d", func(s *system) *bool { return &s.on }, func(s *system) *system { return s },
		[]Input[system]{{Key: "scale", Unit: "1", Min: 0, Max: 2, Default: Default(1), Label: label, Doc: "doc", Source: "src",
			Ref: func(s *system) *float64 { return &s.scale }}})
	named := Named("dc.halls", label, "d", func(s *system) *[]hall { return &s.halls }, func(h *hall) *string { return &h.name },
		[]Input[hall]{
			{Key: "racks", Unit: "racks", Max: 10, Ref: func(h *hall) *float64 { return &h.racks }},
			{Key: "growth", Kind: Knots, Path: func(h *hall) *axis.Path { return &h.path }},
			{Key: "owner", Kind: Text, Optional: true, Str: func(h *hall) *string { return &h.owner }},
		})

	s := &system{}
	*scalars.Present(s) = true
	r := scalars.Rows[0]
	*r.Ref(s, 0) = 1.5
	if !s.on || s.scale != 1.5 || r.Key != "scale" || r.Default != Default(1) || r.Max != 2 || r.Doc != "doc" || r.Source != "src" || r.Label != label {
		t.Errorf("a scalar is lifted to %+v, %+v", s, r.Spec)
	}
	if r.Path != nil || r.Str != nil || scalars.Named || !named.Named {
		t.Error("a row has an accessor it was not given")
	}
	named.Resize(s, 2)
	*named.Name(s, 1) = "second"
	*named.Rows[0].Ref(s, 1) = 7
	named.Rows[1].Path(s, 1).Values = []float64{3}
	*named.Rows[2].Str(s, 1) = "someone"
	if h := s.halls[1]; named.Len(s) != 2 || h.name != "second" || h.racks != 7 || h.path.Values[0] != 3 || h.owner != "someone" || s.halls[0].racks != 0 {
		t.Errorf("a member is lifted to %+v", s.halls)
	}

	ms := Lift(func(s *system) *output { return &output{s.scale} }, []Metric[output]{{Key: "dc.total", Unit: "racks", Agg: Flow, Keep: Mean, Label: label,
		Get: func(o *output) float64 { return o.total }, Each: func(o *output, i int) float64 { return o.total * float64(i) }}})
	if m := ms[0]; m.Total(s) != 1.5 || m.Member(s, 2) != 3 || m.Key != "dc.total" || m.Agg != Flow || m.Keep != Mean || m.Label != label {
		t.Errorf("a metric is lifted to %+v", ms[0])
	}
}

func TestKindsHaveNames(t *testing.T) {
	seen := map[string]bool{}
	for k := Number; k <= Text; k++ {
		if k.String() == "" || seen[k.String()] {
			t.Errorf("kind %d is called %q", k, k)
		}
		seen[k.String()] = true
	}
}
