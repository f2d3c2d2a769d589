package durable

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
)

// Fact is one thing that decides the numbers in a folder: a file, an axis, the program.
type Fact struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Changed lists what differs between facts and older ones, as people read it.
func Changed(now, old []Fact) []string {
	var out []string
	was := map[string]string{}
	for _, f := range old {
		was[f.Name] = f.Value
	}
	for _, f := range now {
		switch v, ok := was[f.Name]; {
		case !ok:
			out = append(out, fmt.Sprintf("%s is new: %s", f.Name, short(f.Value)))
		case v != f.Value:
			out = append(out, fmt.Sprintf("%s: %s, was %s", f.Name, short(f.Value), short(v)))
		}
		delete(was, f.Name)
	}
	for _, f := range old {
		if v, gone := was[f.Name]; gone {
			out = append(out, fmt.Sprintf("%s is gone: %s", f.Name, short(v)))
		}
	}
	return out
}

func short(s string) string {
	const most = 100
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "..."
	}
	return s
}

// ChangedError says that a folder belongs to something else.
type ChangedError struct {
	Dir     string
	Changes []string
}

// Error implements error.
func (e *ChangedError) Error() string {
	return fmt.Sprintf("%s was begun with something else; nothing in it was touched. What changed:\n  %s\nrun with what it was begun with, or choose another --out",
		e.Dir, strings.Join(e.Changes, "\n  "))
}

// Hash is a folder's description in one word: of its JSON, of which fields in a fixed order make it. It is for
// words and finite numbers, which always have one.
func Hash(description any) string {
	b, err := json.Marshal(description)
	if err != nil {
		panic(err)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:16])
}
