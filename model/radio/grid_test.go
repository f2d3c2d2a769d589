package radio

import (
	"errors"
	"fmt"
	"math"
	"testing"
)

// table makes the table of a grid that is in range.
func table(t *testing.T, g Grid) *Table {
	t.Helper()
	out, err := g.Table()
	if err != nil {
		t.Fatal(err)
	}
	return &out
}

// networks are grids whose noise hardly matters.
func networks() []Grid {
	flat := NominalGrid(UMa, 3.5, 500)
	flat.Antenna.VerticalDeg = 0
	return []Grid{NominalGrid(UMa, 3.5, 500), flat, NominalGrid(UMa, 2.6, 500), NominalGrid(UMi, 3.5, 200), NominalGrid(RMa, 0.7, 1732)}
}

// TestMedianSINR: with sight by its probability the median SINR of a fully
// loaded network is 2 to 8 dB. A public planner that sees every site within
// 500 m, its own and the others alike, has 39 dB.
func TestMedianSINR(t *testing.T) {
	for _, g := range networks() {
		tb := table(t, g)
		what := fmt.Sprintf("%v %g GHz %g m", g.Model.Scenario, g.Model.GHz, g.SpacingM)
		if m := tb.MedianSINRDB(1); m < 2 || m > 8 {
			t.Errorf("%s: median SINR %g dB", what, m)
		}
		t.Logf("%s: median %.2f dB, SE %.3f full, %.3f half, edge %.3f b/s/Hz", what, tb.MedianSINRDB(1), tb.SE(1), tb.SE(0.5), tb.EdgeSE(1))
	}
}

// TestHalfTheLoad is 3 dB of SINR where interference limits, and a tenth is 10
// dB. Planners that add up 10^dBm instead of 10^(dBm/10) find 1 dB.
func TestHalfTheLoad(t *testing.T) {
	for _, g := range networks() {
		tb := table(t, g)
		for _, load := range []float64{1, 0.8, 0.4, 0.2} {
			if up := tb.MedianSINRDB(load/2) - tb.MedianSINRDB(load); up < 2.8 || up > 3.0104 {
				t.Errorf("%v: from load %g to half of it SINR rises by %g dB", g.Model.Scenario, load, up)
			}
		}
		if up := tb.MedianSINRDB(0.1) - tb.MedianSINRDB(1); up < 9.8 || up > 10.0001 {
			t.Errorf("%v: from full load to a tenth SINR rises by %g dB", g.Model.Scenario, up)
		}
	}
}

// TestLoadCosts: efficiency falls with load, more power helps only where noise
// limits, users indoors do not do better.
func TestLoadCosts(t *testing.T) {
	g := NominalGrid(UMa, 3.5, 1732)
	tb := table(t, g)
	last := math.Inf(1)
	for load := 0.0; load <= 1; load += 0.005 {
		se := tb.SE(load)
		if se > last || tb.EdgeSE(load) > se {
			t.Fatalf("SE %g after %g, edge %g at load %g", se, last, tb.EdgeSE(load), load)
		}
		last = se
	}
	g.PowerDBm += 10
	if more := table(t, g); more.SE(0) < 1.2*tb.SE(0) || more.SE(1) < tb.SE(1) {
		t.Errorf("10 dB more: %g after %g b/s/Hz without load, %g after %g with", more.SE(0), tb.SE(0), more.SE(1), tb.SE(1))
	}
	g = NominalGrid(UMa, 3.5, 1732)
	g.IndoorShare = 0.8
	in := table(t, g)
	g.HighLossShare = 0.5
	if high := table(t, g); !(tb.SE(1) > in.SE(1) && in.SE(1) > high.SE(1)) {
		t.Errorf("outdoors %g, indoors %g, coated glass %g b/s/Hz", tb.SE(1), in.SE(1), high.SE(1))
	}
	dense := NominalGrid(UMa, 3.5, 200)
	a := table(t, dense).SE(1)
	dense.PowerDBm += 10
	near(t, "dense network with more power", table(t, dense).SE(1), a, 0.002)
}

// TestPointsAreEnough: 4,096 users are within 0.5 % and 0.1 dB of 65,536, and
// the same grid has the same table.
func TestPointsAreEnough(t *testing.T) {
	g := NominalGrid(UMa, 3.5, 500)
	few, again := table(t, g), table(t, g)
	if *few != *again {
		t.Error("two tables of one grid differ")
	}
	g.Points = 65536
	many := table(t, g)
	for _, load := range []float64{0.1, 0.5, 1} {
		near(t, "SE", few.SE(load)/many.SE(load), 1, 0.005)
		near(t, "median", few.MedianSINRDB(load), many.MedianSINRDB(load), 0.1)
	}
	t.Logf("4,096 users against 65,536 at full load: SE %.2g relative, median %.2g dB", few.SE(1)/many.SE(1)-1, few.MedianSINRDB(1)-many.MedianSINRDB(1))
}

// TestSectorsAreAlike: turning the sectors by 120 degrees changes nothing.
func TestSectorsAreAlike(t *testing.T) {
	g := NominalGrid(UMa, 3.5, 500)
	a := table(t, g).SE(1)
	g.Antenna.FirstAzimuth = 120
	near(t, "turned", table(t, g).SE(1), a, 1e-9)
}

