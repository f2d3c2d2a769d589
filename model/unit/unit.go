// Package unit reads unit strings and converts between units of one dimension.
//
// A unit is a product of named units: "MW", "kW/rack", "USD/station/year".
// Counted things (stations, racks, GPUs) are dimensions of their own, so that
// a number of racks never passes for a number of servers. Dollars and dong
// are two dimensions: the exchange rate is an input of the scenario, not a
// constant of nature. Energy is a dimension apart from power times time,
// because the hours of a year belong to the model.
package unit

import (
	"fmt"
	"sort"
	"strings"
)

// Boundary says where a power figure is measured.
type Boundary string

// The boundaries of power. A figure at one never stands for another.
const (
	NoBoundary Boundary = ""
	IT         Boundary = "it"         // at the terminals of the IT equipment
	Facility   Boundary = "facility"   // at the facility's meter: IT, cooling and losses
	Contracted Boundary = "contracted" // reserved with the utility
	Nameplate  Boundary = "nameplate"  // sum of ratings
	Unstated   Boundary = "unstated"   // the source does not say; the scenario must carry the doubt
)

// Boundaries lists the boundaries a scenario may write.
var Boundaries = []Boundary{IT, Facility, Contracted, Nameplate, Unstated}

// The base dimensions.
const (
	power = iota
	energy
	period
	usd
	vnd
	station
	person
	rack
	server
	gpu
	h100e
	node
	facility
	cable
	flop
	flops
	data
	bitrate
	length
	area
	volume
	mass
	frequency
	level
	racked
	item
	crew
	nDims
)

type base struct {
	names []string
	dim   int // -1: dimensionless
	scale float64
}

// Months and years are exact (12); days use the mean Gregorian year.
const daysPerYear = 365.25

var table = []base{
	{[]string{"1", ""}, -1, 1}, {[]string{"%", "percent"}, -1, 0.01},
	{[]string{"W"}, power, 1e-6}, {[]string{"kW"}, power, 1e-3}, {[]string{"MW"}, power, 1}, {[]string{"GW"}, power, 1e3},
	{[]string{"kWh"}, energy, 1e-3}, {[]string{"MWh"}, energy, 1}, {[]string{"GWh"}, energy, 1e3}, {[]string{"TWh"}, energy, 1e6},
	{[]string{"year", "years"}, period, 1}, {[]string{"month", "months"}, period, 1.0 / 12}, {[]string{"day", "days"}, period, 1 / daysPerYear},
	{[]string{"hour", "hours"}, period, 1 / (24 * daysPerYear)}, {[]string{"minute", "minutes"}, period, 1 / (1440 * daysPerYear)}, {[]string{"second", "seconds"}, period, 1 / (86400 * daysPerYear)},
	{[]string{"USD"}, usd, 1}, {[]string{"kUSD"}, usd, 1e3}, {[]string{"MUSD"}, usd, 1e6}, {[]string{"GUSD"}, usd, 1e9},
	{[]string{"VND"}, vnd, 1}, {[]string{"MVND"}, vnd, 1e6}, {[]string{"GVND"}, vnd, 1e9}, {[]string{"TVND"}, vnd, 1e12},
	{[]string{"station", "stations", "site", "sites"}, station, 1},
	{[]string{"person", "people", "user", "users", "subscription", "subscriptions"}, person, 1},
	{[]string{"rack", "racks"}, rack, 1}, {[]string{"server", "servers"}, server, 1}, {[]string{"gpu", "gpus", "GPU", "GPUs"}, gpu, 1},
	{[]string{"H100e"}, h100e, 1}, // compute of one H100 at dense BF16: never a number of GPUs
	{[]string{"node", "nodes"}, node, 1}, {[]string{"facilities"}, facility, 1}, {[]string{"cable", "cables"}, cable, 1}, {[]string{"crew", "crews"}, crew, 1},
	{[]string{"FLOP"}, flop, 1}, {[]string{"TFLOPS"}, flops, 1}, {[]string{"PFLOPS"}, flops, 1e3}, {[]string{"EFLOPS"}, flops, 1e6},
	{[]string{"GB"}, data, 1}, {[]string{"TB"}, data, 1e3}, {[]string{"PB"}, data, 1e6},
	{[]string{"Mbps"}, bitrate, 1}, {[]string{"Gbps"}, bitrate, 1e3}, {[]string{"Tbps"}, bitrate, 1e6},
	{[]string{"m"}, length, 1e-3}, {[]string{"km"}, length, 1},
	{[]string{"km2"}, area, 1}, {[]string{"m2"}, area, 1e-6},
	{[]string{"L"}, volume, 1}, {[]string{"m3"}, volume, 1e3}, {[]string{"ML"}, volume, 1e6},
	{[]string{"kgCO2"}, mass, 1}, {[]string{"tCO2"}, mass, 1e3}, {[]string{"ktCO2"}, mass, 1e6}, {[]string{"MtCO2"}, mass, 1e9},
	{[]string{"MHz"}, frequency, 1}, {[]string{"GHz"}, frequency, 1e3}, {[]string{"dB"}, level, 1},
	{[]string{"U"}, racked, 1}, // a rack unit of height, 44.45 mm; no length, so that nobody adds the two
	{[]string{"item", "items", "transactions", "records", "documents", "rank"}, item, 1},
}

