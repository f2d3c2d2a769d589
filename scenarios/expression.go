package scenarios

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
	"github.com/headroom-planner/headroom/model/unit"
)

// An expression computes one number from others, checked for units and power
// boundaries before anything runs:
//
//	datacenter.opening.racks * 4 kW/rack
//	mobile.stations / mobile.sites_4g > 0.5 ? 1 : 0
//
// The syntax is expr-lang's, of which arithmetic, comparisons, conditions and
// a few functions are let through; nothing else can be reached. A path may
// hold hyphens, so subtraction has blanks around it. A number may carry a
// unit. It is compiled to closures over float64 that allocate nothing.

// term is a part of an expression over the context T: its value in base units.
type term[T any] struct {
	unit     unit.Unit
	boundary unit.Boundary
	truth    bool
	constant bool
	f        func(*T) float64
}

// operand finds what a path stands for; ok is false when there is no such path.
type operand[T any] func(path string) (t term[T], known []string, ok bool)

// exprFault is a problem inside an expression at a column from 0.
type exprFault struct {
	col             int
	code, msg, hint string
}

const (
	maxExpression = 1000 // characters
	exprHint      = "write arithmetic over paths, such as datacenter.opening.racks * 4 kW/rack"
)

var (
	// ownName is what rewrite writes itself, and nobody else may.
	ownName       = regexp.MustCompile(`^v[0-9]+_*$`)
	pathToken     = regexp.MustCompile(`^[a-z][a-z0-9_]*(?:\.[a-z0-9][a-z0-9_-]*)+`)
	quantityToken = regexp.MustCompile(`^[0-9]+(?:[._][0-9]+)*(?:[eE][+-]?[0-9]+)?(?: ?(?:%|[A-Za-z][A-Za-z0-9]*)(?:/[A-Za-z][A-Za-z0-9]*)*)?`)
	wordToken     = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*`)
	keywords      = []string{"and", "or", "not", "in"}
)

// compileExpr compiles an expression. Faults are sorted by column.
func compileExpr[T any](src string, find operand[T]) (term[T], []exprFault) {
	c := &exprCompiler[T]{find: find, terms: map[string]term[T]{}}
	if len(src) > maxExpression {
		return term[T]{}, []exprFault{{0, "expr", fmt.Sprintf("the expression has %d characters; at most %d are read", len(src), maxExpression), "split it into derived inputs"}}
	}
	plain := c.rewrite(src)
	if len(c.faults) > 0 {
		return term[T]{}, c.faults
	}
	tree, err := parser.Parse(plain)
	if err != nil {
		col, msg := 0, err.Error()
		var e *file.Error
		if errors.As(err, &e) {
			col, msg = e.Column, e.Message
		}
		return term[T]{}, []exprFault{{col, "expr", msg, exprHint}}
	}
	t := c.node(tree.Node)
	if len(c.faults) == 0 && t.truth {
		c.fault(tree.Node, "expr", "turn it into a number: a > b ? 1 : 0", "a condition is not a number")
	}
	slices.SortStableFunc(c.faults, func(a, b exprFault) int { return a.col - b.col })
	return t, c.faults
}

type exprCompiler[T any] struct {
	find   operand[T]
	terms  map[string]term[T]
	faults []exprFault
}

func (c *exprCompiler[T]) fault(n ast.Node, code, hint, format string, a ...any) term[T] {
	c.faults = append(c.faults, exprFault{n.Location().From, code, fmt.Sprintf(format, a...), hint})
	return term[T]{f: func(*T) float64 { return 0 }}
}

// rewrite puts a name of the same length in place of every path and quantity,
// so that columns stay what they were.
func (c *exprCompiler[T]) rewrite(src string) string {
	var b strings.Builder
	for i := 0; i < len(src); {
		rest := src[i:]
		if p := pathToken.FindString(rest); p != "" {
			t, known, ok := c.find(p)
			if !ok {
				hint := suggest(p, known)
				if strings.Contains(p, "-") && hint == "" {
					hint = "put blanks around a minus"
				}
				c.faults = append(c.faults, exprFault{i, "expr-unknown", "there is no " + p, orHint(hint, "headroom list inputs and list metrics show what there is")})
			}
			b.WriteString(c.name(t, len(p)))
			i += len(p)
			continue
		}
		if w := wordToken.FindString(rest); w != "" {
			if ownName.MatchString(w) {
				c.faults = append(c.faults, exprFault{i, "expr-unknown", "there is no " + w, "write whole paths, such as mobile.sites_4g"})
			}
			b.WriteString(w)
			i += len(w)
			continue
		}
		if q := quantity0(rest); q != "" {
			c.quantity(q, i, &b)
			i += len(q)
			continue
		}
		b.WriteByte(src[i])
		i++
	}
	return b.String()
}

// quantity0 is the number at the beginning, with its unit unless that is a keyword.
func quantity0(s string) string {
	q := quantityToken.FindString(s)
	if num, word, ok := strings.Cut(q, " "); ok && slices.Contains(keywords, word) {
		return num
	}
	return q
}

func (c *exprCompiler[T]) quantity(s string, at int, b *strings.Builder) {
	q, f := readQuantity(s, false)
	if f != nil {
		c.faults = append(c.faults, exprFault{at, f.code, f.msg, f.hint})
		return
	}
	u, err := unit.Parse(q.unit)
	if err != nil {
		var unknown *unit.UnknownError
		errors.As(err, &unknown)
		c.faults = append(c.faults, exprFault{at, "unit-unknown", err.Error(), orHint(suggest(unknown.Part, unit.Names()), "write a unit such as kW/rack")})
		return
	}
	x := q.x * u.Scale()
	b.WriteString(c.name(term[T]{unit: u, constant: true, f: func(*T) float64 { return x }}, len(s)))
}

func orHint(hint, otherwise string) string {
	if hint == "" {
		return otherwise
	}
	return hint
}

func (c *exprCompiler[T]) name(t term[T], length int) string {
	s := fmt.Sprintf("v%d", len(c.terms))
	if pad := length - len(s); pad > 0 {
		s += strings.Repeat("_", pad)
	}
	c.terms[s] = t
	return s
}

func (c *exprCompiler[T]) node(n ast.Node) term[T] {
	switch n := n.(type) {
	case *ast.IdentifierNode:
		if t, ok := c.terms[n.Value]; ok {
			return t
		}
		return c.fault(n, "expr-unknown", "write whole paths, such as mobile.sites_4g", "there is no %s", n.Value)
	case *ast.UnaryNode:
		return c.unary(n)
	case *ast.BinaryNode:
		return c.binary(n)
	case *ast.ConditionalNode:
		return c.condition(n)
	case *ast.BuiltinNode:
		return c.call(n, n.Name, n.Arguments)
	case *ast.CallNode:
		if id, ok := n.Callee.(*ast.IdentifierNode); ok {
			return c.call(n, id.Value, n.Arguments)
		}
	}
	return c.fault(n, "expr", exprHint, "this part of an expression is not arithmetic")
}

func (c *exprCompiler[T]) unary(n *ast.UnaryNode) term[T] {
	t := c.node(n.Node)
	f := t.f
	switch {
	case n.Operator == "-" && !t.truth:
		t.f = func(x *T) float64 { return -f(x) }
	case n.Operator == "+" && !t.truth:
	case (n.Operator == "!" || n.Operator == "not") && t.truth:
		t.f = func(x *T) float64 { return 1 - f(x) }
	default:
		return c.fault(n, "expr", exprHint, "%s does not apply here", n.Operator)
	}
	return t
}

func oneIf(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func (c *exprCompiler[T]) binary(n *ast.BinaryNode) term[T] {
	l, r := c.node(n.Left), c.node(n.Right)
	if len(c.faults) > 0 {
		return l
	}
	a, b := l.f, r.f
	switch n.Operator {
	case "and", "&&", "or", "||":
		if !l.truth || !r.truth {
			return c.fault(n, "expr", "compare first: a > 1 and b < 2", "%s joins conditions", n.Operator)
		}
		if n.Operator == "and" || n.Operator == "&&" {
			return term[T]{truth: true, f: func(x *T) float64 { return a(x) * b(x) }}
		}
		return term[T]{truth: true, f: func(x *T) float64 { return math.Max(a(x), b(x)) }}
	}
	if l.truth || r.truth {
		return c.fault(n, "expr", "turn the condition into a number: a > b ? 1 : 0", "%s takes numbers", n.Operator)
	}
	switch n.Operator {
	case "*":
		t := term[T]{unit: l.unit.Times(r.unit), boundary: c.mixed(n, l, r), f: func(x *T) float64 { return a(x) * b(x) }}
		return t
	case "/":
		t := term[T]{unit: l.unit.Over(r.unit), f: func(x *T) float64 { return a(x) / b(x) }}
		if t.unit.IsPower() {
			t.boundary = c.mixed(n, l, r)
		}
		return t
	case "**", "^":
		return c.power(n, l, r)
	}
	t, ok := c.alike(n, l, r)
	if !ok {
		return t
	}
	switch n.Operator {
	case "+":
		t.f = func(x *T) float64 { return a(x) + b(x) }
	case "-":
		t.f = func(x *T) float64 { return a(x) - b(x) }
	default:
		cmp := comparison[T](n.Operator, a, b)
		if cmp == nil {
			return c.fault(n, "expr", exprHint, "%s is not arithmetic", n.Operator)
		}
		return term[T]{truth: true, f: cmp}
	}
	return t
}

func comparison[T any](op string, a, b func(*T) float64) func(*T) float64 {
	switch op {
	case "<":
		return func(x *T) float64 { return oneIf(a(x) < b(x)) }
	case "<=":
		return func(x *T) float64 { return oneIf(a(x) <= b(x)) }
	case ">":
		return func(x *T) float64 { return oneIf(a(x) > b(x)) }
	case ">=":
		return func(x *T) float64 { return oneIf(a(x) >= b(x)) }
	case "==":
		return func(x *T) float64 { return oneIf(a(x) == b(x)) }
	case "!=":
		return func(x *T) float64 { return oneIf(a(x) != b(x)) }
	}
	return nil
}

// mixed is the boundary of a product: that of its power, if only one has any.
func (c *exprCompiler[T]) mixed(_ ast.Node, l, r term[T]) unit.Boundary {
	if l.boundary != unit.NoBoundary {
		return l.boundary
	}
	return r.boundary
}

// alike wants one dimension and one boundary on both sides.
func (c *exprCompiler[T]) alike(n ast.Node, l, r term[T]) (term[T], bool) {
	if !unit.Same(l.unit, r.unit) {
		return c.fault(n, "unit-mismatch", "both sides need one kind of unit", "%s and %s cannot be added or compared", unitWords(l.unit), unitWords(r.unit)), false
	}
	if l.boundary != "" && r.boundary != "" && l.boundary != r.boundary {
		return c.fault(n, "boundary-mismatch", "multiply IT power by a PUE, and state boundary: beside expr", "%s power and %s power cannot be added or compared", l.boundary, r.boundary), false
	}
	return term[T]{unit: l.unit, boundary: unit.Boundary(orHint(string(l.boundary), string(r.boundary)))}, true
}

func unitWords(u unit.Unit) string {
	if u.Plain() {
		return "a plain number"
	}
	return u.String()
}

func (c *exprCompiler[T]) power(n ast.Node, l, r term[T]) term[T] {
	if !r.unit.Plain() {
		return c.fault(n, "unit-mismatch", "raise to a plain number", "an exponent has no unit")
	}
	a, b := l.f, r.f
	f := func(x *T) float64 { return math.Pow(a(x), b(x)) }
	if l.unit.Plain() {
		return term[T]{unit: l.unit, f: f}
	}
	e := 0.0
	if r.constant {
		e = b(nil)
	}
	if e != 2 && e != 3 {
		return c.fault(n, "unit-mismatch", "raise plain numbers; a quantity with a unit may be squared or cubed", "%s cannot be raised to this power", unitWords(l.unit))
	}
	u := l.unit.Times(l.unit)
	if e == 3 {
		u = u.Times(l.unit)
	}
	return term[T]{unit: u, f: f}
}

func (c *exprCompiler[T]) condition(n *ast.ConditionalNode) term[T] {
	q, yes, no := c.node(n.Cond), c.node(n.Exp1), c.node(n.Exp2)
	if len(c.faults) > 0 {
		return q
	}
	if !q.truth {
		return c.fault(n.Cond, "expr", "compare: a > b ? ... : ...", "this is not a condition")
	}
	t, ok := c.alike(n, yes, no)
	if !ok {
		return t
	}
	t.f = func(x *T) float64 {
		if q.f(x) != 0 {
			return yes.f(x)
		}
		return no.f(x)
	}
	return t
}

// functions of one number; those that keep the unit, and those of plain numbers.
var (
	keeping = map[string]func(float64) float64{"abs": math.Abs, "ceil": math.Ceil, "floor": math.Floor, "round": math.Round}
	plainly = map[string]func(float64) float64{"sqrt": math.Sqrt, "exp": math.Exp, "log": math.Log}
)

func (c *exprCompiler[T]) call(n ast.Node, name string, args []ast.Node) term[T] {
	var ts []term[T]
	for _, a := range args {
		ts = append(ts, c.node(a))
	}
	if len(c.faults) > 0 {
		return term[T]{}
	}
	one, keep := keeping[name]
	plain, isPlain := plainly[name]
	switch {
	case (keep || isPlain) && len(ts) == 1:
		t := ts[0]
		f := t.f
		if isPlain {
			if one = plain; !t.unit.Plain() {
				return c.fault(n, "unit-mismatch", "divide by a unit first", "%s takes a plain number, not %s", name, unitWords(t.unit))
			}
		} else if k := t.unit.Scale(); k != 1 && name != "abs" {
			// Whole units as they are written, not base units.
			return term[T]{unit: t.unit, boundary: t.boundary, f: func(x *T) float64 { return one(f(x)/k) * k }}
		}
		t.constant = false
		t.f = func(x *T) float64 { return one(f(x)) }
		return t
	case (name == "min" || name == "max") && len(ts) >= 2:
		pick := math.Min
		if name == "max" {
			pick = math.Max
		}
		t := ts[0]
		for _, o := range ts[1:] {
			m, ok := c.alike(n, t, o)
			if !ok {
				return m
			}
			a, b := t.f, o.f
			m.f = func(x *T) float64 { return pick(a(x), b(x)) }
			t = m
		}
		return t
	}
	return c.fault(n, "expr", "there are min, max, abs, ceil, floor, round, sqrt, exp and log", "%s with %d arguments is not known", name, len(ts))
}
