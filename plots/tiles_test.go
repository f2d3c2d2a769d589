package plots

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/text"
)

func TestPlaced(t *testing.T) {
	given := []Tile{{"a", 1, 3, 2, nil}, {"b", 5, 4, 4, nil}, {"c", 3, 3, 3, nil}}
	got, rows, columns := placed(given)
	if rows != 2 || columns != 3 || got[0] != (Tile{"a", 1, 1, 1, nil}) || got[1] != (Tile{"b", 5, 2, 3, nil}) {
		t.Errorf("%v in %d rows and %d columns", got, rows, columns)
	}
	// Without a place, or with two tiles in one, tiles stand by value.
	for _, bad := range [][2]int{{0, 0}, {4, 4}} {
		given[2].Row, given[2].Column = bad[0], bad[1]
		got, rows, columns = placed(given)
		if rows != 2 || columns != 2 || got[0].Name != "b" || got[1].Name != "c" || got[2] != (Tile{"a", 1, 2, 1, nil}) {
			t.Errorf("%v in %d rows and %d columns", got, rows, columns)
		}
	}
	if given[0].Row != 3 {
		t.Error("the caller's tiles were moved")
	}
}

func TestClasses(t *testing.T) {
	tiles := func(v ...float64) (out []Tile) {
		for _, x := range v {
			out = append(out, Tile{Value: x})
		}
		return out
	}
	for _, c := range []struct {
		values  []float64
		percent bool
		lo, hi  float64
		count   []int
	}{
		{[]float64{51, 60, 69.99, 80, 96.9}, true, 50, 100, []int{1, 2, 0, 1, 1}},
		{[]float64{0, 100}, true, 0, 100, []int{1, 0, 0, 0, 1}},
		{[]float64{7, 7, math.NaN()}, false, 6.4, 7.6, nil},
		{[]float64{-3, 7}, false, -4, 8, nil},
	} {
		k := classesOf(tiles(c.values...), c.percent)
		n, sum := len(k.count), 0
		for _, x := range k.count {
			sum += x
		}
		want := 0
		for _, v := range c.values {
			if i := k.of(v); i >= 0 {
				want++
				if v < k.edges[i] || v > k.edges[i+1] {
					t.Errorf("%g is in the class of %g to %g", v, k.edges[i], k.edges[i+1])
				}
			}
		}
		if math.Abs(k.edges[0]-c.lo) > 1e-9 || math.Abs(k.edges[n]-c.hi) > 1e-9 || sum != want {
			t.Errorf("%v: classes %v count %v", c.values, k.edges, k.count)
		}
		for i, x := range c.count {
			if k.count[i] != x {
				t.Errorf("%v: classes %v count %v, want %v", c.values, k.edges, k.count, c.count)
				break
			}
		}
	}
	if k := classesOf(tiles(100, 100), true); k.edges[len(k.count)] > 100 {
		t.Errorf("shares reach %g %%", k.edges[len(k.count)])
	}
}

// TestScaleIsReadable: in both themes lightness runs one way along the scale,
// neighbouring classes differ, and words on every class have a contrast of 4.5.
func TestScaleIsReadable(t *testing.T) {
	for name, th := range map[string]Theme{"light": Light(), "dark": Dark()} {
		for n := 2; n <= 7; n++ {
			k := classes{count: make([]int, n)}
			up := luminance(th.Scale[len(th.Scale)-1]) > luminance(th.Scale[0])
			for i := range n {
				c := k.shade(i, th)
				if r := contrast(c, readable(c)); r < 4.5 {
					t.Errorf("%s: words on class %d of %d have a contrast of %.2f", name, i, n, r)
				}
				if i == 0 {
					continue
				}
				before := k.shade(i-1, th)
				if (luminance(c) > luminance(before)) != up || contrast(c, before) < 1.15 {
					t.Errorf("%s: classes %d and %d of %d are too alike", name, i-1, i, n)
				}
			}
		}
	}
}

// TestHardTiles draws what could break a map; nothing may panic.
func TestHardTiles(t *testing.T) {
	long := strings.Repeat("Thành phố dài ", 9)
	for name, f := range map[string]Tiles{
		"one":     {Tiles: []Tile{{long, 5, 0, 0, nil}}},
		"no data": {Tiles: []Tile{{"a", math.NaN(), 1, 1, nil}, {"b", math.Inf(1), 1, 2, nil}}},
		"huge":    {Tiles: []Tile{{"a", 1e20, 1, 1, nil}, {"b", 3, 1, 2, nil}}, Unit: long},
		"wide":    {Tiles: []Tile{{"a", 1, 1, 1, nil}, {"b", 3, 1, 60, nil}}},
		"far":     {Tiles: []Tile{{"a", 1, 50, 50, nil}, {strings.Repeat("x", 80), 3, 51, 50, nil}}, Percent: true},
	} {
		f.Title, f.Subtitle, f.Footer, f.Lang, f.Counted = long+long, long+long, long+long, text.VI, long
		for _, s := range []Size{Slide, {1600, 1200}, {200, 64}} {
			var b bytes.Buffer
			if err := WriteSVG(&b, f, Light(), s); err != nil || strings.Contains(b.String(), "NaN") || strings.Contains(b.String(), "Inf") {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	if err := WriteSVG(&bytes.Buffer{}, Tiles{}, Light(), Slide); err == nil {
		t.Error("a map without tiles is drawn")
	}
}

// TestIslandsMoveWithTheirPlace: islands keep their distance, and a tile on top of another one
// gives up the map.
func TestIslandsMoveWithTheirPlace(t *testing.T) {
	far := &Islands{"far", 3, 7}
	got, rows, columns := placed([]Tile{{"a", 1, 3, 2, far}, {"b", 5, 4, 4, nil}})
	if rows != 2 || columns != 6 || *got[0].Islands != (Islands{"far", 1, 6}) || far.Row != 3 {
		t.Errorf("%v of %v in %d rows and %d columns", got[0].Islands, far, rows, columns)
	}
	got, _, columns = placed([]Tile{{"a", 1, 3, 2, &Islands{"far", 4, 4}}, {"b", 5, 4, 4, nil}})
	if columns != 2 || got[1].Islands != nil {
		t.Errorf("islands on another tile: %v in %d columns", got, columns)
	}
}
