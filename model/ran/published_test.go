package ran

import "testing"

// TestPublishedRadii: Report ITU-R M.2292 takes as typical radii 0.3 km urban and
// 0.6 km suburban at 3 to 6 GHz, 0.5 and 1 km at 1 to 3 GHz, 2 km in cities below
// 1 GHz (from memory). In cities and suburbs they lie between our reach indoors
// and outdoors (below 1 GHz 1.4 km outdoors, short of the 2 km), and rural 5 and
// 8 km are 1.8 and 1.7 times as far as we say without sight. Distances between
// stations of the test environments are 200 m dense urban (ours indoors 266 at
// 3.7 GHz), 500 m urban, 1,299 suburban, 1,732 rural (ITU-R M.2135).
func TestPublishedRadii(t *testing.T) {
	var table ReachTable
	b := NominalBudgets()
	table.Fill(three(), &b)
	for _, c := range []struct {
		band int
		e    Environment
		m    float64
	}{{2, Urban, 300}, {2, Suburban, 600}, {1, Urban, 500}, {1, Suburban, 1000}} {
		if in, out := table.At(c.band, c.e, true).RangeM, table.At(c.band, c.e, false).RangeM; c.m < in || c.m > out {
			t.Errorf("%v, band %d: %g m is not between %.0f and %.0f", c.e, c.band, c.m, in, out)
		}
	}
	near(t, "rural 700 MHz", 8000/table.At(0, Rural, false).RangeM, 1.72, 0.01)
	near(t, "rural 2.6 GHz", 5000/table.At(1, Rural, false).RangeM, 1.84, 0.01)
	near(t, "urban 700 MHz", table.At(0, Urban, false).RangeM, 1396, 1)
	near(t, "dense urban 3.7 GHz", table.At(2, DenseUrban, true).SpacingM(), 266, 1)
	near(t, "urban 700 MHz indoors", table.At(0, Urban, true).SpacingM(), 733, 1)
	near(t, "suburban 700 MHz indoors", table.At(0, Suburban, true).SpacingM(), 1521, 1)
	near(t, "rural 3.7 GHz indoors", table.At(2, Rural, true).SpacingM(), 1367, 1)
}

// TestVendorClaims: an operator says that 2.6 GHz reaches 1.3 times as far as
// 3.5, and 700 MHz 1.8 times as far as 1.8 GHz. With the same equipment the model
// says 1.164 and 1.622 outdoors, and 1.249 and 1.851 indoors, since walls take
// more at higher bands: indoors the claims are met within 4 %.
func TestVendorClaims(t *testing.T) {
	low := LowBand()
	low.GHz = 1.8
	bands := []Band{MidBand(2.6), MidBand(3.5), LowBand(), low}
	var table ReachTable
	b := NominalBudgets()
	table.Fill(bands, &b)
	ratio := func(i, k int, indoor bool) float64 {
		return table.At(i, Urban, indoor).RangeM / table.At(k, Urban, indoor).RangeM
	}
	near(t, "2.6 over 3.5 outdoors", ratio(0, 1, false), 1.164, 0.001)
	near(t, "0.7 over 1.8 outdoors", ratio(2, 3, false), 1.622, 0.001)
	near(t, "2.6 over 3.5 indoors", ratio(0, 1, true), 1.249, 0.001)
	near(t, "0.7 over 1.8 indoors", ratio(2, 3, true), 1.851, 0.001)
}
