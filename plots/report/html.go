package report

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/result"
)

//go:embed report.html.tmpl
var templateText string

var page = template.Must(template.New("report").Parse(templateText))

// Options say what a report shows beside the result.
type Options struct {
	Command string    // the line that reproduces the run
	Lang    text.Lang // the language shown first
}

// HTML writes the report: one file, both languages, no request to anywhere.
func HTML(w io.Writer, set *result.Set, opt Options) error {
	if opt.Lang == "" {
		opt.Lang = text.EN
	}
	var v view
	v.Lang, v.Hash = string(opt.Lang), set.Hash
	var sheet plots.Sheet
	for _, lang := range text.Langs {
		b, err := bodyOf(set, lang, opt, &sheet)
		if err != nil {
			return err
		}
		v.Bodies = append(v.Bodies, b)
	}
	v.Title = set.Title.In(opt.Lang)
	v.Letters, v.Light, v.Dark = template.HTML(sheet.Letters()), template.CSS(sheet.Style(false)), template.CSS(sheet.Style(true)) //nolint:gosec // drawn by plots, not written by a user
	return page.Execute(w, v)
}

type view struct {
	Lang, Title, Hash string
	Bodies            []body
	Letters           template.HTML // of all figures
	Light, Dark       template.CSS  // colours of all figures
}

// body is the report in one language.
type body struct {
	Lang, Other, Switch string
	Title, Footer       string
	W                   map[string]string
	Lines               []string // rate, expansion
	Targets             [][]string
	TargetHead          []string
	Figures             []figure
	Tables              []table
	Matters             []matter
	MattersBy           string
	Conflicts           []conflict
	ConflictLine        string
	Agree               []string // checks that agree
	Registers           []register
	RegisterLine        string
	Warnings            []string
	Methods             []string
	Command             string
}

type figure struct {
	Alt string
	SVG template.HTML
}

// table is a titled table; the first column is text, the second where Words says so, the others numbers.
type table struct {
	Words bool
	Title string
	Head  []string
	Rows  [][]string
	Open  bool
}

// register is a part of the register of assumptions.
type register struct {
	Title string
	Open  bool
	Again bool // its rows stand in other parts too: not on paper
	Rows  []assumption
}

type assumption struct {
	Label, Path, Value, Source, Note, Confidence, Origin string
	Bare                                                 bool
}

func bodyOf(set *result.Set, lang text.Lang, opt Options, sheet *plots.Sheet) (body, error) {
	b := body{Lang: string(lang), Switch: wSwitch.In(lang), Title: set.Title.In(lang), Footer: stamp(set, "", lang), Command: opt.Command}
	b.Other = string(text.VI)
	if lang == text.VI {
		b.Other = string(text.EN)
	}
	b.W = map[string]string{}
	for k, t := range map[string]text.Text{"targets": wTargets, "figures": wFigures, "warnings": wWarnings, "register": wRegister, "methods": wMethods,
		"reproduce": wReproduce, "input": wInput, "value": wValue, "source": wSource, "confidence": wConfidence, "origin": wOrigin, "headline": wHeadline, "copy": wCopy, "matters": wMatters,
		"conflicts": wConflicts, "says": wSays, "figure": wFigure, "facts": wFactsUsed, "taken": wTaken, "here": wHere, "agree": wAgree, "notthere": wNotThere} {
		b.W[k] = t.In(lang)
	}
	if s := rateLine(set, lang); s != "" {
		b.Lines = append(b.Lines, title(s)+".")
		if s := planPowerLine(set, lang); s != "" {
			b.Lines = append(b.Lines, title(s)+".")
		}
	}
	for _, s := range askLines(set, lang) {
		b.Lines = append(b.Lines, strings.ReplaceAll(s, " %", "\u00a0%")+".")
	}
	for _, s := range expansionLines(set, lang) {
		b.Lines = append(b.Lines, strings.ReplaceAll(s, " %", "\u00a0%")+".")
	}
	b.targets(set, lang)
	if err := b.figures(set, lang, sheet); err != nil {
		return b, err
	}
	b.Tables = tables(set, lang)
	var err error
	if b.Matters, b.MattersBy, err = matters(set, lang, sheet); err != nil {
		return b, err
	}
	b.Conflicts, b.Agree = conflicts(set, lang)
	if n := len(set.Checks); n > 0 {
		b.ConflictLine = fmt.Sprintf(wOfChecks.In(lang), count0(len(b.Conflicts), lang), count0(n, lang))
	}
	b.register(set, lang)
	for _, w := range set.Warnings {
		b.Warnings = append(b.Warnings, w.Text.In(lang))
	}
	if p := precision(set, lang); p != "" {
		b.Methods = append(b.Methods, p+".")
	}
	for _, m := range methods {
		b.Methods = append(b.Methods, m.In(lang))
	}
	return b, nil
}

func (b *body) targets(set *result.Set, lang text.Lang) {
	b.TargetHead = []string{wTarget.In(lang), wProbability.In(lang), wReached.In(lang), wByWhen.In(lang), wRequired.In(lang)}
	for i := range set.Targets {
		t := &set.Targets[i]
		need := "–"
		if t.Met != nil {
			need = verdict(t, lang)
		}
		b.Targets = append(b.Targets, []string{t.Label.In(lang), unbroken(probability(t, lang)), whole(dates(t, set.Axis, lang)), whole(sureDates(t, set.Axis, lang)), need})
	}
}

