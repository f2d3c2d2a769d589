package ran

// waiting is a class in the heap, with the growth up to which it has enough.
type waiting struct {
	enough float64
	class  int32
}

// before says which of two classes runs out first; equals go by their place in
// the list, so that the order does not depend on how they came in.
func (w waiting) before(o waiting) bool {
	return w.enough < o.enough || (w.enough == o.enough && w.class < o.class)
}

// push puts a class into the heap.
func (h *Holdings) push(c int32) {
	h.heap = append(h.heap, waiting{h.at[c].enough, c}) // room for all is made at the start
	h.up(int32(len(h.heap)) - 1)
}

// remove takes the k-th of the heap out.
func (h *Holdings) remove(k int32) {
	last := int32(len(h.heap)) - 1
	moved := h.heap[last]
	h.heap = h.heap[:last]
	if k < last {
		h.heap[k] = moved
		h.mend(k)
	}
}

// mend puts the k-th of the heap where it belongs.
func (h *Holdings) mend(k int32) {
	c := h.heap[k].class
	h.down(k)
	if h.at[c].place == k {
		h.up(k)
	}
}

func (h *Holdings) up(k int32) {
	w := h.heap[k]
	for k > 0 {
		above := (k - 1) / 2
		if !w.before(h.heap[above]) {
			break
		}
		h.set(k, h.heap[above])
		k = above
	}
	h.set(k, w)
}

func (h *Holdings) down(k int32) {
	w, n := h.heap[k], int32(len(h.heap))
	for {
		below := 2*k + 1
		if below >= n {
			break
		}
		if below+1 < n && h.heap[below+1].before(h.heap[below]) {
			below++
		}
		if !h.heap[below].before(w) {
			break
		}
		h.set(k, h.heap[below])
		k = below
	}
	h.set(k, w)
}

func (h *Holdings) set(k int32, w waiting) {
	h.heap[k] = w
	h.at[w.class].place = k
}
