package report

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/result"
)

// ByPlace is the metric of a map of tiles when none is named.
const ByPlace = "mobile.coverage_by_province"

// marks are the levels of a share that a title may count places above, in the
// order in which they are tried.
var marks = []float64{80, 50, 20}

// Tiles makes the map of a metric's members at the end of a month. ok is
// false when the result has no members of it, or not the month.
func Tiles(set *result.Set, key string, month axis.Month, lang text.Lang) (n Named, ok bool) {
	all := set.Each(key)
	if len(all) == 0 || !set.Axis.Has(month) {
		return n, false
	}
	t := int(set.Axis.Step(month))
	if all[0].Final {
		t = 0
	}
	f := plots.Tiles{Footer: footer(set, key, lang), Lang: lang, Percent: all[0].Unit == "%", Counted: counted(set, all[0].Of, lang)}
	for _, s := range all {
		m := set.Member(s.Of, s.Entity)
		tile := plots.Tile{Name: tileName(m, lang), Value: s.Mean[t], Row: m.Row, Column: m.Column}
		if m.Islands != "" {
			tile.Islands = &plots.Islands{Name: islandsName(m, lang), Row: m.IslandsRow, Column: m.IslandsColumn}
		}
		f.Tiles = append(f.Tiles, tile)
	}
	f.Title = tilesTitle(set, all[0], f.Tiles, month, lang)
	f.Subtitle = fmt.Sprintf(wMeanAt.In(lang), plots.FormatNumber(float64(set.Draws), lang, 0), plots.FormatMonth(month, lang))
	if !f.Percent {
		f.Unit = name(&all[0].Metric, lang)
	}
	return Named{fileName(key) + "-tiles-" + month.String(), f.Title, f}, true
}

// tileName is the reader's name of a member, or a shorter one where that is too long for a tile.
func tileName(m result.Member, lang text.Lang) string {
	name := m.Called().In(lang)
	switch {
	case lang == text.EN && m.ShortEN != "":
		return m.ShortEN
	case m.Short != "" && utf8.RuneCountInString(m.Short) < utf8.RuneCountInString(name):
		return m.Short
	}
	return name
}

// islandsName is what readers call the islands of a member.
func islandsName(m result.Member, lang text.Lang) string {
	if lang == text.EN && m.IslandsEN != "" {
		return m.IslandsEN
	}
	return m.Islands
}

// counted says what the columns of the scale count: provinces in each class.
func counted(set *result.Set, collection string, lang text.Lang) string {
	return title(fmt.Sprintf(wEachClass.In(lang), places(set, collection, lang)))
}

// places is what a collection's members are.
func places(set *result.Set, collection string, lang text.Lang) string {
	if c, ok := set.Collection(collection); ok {
		return lower(c.Label.In(lang))
	}
	return wMembers.In(lang)
}

// held keeps a sign of percent beside its number.
func held(s string) string { return strings.ReplaceAll(s, " %", "\u00a0%") }

// unbroken keeps words on one line.
func unbroken(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") }

// tilesTitle states how many places are above a round level, and the ends.
func tilesTitle(set *result.Set, s *result.Series, tiles []plots.Tile, month axis.Month, lang text.Lang) string {
	lo, hi := tiles[0], tiles[0]
	for _, x := range tiles {
		if x.Value < lo.Value {
			lo = x
		}
		if x.Value > hi.Value {
			hi = x
		}
	}
	num := func(x plots.Tile) string {
		out := value(x.Value, s.Unit, lang)
		if u := unitIn(s.Unit, lang); s.Unit != "%" && u != "" {
			out += " " + u
		}
		return unbroken(x.Name + " " + out)
	}
	ends := fmt.Sprintf(wEnds.In(lang), num(lo), num(hi))
	at := unbroken(plots.FormatMonth(month, lang))
	if s.Unit == "%" {
		for _, mark := range marks {
			n := 0
			for _, x := range tiles {
				if x.Value > mark {
					n++
				}
			}
			if n > 0 {
				return s.Label.In(lang) + ": " + fmt.Sprintf(wAboveIn.In(lang), stated(mark, "%", lang), n, len(tiles), places(set, s.Of, lang), at) + "; " + ends
			}
		}
	}
	return fmt.Sprintf(wByPlace.In(lang), s.Label.In(lang), at) + ": " + ends
}
