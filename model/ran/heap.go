package ran

// sooner says whether class a runs out before class b; equals go by their place
// in the list.
func (h *Holdings) sooner(a, b int32) bool {
	x, y := h.at[a].enough, h.at[b].enough
	return x < y || (x == y && a < b)
}

// push puts a class into the heap.
func (h *Holdings) push(c int32) {
	h.load += h.at[c].load()
	h.heap = append(h.heap, c) // room for all is made at the start
	h.up(int32(len(h.heap)) - 1)
}

// remove takes a class out of the heap.
func (h *Holdings) remove(c int32) {
	h.load -= h.at[c].load()
	k, last := h.at[c].place, int32(len(h.heap))-1
	moved := h.heap[last]
	h.heap = h.heap[:last]
	if k == last {
		return
	}
	h.heap[k] = moved
	h.at[moved].place = k
	h.down(k)
	h.up(h.at[moved].place)
}

func (h *Holdings) up(k int32) {
	c := h.heap[k]
	for k > 0 {
		above := (k - 1) / 2
		if !h.sooner(c, h.heap[above]) {
			break
		}
		h.heap[k] = h.heap[above]
		h.at[h.heap[k]].place = k
		k = above
	}
	h.heap[k] = c
	h.at[c].place = k
}

func (h *Holdings) down(k int32) {
	c, n := h.heap[k], int32(len(h.heap))
	for {
		below := 2*k + 1
		if below >= n {
			break
		}
		if below+1 < n && h.sooner(h.heap[below+1], h.heap[below]) {
			below++
		}
		if !h.sooner(h.heap[below], c) {
			break
		}
		h.heap[k] = h.heap[below]
		h.at[h.heap[k]].place = k
		k = below
	}
	h.heap[k] = c
	h.at[c].place = k
}
