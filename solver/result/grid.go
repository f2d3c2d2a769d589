package result

import "math"

// grid tells most numbers apart from limits at one look: equal cells between
// the least and the greatest limit, each wholly in one gap between pairs or
// near a pair. Cells follow a function that never falls, so a number
// in a cell beyond that of a limit is beyond the limit, whatever was rounded.
type grid struct {
	lo, scale float64
	code      [gridCells + 2]uint8 // the gap, or near and the first pair it may be in; first and last cell are beyond the limits
}

const (
	gridCells = 256
	near      = 0x80
)

// lay lays the cells over pairs of limits.
func (g *grid) lay(lo, hi []float64) {
	least, most := math.Inf(1), math.Inf(-1)
	for i := range lo {
		for _, c := range [2]float64{lo[i], hi[i]} {
			if !math.IsInf(c, 0) {
				least, most = min(least, c), max(most, c)
			}
		}
	}
	for i := range g.code {
		g.code[i] = near
	}
	g.lo, g.scale = 0, 0
	if most < least {
		return // no limit yet: everything is near
	}
	g.lo = least
	if scale := gridCells / (most - least) * (1 - 1e-9); !math.IsInf(scale, 0) && !math.IsNaN(scale) {
		g.scale = scale
	}
	// Between an upper limit and the next lower one, cells are in the gap.
	if !math.IsInf(lo[0], 0) {
		g.code[0] = 0
	}
	for i := 1; i < len(lo); i++ {
		from, to := g.cell(hi[i-1])+1, g.cell(lo[i])
		for c := from; c < to; c++ {
			g.code[c] = uint8(i)
		}
		for c := max(from, to); c < len(g.code); c++ {
			g.code[c] = near | uint8(i)
		}
	}
	if !math.IsInf(hi[len(hi)-1], 0) {
		g.code[gridCells+1] = uint8(len(lo))
	}
}

// from is the first pair whose limits a number near them may not exceed.
func (g *grid) from(x float64) int { return int(g.code[g.cell(x)] &^ near) }

func (g *grid) cell(x float64) int {
	f := (x - g.lo) * g.scale
	if f < 0 {
		return 0
	}
	if f >= gridCells {
		return gridCells + 1
	}
	return 1 + int(f)
}

// pass counts every stride-th number of x from first on in the gaps of a lane, and
// returns those near limits in a part of room, which is as long as x.
func (g *grid) pass(x []float64, first, stride int, room []float64, l *lane) []float64 {
	var a, b [256]int32 // two, because one count waits for the one before
	n, i := 0, first
	for ; i+stride < len(x); i += 2 * stride {
		v, w := x[i], x[i+stride]
		c, d := g.code[g.cell(v)], g.code[g.cell(w)]
		a[c]++
		b[d]++
		room[n] = v
		n += int(c >> 7)
		room[n] = w
		n += int(d >> 7)
	}
	if i < len(x) {
		v := x[i]
		c := g.code[g.cell(v)]
		a[c]++
		room[n] = v
		n += int(c >> 7)
	}
	for i := range l.below {
		l.below[i] += a[i] + b[i]
	}
	return room[:n]
}
