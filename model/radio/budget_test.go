package radio

import (
	"testing"
)

// TestNoise: 360 kHz with a noise figure of 9 dB, -174 + 55.563 + 9 = -109.437
// dBm (printed -109.44); 20 MHz with 7 dB -93.99; kT at 290 K is -173.975.
func TestNoise(t *testing.T) {
	near(t, "360 kHz", NoiseDBm(0.36, 9), -109.44, 0.005)
	near(t, "20 MHz", NoiseDBm(20, 7), -93.99, 0.005)
	near(t, "kT", NoiseDBm(1e-6, 0), dB(1.380649e-23*290*1000), 0.026)
}

// edge is a service at the edge of a 3.5 GHz cell: 100 MHz and 273 blocks
// down, 2 blocks of 360 kHz up.
func edge() LinkBudget {
	return LinkBudget{
		Down: Budget{PowerDBm: 53, TransmitGainDBi: 24, TransmitLossDB: 0.5, ReceiveLossDB: 3, BandwidthMHz: 98.28,
			NoiseFigureDB: 9, SINRDB: -5, InterferenceDB: 6, ShadowDB: 7, PenetrationDB: 12.7 + 4.2},
		Up: Budget{PowerDBm: 23, TransmitLossDB: 3, ReceiveGainDBi: 24, ReceiveLossDB: 0.5, BandwidthMHz: 0.72,
			NoiseFigureDB: 5, SINRDB: -5, InterferenceDB: 3, ShadowDB: 7, PenetrationDB: 12.7 + 4.2},
	}
}

// TestBudget by hand. Down: EIRP 76.5; sensitivity -174 + 79.925 + 9 - 5 =
// -90.075; 76.5 + 90.075 - 3 - 29.9 = 133.675. Up: EIRP 20; sensitivity -174 +
// 58.573 + 5 - 5 = -115.427; 20 + 115.427 + 24 - 0.5 - 26.9 = 132.027. The
// uplink binds, as it usually does at 3.5 GHz.
func TestBudget(t *testing.T) {
	l := edge()
	near(t, "EIRP", l.Down.EIRPDBm(), 76.5, 1e-9)
	near(t, "sensitivity", l.Down.SensitivityDBm(), -90.075, 1e-3)
	near(t, "margins", l.Down.MarginsDB(), 29.9, 1e-9)
	near(t, "down", l.Down.AllowedLossDB(), 133.675, 1e-3)
	near(t, "up", l.Up.AllowedLossDB(), 132.027, 1e-3)
	d, allowed := l.Binds()
	if d != Uplink {
		t.Errorf("the %v binds", d)
	}
	near(t, "allowed", allowed, l.Up.AllowedLossDB(), 0)
	far := must(t)(Nominal(UMa, 3.5).RangeM(NLOS, allowed))
	near(t, "loss there", must(t)(Nominal(UMa, 3.5).LossDB(NLOS, far)), allowed, 1e-9)
	l.Up.PowerDBm = 26
	if d, _ := l.Binds(); d != Downlink {
		t.Errorf("with 26 dBm the %v binds", d)
	}
	noAllocations(t, "budget", func() { _, sink = l.Binds() })
}

// TestMarginsCountOnce: a decibel more of any gain is a decibel more of loss,
// a decibel more of any margin one less.
func TestMarginsCountOnce(t *testing.T) {
	base := edge().Up.AllowedLossDB()
	for name, change := range map[string]func(*Budget) float64{
		"power": func(b *Budget) float64 { b.PowerDBm++; return 1 }, "transmit gain": func(b *Budget) float64 { b.TransmitGainDBi++; return 1 },
		"receive gain": func(b *Budget) float64 { b.ReceiveGainDBi++; return 1 }, "transmit loss": func(b *Budget) float64 { b.TransmitLossDB++; return -1 },
		"receive loss": func(b *Budget) float64 { b.ReceiveLossDB++; return -1 }, "figure": func(b *Budget) float64 { b.NoiseFigureDB++; return -1 },
		"SINR": func(b *Budget) float64 { b.SINRDB++; return -1 }, "interference": func(b *Budget) float64 { b.InterferenceDB++; return -1 },
		"shadow": func(b *Budget) float64 { b.ShadowDB++; return -1 }, "walls": func(b *Budget) float64 { b.PenetrationDB++; return -1 },
		"other": func(b *Budget) float64 { b.OtherDB++; return -1 }, "bandwidth": func(b *Budget) float64 { b.BandwidthMHz *= 10; return -10 },
	} {
		b := edge().Up
		want := change(&b)
		near(t, name, b.AllowedLossDB()-base, want, 1e-9)
	}
}
