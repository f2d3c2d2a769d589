package scenarios

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/dist"
	"github.com/headroom-planner/headroom/solver/sample"
)

// canonical gathers what decides a run's numbers, apart from the number of
// draws: no positions, words or order of writing. Its JSON is the scenario's
// identity.
type canonical struct {
	inputs  []canonInput
	targets []canonTarget
	members map[string][]string
}

type canonInput struct {
	Path  string    `json:"path"`
	Value *float64  `json:"value,omitempty"`
	Text  string    `json:"text,omitempty"`
	Dist  string    `json:"dist,omitempty"`
	Args  dist.Args `json:"args,omitempty"` // encoding/json sorts the keys
}

type canonTarget struct {
	ID, Metric, Entity, At string
	Threshold              float64
	AtMost                 bool
	Require                float64
}

func (c *canonical) number(path string, x float64) {
	c.inputs = append(c.inputs, canonInput{Path: path, Value: &x})
}

func (c *canonical) text(path, s string) {
	c.inputs = append(c.inputs, canonInput{Path: path, Text: s})
}

func (c *canonical) dist(path, name string, args dist.Args) {
	c.inputs = append(c.inputs, canonInput{Path: path, Dist: name, Args: args})
}

func (c *canonical) target(t solver.Target) {
	c.targets = append(c.targets, canonTarget{t.ID, t.Metric, t.Entity, t.At.String(), t.Threshold, t.AtMost, t.Require})
}

// seal returns the canonical JSON and its hash.
func (c *canonical) seal(p *solver.Plan) ([]byte, string) {
	slices.SortStableFunc(c.inputs, func(a, b canonInput) int { return strings.Compare(a.Path, b.Path) })
	replicates := p.Replicates
	if p.Design == sample.MC {
		replicates = 0 // it has none
	}
	b, err := json.Marshal(struct {
		Format     int
		Start      string
		Steps      int
		Seed       uint64
		Design     string
		Replicates int                 `json:",omitempty"`
		Members    map[string][]string // in order, which decides ties; encoding/json sorts the keys
		Inputs     []canonInput
		Targets    []canonTarget
	}{FormatVersion, p.Axis.Start.String(), p.Axis.Steps, p.Seed, string(p.Design), replicates, c.members, c.inputs, c.targets})
	if err != nil {
		panic(err) // finite numbers and strings always encode
	}
	h := sha256.Sum256(b)
	return b, hex.EncodeToString(h[:])
}
