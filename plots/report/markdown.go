package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/solver/result"
)

// Markdown writes the report's tables in one language: targets first, then the
// others in their order. Words that Markdown would read as marks are escaped.
func Markdown(w io.Writer, set *result.Set, lang text.Lang) error {
	var b body
	b.targets(set, lang)
	var out strings.Builder
	fmt.Fprintf(&out, "# %s\n\n%s\n", cell(set.Title.In(lang)), cell(stamp(set, "", lang)))
	if len(b.Targets) > 0 {
		write(&out, table{Title: wTargets.In(lang), Head: b.TargetHead, Rows: b.Targets}, len(b.TargetHead))
	}
	for _, t := range tables(set, lang) {
		write(&out, t, 1)
	}
	for i := range set.Depends {
		d := &set.Depends[i]
		if t := dependTable(set, d, lang); len(t.Rows) > 0 {
			target, _ := set.Target(d.Targets[0])
			t.Title = wMatters.In(lang) + ": " + target.Label.In(lang)
			write(&out, t, 1)
		}
	}
	if t := conflictTable(set, lang); len(t.Rows) > 0 {
		write(&out, t, 4)
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// write writes a table whose first columns, so many, are words; others are numbers, set to the right.
func write(out *strings.Builder, t table, words int) {
	fmt.Fprintf(out, "\n## %s\n\n", cell(t.Title))
	row := func(cells []string) {
		for _, c := range cells {
			out.WriteString("| " + cell(c) + " ")
		}
		out.WriteString("|\n")
	}
	row(t.Head)
	for i := range t.Head {
		if i < words {
			out.WriteString("|---")
		} else {
			out.WriteString("|---:")
		}
	}
	out.WriteString("|\n")
	for _, r := range t.Rows {
		row(r)
	}
}

var escape = strings.NewReplacer(`\`, `\\`, "|", `\|`, "*", `\*`, "_", `\_`, "`", "\\`", "<", "&lt;", "\n", " ", "[", `\[`, "]", `\]`)

// cell is a text that stays in its cell and reads as it is.
func cell(s string) string { return escape.Replace(s) }