// whole keeps each date of a list on one line.
func whole(dates string) string {
	parts := strings.Split(dates, " / ")
	for i := range parts {
		parts[i] = unbroken(parts[i])
	}
	return strings.Join(parts, "\u00a0/ ") // nor does a line begin with the stroke
}

func (b *body) figures(set *result.Set, lang text.Lang, sheet *plots.Sheet) (err error) {
	b.Figures, err = drawn(Figures(set, lang), sheet)
	return err
}

// drawn draws figures as elements of the page.
func drawn(all []Named, sheet *plots.Sheet) ([]figure, error) {
	var out []figure
	for _, f := range all {
		svg, err := sheet.SVG(f.Figure, plots.Slide)
		if err != nil {
			return nil, err
		}
		out = append(out, figure{Alt: f.Alt, SVG: template.HTML(svg)}) //nolint:gosec // drawn by plots, not written by a user
	}
	return out, nil
}

// register sorts assumptions into those without a source, which stand open
// at the top, and one part for each domain or collection.
func (b *body) register(set *result.Set, lang text.Lang) {
	c := count(set)
	n := func(x int) string { return plots.FormatNumber(float64(x), lang, 0) }
	b.RegisterLine = n(c.all) + " " + lower(wAssumptions.In(lang)) + ": " + n(c.uncertain) + " " + wUncertain.In(lang) + ", " +
		n(c.low) + " " + wLow.In(lang) + ", " + n(c.noSource) + " " + wNoSource.In(lang) + "."
	bare := register{Title: title(wNoSource.In(lang)), Again: true}
	parts := map[string]*register{}
	var order []string
	for i := range set.Assumptions {
		a := &set.Assumptions[i]
		row := assumptionRow(a, lang)
		if row.Bare {
			bare.Rows = append(bare.Rows, row)
		}
		key := groupOf(a.Path)
		if parts[key] == nil {
			parts[key] = &register{Title: key}
			order = append(order, key)
		}
		parts[key].Rows = append(parts[key].Rows, row)
	}
	if len(bare.Rows) > 0 {
		b.Registers = append(b.Registers, bare)
	}
	for _, k := range order {
		b.Registers = append(b.Registers, *parts[k])
	}
}

// groupOf is the domain and first key of a path: mobile.provinces.
func groupOf(path string) string {
	parts := strings.SplitN(path, ".", 3)
	return strings.Join(parts[:min(2, len(parts))], ".")
}

func assumptionRow(a *result.Assumption, lang text.Lang) assumption {
	r := assumption{Label: a.Label.In(lang), Path: a.Path, Value: plainly(a, lang), Note: a.Note, Origin: a.Origin, Bare: !sourced(a)}
	switch {
	case a.Months():
		r.Value = plots.FormatMonth(axis.Month(a.P[0]), lang) + " – " + plots.FormatMonth(axis.Month(a.P[1]), lang) + " – " + plots.FormatMonth(axis.Month(a.P[2]), lang)
	case a.Uncertain && !strings.HasPrefix(a.Dist, "discrete"):
		u := unitIn(a.Unit, lang)
		r.Value = value(a.P[0], a.Unit, lang) + " – " + value(a.P[1], a.Unit, lang) + " – " + value(a.P[2], a.Unit, lang)
		if u != "" {
			r.Value += " " + u
		}
		r.Value += " · " + a.Dist
	}
	if a.Boundary != "" {
		r.Value += " (" + text.Boundary(string(a.Boundary)).In(lang) + ")"
	}
	r.Source = a.Source
	if a.Cite != "" {
		r.Source = a.CiteText.In(lang)
	}
	r.Confidence = confidences[a.Confidence].In(lang)
	if a.Default {
		r.Origin = wDefault.In(lang)
	}
	return r
}

func title(s string) string {
	r := []rune(s)
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

// tables are the tables of the report, in order; one whose metrics are absent
// is left out.
func tables(set *result.Set, lang text.Lang) []table {
	var out []table
	all := []table{yearTable(set, lang), bridgeTable(set, lang), expansionTable(set, lang), besideTable(set, lang), unmetTable(set, lang), plantTable(set, lang)}
	all = append(all, clusterTables(set, lang)...)
	for _, t := range append(all, placeTables(set, lang)...) {
		if len(t.Rows) > 0 {
			out = append(out, t)
		}
	}
	for _, key := range shares {
		if l, ok := set.Label(key); ok {
			out = append(out, bindsTable(set, l, lang))
		}
	}
	for _, key := range shares {
		if t := pressTable(set, key, lang); len(t.Rows) > 0 {
			out = append(out, t)
		}
	}
	if t := placesTable(set, lang); len(t.Rows) > 0 {
		out = append(out, t)
	}
	if t := namedTable(set, lang); len(t.Rows) > 0 {
		out = append(out, t)
	}
	for _, t := range out {
		for _, row := range t.Rows {
			for i := range row {
				// A sign never begins a line.
				row[i] = strings.ReplaceAll(strings.ReplaceAll(row[i], " %", "\u00a0%"), " – ", "\u00a0– ")
			}
		}
	}
	return out
}

func at(set *result.Set, t int, lang text.Lang) string {
	return plots.FormatMonth(set.Axis.Month(axis.Step(t)), lang)
}
