// Package rack answers: how many racks, of which class, does equipment need, and
// what stands in the way when it finds none?
//
// A [Class] is a kind of rack: its design power, the share that may be used
// continuously, its height, its floor, and the heat that air and liquid take
// away. A [Node] is one piece of equipment. [Class.Fit] says how many nodes one
// rack holds, or which limits forbid it; [Pack] puts requests for nodes into
// halls; [Needed] sizes by power, height and floor; [Concurrent] is the peak of
// many loads that are correlated; [Convert] turns a hall of one class into another.
//
// All power is in kW at the boundary of the IT equipment. Heights are in rack
// units (U), floor in m2. A rack holds nodes of one kind. Calls do not allocate,
// except [Classes], [FitDensity], and errors.
//
// Left out: weight on the floor, cable lengths, phases of the supply, network
// switches between nodes, redundancy of feeds (model/plant has the modules), and
// mixing of kinds in one rack.
package rack

import (
	"math"

	"github.com/headroom-planner/headroom/model/valid"
)

// RangeError says that a model was asked outside the range it is valid in.
type RangeError = valid.RangeError

// slack keeps what is whole but for rounding whole.
const slack = 1e-9

// Class is a kind of rack.
type Class struct {
	Name     string
	KW       float64 // design power, IT, above 0 to 5,000
	Derating float64 // share of it that continuous load may take, above 0 to 1
	U        float64 // height in rack units, 1 to 100
	UsableU  float64 // share of the height that nodes may take, above 0 to 1; switches, panels and blanks take the rest
	AirKW    float64 // heat that the hall's air, or a door that cools it, takes from one rack; at least 0
	LiquidKW float64 // heat that cold plates take from one rack; at least 0
	FloorM2  float64 // white space of one rack with its share of aisles, above 0 to 50
}

// Check refuses a class whose numbers are outside their ranges.
func (c *Class) Check() error {
	of := "rack class " + c.Name
	return valid.First(
		valid.Within(of, "design power", "kW", c.KW, 0.1, 5000),
		valid.Within(of, "derating", "", c.Derating, 0.01, 1),
		valid.Within(of, "height", "U", c.U, 1, 100),
		valid.Within(of, "usable height", "", c.UsableU, 0.01, 1),
		valid.Within(of, "heat to air", "kW", c.AirKW, 0, 5000),
		valid.Within(of, "heat to liquid", "kW", c.LiquidKW, 0, 5000),
		valid.Within(of, "floor", "m2", c.FloorM2, 0.1, 50),
	)
}

// UsableKW is design power x derating.
func (c *Class) UsableKW() float64 { return c.KW * c.Derating }

// Units is the height that nodes may take, in whole rack units.
func (c *Class) Units() float64 { return math.Floor(c.U*c.UsableU + slack) }

// Node is one piece of equipment as it is racked.
type Node struct {
	Name   string
	KW     float64 // power that is planned for, IT: nameplate, or a measured peak; above 0
	U      float64 // height, rack units; above 0
	Liquid float64 // share of its heat that goes to cold plates, 0 to 1
}

// Check refuses a node whose numbers are outside their ranges.
func (n *Node) Check() error {
	of := "node " + n.Name
	return valid.First(
		valid.Within(of, "power", "kW", n.KW, 1e-4, 5000),
		valid.Within(of, "height", "U", n.U, 0.1, 100),
		valid.Within(of, "share of heat to liquid", "", n.Liquid, 0, 1),
	)
}

// Lack is what a class lacks for a node: a set of limits.
type Lack uint8

// The limits of a rack.
const (
	Power  Lack = 1 << iota // usable power
	Height                  // rack units
	Air                     // cooling by air
	Liquid                  // cooling by liquid
)

// String names the limits, "nothing" when there are none.
func (l Lack) String() string {
	s := ""
	for i, w := range [...]string{"power", "U", "cooling by air", "cooling by liquid"} {
		if l&(1<<i) != 0 {
			if s != "" {
				s += ", "
			}
			s += w
		}
	}
	if s == "" {
		return "nothing"
	}
	return s
}

