package ran

import (
	"math"
	"testing"

	"github.com/headroom-planner/headroom/model/radio"
)

// TestRangesOfLosses: the line gives the ranges of TR 38.901 that another
// transcription gave for an allowed loss of 120 to 140 dB, printed to a metre.
func TestRangesOfLosses(t *testing.T) {
	for _, c := range []struct {
		e    Environment
		ghz  float64
		want [5]float64
	}{
		{Urban, 0.7, [5]float64{636, 854, 1146, 1539, 2066}}, {Urban, 2.6, [5]float64{324, 436, 585, 786, 1055}}, {Urban, 3.7, [5]float64{270, 363, 488, 656, 881}},
		{Rural, 0.7, [5]float64{1236, 1666, 2244, 3023, 4073}}, {Rural, 2.6, [5]float64{626, 844, 1137, 1533, 2065}}, {Rural, 3.7, [5]float64{521, 703, 947, 1277, 1720}},
	} {
		l := lineOf(ModelOf(c.e, c.ghz))
		for i, want := range c.want {
			near(t, c.e.String(), l.rangeM(120+5*float64(i)), want, 0.5)
		}
	}
}

// TestReachIsExact: wherever the range is, the loss there is the allowed one,
// also where the formula of sight is the greater; below 10 m there is none.
func TestReachIsExact(t *testing.T) {
	for e := range Environments {
		for _, ghz := range []float64{0.5, 0.7, 1.8, 2.6, 3.7, 26} {
			m := ModelOf(e, ghz)
			l := lineOf(m)
			nearest, _ := m.LossDB(radio.NLOS, 10)
			if d := l.rangeM(nearest - 1); d != 0 {
				t.Errorf("%v %g GHz: %g m at less than the loss at 10 m", e, ghz, d)
			}
			for allowed := nearest + 0.5; allowed < l.farthest; allowed += 3.7 {
				loss, err := m.LossDB(radio.NLOS, l.rangeM(allowed))
				if err != nil {
					t.Fatal(err)
				}
				near(t, "loss at the range", loss, allowed, 1e-8)
			}
		}
	}
}

// TestBudgetByHand: 3.7 GHz, urban. Up: 23 - 3 = 20 dBm; 30 blocks of 0.36 MHz
// are 10.8 MHz, 1 Mbps in a quarter of the time 0.370 b/s/Hz, so that SINR is
// 10 lg(2^(0.370/0.4) - 1) = -0.46 dB; sensitivity -174 + 70.334 + 5 - 0.46 =
// -99.13; 20 + 99.13 + 23.5 - 3 - 0.6745 x 6 = 135.58 dB outdoors. Indoors walls
// take 0.8 x 12.774 + 0.2 x 27.322 + 25/6 = 19.85 dB.
func TestBudgetByHand(t *testing.T) {
	band, b := MidBand(3.7), NominalBudgets()
	out := b.Link(&band, Urban, false)
	near(t, "SINR", out.Up.SINRDB, -0.46, 0.005)
	near(t, "margin down", out.Down.ShadowDB, 0.6745*6, 1e-3)
	near(t, "a slow service", sinrFor(radio.UplinkShannon(), 1e-3), -10, 0)
	if c := radio.DownlinkShannon(); !math.IsInf(sinrFor(c, c.SE(30)+0.01), 1) || math.Abs(sinrFor(c, c.SE(25))-25) > 1e-9 {
		t.Error("a rate that no SINR gives")
	}
	near(t, "up", out.Up.AllowedLossDB(), 135.58, 0.01)
	in := b.Link(&band, Urban, true)
	var table ReachTable
	table.Fill([]Band{band}, &b)
	near(t, "table", table.At(0, Urban, true).AllowedDB, in.Up.AllowedLossDB(), 1e-12)
	near(t, "walls", in.Up.PenetrationDB, 19.85, 0.005)
	near(t, "deviation", in.Up.ShadowDB/b.score(), math.Sqrt(36+0.8*4.4*4.4+0.2*6.5*6.5+0.16*14.548*14.548+12.5*12.5/18), 1e-3)
}

