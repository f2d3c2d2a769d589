package scenarios

import "slices"

// groups returns the connected groups, members in the order in which pairs name them.
func groups(all []stated, n int) [][]int {
	of := make([]int, n)
	for i := range of {
		of[i] = i
	}
	for _, s := range all {
		from, to := of[s.b], of[s.a]
		for i := range of {
			if of[i] == from {
				of[i] = to
			}
		}
	}
	var out [][]int
	where := map[int]int{}
	for _, s := range all {
		for _, m := range []int{s.a, s.b} {
			g, ok := where[of[m]]
			if !ok {
				g = len(out)
				where[of[m]] = g
				out = append(out, nil)
			}
			if !slices.Contains(out[g], m) {
				out[g] = append(out[g], m)
			}
		}
	}
	return out
}
