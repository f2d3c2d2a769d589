package mobile

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
)

func TestOpeningCoverage(t *testing.T) {
	tables := map[string][]Province{"four": country().Provinces, "viet nam": provinces(t)}
	for name, table := range tables {
		for _, edge := range []float64{0.001, 0.05, 0.3, 1} {
			for _, elasticity := range []float64{0, 0.5, 1} {
				for _, overlap := range []float64{0, 0.5, 1} {
					for _, want := range []float64{0.01, 0.3952, 0.9, 0.995} {
						p := country()
						p.Provinces, p.Edge, p.Elasticity, p.Overlap, p.OpeningCoverage = table, edge, elasticity, overlap, want
						w := start(p, 2)
						near(t, fmt.Sprintf("%s: edge %g, elasticity %g, overlap %g: coverage", name, edge, elasticity, overlap), w.o.Coverage, want, 1e-9)
					}
				}
			}
		}
	}
}

// TestCalibratedArea: one operator, one province of even density (sigma 0), so
// a station covers one area everywhere, and 1,000 stations cover half the
// people, who live on half of 10,000 km2: 5 km2 a station. The table of
// frontiers is linear where the edge does not reach the ends.
func TestCalibratedArea(t *testing.T) {
	p := country()
	p.Operators = p.Operators[:1]
	p.Operators[0].Stations = 1000
	p.Provinces = []Province{{Name: "plain", Population: 1e6, AreaKM2: 10000}}
	p.OpeningCoverage, p.Edge = 0.5, 0.2
	w := start(p, 2)
	near(t, "km2 a station", w.o.CalibratedArea, 5, 1e-9)
	near(t, "area covered", w.o.AreaCoverage, 0.5, 1e-9)
	w.s.serving[0] = 2000
	cover(p, &w.s, begin+axis.Month(w.t), &w.o)
	near(t, "coverage by twice as many", w.o.Coverage, p.CoverageLimit, 1e-9)
	near(t, "area covered by twice as many", w.o.AreaCoverage, 1, 1e-9)
}

// footprint is the share of a cell an operator serves: 1 well inside its
// frontier, 0 well outside, linear over the edge.
func footprint(front, rank, edge float64) float64 {
	return min(max((front-rank)/edge+0.5, 0), 1)
}

// TestUnion adds up footprints cell by cell and compares with the results.
func TestUnion(t *testing.T) {
	for _, overlap := range []float64{0, 0.3, 1} {
		p := country()
		p.Overlap, p.CoverageLimit = overlap, 1
		w := start(p, 2)
		for range 6 {
			people, land, area, by := 0.0, 0.0, 0.0, make([]float64, 3)
			for g, rank := range p.cells.rank {
				most, sum, none := 0.0, 0.0, 1.0
				for i, f := range w.s.front {
					x := footprint(f, rank, p.Edge)
					most, sum, none = max(most, x), sum+x, none*(1-x)
					by[i] += p.cells.share[g] * x
				}
				u := overlap*most + (1-overlap)*(1-none)
				people, land, area = people+p.cells.share[g]*u, land+p.cells.area[g]*u, area+p.cells.area[g]
			}
			near(t, "national coverage", w.o.Coverage, people, 1e-12)
			near(t, "area coverage", w.o.AreaCoverage, land/area, 1e-12)
			most, sum := slices.Max(w.o.CoverageBy), 0.0
			for i, c := range w.o.CoverageBy {
				near(t, "operator's coverage", c, by[i], 1e-12)
				sum += c
			}
			if w.o.Coverage < most-1e-12 || w.o.Coverage > sum+1e-12 {
				t.Errorf("overlap %g: national %g is outside [%g, %g]", overlap, w.o.Coverage, most, sum)
			}
			if overlap == 1 {
				near(t, "national under overlap 1", w.o.Coverage, most, 1e-12)
			}
			w.s.serving[1] *= 1.6
			cover(p, &w.s, begin+axis.Month(w.t), &w.o)
		}
	}
}

// TestUnionByHand: footprints of 0.6 and 0.5 in a cell. In the same places
// 0.6; independently 1 - 0.4 x 0.5 = 0.8; half way between 0.7.
func TestUnionByHand(t *testing.T) {
	others := []behind{{1, 0.1}}
	for _, c := range []struct{ overlap, want float64 }{{1, 0.6}, {0, 0.8}, {0.5, 0.7}} {
		near(t, "union", union(0.6, others, c.overlap), c.want, 1e-12)
	}
}

func TestCoverageIsMonotone(t *testing.T) {
	for _, edge := range []float64{0.001, 0.3, 1} {
		p := country()
		p.Provinces, p.Edge = provinces(t), edge
		w := start(p, 2)
		by, in, all, area := -1.0, make([]float64, len(p.Provinces)), -1.0, -1.0
		for n := 5000.0; n < 3e5; n *= 1.15 {
			w.s.serving[1] = n
			cover(p, &w.s, begin+axis.Month(w.t), &w.o)
			o := &w.o
			if o.CoverageBy[1] < by-1e-12 || o.Coverage < all-1e-12 || o.AreaCoverage < area-1e-12 || o.AreaCoverage > 1+1e-12 || o.CoverageBy[1] > 1+1e-12 {
				t.Errorf("edge %g: coverage falls or exceeds 1 at %g stations", edge, n)
			}
			if o.Coverage > p.CoverageLimit {
				t.Errorf("edge %g: %g of people are beyond the limit", edge, o.Coverage)
			}
			for k, c := range o.CoverageIn {
				if c < in[k]-1e-10 || c > percent+1e-10 {
					t.Errorf("edge %g: %s has %g after %g", edge, p.Provinces[k].Name, c, in[k])
				}
			}
			by, all, area = o.CoverageBy[1], o.Coverage, o.AreaCoverage
			copy(in, o.CoverageIn)
		}
		near(t, "coverage at last", all, p.CoverageLimit, 1e-12)
	}
}