var byName = func() map[string]base {
	m := map[string]base{}
	for _, b := range table {
		for _, n := range b.names {
			m[n] = b
		}
	}
	return m
}()

// Unit is a parsed unit: a scale and the powers of the base dimensions.
type Unit struct {
	text  string
	scale float64
	dims  [nDims]int8
}

// String returns the unit as it was written.
func (u Unit) String() string { return u.text }

// Parse reads a unit string. The empty string and "1" are dimensionless. The
// error names the first part that is not a unit.
func Parse(s string) (Unit, error) {
	u := Unit{text: s, scale: 1}
	for i, part := range strings.Split(s, "/") {
		b, ok := byName[strings.TrimSpace(part)]
		if !ok || (i > 0 && strings.TrimSpace(part) == "") {
			return Unit{}, &UnknownError{Unit: s, Part: strings.TrimSpace(part)}
		}
		sign := int8(1)
		if i > 0 {
			sign = -1
			u.scale /= b.scale
		} else {
			u.scale *= b.scale
		}
		if b.dim >= 0 {
			u.dims[b.dim] += sign
		}
	}
	return u, nil
}

// MustParse is Parse for rows of tables; it panics on a bad unit, which the
// tests of those tables would show.
func MustParse(s string) Unit {
	u, err := Parse(s)
	if err != nil {
		panic(err)
	}
	return u
}

// UnknownError says that Part of Unit is not a unit.
type UnknownError struct{ Unit, Part string }

// Error implements error.
func (e *UnknownError) Error() string { return fmt.Sprintf("%q is not a unit", e.Part) }

// MismatchError says that a value has the wrong dimension.
type MismatchError struct{ From, To Unit }

// Error implements error.
func (e *MismatchError) Error() string {
	return fmt.Sprintf("%s is not a unit of the same kind as %s", name(e.From), name(e.To))
}

func name(u Unit) string {
	if u.text == "" || u.text == "1" {
		return "a plain number"
	}
	return u.text
}

// Factor returns the number by which a value in from is multiplied to be in to.
func Factor(from, to Unit) (float64, error) {
	if from.dims != to.dims {
		return 0, &MismatchError{from, to}
	}
	if from.scale == to.scale {
		return 1, nil
	}
	return from.scale / to.scale, nil
}

// Same reports whether two units have one dimension.
func Same(a, b Unit) bool { return a.dims == b.dims }

// IsPower reports whether the unit is one of power, or power per something.
func (u Unit) IsPower() bool { return u.dims[power] != 0 }

// Plain reports whether the unit is dimensionless.
func (u Unit) Plain() bool { return u.dims == [nDims]int8{} }

// Names lists every named unit in order, for hints.
func Names() []string {
	var out []string
	for n := range byName {
		if n != "" {
			out = append(out, n)
		}
	}
	sort.Strings(out)
	return out
}

// Scale is the number of base units in one u, for arithmetic in base units.
func (u Unit) Scale() float64 { return u.scale }

// Times returns the unit of a product.
func (u Unit) Times(v Unit) Unit { return u.combine(v, 1, " x ") }

// Over returns the unit of a quotient.
func (u Unit) Over(v Unit) Unit { return u.combine(v, -1, "/") }

func (u Unit) combine(v Unit, sign int8, sep string) Unit {
	out := Unit{scale: 1}
	for i := range out.dims {
		out.dims[i] = u.dims[i] + sign*v.dims[i]
	}
	switch {
	case out.Plain():
		out.text = "1"
	case v.Plain():
		out.text = u.text
	case u.Plain() && sign > 0:
		out.text = v.text
	default:
		out.text = u.text + sep + v.text
	}
	return out
}
