package report

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/result"
)

var (
	wConflicts = text.T("Conflicts in the evidence", "Số liệu mâu thuẫn")
	wOfChecks  = text.T("Figures that this scenario cites were held against others that say the same thing: %s of %s checks disagree. What is computed here is computed from the facts cited.", "Các số liệu được dẫn trong kịch bản đã được đối chiếu với số liệu khác nói cùng một điều: %s/%s phép đối chiếu không khớp. Các giá trị tính được đều tính từ số liệu đã dẫn.")
	wSays      = text.T("What is said", "Nội dung")
	wFigure    = text.T("Figure", "Số liệu")
	wFactsUsed = text.T("From", "Căn cứ")
	wApart     = text.T("%s times apart", "chênh %s lần")
	wTaken     = text.T("How it is read", "Cách hiểu")
	wHere      = text.T("In this scenario", "Trong kịch bản này")
	wAgree     = text.T("Checks that agree", "Các phép đối chiếu khớp")
	wNotThere  = text.T("it has none of the inputs that carry the choice", "không có đầu vào nào chịu ảnh hưởng")
	wSmaller   = text.T("the smaller is %s of the larger", "bên nhỏ bằng %s bên lớn")
	wCheckHead = text.T("%s of %s checks disagree. What is computed here is computed from the facts named.", "%s/%s phép đối chiếu không khớp. Các giá trị tính được đều tính từ số liệu đã nêu.")
)

// conflict is a check whose sides disagree, as the report shows it.
type conflict struct {
	Title, Apart, Reading string
	Rows                  []conflictRow
	Chosen                []chosen
}

type conflictRow struct {
	Say, Figure string
	Facts       []string
}

// chosen is an input that carries the choice, as the scenario has it.
type chosen struct{ Label, Path, Value, Note string }

// conflicts are the checks that disagree, then a line for each that agrees.
func conflicts(set *result.Set, lang text.Lang) (out []conflict, agree []string) {
	for i := range set.Checks {
		c := &set.Checks[i]
		if c.Agrees {
			var sides []string
			for _, s := range c.Sides {
				sides = append(sides, sideFigure(s, c.Unit, lang)+" ("+s.Say.In(lang)+")")
			}
			agree = append(agree, c.About.In(lang)+": "+strings.Join(sides, "; ")+".")
			continue
		}
		k := conflict{Title: c.About.In(lang), Apart: fmt.Sprintf(wApart.In(lang), plots.Significant(1+c.Apart, lang)), Reading: c.Reading.In(lang)}
		for _, s := range c.Sides {
			row := conflictRow{Say: title(s.Say.In(lang)), Figure: sideFigure(s, c.Unit, lang)}
			for _, f := range s.Facts {
				row.Facts = append(row.Facts, f.In(lang))
			}
			k.Rows = append(k.Rows, row)
		}
		for _, path := range c.Inputs {
			if a, ok := set.Assumption(path); ok {
				row := assumptionRow(set, a, lang)
				k.Chosen = append(k.Chosen, chosen{row.Label, row.Path, row.Value, row.Note})
			}
		}
		out = append(out, k)
	}
	return out, agree
}

// sideFigure writes the figure of a side with its range and unit.
func sideFigure(s result.Side, unit string, lang text.Lang) string {
	if math.Abs(s.High-s.Low) > 1e-9*s.High {
		return unbroken(value(s.Low, unit, lang) + " – " + value(s.High, unit, lang) + unitAfter(unit, lang))
	}
	return unbroken(value(s.Value, unit, lang) + unitAfter(unit, lang))
}

// conflictTable is the same as one table, for Markdown.
func conflictTable(set *result.Set, lang text.Lang) table {
	all, _ := conflicts(set, lang)
	t := table{Title: wConflicts.In(lang), Head: []string{wItem.In(lang), wFigure.In(lang), wTaken.In(lang), wHere.In(lang)}}
	for _, c := range all {
		var figures, here []string
		for _, r := range c.Rows {
			figures = append(figures, r.Figure+" ("+r.Say+")")
		}
		for _, x := range c.Chosen {
			here = append(here, x.Label+": "+x.Value)
		}
		t.Rows = append(t.Rows, []string{c.Title, strings.Join(figures, "; ") + "; " + c.Apart, c.Reading, strings.Join(here, "; ")})
	}
	return t
}

// Checks writes checks of the evidence for a terminal: those that disagree with the figure of each side and what
// the smallest is of the largest, then a line for each that agrees.
func Checks(w io.Writer, all []result.Check, lang text.Lang) error {
	a := answer{set: &result.Set{Checks: all}, lang: lang}
	differ := 0
	for i := range all {
		if !all[i].Agrees {
			differ++
		}
	}
	a.line(wCheckHead.In(lang), plots.FormatNumber(float64(differ), lang, 0), plots.FormatNumber(float64(len(all)), lang, 0))
	for i := range all {
		c := &all[i]
		if c.Agrees {
			continue
		}
		a.line("")
		a.line("%s: %s, "+wApart.In(lang)+"; "+wSmaller.In(lang), c.ID, c.About.In(lang), plots.Significant(1+c.Apart, lang), percentOf(1/(1+c.Apart), lang))
		var rows [][]string
		var facts []string
		for _, s := range c.Sides {
			rows = append(rows, []string{"  " + sideFigure(s, c.Unit, lang), s.Say.In(lang)})
			for _, f := range s.Facts {
				if say := f.In(lang); !slices.Contains(facts, say) {
					facts = append(facts, say)
				}
			}
		}
		a.table(rows)
		for _, f := range facts {
			a.line("  %s: %s", wFactsUsed.In(lang), f)
		}
		a.line("  %s: %s", wTaken.In(lang), c.Reading.In(lang))
	}
	_, agree := conflicts(a.set, lang)
	if len(agree) > 0 {
		a.line("\n%s", wAgree.In(lang))
	}
	for _, s := range agree {
		a.line("  %s", s)
	}
	_, err := io.WriteString(w, a.b.String())
	return err
}