// TestInterpolation between the table's loads is within 1 % of computing.
func TestInterpolation(t *testing.T) {
	for _, g := range []Grid{NominalGrid(UMa, 3.5, 500), NominalGrid(RMa, 0.7, 6000)} {
		tb, us, worst := table(t, g), g.users(), 0.0
		noise := ratio(NoiseDBm(g.BandwidthMHz, g.NoiseFigureDB))
		for _, load := range []float64{0.005, 0.015, 0.03, 0.055, 0.085, 0.125, 0.175, 0.25, 0.35, 0.45, 0.55, 0.95} {
			sum := 0.0
			for _, u := range us {
				sum += DownlinkShannon().SE(dB(u.served / (load*u.others + noise)))
			}
			limit := 0.01
			if load < 0.01 {
				limit = 0.02
			}
			worst = math.Max(worst, near(t, fmt.Sprint("at load ", load), tb.SE(load)*float64(len(us))/sum, 1, limit))
		}
		t.Logf("%v: interpolation within %.2g", g.Model.Scenario, worst)
	}
}

// TestLoadOfADemand: load x SE is the demand, and what does not fit is said.
func TestLoadOfADemand(t *testing.T) {
	for _, g := range networks() {
		tb, last := table(t, g), 0.0
		for load := 0.01; load <= 1; load += 0.01 {
			carried := load * tb.SE(load)
			if carried <= last {
				t.Fatalf("load %g carries %g after %g", load, carried, last)
			}
			last = carried
			got, short := tb.Load(carried)
			near(t, "load", got, load, 1e-9)
			near(t, "short", short, 0, 0)
		}
		load, short := tb.Load(tb.SE(1) + 0.5)
		near(t, "full", load, 1, 0)
		near(t, "short", short, 0.5, 1e-12)
	}
}

func TestGridRefuses(t *testing.T) {
	for quantity, change := range map[string]func(*Grid){
		"scenario":                     func(g *Grid) { g.Model.Scenario = 0 },
		"frequency":                    func(g *Grid) { g.Model.GHz = 0.1 },
		"distance between sites":       func(g *Grid) { g.SpacingM = 9000 },
		"share of high-loss buildings": func(g *Grid) { g.Model, g.HighLossShare = Nominal(RMa, 0.7), 0.1 },
		"share of users indoors":       func(g *Grid) { g.IndoorShare = math.NaN() },
		"streams":                      func(g *Grid) { g.Streams = 0 },
		"points, which have to be a power of two,": func(g *Grid) { g.Points = 4095 },
		"correlation of shadowing":                 func(g *Grid) { g.SiteCorrelation = -0.1 },
		"bandwidth":                                func(g *Grid) { g.BandwidthMHz = 0 },
		"antenna width":                            func(g *Grid) { g.Antenna = Antenna{} },
		"beamforming gain":                         func(g *Grid) { g.BeamGainDB = -1 },
	} {
		g := NominalGrid(UMa, 3.5, 500)
		change(&g)
		tb, err := g.Table()
		refused(t, quantity)(tb.SE(0.5), err)
		if r := (*RangeError)(nil); errors.As(err, &r) {
			refused(t, quantity)(tb.BeyondShare, err)
		}
	}
	tb := table(t, NominalGrid(UMa, 3.5, 500))
	for _, load := range []float64{-0.01, 1.01, math.NaN()} {
		if se := tb.SE(load); !math.IsNaN(se) {
			t.Errorf("SE(%g) = %g", load, se)
		}
	}
	noAllocations(t, "lookups", func() {
		sink = tb.SE(0.33) + tb.EdgeSE(0.33) + tb.MedianSINRDB(0.33)
		sink, _ = tb.Load(0.7)
	})
}

// TestBeyondIsSaid: in wide rural grids much interference comes from farther
// than the model is valid, and the table says how much.
func TestBeyondIsSaid(t *testing.T) {
	near(t, "1,732 m", table(t, NominalGrid(RMa, 0.7, 1732)).BeyondShare, 0, 0)
	if b := table(t, NominalGrid(RMa, 0.7, 6000)).BeyondShare; b < 0.1 || b > 0.6 {
		t.Errorf("at 6 km %g of the interference is from beyond", b)
	}
}

// TestAgainstM2410: ITU-R M.2410 section 4.5 asks for 7.8 (dense urban) and 3.3
// (rural) b/s/Hz a transmission point. One stream from a plain sector gives a
// quarter and two thirds of that; the rest is what massive MIMO adds, and it has
// to be given.
func TestAgainstM2410(t *testing.T) {
	for _, v := range []struct {
		what           string
		g              Grid
		wanted, factor float64
		gainDB         float64
		streams        float64
	}{
		{"dense urban", NominalGrid(UMa, 3.5, 200), 7.8, 4.2, 6, 4},
		{"rural", NominalGrid(RMa, 0.7, 1732), 3.3, 1.6, 3, 2},
	} {
		plain := table(t, v.g).SE(1)
		near(t, v.what, v.wanted/plain, v.factor, 0.1)
		v.g.BeamGainDB, v.g.Streams = v.gainDB, v.streams
		mimo := table(t, v.g).SE(1)
		t.Logf("%s: plain %.3f, %g short by a factor of %.2f; with %g dB and %g streams %.3f", v.what, plain, v.wanted, v.wanted/plain, v.gainDB, v.streams, mimo)
		if mimo < v.wanted*0.9 || mimo > v.wanted*1.3 {
			t.Errorf("%s with MIMO: %g", v.what, mimo)
		}
	}
}

func BenchmarkTable(b *testing.B) {
	b.Run("points=4096", func(b *testing.B) {
		g := NominalGrid(UMa, 3.5, 500)
		for b.Loop() {
			t, _ := g.Table()
			sink = t.SE(1)
		}
	})
}
