package result

import "github.com/headroom-planner/headroom/model/text"

// Check holds figures of the evidence that say one thing against each other.
type Check struct {
	ID      string
	About   text.Text
	Unit    string
	Agrees  bool
	Sides   []Side // two or more
	Apart   float64
	Reading text.Text // how the shipped scenarios take it, and why
	Inputs  []string  // paths that carry the choice
}

// Side is one way to the figure of a check, computed from facts.
type Side struct {
	Say              text.Text
	Value, Low, High float64     // alike where the facts have no range
	Facts            []text.Text // citations
}
