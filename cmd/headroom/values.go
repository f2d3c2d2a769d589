package main

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/headroom-planner/headroom/scenarios"
	"github.com/headroom-planner/headroom/solver/sample"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/spf13/viper"
	"go.yaml.in/yaml/v3"
)

// reader reads the text of a setting outside the command line.
type reader struct {
	want  string // what to write
	parse func(string) (value any, ok bool)
}

// settingReaders are the settings that the environment and the settings file
// may give. Other flags are of one command line: its scenario, its metrics.
var settingReaders = map[string]reader{
	"draws":   wholeNumber(1, math.MaxInt),
	"seed":    wholeNumber(0, math.MaxUint64),
	"workers": wholeNumber(0, math.MaxInt),
	"nice":    wholeNumber(0, 19),
	"memory":  wholeNumber(1, maxMemory),
	"design":  oneOf(sample.Names()...),
	"lang":    oneOf("en", "vi"),
	"size":    oneOf("16:9", "4:3", "a4"),
	"theme":   oneOf("light", "dark"),
	"out":     {"a path", func(s string) (any, bool) { return s, s != "" }},
	"quiet":   yesOrNo, "no-figures": yesOrNo, "force": yesOrNo, "csv": yesOrNo, "json": yesOrNo,
}

var yesOrNo = reader{"true or false", func(s string) (any, bool) {
	b, err := strconv.ParseBool(s)
	return b, err == nil
}}

// wholeNumber reads decimal digits. A leading zero is refused, because some
// would read 010 as 8 and others as 10.
func wholeNumber(lo, hi uint64) reader {
	return reader{fmt.Sprintf("a whole number from %d to %d", lo, hi), func(s string) (any, bool) {
		x, err := strconv.ParseUint(s, 10, 64)
		return x, err == nil && lo <= x && x <= hi && (s == "0" || s[0] != '0')
	}}
}

func oneOf(words ...string) reader {
	return reader{"one of " + strings.Join(words, ", "), func(s string) (any, bool) { return s, slices.Contains(words, s) }}
}

// settingNames lists the settings for people.
func settingNames() string {
	return strings.Join(slices.Sorted(maps.Keys(settingReaders)), ", ")
}

// written is a setting as the settings file writes it.
type written struct {
	key  string
	line int
	text string
	ok   bool // one value, not a list or a map
}

// readSettingsFile reads the text of every key: after viper's reading, 010 is
// 8 and nobody knows. A key without a value is not there, as for viper.
func readSettingsFile(path string) ([]written, error) {
	if path == "" {
		return nil, nil
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(b, &doc); err != nil || len(doc.Content) == 0 {
		return nil, err
	}
	var out []written
	pairs := doc.Content[0].Content
	for i := 0; i+1 < len(pairs); i += 2 {
		n := pairs[i+1]
		if n.Kind == yaml.AliasNode {
			n = n.Alias
		}
		w := written{strings.ToLower(pairs[i].Value), pairs[i].Line, n.Value, n.Kind == yaml.ScalarNode}
		if _, known := settingReaders[w.key]; !known {
			return nil, usage("settings file %s:%d: %q is not a setting; the settings are %s", path, w.line, w.key, settingNames())
		}
		if n.Tag != "!!null" {
			out = append(out, w)
		}
	}
	return out, nil
}

// readValues reads every setting of the command that no flag gives, and errs
// where viper would take a zero for what it cannot read.
func readValues(v *viper.Viper, cmd *cobra.Command, file []written) error {
	var first error
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		r, known := settingReaders[f.Name]
		if !known || f.Changed || first != nil {
			return
		}
		name := "HEADROOM_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		if s := os.Getenv(name); s != "" {
			first = r.into(v, f.Name, s, true, name)
			return
		}
		for _, w := range file {
			if w.key == f.Name {
				first = r.into(v, f.Name, w.text, w.ok, fmt.Sprintf("settings file %s:%d: %s", v.ConfigFileUsed(), w.line, w.key))
			}
		}
	})
	return first
}

// readNames refuses a variable that was meant for the tool and would be ignored: a slip in a setting's name, a
// flag of one command line, an input with one underscore too few. Others may be somebody else's, such as those
// that Kubernetes gives to a service of this name.
func readNames(cmd *cobra.Command, environ []string) error {
	const prefix, input = "HEADROOM_", "HEADROOM_SET__"
	right := append(slices.Sorted(maps.Keys(settingReaders)), "settings")
	for _, line := range environ {
		name, value, _ := strings.Cut(line, "=")
		if len(name) < len(prefix) || !strings.EqualFold(name[:len(prefix)], prefix) || value == "" || strings.HasPrefix(name, input) {
			continue
		}
		key := strings.ReplaceAll(strings.ToLower(name[len(prefix):]), "_", "-")
		hint := ""
		switch near, guess := strings.CutPrefix(scenarios.Suggest(key, right), "did you mean "); {
		case slices.Contains(right, key) && os.Getenv(strings.ToUpper(name)) != "":
			continue // as the tool spells it, or on a system that does not tell cases apart
		case key == "set" || strings.HasPrefix(key, "set-"):
			hint = "an input is set by its path, such as " + input + "mobile__sites_4g"
		case guess:
			hint = "did you mean " + prefix + strings.ToUpper(strings.ReplaceAll(near, "-", "_"))
		case cmd.Flags().Lookup(key) != nil:
			hint = "give --" + key + " on the command line"
		default:
			continue
		}
		return usage("%s is not a setting: %s", name, hint)
	}
	return nil
}

// badFlag says what is wrong with a command line's flags as a setting elsewhere would have it said.
func badFlag(cmd *cobra.Command, err error) error {
	var value *pflag.InvalidValueError
	if !errors.As(err, &value) {
		return usage("%w; %s --help lists the flags", err, cmd.CommandPath())
	}
	f := value.GetFlag()
	r, known := settingReaders[f.Name]
	switch {
	case known:
	case f.Value.Type() == "int" || f.Value.Type() == "uint64":
		r.want = "a whole number"
	case f.Value.Type() == "bool":
		r = yesOrNo
	default:
		r.want = "a number"
	}
	return usage("--%s: %q is not %s", f.Name, value.GetValue(), r.want)
}

// into reads a text and stores its value; where names the place of the text.
func (r reader) into(v *viper.Viper, key, text string, single bool, where string) error {
	x, ok := r.parse(text)
	if !ok || !single {
		return usage("%s: %q is not %s", where, text, r.want)
	}
	v.Set(key, x)
	return nil
}
