package mobile

import (
	"fmt"
	"slices"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
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
		for i := range w.s.serving {
			w.s.serving[i] *= 1.15
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
				sum += p.cells.share[g] * (p.Overlap*most + (1-p.Overlap)*(1-none)) * inside(w, p.cells.env[g])
			}
			near(t, "indoors", w.o.Indoor, sum, 1e-12)
			w.s.serving[1] *= 2
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
	with.Bands[0].ShareLater, without.Bands[0].ShareLater = 1, 0
	a, b := start(with, 1), start(without, 1)
	if !(a.s.bands[0].area[0][ran.Rural] > 1.5*b.s.bands[0].area[0][ran.Rural]) {
		t.Errorf("a rural station covers %g km2 with 700 MHz, %g without", a.s.bands[0].area[0][ran.Rural], b.s.bands[0].area[0][ran.Rural])
	}
}

// inside is the share of covered land of an environment in which walls are overcome this month.
func inside(w *world, e ran.Environment) float64 {
	best := 0.0
	for i := range w.s.bands {
		b := &w.s.bands[i]
		done := b.done(begin, begin+axis.Month(w.t))
		best = max(best, b.walls[0][e]+done*(b.walls[1][e]-b.walls[0][e]))
	}
	return best
}

// TestByOperator: what one operator covers adds up over its cells, and is no more than all cover.
func TestByOperator(t *testing.T) {
	p := byRadio()
	p.CoverageLimit = 1
	w := start(p, 12).to(11)
	for i, f := range w.s.front {
		people, inside, land, all := 0.0, 0.0, 0.0, 0.0
		done := w.s.bands[i].done(begin, begin+axis.Month(w.t))
		for g, rank := range p.cells.rank {
			x := footprint(f, rank, p.Edge)
			people += p.cells.share[g] * x
			inside += p.cells.share[g] * x * w.s.bands[i].wall(done, p.cells.env[g])
			land, all = land+p.cells.area[g]*x, all+p.cells.area[g]
		}
		near(t, "people", w.o.CoverageBy[i], people, 1e-12)
		near(t, "indoors", w.o.IndoorBy[i], inside, 1e-12)
		near(t, "land", w.o.AreaBy[i], land/all, 1e-12)
		if w.o.IndoorBy[i] > w.o.Indoor+1e-12 || w.o.AreaBy[i] > w.o.AreaCoverage+1e-12 {
			t.Errorf("operator %d covers more than all: %g of %g indoors, %g of %g land", i, w.o.IndoorBy[i], w.o.Indoor, w.o.AreaBy[i], w.o.AreaCoverage)
		}
	}
}

// TestLaterBands: the later share of a band changes nothing in the first month, is whole
// from its month on, and widens coverage; without it, nothing moves.
func TestLaterBands(t *testing.T) {
	run := func(later float64, steps int) *world {
		p := byRadio()
		p.Bands[0].Share, p.Bands[0].ShareLater, p.Bands[0].By = 0.1, later, float64(begin+6)
		return start(p, 12).to(steps)
	}
	near(t, "first month", run(1, 0).o.Coverage, run(0, 0).o.Coverage, 1e-12)
	last := 0.0
	for step := 1; step <= 6; step++ {
		gain := run(1, step).o.Coverage - run(0, step).o.Coverage
		if !(gain > last) {
			t.Errorf("after %d months 700 MHz has added %g, before %g", step, gain, last)
		}
		last = gain
	}
	near(t, "done", run(1, 6).s.bands[0].done(begin, begin+6), 1, 0)
	near(t, "half way", run(1, 3).s.bands[0].done(begin, begin+3), 0.5, 1e-15)
	near(t, "a later share below the first", run(0.05, 6).o.Coverage, run(0.1, 6).o.Coverage, 1e-12)
}

// TestWallsByLandServed: how much of what is covered outdoors is covered indoors follows, in either model form,
// from the land that a station serves where it stands: covered land over stations. Each province here has one
// density, so that an environment has one too.
func TestWallsByLandServed(t *testing.T) {
	for _, reach := range []float64{ByElasticity, ByRadio} {
		p := alone()
		p.Reach, p.Bands = reach, p.Bands[1:2]
		p.Operators[0].Stations = 30000
		p.Provinces = []Province{{"core", 3e6, 100, 0, -1}, {"city", 3e6, 500, 0, -1}, {"suburb", 3e6, 3000, 0, -1}, {"land", 1e6, 30000, 0, -1}}
		p.OpeningCoverage, p.Edge = 0.95, 0.5
		w := start(p, 1)
		seen := map[ran.Environment]bool{}
		for e := range ran.Environments {
			land := 0.0
			for g, rank := range p.cells.rank {
				if p.cells.env[g] == e {
					land += p.cells.area[g] * footprint(w.s.front[0], rank, p.Edge)
				}
			}
			if n := w.s.land[0].stations[e]; n > 0 {
				seen[e] = true
				near(t, fmt.Sprintf("reach %g, %v: indoors", reach, e), w.s.bands[0].walls[0][e], min(w.s.bands[0].inside[0][e]*n/land, 1), 1e-3) // the table of frontiers has 64 steps
			}
		}
		if len(seen) != int(ran.Environments) {
			t.Errorf("only %v have stations", seen)
		}
	}
}
