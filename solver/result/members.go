package result

import "github.com/headroom-planner/headroom/model/text"

// Collection says how readers know the members of a collection. Nothing in it
// decides a number.
type Collection struct {
	Key     string // mobile.provinces
	Label   text.Text
	Members []Member // those with a name or a place, in the order of the scenario
}

// Member is what a member of a collection is called, and where it stands on a
// map of tiles.
type Member struct {
	Name        string    // as in Series.Entity
	Label       text.Text // empty when nobody gave it one
	Short       string    // fits where Label does not; empty for none
	ShortEN     string    `json:",omitempty"` // the same for readers of English, where it is another
	Row, Column int       // from 1 at the top left; 0 for no place
	// Islands that belong to the member and lie far out have a tile of their own, without a number.
	Islands, IslandsEN        string `json:",omitempty"`
	IslandsRow, IslandsColumn int    `json:",omitempty"`
}

// Collection returns how members of a collection are called.
func (s *Set) Collection(key string) (*Collection, bool) {
	for i := range s.Collections {
		if s.Collections[i].Key == key {
			return &s.Collections[i], true
		}
	}
	return nil, false
}

// Member returns what is known of one member; its own name is the least.
func (s *Set) Member(collection, name string) Member {
	if c, ok := s.Collection(collection); ok {
		for _, m := range c.Members {
			if m.Name == name {
				return m
			}
		}
	}
	return Member{Name: name}
}

// Called is the member's label, or its name in the scenario when it has none.
func (m Member) Called() text.Text {
	if m.Label == (text.Text{}) {
		return text.T(m.Name, m.Name)
	}
	return m.Label
}

// Each returns the series of a metric's members, in the order of the scenario.
func (s *Set) Each(metric string) []*Series {
	var out []*Series
	for i := range s.Series {
		if s.Series[i].Key == metric && s.Series[i].Entity != "all" {
			out = append(out, &s.Series[i])
		}
	}
	return out
}

// Assumption returns an input of the scenario by its path.
func (s *Set) Assumption(path string) (*Assumption, bool) {
	for i := range s.Assumptions {
		if s.Assumptions[i].Path == path {
			return &s.Assumptions[i], true
		}
	}
	return nil, false
}
