package mobile

import (
	"slices"
	"testing"

	"github.com/headroom-planner/headroom/model/ran"
)

// byRadio is the country of the tests with link budgets in the place of an elasticity.
func byRadio() *Params {
	p := country()
	p.Reach = ByRadio
	return p
}

// TestMixedByHand: of stations that reach 10 km2 on two fifths and 4 km2 on all,
// two fifths reach 10 and the others 4: 6.4 km2. Where half have nothing else, half of 4.
func TestMixedByHand(t *testing.T) {
	var table ran.ReachTable
	table.At(0, ran.Rural, false).AreaKM2 = 4
	table.At(1, ran.Rural, false).AreaKM2 = 10
	near(t, "mixed", mixed(&table, ran.Rural, false, []float64{1, 0.4}), 6.4, 1e-12)
	near(t, "half without", mixed(&table, ran.Rural, false, []float64{0.5}), 2, 1e-12)
	near(t, "no bands", mixed(&table, ran.Rural, false, nil), 0, 0)
}

// TestRadioCoverage: link budgets meet the opening coverage too, coverage never
// falls while stations grow, stays among its bounds, and indoors is no more than outdoors.
func TestRadioCoverage(t *testing.T) {
	p := byRadio()
	w := start(p, 12)
	near(t, "opening coverage", w.o.Coverage, p.OpeningCoverage, 1e-9)
	for range 10 {
		before := w.o
		for i := range w.s.stations {
			w.s.stations[i] *= 1.15
		}
		w.next()
		if w.o.Coverage < before.Coverage-1e-12 || w.o.Coverage > p.CoverageLimit+1e-12 {
			t.Errorf("coverage goes from %g to %g", before.Coverage, w.o.Coverage)
		}
		if !(w.o.Indoor > 0 && w.o.Indoor <= w.o.Coverage+1e-12) || w.o.Indoor < before.Indoor-1e-12 {
			t.Errorf("indoors %g of %g, before %g", w.o.Indoor, w.o.Coverage, before.Indoor)
		}
	}
}

// TestIndoorCellByCell adds up cells, one by one, of both model forms.
func TestIndoorCellByCell(t *testing.T) {
	for _, reach := range []float64{ByElasticity, ByRadio} {
		p := byRadio()
		p.Reach, p.CoverageLimit = reach, 1
		w := start(p, 3)
		for range 2 {
			sum := 0.0
			for g, rank := range p.cells.rank {
				most, none := 0.0, 1.0
				for _, f := range w.s.front {
					x := footprint(f, rank, p.Edge)
					most, none = max(most, x), none*(1-x)
				}
				sum += p.cells.share[g] * (p.Overlap*most + (1-p.Overlap)*(1-none)) * w.s.indoors[p.cells.env[g]]
			}
			near(t, "indoors", w.o.Indoor, sum, 1e-12)
			w.s.stations[1] *= 2
			w.next()
		}
		p.Bands = nil
		if reach == ByElasticity {
			near(t, "indoors without bands", start(p, 1).o.Indoor, 0, 0)
		}
	}
}

// TestEnvironmentsAreRanges: cells of an environment stand together, the densest first.
func TestEnvironmentsAreRanges(t *testing.T) {
	p := country()
	start(p, 1)
	c := &p.cells
	n := 0
	for e := range ran.Environments {
		for g := c.begin[e]; g < c.end(e); g++ {
			if c.env[g] != e {
				t.Errorf("cell %d is %v, not %v", g, c.env[g], e)
			}
			n++
		}
	}
	if n != len(c.env) || c.begin[ran.DenseUrban] != 0 {
		t.Errorf("%d of %d cells", n, len(c.env))
	}
}

// TestOrderOfBands: nothing depends on the order in which bands are listed
// (public tools let the last band's width multiply all others).
func TestOrderOfBands(t *testing.T) {
	p, q := byRadio(), byRadio()
	slices.Reverse(q.Bands)
	a, b := start(p, 6).to(5), start(q, 6).to(5)
	near(t, "coverage", b.o.Coverage, a.o.Coverage, 1e-12)
	near(t, "indoors", b.o.Indoor, a.o.Indoor, 1e-12)
	near(t, "stations", b.o.Stations, a.o.Stations, 1e-9)
}

// TestLowBandReachesTheCountry: with 700 MHz on all stations of an operator, what it
// needs to cover emptier land falls.
func TestLowBandReachesTheCountry(t *testing.T) {
	with, without := byRadio(), byRadio()
	with.Bands[0].Share, without.Bands[0].Share = 1, 0
	a, b := start(with, 1), start(without, 1)
	if !(a.s.area[0][ran.Rural] > 1.5*b.s.area[0][ran.Rural]) {
		t.Errorf("a rural station covers %g km2 with 700 MHz, %g without", a.s.area[0][ran.Rural], b.s.area[0][ran.Rural])
	}
}