// TestProvincesMakeTheNation: people by province add up to the nation's.
func TestProvincesMakeTheNation(t *testing.T) {
	p := country()
	p.Provinces = provinces(t)
	w := start(p, 2)
	covered := 0.0
	for k, pr := range p.Provinces {
		covered += pr.Population * w.o.CoverageIn[k] / percent
	}
	near(t, "people covered", covered, w.o.PeopleCovered, 1)
}

func TestDensityClasses(t *testing.T) {
	p := country()
	p.Provinces = append(provinces(t), Province{Name: "empty", AreaKM2: 100, Sigma: 1})
	start(p, 2)
	people, share, total := make([]float64, len(p.Provinces)), 0.0, 0.0
	area := make([]float64, len(p.Provinces))
	for _, pr := range p.Provinces {
		total += pr.Population
	}
	c := &p.cells
	for g, k := range c.province {
		people[k] += c.share[g] * total
		area[k] += c.area[g]
		share += c.share[g]
		if g > 0 && (c.logRatio[g] > c.logRatio[g-1] || c.rank[g] <= c.rank[g-1]) {
			t.Fatalf("cell %d is out of order", g)
		}
	}
	near(t, "shares", share, 1, 1e-12)
	last := len(c.rank) - 1
	near(t, "last rank", c.rank[last], 1-c.share[last]/2, 1e-12)
	for k, pr := range p.Provinces {
		if pr.Population > 0 {
			near(t, pr.Name+": people", people[k], pr.Population, 1e-3)
			near(t, pr.Name+": land", area[k], pr.AreaKM2, 1e-9)
		}
	}
	// The General Statistics Office's 100.3 million of 2023, and 331,000 km2.
	near(t, "people of Viet Nam, millions", total/1e6, 100.3, 0.5)
}

// TestLogNormal integrates people over land from the densest down, with ln
// density normal over land, and reads off the land that k tenths live on.
func TestLogNormal(t *testing.T) {
	for _, sigma := range []float64{0, 0.5, 1.6, 3} {
		p := country()
		p.Provinces = []Province{{Name: "one", Population: 1e6, AreaKM2: 1, Sigma: sigma}}
		start(p, 2)
		const h = 1e-4
		land, people, made, k := 0.0, 0.0, 0.0, 1
		for x := 12.0; x > -9 && k < classes; x -= h {
			phi := math.Exp(-(x-h/2)*(x-h/2)/2) / math.Sqrt(2*math.Pi) * h
			step := phi * math.Exp(sigma*(x-h/2)-sigma*sigma/2)
			if target := float64(k) / classes; people+step >= target {
				made += p.cells.area[k-1]
				near(t, fmt.Sprintf("sigma %g: land of %d tenths", sigma, k), made, land+phi*(target-people)/step, 1e-6)
				k++
			}
			land, people = land+phi, people+step
		}
		if k != classes {
			t.Errorf("sigma %g: only %d tenths were met", sigma, k-1)
		}
	}
	// The default's source says 0.2 % for the densest tenth:
	// 1 - Phi(1.2816 + 1.6) = 0.00198.
	p := country()
	p.Provinces = []Province{{Name: "one", Population: 1e6, AreaKM2: 1, Sigma: 1.6}}
	start(p, 2)
	near(t, "densest tenth", p.cells.area[0], 0.00198, 5e-6)
}

func TestNoStationsNoCoverage(t *testing.T) {
	p := country()
	for i := range p.Operators {
		p.Operators[i].Stations, p.Operators[i].BuildRate = 0, 0
	}
	w := start(p, 3).to(2)
	if w.o.Coverage != 0 || w.o.AreaCoverage != 0 || w.o.PeopleCovered != 0 || slices.Max(w.o.CoverageBy) != 0 || slices.Max(w.o.CoverageIn) != 0 || w.o.PowerMW != 0 {
		t.Errorf("no stations cover %+v", w.o)
	}
	p = country()
	p.Operators[2].Stations = 0
	if w = start(p, 2); w.o.CoverageBy[2] != 0 || w.o.CoverageBy[0] <= 0 {
		t.Errorf("an operator without stations covers %g", w.o.CoverageBy[2])
	}
}

// TestNobodyToCover: without provinces, or without people, stations are still
// counted and nobody is covered.
func TestNobodyToCover(t *testing.T) {
	for _, table := range [][]Province{nil, {{Name: "sea", AreaKM2: 100}}, {{Name: "point", Population: 100}}} {
		p := country()
		p.Provinces = table
		if w := start(p, 2).next(); w.o.Coverage != 0 || w.o.AreaCoverage != 0 || w.o.Stations != 16767 {
			t.Errorf("%v: %+v", table, w.o)
		}
	}
}
