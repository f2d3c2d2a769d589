package ran

import "testing"

// TestEven by hand: 40 Mbps on all of the land and 700 on a quarter carry 40 /
// 0.75 = 53.3 of even demand; on nine tenths 40 / 0.1 = 400; on all of it 740.
func TestEven(t *testing.T) {
	for _, c := range []struct{ area, want float64 }{{1, 40 / 0.75}, {3.6, 400}, {4, 740}, {3.9, 740}, {0, 40}} {
		near(t, "even demand", EvenMbps([]float64{40, 700}, []float64{4, c.area}), c.want, 1e-9)
		near(t, "order", EvenMbps([]float64{700, 40}, []float64{c.area, 4}), c.want, 1e-9)
	}
	near(t, "nothing", EvenMbps(nil, nil)+EvenMbps([]float64{0, 5}, []float64{3, 0}), 0, 0)
	near(t, "three", EvenMbps([]float64{10, 20, 100}, []float64{4, 2, 1}), 20, 1e-9) // beyond 2: 10 / 0.5
	x, y := []float64{10, 20, 100}, []float64{4, 2, 1}
	noAllocations(t, "even demand", func() { sink = EvenMbps(x, y) })
}

// TestEvenRural: a rural station spaced for 700 MHz outdoors, with 40 Mbps there,
// carries 61 Mbps of even demand with 2.6 GHz added, not 780: its 740 Mbps reach a third of the
// land.
func TestEvenRural(t *testing.T) {
	var table ReachTable
	b := NominalBudgets()
	table.Fill(three(), &b)
	areas := []float64{table.AreaKM2(0, Rural, false), table.AreaKM2(1, Rural, false)}
	near(t, "share", areas[1]/areas[0], 0.343, 0.001)
	near(t, "even demand", EvenMbps([]float64{40, 740}, areas), 60.9, 0.1)
}
