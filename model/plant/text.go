package plant

import "strconv"

// TextError says which line of a table cannot be read, and why.
type TextError struct {
	Line int
	What string
}

// Error says both.
func (e *TextError) Error() string { return "line " + strconv.Itoa(e.Line) + ": " + e.What }

// cells splits a line of comma-separated values; a quoted cell may hold commas
// and doubled quotes, but no line break.
func cells(line string) []string {
	var out []string
	var cell []byte
	quoted := false
	for i := 0; i < len(line); i++ {
		switch b := line[i]; {
		case b == '"' && quoted && i+1 < len(line) && line[i+1] == '"':
			cell = append(cell, '"')
			i++
		case b == '"':
			quoted = !quoted
		case b == ',' && !quoted:
			out, cell = append(out, string(cell)), cell[:0]
		case b == '\r':
		default:
			cell = append(cell, b)
		}
	}
	return append(out, string(cell))
}

// lines splits a text at its line breaks.
func lines(text string) []string {
	var out []string
	from := 0
	for i := 0; i < len(text); i++ {
		if text[i] == '\n' {
			out, from = append(out, text[from:i]), i+1
		}
	}
	if from < len(text) {
		out = append(out, text[from:])
	}
	return out
}
