package report

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/solver/result"
)

var (
	writtenValue  = regexp.MustCompile(`^\{value: ("[^"]*"|[^,{}"]+)[,}]`)
	writtenChoice = regexp.MustCompile(`^\{choice: \{([^{}]+)\}`)
	writtenCite   = regexp.MustCompile(`^\{(?:boundary: [a-z]+, )?cite: `)
)

// plainly is what the scenario says of an input without the words beside it, which have columns of their own: the value,
// the number of the fact that it cites, or the options of a choice with their chances. What has another form stays as it is written.
func plainly(a *result.Assumption, lang text.Lang) string {
	if m := writtenValue.FindStringSubmatch(a.Written); m != nil {
		return strings.Trim(strings.TrimSpace(m[1]), `"`)
	}
	if writtenCite.MatchString(a.Written) && !a.Uncertain {
		return stated(a.Value, a.Unit, lang) + unitAfter(a.Unit, lang)
	}
	m := writtenChoice.FindStringSubmatch(a.Written)
	if m == nil {
		return unquoted(a.Written)
	}
	var out []string
	for _, o := range strings.Split(m[1], ",") {
		name, chance, ok := strings.Cut(o, ":")
		p, err := strconv.ParseFloat(strings.TrimSpace(chance), 64)
		if !ok || err != nil {
			return a.Written
		}
		name = strings.Trim(strings.TrimSpace(name), `"`)
		if p == 1 {
			out = append(out, name)
			continue
		}
		out = append(out, name+"\u00a0"+stated(100*p, "%", lang))
	}
	return strings.Join(out, ", ")
}

// unquoted drops the quotes that YAML needs around a word such as yes.
func unquoted(s string) string {
	if len(s) > 1 && s[0] == '"' && strings.Count(s, `"`) == 2 && s[len(s)-1] == '"' {
		return s[1 : len(s)-1]
	}
	return s
}
