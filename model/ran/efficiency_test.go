package ran

import (
	"testing"

	"github.com/headroom-planner/headroom/model/radio"
)

// TestEfficiency: more load of the neighbours carries less a sector, streams
// carry more, and a band's rates do not depend on its place.
func TestEfficiency(t *testing.T) {
	bands, small := three(), MidBand(3.7)
	x, err := NewEfficiency(bands, small, 256)
	if err != nil {
		t.Fatal(err)
	}
	for i := range bands {
		for e := range Environments {
			t.Logf("%g GHz %v: %.2f b/s/Hz at full load, %.2f at 0.7, %.2f at 0.2", bands[i].GHz, e, x.SE(i, e, 1), x.SE(i, e, 0.7), x.SE(i, e, 0.2))
			if x.SE(i, e, 1) >= x.SE(i, e, 0.7) || x.SE(i, e, 0.7) >= x.SE(i, e, 0.2) || x.SE(i, e, 1) < 0.5 || x.SE(i, e, 1) > 7.8 {
				t.Errorf("band %d %v", i, e)
			}
		}
	}
	want := radio.NominalGrid(radio.UMa, 2.6, 200)
	want.PowerDBm, want.GainDBi, want.BandwidthMHz, want.Points = 53, 23.5, 100, 256
	want.Streams, want.BeamGainDB, want.IndoorShare = 3, 3, 0.8
	table, err := want.Table()
	if err != nil {
		t.Fatal(err)
	}
	near(t, "dense urban", x.SE(1, DenseUrban, 0.5), table.SE(0.5), 0)
	var r, p Rates
	r.Fill(bands, &small, x, Use{0.7, 0.14})
	near(t, "by hand", r.Mbps[1][Urban], 100*0.75*x.SE(1, Urban, 0.7)*3*0.7*0.86, 1e-9)
	t.Logf("a station: %.0f Mbps at 700 MHz rural, %.0f at 2.6 GHz urban; a small cell %.0f", r.Mbps[0][Rural], r.Mbps[1][Urban], r.SmallMbps)
	bands[0], bands[2] = bands[2], bands[0]
	y, err := NewEfficiency(bands, small, 256)
	if err != nil {
		t.Fatal(err)
	}
	p.Fill(bands, &small, y, Use{0.7, 0.14})
	if p.Mbps[0] != r.Mbps[2] || p.Mbps[2] != r.Mbps[0] || p.SmallMbps != r.SmallMbps {
		t.Error("rates depend on the order of bands")
	}
	noAllocations(t, "rates", func() { r.Fill(bands, &small, x, Use{0.7, 0.14}) })
}

func TestEfficiencyRefuses(t *testing.T) {
	_, err := NewEfficiency(make([]Band, 9), MidBand(3.7), 256)
	refused(t, "number of bands", err)
	b := MidBand(3.7)
	b.GHz = 90
	_, err = NewEfficiency([]Band{b}, MidBand(3.7), 256)
	refused(t, "frequency", err)
	refused(t, "utilisation", Use{0, 0.1}.Check())
	if err := (Use{0.7, 0.14}).Check(); err != nil {
		t.Error(err)
	}
}
