package sample

// given is the design of points that the caller lays out itself, as a
// sensitivity analysis does. No scenario can ask for it.
const given Design = "given"

// Given is the layout of so many draws at given points: points[dim][draw]
// inside the open interval (0, 1).
func Given(points [][]float64) Layout {
	n := 0
	if len(points) > 0 {
		n = len(points[0])
	}
	return Layout{Design: given, Draws: n, Replicates: 1, points: points}
}

func copyGiven(l *Layout, dim int, _ uint64, block uint32, u []float64) {
	copy(u, l.points[dim][int(block)*blockSize:])
}
