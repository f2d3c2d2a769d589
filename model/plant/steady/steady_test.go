package steady

import (
	"math"
	"testing"

	"github.com/headroom-planner/headroom/model/plant"
	"github.com/headroom-planner/headroom/model/valid/validtest"
)

var near, must = validtest.Near, validtest.Must

const sea = 101325

// weathers are the six states that the published model was run in: dry bulb in C and
// relative humidity.
var weathers = [6][2]float64{{10, .6}, {17, .78}, {24, .8}, {28, .8}, {33, .6}, {36, .55}}

// runs are PUE and WUE of the published model at full load, all parameters in the
// middle of their ranges, at 101,325 Pa, by case and weather.
var runs = [10][6][2]float64{
	{{1.110569, 0}, {1.285773, 2.437042}, {1.304741, 2.485052}, {1.317701, 2.516556}, {1.322207, 2.527675}, {1.328719, 2.543075}},
	{{1.127891, 2.076574}, {1.127892, 2.088816}, {1.164332, 2.099251}, {1.259424, 2.105124}, {1.293409, 2.107040}, {1.322912, 2.109572}},
	{{1.353290, 0}, {1.653778, 2.958165}, {1.686369, 3.034501}, {1.708502, 3.084910}, {1.716429, 3.102742}, {1.727492, 3.127466}},
	{{1.376066, 2.370577}, {1.376072, 2.384552}, {1.420611, 2.396465}, {1.585569, 2.403169}, {1.644366, 2.405356}, {1.716991, 2.408247}},
	{{1.613603, 2.885281}, {1.643331, 2.958165}, {1.675922, 3.034501}, {1.698054, 3.084910}, {1.705982, 3.102742}, {1.717044, 3.127466}},
	{{1.353290, 0}, {1.643096, .059979}, {1.782084, .059979}, {1.861392, .059979}, {1.964779, .059979}, {2.047081, .059979}},
	{{1.530136, .059979}, {1.632680, .059979}, {1.771668, .059979}, {1.850976, .059979}, {1.954363, .059979}, {2.036665, .059979}},
	{{1.739079, 3.123417}, {1.770663, 3.201971}, {1.805289, 3.284305}, {1.828804, 3.338699}, {1.837226, 3.357945}, {1.848979, 3.384632}},
	{{1.648754, .063654}, {1.757582, .063654}, {1.905087, .063654}, {1.989255, .063654}, {2.098977, .063654}, {2.186322, .063654}},
	{{2.003554, .063654}, {2.042137, .063654}, {2.181158, .063654}, {2.276131, .063654}, {2.439705, .063654}, {2.553582, .063654}},
}

