package scenarios

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Merged writes the merged scenario as YAML that loads again to the same
// plan, each value with its origin in a comment.
func (d *Document) Merged() []byte {
	var b bytes.Buffer
	fmt.Fprintln(&b, "# The merged scenario: every value with the place it was written.")
	emit(&b, d.root, nil)
	return b.Bytes()
}

func emit(b *bytes.Buffer, n *node, path []string) {
	pad := strings.Repeat("  ", len(path))
	for _, k := range n.keys {
		kid, at := n.kids[k], append(path[:len(path):len(path)], k)
		if kid.kind == mapping && len(kid.keys) > 0 && (!whole(at) || at[0] == "joint") { // columns are long
			fmt.Fprintf(b, "%s%s:\n", pad, word(k))
			emit(b, kid, at)
			continue
		}
		fmt.Fprintf(b, "%s%s: %s  # %s\n", pad, word(k), flow(kid), kid.pos)
	}
}

// flow writes a node on one line.
func flow(n *node) string {
	switch n.kind {
	case null:
		return "null"
	case scalar:
		if n.quoted {
			return strconv.Quote(n.text)
		}
		return word(n.text)
	case sequence:
		var parts []string
		for _, it := range n.items {
			parts = append(parts, flow(it))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	var parts []string
	for _, k := range n.keys {
		parts = append(parts, word(k)+": "+flow(n.kids[k]))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// plainWord is text that reads as itself: a list of what is safe, because what
// YAML takes for a sign or a break of line is longer than anyone remembers.
var plainWord = regexp.MustCompile(`^[\p{L}\p{N}._/%+ -]+$`)

// word quotes text that would read as something else on one line.
func word(s string) string {
	if !plainWord.MatchString(s) || strings.TrimSpace(s) != s || s == "-" || strings.HasPrefix(s, "- ") || strings.HasPrefix(s, "%") {
		return strconv.Quote(s)
	}
	switch strings.ToLower(s) {
	case "null", "~", "yes", "no", "true", "false", "on", "off":
		return strconv.Quote(s)
	}
	return s
}
