package scenarios

import "fmt"

// SchemaFile is the name of the schema that stands beside a plan.
const SchemaFile = "headroom.schema.json"

const templateHead = `# yaml-language-server: $schema=./` + SchemaFile + `
#
# How to write a value:
#   sites_4g: 119056                                    certain
#   crews: 140 to 320                                   90 % of futures lie between; lognormal when positive
#   pue: {triangular: {min: 1.3, mode: 1.45, max: 1.7}} a distribution (headroom list distributions)
#   power: {value: 24 MW, boundary: facility, source: "board paper", confidence: medium, note: "..."}
#   racks: {cite: dc-hcm02-racks}                       the number of a fact (headroom list facts)
#   opens: 2026-03 to 2026-09                           a date that is not known to the month
#   utilisation: {expr: datacenter.occupancy * 0.8}     computed from other inputs
#
# headroom explain PATH says what an input is; headroom check names every problem with its place.
`

// Template returns the text of a new plan from a shipped scenario: a copy with
// its comments, or an overlay that extends it. ok is false when there is none.
func Template(from string, overlay bool) (text []byte, ok bool) {
	b := shipped(from)
	found := false
	for _, s := range Library() {
		found = found || s.Name == from
	}
	if b == nil || !found {
		return nil, false
	}
	if overlay {
		return fmt.Appendf(nil, "%sversion: %d\nextends: [%s]\n\n# Write below only what differs from %s.\n", templateHead, FormatVersion, from, from), true
	}
	return append([]byte(templateHead+"\n"), b...), true
}