// middle is a case in the middle of its ranges.
func middle(t testing.TB, k int, free bool) *Plant {
	t.Helper()
	c := Cases()[k]
	p, err := build(c, c.Ranges.Middle(), 10000, sea, free)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestPublishedRuns holds every case against runs of the published model. Where its chillers
// are within the range of their fit PUE is within 1 % and WUE within 2 %: in fact within .03
// and .01 %, but for the first case, whose halls' air a public copy of the program takes
// at 0 C, since it reads the supply temperature from the wrong place: .3 %. Outside of the
// range, which is flagged, our bound differs from their extrapolation by 1 %, in cold air on
// air-cooled chillers by 4.5 %; set free, it is theirs.
func TestPublishedRuns(t *testing.T) {
	var inside, outside int
	for k := range Cases() {
		held, free := middle(t, k, false), middle(t, k, true)
		pue, wue := .0003, .0001
		if k == 0 {
			pue = .004
		}
		for i, w := range weathers {
			wet := must(t)(plant.WetBulbC(w[0], w[1], sea))
			off := func(p *Plant) (float64, float64, plant.Bound) {
				b := p.At(7000, w[0], wet)
				if runs[k][i][1] == 0 {
					near(t, "WUE", b.WUE(), 0, 1e-12)
					return math.Abs(b.PUE()/runs[k][i][0] - 1), 0, b.OutOfRange
				}
				return math.Abs(b.PUE()/runs[k][i][0] - 1), math.Abs(b.WUE()/runs[k][i][1] - 1), b.OutOfRange
			}
			if p, l, _ := off(free); p > pue || l > wue {
				t.Errorf("case %d at %g C, extrapolated: PUE %.3f %% off, WUE %.3f %%", k+1, w[0], 100*p, 100*l)
			}
			p, l, flag := off(held)
			switch flag {
			case 0:
				inside++
				if p > pue || l > wue {
					t.Errorf("case %d at %g C: PUE %.3f %% off, WUE %.3f %%", k+1, w[0], 100*p, 100*l)
				}
			case plant.Unfitted:
				outside++
				most := .01
				if Cases()[k].Reject == ToAir && w[0] == 10 {
					most = .046
				}
				if p > most || l > .01 {
					t.Errorf("case %d at %g C, bounded: PUE %.3f %% off, WUE %.3f %%", k+1, w[0], 100*p, 100*l)
				}
			default:
				t.Errorf("case %d at %g C: flags %b", k+1, w[0], flag)
			}
		}
	}
	if inside != 35 || outside != 25 {
		t.Errorf("%d runs inside of the range and %d outside", inside, outside)
	}
}

// TestDemo is the example that the program is published with, a plant of the fourth case
// in dry air of 9 C: PUE 1.33925, WUE 2.417390377.
func TestDemo(t *testing.T) {
	c := Cases()[3]
	p := Parameters{
		UPSEfficiency: 89.4746094, DistributionLoss: 2.84082031, Lighting: 4.72167969, SensibleShare: 95.1835937, AirDifference: 9.49707031,
		HallFanPressure: 650.488281, HallFanEfficiency: 61.3867188, HumidifierPressure: 6418.94531, HumidifierPump: 65.0976563, CoilEffectiveness: .690283203,
		WaterDifference: 6.91894531, TowerApproach: 3.35986328, ExchangerApproach: 2.10712891, EconomiserPressure: 156.284191, EconomiserPump: 66.8945312,
		LoopPumpPressure: 171.884552, LoopPump: 74.5117188, ChillerLoad: .308984375, TowerRange: 5.09960938, TowerPumpPressure: 246.235102, TowerPump: 70.8007812,
		Drift: .293588867, Cycles: 11.1650391, LiquidGas: .272070313, TowerFanPressure: 395.898438, TowerFanEfficiency: 61.1914063, DryHigh: 28.7041016,
		DryLow: 15.4423828, DewHigh: 16.7460938, DewLow: -11.1123047, HumidityHigh: 71.8554688, HumidityLow: 26.0351562, COPError: -9.1796875,
	}
	x, err := New(c, p, 1000, sea)
	if err != nil {
		t.Fatal(err)
	}
	b := x.At(1000, 9, must(t)(plant.WetBulbC(9, .1, sea)))
	near(t, "PUE", b.PUE(), 1.33925, 3e-4)
	near(t, "WUE", b.WUE(), 2.417390377, 4e-5)
	near(t, "free", b.FreeShare, 1, 0)
}

// TestNoLoad: what is drawn is in proportion to the load, nothing is drawn without
// it, and more than the rated power is flagged.
func TestNoLoad(t *testing.T) {
	for k := range Cases() {
		x := middle(t, k, false)
		for _, dry := range []float64{-5, 12, 22, 30, 40} {
			full, part, none := x.At(10000, dry, dry-4), x.At(300, dry, dry-4), x.At(0, dry, dry-4)
			near(t, "PUE", part.PUE(), full.PUE(), 1e-12)
			near(t, "WUE", part.WUE(), full.WUE(), 1e-12)
			near(t, "nothing", none.FacilityKW()+none.WaterKgH.Makeup(), 0, 0)
			if over := x.At(10100, dry, dry-4); over.OutOfRange&plant.Overload == 0 {
				t.Error("more than rated power is not flagged")
			}
		}
	}
}

// TestHotter: chillers never draw less with warmer tower water or air, through the ends of
// their range too, and PUE steps down only where an economiser opens.
func TestHotter(t *testing.T) {
	for k, c := range Cases() {
		x := middle(t, k, false)
		last := 0.0
		for dry := -5.0; dry <= 50; dry += .05 {
			b := x.At(1000, dry, .8*dry)
			kw := b.CompressorKW
			if kw < last*(1-1e-9) {
				t.Errorf("case %d: compressors fall from %g to %g kW at %g C", k+1, last, kw, dry)
			}
			if c.Economise == NoEconomiser && last > 0 && kw > last*1.03 {
				t.Errorf("case %d: compressors jump from %g to %g kW at %g C", k+1, last, kw, dry)
			}
			last = kw
		}
	}
}

// TestRefused: what is outside of a case's ranges makes no plant.
func TestRefused(t *testing.T) {
	c := Cases()[4]
	for i := range NumParameters {
		p := c.Ranges.Middle()
		p[i] = c.Ranges[i].High + .01*(1+math.Abs(c.Ranges[i].High))
		if _, err := New(c, p, 1000, sea); err == nil {
			t.Errorf("%s of %g is taken", Parameter(i), p[i])
		}
		if Parameter(i).String() == "" {
			t.Errorf("parameter %d has no name", i)
		}
	}
	if _, err := New(c, c.Ranges.Middle(), 0, sea); err == nil {
		t.Error("a plant of no power")
	}
	if _, err := New(c, c.Ranges.Middle(), 10, 1013); err == nil {
		t.Error("a pressure in hPa is taken")
	}
}

// TestNoAllocations: a balance allocates nothing.
func TestNoAllocations(t *testing.T) {
	x := middle(t, 0, false)
	validtest.NoAllocations(t, "balance", func() { b := x.At(1000, 31, 26); sink = b.PUE() })
}

var sink float64

// BenchmarkAt is a balance of each case.
func BenchmarkAt(b *testing.B) {
	var all []*Plant
	for k := range Cases() {
		all = append(all, middle(b, k, false))
	}
	for b.Loop() {
		for _, x := range all {
			y := x.At(1000, 29, 25)
			sink += y.PUE()
		}
	}
}
