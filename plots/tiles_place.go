package plots

import (
	"cmp"
	"math"
	"slices"
)

// placed returns the tiles with a place each and the size of their grid. When
// one has no place, or two share one, all stand in reading order from the
// highest value to the lowest, in a grid about as wide as tall.
func placed(in []Tile) (out []Tile, rows, columns int) {
	out = slices.Clone(in)
	for i := range out { // theirs are moved with it
		if out[i].Islands != nil {
			x := *out[i].Islands
			out[i].Islands = &x
		}
	}
	taken := map[[2]int]bool{}
	first := [2]int{math.MaxInt, math.MaxInt}
	for _, t := range out {
		at := [2]int{t.Row, t.Column}
		if t.Row < 1 || t.Column < 1 || taken[at] {
			return ranked(out)
		}
		taken[at] = true
		first = [2]int{min(first[0], t.Row), min(first[1], t.Column)}
		if i := t.Islands; i != nil {
			if taken[[2]int{i.Row, i.Column}] || i.Row < 1 || i.Column < 1 {
				return ranked(out)
			}
			taken[[2]int{i.Row, i.Column}] = true
			first = [2]int{min(first[0], i.Row), min(first[1], i.Column)}
		}
	}
	for k := range out {
		out[k].Row -= first[0] - 1
		out[k].Column -= first[1] - 1
		rows, columns = max(rows, out[k].Row), max(columns, out[k].Column)
		if i := out[k].Islands; i != nil {
			i.Row -= first[0] - 1
			i.Column -= first[1] - 1
			rows, columns = max(rows, i.Row), max(columns, i.Column)
		}
	}
	return out, rows, columns
}

// ranked places tiles by value; what is no number comes last.
func ranked(out []Tile) (tiles []Tile, rows, columns int) {
	slices.SortStableFunc(out, func(a, b Tile) int { return cmp.Compare(b.Value, a.Value) })
	columns = int(math.Ceil(math.Sqrt(float64(len(out)))))
	for i := range out {
		out[i].Row, out[i].Column, out[i].Islands = i/columns+1, i%columns+1, nil
	}
	return out, (len(out) + columns - 1) / columns, columns
}
