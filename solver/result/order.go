package result

import "slices"

// maxRanks is how many order statistics are selected together; more are taken
// in groups.
const maxRanks = 64

// Order writes the order statistics of x at the ranks to out: the number that
// would stand at x[rank] if x were sorted. Ranks count from 0, lie within x and
// ascend, but that one may come again after its successor, as with neighbouring
// quantiles. x is scratch and loses its content; it must hold finite numbers only.
func Order(x []float64, ranks []int, out []float64) {
	if len(x) < narrowFrom {
		pick(x, nil, ranks, out)
		return
	}
	lo, hi := extent(x)
	var n narrow
	n.init(len(x))
	defer spaces.Put(n.space)
	pick(n.reduce(x, ranks, lo, hi), &n, ranks, out)
}

// pick selects the order statistics from the kept part of a sample.
func pick(kept []float64, n *narrow, ranks []int, out []float64) {
	for len(ranks) > maxRanks {
		pick(kept, n, ranks[:maxRanks], out)
		ranks, out = ranks[maxRanks:], out[maxRanks:]
	}
	var at, sorted [maxRanks]int
	cell := 0
	for i, r := range ranks {
		if i > 0 && r < ranks[i-1] {
			cell = 0
		}
		at[i], cell = n.local(r, cell)
	}
	ks := sorted[:copy(sorted[:], at[:len(ranks)])]
	slices.Sort(ks)
	selectRanks(kept, 0, len(kept), ks)
	for i := range ranks {
		out[i] = kept[at[i]]
	}
}