// Fit is how many nodes one rack of the class holds,
//
//	min(floor(usable kW / kW), floor(usable U / U), floor(air kW / heat to air), floor(liquid kW / heat to liquid))
//
// and the limits that set this number: those that are lacking when it is 0. The
// node and the class are taken as checked.
func (c *Class) Fit(n *Node) (per float64, by Lack) {
	counts := [4]float64{
		whole(c.UsableKW(), n.KW), whole(c.Units(), n.U),
		whole(c.AirKW, n.KW*(1-n.Liquid)), whole(c.LiquidKW, n.KW*n.Liquid),
	}
	per = min(counts[0], counts[1], counts[2], counts[3])
	for i, k := range counts {
		if k == per {
			by |= 1 << i
		}
	}
	return per, by
}

// whole is how many whole parts of a size a capacity holds; any number of parts of no size.
func whole(capacity, part float64) float64 {
	if part <= 0 {
		return math.Inf(1)
	}
	return math.Floor(capacity/part + slack)
}

// Least is the class of least design power that holds the node, and how many
// nodes one rack of it holds; -1 and 0 when none does. Ties go to the first.
func Least(classes []Class, n *Node) (class int, per float64) {
	class = -1
	for i := range classes {
		if k, _ := classes[i].Fit(n); k >= 1 && (class < 0 || classes[i].KW < classes[class].KW) {
			class, per = i, k
		}
	}
	return class, per
}

// Nearest is the class with the fewest limits against a node that none holds, the first of
// equals, and what it lacks; -1 without classes.
func Nearest(classes []Class, n *Node) (class int, lacks Lack) {
	class = -1
	least := 5
	for i := range classes {
		_, by := classes[i].Fit(n)
		k := 0
		for b := by; b != 0; b &= b - 1 {
			k++
		}
		if k < least {
			least, lacks, class = k, by, i
		}
	}
	return class, lacks
}

// RefusedError says that no class holds a node, and what each lacks.
type RefusedError struct {
	Node    Node
	Classes []Class
	Lacks   []Lack // by class
}

// Error says all of it in one sentence, such as "dgx-h100 (10.2 kW, 8 U, 0 % to
// liquid) fits no rack: standard lacks power (10.2 kW, usable 6.65 kW)".
func (e *RefusedError) Error() string {
	n := &e.Node
	s := n.Name + " (" + valid.Number(n.KW, "kW") + ", " + valid.Number(n.U, "U") + ", " + valid.Number(100*n.Liquid, "%") + " to liquid) fits no rack"
	for i := range e.Classes {
		sep := "; "
		if i == 0 {
			sep = ": "
		}
		s += sep + e.Classes[i].Name + " lacks " + e.Lacks[i].String() + " (" + e.Classes[i].against(n, e.Lacks[i]) + ")"
	}
	return s
}

// against lists what the node needs beside what the class has, for each limit.
func (c *Class) against(n *Node, l Lack) string {
	s := ""
	for i, p := range [...]struct {
		need, has float64
		unit      string
	}{{n.KW, c.UsableKW(), "kW"}, {n.U, c.Units(), "U"}, {n.KW * (1 - n.Liquid), c.AirKW, "kW"}, {n.KW * n.Liquid, c.LiquidKW, "kW"}} {
		if l&(1<<i) == 0 {
			continue
		}
		if s != "" {
			s += "; "
		}
		s += valid.Number(p.need, p.unit) + ", usable " + valid.Number(p.has, p.unit)
	}
	return s
}

// Hold is nil when some class holds the node, else a *RefusedError that names
// what each class lacks. It is for checks before a run, not for inner loops.
func Hold(classes []Class, n *Node) error {
	if c, _ := Least(classes, n); c >= 0 {
		return nil
	}
	e := &RefusedError{Node: *n, Classes: append([]Class(nil), classes...)}
	for i := range classes {
		_, by := classes[i].Fit(n)
		e.Lacks = append(e.Lacks, by)
	}
	return e
}
