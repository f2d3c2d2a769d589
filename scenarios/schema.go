package scenarios

import (
	"encoding/json"
	"strings"

	"github.com/headroom-planner/headroom/model"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/model/unit"
	"github.com/headroom-planner/headroom/solver/dist"
	"github.com/headroom-planner/headroom/solver/sample"
)

// m is an object of the schema; encoding/json sorts its keys.
type m = map[string]any

// Schema returns the JSON Schema (draft 2020-12) of a scenario, from the same
// rows as the compiler. It knows keys, kinds, options and forms; what needs
// other layers or arithmetic (missing inputs, units, ranges, references) is
// said by headroom check.
func Schema() []byte {
	words := m{"type": "string"}
	pair := pairSchema()
	props := m{
		"version":        m{"type": "integer", "minimum": 1, "maximum": FormatVersion, "description": "Version of the scenario language."},
		"numbers":        m{"enum": []string{"vi", "en"}, "description": "How this file writes numbers: vi 16.737 and 159,57; en 16,737 and 159.57."},
		"title":          described(ref("words"), "Title in both languages."),
		"description":    described(ref("words"), "What the scenario is about, in both languages."),
		"extends":        m{"anyOf": []m{{"type": "string"}, {"type": "array", "items": m{"type": "string"}}}, "description": "Shipped scenarios or files below this one."},
		"knowledge_date": m{"type": "string", "description": "Last day of the evidence: a value may not cite anything later."},
		"time":           object(m{"start": ref("month"), "end": ref("month"), "step": m{"const": "month"}}, "First and last month of the run."),
		"simulation": object(m{"draws": m{"type": []string{"integer", "string"}}, "seed": m{"type": []string{"integer", "string"}},
			"design": m{"enum": sample.Names()}, "replicates": m{"type": []string{"integer", "string"}},
			"keep": m{"type": []string{"array", "null"}, "items": words}}, "Number of draws, seed, design, how many independent randomisations it is made of, and metrics of which every draw is kept."),
		"structure":    structureSchema(),
		"correlations": described(m{"anyOf": []m{{"type": "array", "items": pair}, {"type": "object", "additionalProperties": m{"anyOf": []m{pair, {"type": "null"}}}}}}, "Correlations: [{inputs: [PATH, PATH], rank: 0.5}]."),
		"joint": m{"type": "object", "description": "Tables of draws over several inputs: {fit: {from: posterior.csv}}.", "additionalProperties": m{"anyOf": []m{{"type": "null"},
			object(m{"from": words, "columns": m{"type": "object"}, "source": words, "confidence": ref("confidence"), "note": ref("words")}, "A table of draws.")}}},
		"metrics": m{"type": "object", "description": "Metrics computed from others: {name: {expr: ..., unit: ...}}.", "additionalProperties": m{"anyOf": []m{{"type": "null"},
			object(m{"expr": words, "unit": words, "boundary": words, "over_time": m{"enum": []string{"stock", "flow", "ratio"}}, "label": ref("words"), "source": words, "note": ref("words")}, "A metric by an expression.")}}},
		"overrides": m{"type": "object", "additionalProperties": m{"type": []string{"object", "null"}}, "description": "Named sets of changes, applied with --with."},
		"scenarios": m{"type": "object", "additionalProperties": m{"type": []string{"array", "null"}, "items": m{"type": "string"}}, "description": "Named lists of overrides."},
		"targets": m{"type": "object", "additionalProperties": m{"anyOf": []m{{"type": "null"}, object(m{"label": ref("words"), "metric": m{"type": "string"}, "entity": m{"type": "string"}, "at": ref("month"),
			"at_least": m{}, "at_most": m{}, "require": m{}, "source": m{"type": "string"}, "cite": m{"type": "string"}, "note": ref("words"), "confidence": ref("confidence")},
			"A threshold on a metric in a month.")}}},
		"history": m{"type": "object", "description": "Measured values for charts."},
	}
	for _, s := range model.Inputs() {
		if s.Named {
			continue
		}
		group := rowsSchema(s)
		kids := group["properties"].(m)
		for _, c := range model.Inputs() {
			if key, ok := strings.CutPrefix(c.Path, s.Path+"."); ok && c.Named {
				member := rowsSchema(c)
				about := member["properties"].(m)
				about["source"], about["note"], about["confidence"] = m{"type": "string"}, ref("words"), ref("confidence")
				about["name"], about["tile"] = nameSchema(), tileSchema()
				kids[key] = m{"type": "object", "description": both(c.Label, c.Doc), "properties": m{"from": m{"type": "string", "description": "A CSV table with the members."}},
					"additionalProperties": m{"anyOf": []m{{"type": "null"}, member}}}
			}
		}
		props[s.Path] = group
	}
	b, err := json.MarshalIndent(m{
		"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "headroom scenario", "type": "object",
		"properties": props, "additionalProperties": false, "$defs": definitions(),
	}, "", " ")
	if err != nil {
		panic(err) // maps of strings always encode
	}
	return append(b, '\n')
}

func ref(name string) m { return m{"$ref": "#/$defs/" + name} }

func described(s m, doc string) m {
	s["description"] = doc
	return s
}

// object allows the properties and nothing else.
func object(props m, doc string) m {
	return m{"type": "object", "properties": props, "additionalProperties": false, "description": doc}
}

// both is a label in both languages and what it means.
func both(t text.Text, doc string) string { return t.EN + " / " + t.VI + ". " + doc }