// TestUplinkBinds on every band and everywhere, as it usually does.
func TestUplinkBinds(t *testing.T) {
	var table ReachTable
	b := NominalBudgets()
	table.Fill(three(), &b)
	for i := range three() {
		for e := range Environments {
			out, in := table.At(i, e, false), table.At(i, e, true)
			if out.Binds != radio.Uplink || in.Binds != radio.Uplink {
				t.Errorf("%v: the downlink binds", e)
			}
			if in.AreaKM2 >= out.AreaKM2 || in.RangeM <= 0 || in.Held || out.Held {
				t.Errorf("%v: %v outdoors, %v indoors", e, out, in)
			}
		}
	}
	if table.AreaKM2(0, Rural, false) != table.At(0, Rural, false).AreaKM2 {
		t.Error("area")
	}
}

// TestReachMonotone: more margin, a higher rate, a surer edge or a higher
// band never reach farther; the order of bands changes nothing.
func TestReachMonotone(t *testing.T) {
	base := NominalBudgets()
	var want, got ReachTable
	want.Fill(three(), &base)
	for name, change := range map[string]func(*Budgets){
		"margin": func(b *Budgets) { b.OtherDB += 3 }, "edge": func(b *Budgets) { b.Edge = 0.9 },
		"interference": func(b *Budgets) { b.UpInterferenceDB++; b.DownInterferenceDB++ },
		"rate":         func(b *Budgets) { b.Service[Urban].UpMbps *= 2; b.Service[Rural].UpMbps *= 2 },
		"glass":        func(b *Budgets) { b.HighLossShare = [Environments]float64{1, 1, 1, 1} },
	} {
		b := base
		change(&b)
		got.Fill(three(), &b)
		for i := range three() {
			if got.AreaKM2(i, Urban, true) >= want.AreaKM2(i, Urban, true) || got.AreaKM2(i, Rural, true) >= want.AreaKM2(i, Rural, true) {
				t.Errorf("more %s reaches farther", name)
			}
		}
	}
	bands := three()
	bands[0], bands[2] = bands[2], bands[0]
	got.Fill(bands, &base)
	for e := range Environments {
		if *got.At(0, e, true) != *want.At(2, e, true) || *got.At(2, e, false) != *want.At(0, e, false) {
			t.Errorf("%v: reach depends on the order of bands", e)
		}
		if want.AreaKM2(2, e, true) >= want.AreaKM2(1, e, true) {
			t.Errorf("%v: 3.7 GHz reaches farther than 2.6", e)
		}
	}
}

// TestReachEnds: where the model ends the range is held there and says so, and a
// rate that no SINR gives is not reached at all.
func TestReachEnds(t *testing.T) {
	bands, b := three(), NominalBudgets()
	b.OtherDB = -30
	var table ReachTable
	table.Fill(bands, &b)
	if r := table.At(0, Rural, false); !r.Held || r.RangeM != 5000 {
		t.Errorf("%+v", r)
	}
	b = NominalBudgets()
	b.Service[Urban].DownMbps = 5000
	table.Fill(bands, &b)
	if r := table.At(0, Urban, false); r.RangeM != 0 || r.AreaKM2 != 0 || r.Held || r.Binds != radio.Downlink {
		t.Errorf("%+v", r)
	}
}

func TestEnvironments(t *testing.T) {
	for _, c := range []struct {
		density float64
		want    Environment
	}{{0, Rural}, {299.9, Rural}, {300, Suburban}, {1500, Urban}, {2556, Urban}, {7959, DenseUrban}, {1e5, DenseUrban}} {
		if got := EnvironmentAt(c.density); got != c.want {
			t.Errorf("%g people per km2 are %v", c.density, got)
		}
	}
}

func TestReachRefuses(t *testing.T) {
	band, b := LowBand(), NominalBudgets()
	if err := first(band.Check(), b.Check()); err != nil {
		t.Error(err)
	}
	band.GHz = 40
	refused(t, "frequency", band.Check())
	b.Service[Urban].UpMbps = math.NaN()
	refused(t, "uplink rate", b.Check())
	b.Edge = 1
	refused(t, "share at the edge", b.Check())
}

func TestReachAllocatesNothing(t *testing.T) {
	bands, b := three(), NominalBudgets()
	var table ReachTable
	noAllocations(t, "table of reach", func() { table.Fill(bands, &b); sink = table.AreaKM2(1, Urban, true) })
}

func BenchmarkReach(b *testing.B) {
	bands, n := three(), NominalBudgets()
	var table ReachTable
	b.ReportAllocs()
	for b.Loop() {
		table.Fill(bands, &n)
	}
}
