package plots

import (
	"bytes"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/headroom-planner/headroom/model/text"
)

// TestFront holds the front against its definition, in other words: walking from the best of one quantity, a point
// is on it when it betters the other.
func TestFront(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 7))
	for n := range 200 {
		x, y := make([]float64, 1+n%23), make([]float64, 1+n%23)
		for i := range x {
			x[i], y[i] = float64(r.IntN(9)), float64(r.IntN(9)) // with ties
		}
		moreX, moreY := n%2 == 0, n%4 < 2
		got := Front(x, y, moreX, moreY)
		for i := range x {
			want := true
			for j := range x {
				bx, by := x[j] < x[i], y[j] < y[i]
				if moreX {
					bx = x[j] > x[i]
				}
				if moreY {
					by = y[j] > y[i]
				}
				if bx && by || bx && y[i] == y[j] || by && x[i] == x[j] {
					want = false
				}
			}
			if got[i] != want {
				t.Fatalf("point %d of %v, %v (%v, %v) is on the front: %v", i, x, y, moreX, moreY, got[i])
			}
		}
	}
}

// TestSweepFiguresRefuse: what cannot be drawn is an error and no picture.
func TestSweepFiguresRefuse(t *testing.T) {
	lines := func(f func(*Lines)) Figure {
		l := linesExample(text.EN).(Lines)
		f(&l)
		return l
	}
	cells := func(f func(*Cells)) Figure {
		c := cellsExample(text.EN).(Cells)
		f(&c)
		return c
	}
	for name, f := range map[string]Figure{
		"one place":         lines(func(l *Lines) { l.Places = l.Places[:1] }),
		"places that fall":  lines(func(l *Lines) { l.Places[1].At = 0 }),
		"no line":           lines(func(l *Lines) { l.Series = nil }),
		"seven lines":       lines(func(l *Lines) { l.Series = make([]LineSeries, 7) }),
		"short line":        lines(func(l *Lines) { l.Series[0].Mid = l.Series[0].Mid[:2] }),
		"no number":         lines(func(l *Lines) { l.Series = []LineSeries{{Mid: scaleBy(make([]float64, 6), math.NaN())}} }),
		"cells without one": cells(func(c *Cells) { c.X = nil }),
		"cells lacking":     cells(func(c *Cells) { c.Z = c.Z[:1] }),
		"too many columns":  cells(manyColumns),
		"no variant":        Spread{},
		"falling variant":   Spread{Rows: []SpreadRow{{P05: 2, P25: 1, P50: 3, P75: 4, P95: 5}}},
		"no point":          Tradeoff{},
		"no such group":     Tradeoff{Points: []TradeoffPoint{{Group: 1}}},
		"no such value":     Tradeoff{Points: []TradeoffPoint{{X: math.Inf(1)}}},
		"lines of a map":    Heat{X: []float64{1, 2}, Y: []float64{1, 2}, Z: [][]float64{{1, 2}, {3, 4}}, Of: [][]float64{{1, 2}}},
		"names of a map":    Heat{X: []float64{1, 2}, Y: []float64{1, 2}, Z: [][]float64{{1, 2}, {3, 4}}, XNames: []string{"1"}},
	} {
		if err := WriteSVG(&bytes.Buffer{}, f, Light(), Slide); err == nil {
			t.Errorf("%s is drawn", name)
		}
	}
}

func manyColumns(c *Cells) {
	for range 60 {
		c.X = append(c.X, "a column with a long name")
	}
	for j := range c.Y {
		c.Z[j], c.Words[j], c.Notes[j] = make([]float64, len(c.X)), make([]string, len(c.X)), make([]string, len(c.X))
	}
}

// TestTitleFits: a title that fits is drawn whole.
func TestTitleFits(t *testing.T) {
	if !TitleFits("5G stations in Dec 2030") || TitleFits("5G stations in Dec 2030, of which this title tells far more than two lines of a page can hold, so that it would be cut at its end, which no reader wants, least of all one who has to present it") {
		t.Error("titles are measured wrong")
	}
}
