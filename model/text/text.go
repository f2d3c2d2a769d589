// Package text holds words that exist in every language the tool speaks.
//
// It answers one question: how is this thing called, for this reader? It
// knows nothing of numbers or dates; plots and report format those.
package text

// Lang is a reader's language, as the two-letter code of ISO 639-1.
type Lang string

// The languages headroom speaks.
const (
	EN Lang = "en"
	VI Lang = "vi"
)

// Langs lists every language in the order reports offer them.
var Langs = []Lang{EN, VI}

// Text is one phrase in every language.
type Text struct {
	EN string `json:"en"`
	VI string `json:"vi"`
}

// T makes a Text from its English and Vietnamese forms.
func T(en, vi string) Text { return Text{EN: en, VI: vi} }

// In returns the phrase in language l, and the English one when l has none.
func (t Text) In(l Lang) string {
	if l == VI && t.VI != "" {
		return t.VI
	}
	return t.EN
}

// Complete reports whether the phrase exists in every language.
func (t Text) Complete() bool { return t.EN != "" && t.VI != "" }
