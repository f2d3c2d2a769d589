package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/result"
)

// Grid is a table of a value over two inputs, one row for each pair of them.
type Grid struct {
	X, Y, Z             []float64
	XName, YName, ZName string
	Share               bool // Z is a probability from 0 to 1
}

var (
	wGridSay   = text.T("%s: at least %s in %d of %d cases; from %s to %s", "%s: ít nhất %s ở %d/%d trường hợp; từ %s đến %s")
	wGridRange = text.T("%s: from %s to %s over %d cases", "%s: từ %s đến %s trên %d trường hợp")
	wGridOf    = text.T("%s by %s and %s; between the cases the colours are interpolated", "%s theo %s và %s; giữa các trường hợp, màu được nội suy")
	wLevels    = text.T("; lines at %s", "; đường mức %s")
)

// levels of probability that have a line.
var levels = []float64{10, 50, 80, 90}

// Heat makes the map of a value over two inputs. It errs when a pair of them
// has no value, or two.
func Heat(set *result.Set, g Grid, lang text.Lang) (n Named, err error) {
	if p := strings.ToLower(g.ZName); p == strings.ToLower(wProbability.EN) || p == strings.ToLower(wProbability.VI) {
		g.ZName = wProbability.In(lang)
	}
	f := plots.Heat{Lang: lang, XName: g.XName, YName: g.YName, ZName: g.ZName, Percent: g.Share, Footer: footer(set, "", lang)}
	f.X, f.Y = distinct(g.X), distinct(g.Y)
	by := 1.0
	if g.Share {
		by = 100
	}
	for range f.Y {
		row := make([]float64, len(f.X))
		for i := range row {
			row[i] = math.NaN()
		}
		f.Z = append(f.Z, row)
	}
	for k := range g.Z {
		i, _ := slices.BinarySearch(f.X, g.X[k])
		j, _ := slices.BinarySearch(f.Y, g.Y[k])
		if !math.IsNaN(f.Z[j][i]) {
			return n, fmt.Errorf("two rows have %s %g and %s %g", g.XName, g.X[k], g.YName, g.Y[k])
		}
		if g.Share && !(g.Z[k] >= 0 && g.Z[k] <= 1) {
			return n, fmt.Errorf("a probability of %g is not within 0 and 1", g.Z[k])
		}
		f.Z[j][i] = by * g.Z[k]
	}
	for j := range f.Z {
		for i := range f.Z[j] {
			if math.IsNaN(f.Z[j][i]) {
				return n, fmt.Errorf("no row has %s %g and %s %g", g.XName, f.X[i], g.YName, f.Y[j])
			}
		}
	}
	lo, hi := slices.Min(g.Z)*by, slices.Max(g.Z)*by
	num := func(x float64) string {
		if g.Share {
			return plots.FormatNumber(x, lang, 0) + " %"
		}
		return plots.Significant(x, lang)
	}
	f.Subtitle = fmt.Sprintf(wGridOf.In(lang), g.ZName, lower(g.XName), lower(g.YName))
	f.Title = fmt.Sprintf(wGridRange.In(lang), g.ZName, num(lo), num(hi), len(g.Z))
	if g.Share {
		words := ""
		for _, l := range levels {
			if l > lo && l < hi {
				f.Levels = append(f.Levels, l)
				if words != "" {
					words += ", "
				}
				words += num(l)
			}
		}
		if words != "" {
			f.Subtitle += fmt.Sprintf(wLevels.In(lang), words)
		}
		enough := 0
		for _, z := range g.Z {
			if z >= 0.8 {
				enough++
			}
		}
		f.Title = fmt.Sprintf(wGridSay.In(lang), g.ZName, num(80), enough, len(g.Z), num(lo), num(hi))
	}
	return Named{"heat", f.Title, f}, nil
}

// distinct are the different numbers of a list, rising.
func distinct(x []float64) []float64 {
	out := slices.Clone(x)
	slices.Sort(out)
	return slices.Compact(out)
}
