package result

import "github.com/headroom-planner/headroom/model/axis"

// Dependence is what one number of a run depends on, found from the run's own
// draws: no draw is made for it.
type Dependence struct {
	Metric, Entity string
	At             axis.Month
	Targets        []string // ids of those about the number
	Draws          int      // looked at: the run's first ones
	Inputs         int      // that differ between draws
	Mean           float64  // of the number
	Together       float64  // sum of First over all inputs
	Top            []Dependent
}

// Dependent is one input, with how the number goes with it. All is association: it counts what
// the input shares with inputs that it is correlated with.
type Dependent struct {
	Path string
	// First is the share of the number's variance that goes with the input alone (sense.Given),
	// Lo and Hi its interval at 90 % of sampling.
	First, Lo, Hi float64
	Rank          float64 // Spearman's rank correlation
	Low, High     Tail
}

// Tail is the draws in which an input is at one of its ends: its lowest or highest tenth,
// or the lowest or highest value of an input of few.
type Tail struct {
	To    float64 // the input is at most, or at least, this
	Draws int
	Mean  float64   // of the number
	SE    float64   // of the mean
	Hits  []float64 // share that meets each of the targets
}

// Dependence returns what is known of the number that a target is about.
func (s *Set) Dependence(target string) (*Dependence, bool) {
	for i := range s.Depends {
		for _, id := range s.Depends[i].Targets {
			if id == target {
				return &s.Depends[i], true
			}
		}
	}
	return nil, false
}
