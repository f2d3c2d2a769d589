package scenarios

import (
	"strings"

	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/unit"
	"github.com/headroom-planner/headroom/scenarios/diag"
	"github.com/headroom-planner/headroom/solver/dist"
)

// scalar parses "24 MW" and "140 to 320 MW".
func (r *rowReader) scalar(n *node, boundary unit.Boundary, v *value) bool {
	if from, to, ok := strings.Cut(n.text, " to "); ok {
		return r.interval(n, from, to, boundary, v)
	}
	q, f := r.quantity(n.text)
	if f != nil {
		r.fault(n.pos, f)
		return false
	}
	factor, f := convert(q, r.spec.Unit)
	if f != nil {
		r.fault(n.pos, f)
		return false
	}
	if !r.boundary(n.pos, q.boundary, boundary) {
		return false
	}
	v.x, v.half, v.percent = q.x*factor, q.half*factor, strings.HasPrefix(q.unit, "%")
	return r.inRange(n.pos, v.x, v.x)
}

func (r *rowReader) interval(n *node, from, to string, boundary unit.Boundary, v *value) bool {
	hi, f := r.quantity(to)
	if f != nil {
		r.fault(n.pos, f)
		return false
	}
	lo, f := r.quantity(from)
	if f != nil {
		r.fault(n.pos, f)
		return false
	}
	if lo.unit == "" {
		lo.unit = hi.unit
	}
	if lo.boundary != unit.NoBoundary && lo.boundary != hi.boundary {
		r.problem(n.pos, "conflict", "state the boundary once, at the end", "the ends have the boundaries %s and %s", lo.boundary, hi.boundary)
		return false
	}
	kLo, f1 := convert(lo, r.spec.Unit)
	kHi, f2 := convert(hi, r.spec.Unit)
	if f1 != nil || f2 != nil {
		if f1 == nil {
			f1 = f2
		}
		r.fault(n.pos, f1)
		return false
	}
	if !r.boundary(n.pos, hi.boundary, boundary) {
		return false
	}
	a, b := lo.x*kLo, hi.x*kHi
	d, errs := dist.Interval(a, b)
	if len(errs) > 0 {
		r.problem(n.pos, "distribution", errs[0].Hint, "%s", errs[0].Error())
		return false
	}
	v.d, v.name, v.args, v.percent = d, "interval", dist.Args{"p05": {a}, "p95": {b}}, strings.HasPrefix(hi.unit, "%")
	if s := r.spec; s.Min < s.Max && a <= 0 && a >= s.Min && b <= s.Max && d.Quantile(0.001) < s.Min {
		if numberStart.FindString(from) == from {
			from = strings.TrimSpace(from + " " + hi.unit) // the unit at the end served both
		}
		r.problem(n.pos, "range", "write {uniform: {min: "+from+", max: "+to+"}}, or begin above 0", "the ends are the P05 and P95 of a normal, which falls below %s", short(s.Min))
		return false
	}
	return r.distRange(n.pos, v)
}

// quantity reads a number of this input, with a hint in the input's own unit.
func (r *rowReader) quantity(s string) (quantity, *fault) {
	q, f := readQuantity(s, isCount(r.spec.Unit))
	if f != nil && f.code == "type" {
		f.hint = "write a number, such as " + r.example()
	}
	return q, f
}

// example is a value of this input's kind.
func (r *rowReader) example() string {
	u := strings.Replace(r.spec.Unit, "1/", "%/", 1)
	if u == "1" {
		return "0.4 or 30 % to 50 %"
	}
	return "24 " + u + " or 20 to 30 " + u
}

var kindWords = map[declare.Kind]string{
	declare.Number: "number", declare.Knots: "path by month", declare.Choice: "choice", declare.Reference: "name", declare.Date: "month", declare.Text: "text",
}

// boundaryWord is a boundary inside a sentence.
func boundaryWord(b unit.Boundary) string {
	if b == unit.IT {
		return "IT"
	}
	return string(b)
}

// boundary checks what is stated, in the text or beside it, against the row.
func (r *rowReader) boundary(pos diag.Pos, inText, beside unit.Boundary) bool {
	got := inText
	if got == unit.NoBoundary {
		got = beside
	} else if beside != unit.NoBoundary && beside != inText {
		r.problem(pos, "conflict", "state the boundary once", "the boundary is %s in the text and %s beside it", inText, beside)
		return false
	}
	want := r.spec.Boundary
	switch {
	case got == want:
		return true
	case want == unit.NoBoundary:
		r.problem(pos, "boundary-mismatch", "leave the boundary out", "this input has no power boundary")
	case got == unit.NoBoundary:
		r.problem(pos, "boundary-missing", "state it: {value: ..., boundary: "+string(want)+"}", "power needs its boundary; this input is %s power", boundaryWord(want))
	case want == unit.IT && got == unit.Facility:
		r.problem(pos, "boundary-mismatch", "divide the facility figure by the PUE and state boundary: it", "the figure is facility power, the input IT power")
	case want == unit.Facility && got == unit.IT:
		r.problem(pos, "boundary-mismatch", "multiply the IT figure by the PUE and state boundary: facility", "the figure is IT power, the input facility power")
	default:
		r.problem(pos, "boundary-mismatch", "convert the figure and state boundary: "+string(want), "the figure is %s power, the input %s power", boundaryWord(got), boundaryWord(want))
	}
	return false
}

func (r *rowReader) inRange(pos diag.Pos, lo, hi float64) bool {
	if r.spec.Min == r.spec.Max {
		return true // choices, references and dates
	}
	if lo < r.spec.Min || hi > r.spec.Max {
		r.problem(pos, "range", "this input lies between "+short(r.spec.Min)+" and "+strings.TrimSuffix(short(r.spec.Max)+" "+r.spec.Unit, " 1"),
			"%s is out of range", spanText(lo, hi))
		return false
	}
	return true
}
