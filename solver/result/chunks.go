package result

import "sync"

// chunkSize is how many numbers a sieve takes room for at once.
const chunkSize = 512

type chunk [chunkSize]float64

// pool lends room to the sieves of a run. What limits let fall in one sieve,
// others hold next.
type pool struct {
	mu   sync.Mutex
	free []*chunk
}

// grown is how many chunks the pool gets at once.
const grown = 256

func (p *pool) get() *chunk {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.free) == 0 {
		all := new([grown]chunk)
		for i := range all {
			p.free = append(p.free, &all[i])
		}
	}
	c := p.free[len(p.free)-1]
	p.free = p.free[:len(p.free)-1]
	return c
}

func (p *pool) put(cs []*chunk) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.free = append(p.free, cs...)
}

// Bench is one worker's room to sift in.
type Bench struct {
	x     []float64 // numbers held, or about to be
	lane  []uint8   // their lanes
	y     []float64 // a copy of them to spoil or to read from
	was   []uint8
	part  []float64 // those of one lane
	near  []float64
	lanes []lane
	order [maxRanks]float64
}

// fit makes room for n numbers, and keeps none.
func (b *Bench) fit(n int) {
	if len(b.x) >= n {
		return
	}
	n += n / 2
	b.x, b.y, b.part, b.near = make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	b.lane, b.was = make([]uint8, n), make([]uint8, n)
}

// of returns the numbers of a lane among the first n of the copy.
func (b *Bench) of(l, n, lanes int) []float64 {
	if lanes == 1 {
		return b.y[:n]
	}
	k := 0
	for i, y := range b.y[:n] {
		b.part[k] = y
		if int(b.was[i]) == l {
			k++
		}
	}
	return b.part[:k]
}

// load puts what is held on the bench.
func (v *Sieve) load(b *Bench) {
	for i, c := range v.chunks {
		copy(b.x[i*chunkSize:v.held], c[:])
	}
	copy(b.lane, v.labels)
}

// store holds what lies on the bench in places [from, to), where from are
// held already, and gives back the room that is left over.
func (v *Sieve) store(b *Bench, from, to int) {
	need := (to + chunkSize - 1) / chunkSize
	if need < len(v.chunks) {
		v.s.pool.put(v.chunks[need:])
		v.chunks = v.chunks[:need]
	}
	for len(v.chunks) < need {
		v.chunks = append(v.chunks, v.s.pool.get())
	}
	for i := from; i < to; {
		c := v.chunks[i/chunkSize]
		i += copy(c[i%chunkSize:], b.x[i:to])
	}
	if len(v.lanes) > 1 {
		v.labels = append(v.labels[:from], b.lane[from:to]...)
	}
	v.held = to
}

// release gives all room back.
func (v *Sieve) release() {
	v.s.pool.put(v.chunks)
	v.chunks, v.labels = nil, nil
}