// rowsSchema nests the rows of a section at the dots of their keys.
func rowsSchema(s declare.Section[model.Params]) m {
	root := object(m{}, both(s.Label, s.Doc))
	for _, r := range s.Rows {
		at := root["properties"].(m)
		parts := strings.Split(r.Key, ".")
		for _, p := range parts[:len(parts)-1] {
			if at[p] == nil {
				at[p] = m{"type": "object", "properties": m{}, "additionalProperties": false}
			}
			at = at[p].(m)["properties"].(m)
		}
		at[parts[len(parts)-1]] = rowSchema(r.Spec)
	}
	for _, p := range s.Parts { // null takes a part out of what is extended
		group, ok := root["properties"].(m)[strings.TrimPrefix(p.Path, s.Path+".")].(m)
		if !ok {
			continue // a collection is the part
		}
		group["type"], group["description"] = []string{"object", "null"}, both(p.Label, p.Doc)
	}
	return root
}

func rowSchema(s declare.Spec) m {
	doc := both(s.Label, s.Doc)
	if s.Unit != "" && s.Unit != "1" {
		doc += " Unit: " + s.Unit + "."
	}
	if s.Boundary != "" {
		doc += " Power boundary: " + string(s.Boundary) + "."
	}
	if s.Kind == declare.Number || s.Kind == declare.Knots {
		doc += " Range: " + short(s.Min) + " to " + short(s.Max) + "."
	}
	null := m{"type": "null"}
	switch s.Kind {
	case declare.Knots:
		return m{"description": doc, "anyOf": []m{ref("path"), null}}
	case declare.Choice:
		var keys []string
		weights := m{}
		for _, o := range s.Options {
			keys = append(keys, o.Key)
			weights[o.Key] = m{}
		}
		w := object(weights, "Weights of the options.")
		v := object(m{"value": m{"anyOf": []m{{"enum": keys}, w}}, "choice": w, "source": m{"type": "string"}, "cite": m{"type": "string"},
			"confidence": ref("confidence"), "note": ref("words")}, "An option with its source.")
		return m{"description": doc, "anyOf": []m{{"enum": keys}, w, v, null}}
	case declare.Reference, declare.Date:
		return m{"description": doc, "anyOf": []m{{"type": []string{"string", "integer"}}, object(m{"value": m{"type": []string{"string", "integer"}}, "source": m{"type": "string"},
			"cite": m{"type": "string"}, "confidence": ref("confidence"), "note": ref("words")}, "A value with its source."), null}}
	case declare.Text:
		return m{"description": doc, "type": []string{"string", "number", "null"}}
	}
	return m{"description": doc, "anyOf": []m{ref("value"), null}}
}

// structureSchema has a key for each choice between model forms.
func structureSchema() m {
	forms := m{}
	for _, s := range model.Inputs() {
		for _, r := range s.Rows {
			if r.Kind == declare.Choice && !s.Named {
				forms[s.Path+"."+r.Key] = rowSchema(r.Spec)
			}
		}
	}
	return object(forms, "Weights of model forms: {mobile.forecast: {trend: 0.5, plan: 0.5}}.")
}

// definitions are the forms that many rows share.
func definitions() m {
	var names []string
	for _, b := range unit.Boundaries {
		names = append(names, string(b))
	}
	about := m{"boundary": m{"enum": names}, "source": m{"type": "string"}, "cite": m{"type": "string", "description": "A fact's id (headroom list facts)."},
		"confidence": ref("confidence"), "note": ref("words")}
	forms, plain := m{}, m{}
	for _, e := range dist.Catalogue {
		params := m{}
		for _, p := range e.Params {
			params[p.Key] = m{"description": p.Doc}
		}
		if e.TwoQuantile {
			for _, k := range dist.QuantileKeys() {
				params[k] = m{"description": "A quantile; two of them may stand in place of the parameters."}
			}
		}
		if e.Name == "empirical" {
			params["from"], params["column"], params["unit"], params["boundary"] = m{"type": "string"}, m{"type": "string"}, m{"type": "string"}, m{"enum": names}
		}
		forms[e.Name] = object(params, e.Doc+" "+e.Formula)
	}
	for k, v := range forms {
		plain[k] = v
	}
	forms["expr"] = m{"type": "string", "description": "Arithmetic over other inputs: datacenter.occupancy * 0.8."}
	forms["joint"] = m{"type": "string"}
	for k, v := range about {
		forms[k] = v
	}
	number := m{"type": []string{"number", "string"}}
	forms["value"] = m{"anyOf": []m{number, object(plain, "A distribution.")}}
	value := m{"anyOf": []m{number, object(forms, "A value with what is known of it.")}}
	knots := m{"type": "object", "patternProperties": m{`^\d{4}-\d{2}$`: ref("value")}, "additionalProperties": false, "minProperties": 1, "description": "Values by month."}
	series := m{"from": m{"type": "string"}, "column": m{"type": "string"}, "unit": m{"type": "string"}, "boundary": m{"enum": names},
		"source": m{"type": "string"}, "confidence": ref("confidence"), "note": ref("words")}
	return m{
		"words":      m{"anyOf": []m{{"type": "string"}, object(m{"en": m{"type": "string"}, "vi": m{"type": "string"}}, "Words in both languages.")}},
		"month":      m{"type": "string", "description": "A month, such as 2025-12."},
		"confidence": m{"enum": []string{"high", "medium", "low"}},
		"value":      value,
		"path": m{"anyOf": []m{ref("value"), knots,
			object(m{"knots": knots, "source": m{"type": "string"}, "confidence": ref("confidence"), "note": ref("words")}, "A path with its source."),
			object(series, "A path from a CSV file with the columns date and value.")}},
	}
}
