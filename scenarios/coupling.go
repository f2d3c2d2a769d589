package scenarios

import (
	"fmt"
	"slices"

	"github.com/headroom-planner/headroom/solver/couple"
)

// coupling is how correlated inputs are made dependent. All pairs of a
// connected group say the same, because they are drawn together.
type coupling struct {
	copula  string  // gaussianCopula when nothing is said
	degrees float64 // of a t copula
	method  string  // byCopula when nothing is said
	repair  string  // nearestMatrix, or nothing
}

// The words of a coupling.
const (
	gaussianCopula = "gaussian"
	studentCopula  = "t"
	byCopula       = "copula"
	imanConover    = "iman-conover"
	nearestMatrix  = "nearest"
)

var (
	copulaNames = []string{gaussianCopula, studentCopula}
	methodNames = []string{byCopula, imanConover}
	repairNames = []string{nearestMatrix}
)

// coupling reads how the inputs of one entry are made dependent, and refuses
// what does not go together.
func (c *compiler) coupling(path string, n *node, pearson bool) (how coupling, ok bool) {
	how = coupling{copula: gaussianCopula, method: byCopula}
	ok = c.word(path, n, "copula", copulaNames, &how.copula)
	ok = c.word(path, n, "method", methodNames, &how.method) && ok
	ok = c.word(path, n, "repair", repairNames, &how.repair) && ok
	degrees := n.get("degrees")
	if !ok {
		return how, false
	}
	switch {
	case how.copula == studentCopula && degrees == nil:
		c.problem(n.get("copula").pos, path, "missing", "add degrees, such as degrees: 4; the fewer, the more often extremes meet", "a t copula needs its degrees of freedom")
		return how, false
	case how.copula != studentCopula && degrees != nil:
		c.problem(n.keyPos["degrees"], path, "conflict", "add copula: t, or leave degrees out", "a Gaussian copula has no degrees of freedom")
		return how, false
	case how.copula == studentCopula && how.method == imanConover:
		c.problem(n.keyPos["method"], path, "conflict", "leave method out, or copula and degrees", "Iman and Conover's method reorders normal scores: it makes no t copula")
		return how, false
	case pearson && how.copula == studentCopula:
		c.problem(n.keyPos["pearson"], path, "conflict", "write rank in place of pearson, or leave copula and degrees out", "a t copula takes rank correlations")
		return how, false
	case pearson && how.method == imanConover:
		c.problem(n.keyPos["pearson"], path, "conflict", "write rank in place of pearson, or leave method out", "Iman and Conover's method takes rank correlations")
		return how, false
	}
	if degrees != nil {
		how.degrees, ok = c.certain(path+".degrees", degrees, couple.MinDegrees, couple.MaxDegrees, "the number of degrees of freedom")
	}
	return how, ok
}

// word reads one of a few words into to, which stays what it is without it.
func (c *compiler) word(path string, n *node, key string, words []string, to *string) bool {
	k := n.get(key)
	if k == nil {
		return true
	}
	if k.kind != scalar || !slices.Contains(words, k.text) {
		hint := suggest(k.text, words)
		if len(words) == 1 {
			hint = "write " + key + ": " + words[0] + ", or leave it out"
		}
		c.problem(k.pos, path+"."+key, "choice", hint, "the %s %q is unknown", key, flow(k))
		return false
	}
	*to = k.text
	return true
}

// seal enters what is not the rule into the scenario's identity.
func (h coupling) seal(canon *canonical, path string) {
	if h.copula == studentCopula {
		canon.text(path+".copula", h.copula)
		canon.number(path+".degrees", h.degrees)
	}
	if h.method == imanConover {
		canon.text(path+".method", h.method)
	}
	if h.repair != "" {
		canon.text(path+".repair", h.repair)
	}
}

// String writes a coupling as a scenario does.
func (h coupling) String() string {
	s := "copula: " + h.copula
	if h.copula == studentCopula {
		s += fmt.Sprintf(", degrees: %g", h.degrees)
	}
	if h.method == imanConover {
		s = "method: " + h.method
	}
	if h.repair != "" {
		s += ", repair: " + h.repair
	}
	return s
}
