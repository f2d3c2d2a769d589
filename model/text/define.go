package text

import (
	_ "embed"
	"encoding/csv"
	"strings"
	"sync"
)

// Definitions are written once, in English, in the rows they belong to; their
// Vietnamese stands here beside the English, as in a catalogue of messages.
//
//go:embed definitions.vi.csv
var definitionsVI string

var definitions = sync.OnceValue(func() map[string]string {
	rows, err := csv.NewReader(strings.NewReader(definitionsVI)).ReadAll()
	if err != nil {
		panic(err) // embedded
	}
	out := make(map[string]string, len(rows))
	for _, r := range rows {
		out[r[0]] = r[1]
	}
	return out
})

// Define returns the definition en, the words of a row, in language l, and the
// English itself where l has none, as for what a scenario defines.
func Define(en string, l Lang) string {
	if l == VI {
		if vi, ok := definitions()[en]; ok {
			return vi
		}
	}
	return en
}

// Defined lists the English of every definition that has been translated.
func Defined() []string {
	var out []string
	for en := range definitions() {
		out = append(out, en)
	}
	return out
}
