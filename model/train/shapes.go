package train

// divisors of n, rising.
func divisors(n int) []int {
	var low, high []int
	for d := 1; d*d <= n; d++ {
		if n%d == 0 {
			low = append(low, d)
			if d*d != n {
				high = append(high, n/d)
			}
		}
	}
	for i := len(high) - 1; i >= 0; i-- {
		low = append(low, high[i])
	}
	return low
}

// unevenStages is how much more than the mean the fullest stage may hold.
const unevenStages = 1.2

// shapes calls back every tensor, pipeline and context parallelism that is worth a
// look: tensor parallelism by powers of two inside the scale-up domain and to 16,
// stages that share the layers out evenly enough, contexts by powers of two that
// leave 4,096 tokens to each.
func (s *Search) shapes(see func(Layout)) {
	t := s.Job.Model
	for tp := 1; tp <= min(16, s.Accelerator.Domain, t.Heads); tp *= 2 {
		if t.Heads%tp != 0 {
			break
		}
		for pp := 1; pp <= min(t.Layers, 128); pp++ {
			if float64(ceil(t.Layers, pp)*pp) > unevenStages*float64(t.Layers) {
				continue
			}
			for cp := 1; cp == 1 || cp <= 32 && s.Job.Seq/cp >= 4096; cp *= 2 {
				see(Layout{
					TP: tp, PP: pp, CP: cp, DP: 1, EP: 1, Virtual: 1, GlobalBatch: s.Job.GlobalBatch, Precision: s.Job.Precision,
					Grads: s.Software.Grads, SequenceParallel: tp > 1, Fused: s.Software.Fused,
					OverlapTP: s.Software.OverlapTP, OverlapDP: s.Software.OverlapDP, OverlapEP: s.Software.OverlapEP,
				})
			}
		}
	}
}

// batches tries the micro-batches, virtual stages (of whole layers) and expert
// parallelism of a shape.
func (s *Search) batches(l Layout, rank func(*Found) (float64, float64), worth func(*Layout) bool) {
	if !worth(&l) {
		return
	}
	s.room = [maxExpertSplits][4]room{}
	t := s.Job.Model
	per := s.Job.GlobalBatch / l.DP
	for b := 1; b <= min(16, per); b *= 2 {
		if per%b != 0 {
			break
		}
		l.MicroBatch = b
		for v := 1; v == 1 || l.PP > 1 && v <= min(16, t.Layers/l.PP) && per/b >= l.PP; v++ {
			if ceil(t.Layers, l.PP)%v != 0 {
				continue
			}
			l.Virtual = v
			for ep := 1; ep == 1 || t.Sparse() && ep <= min(128, t.MoE.Experts); ep *= 2 {
				l.EP = ep
				s.shards(l, rank)
			}
		}
	}
}

// shards tries, from the fastest on, what saves memory: sharding more, and
// computing again. What is slower and saves more is not looked at once
// something fits.
func (s *Search) shards(l Layout, rank func(*Found) (float64, float64)) {
	t := s.Job.Model
	for _, l.Recompute = range [...]Recompute{NoRecompute, Selective, FullRecompute} {
		if l.Recompute == Selective && l.Fused {
			continue
		}
		for l.ZeRO = min(1, s.Software.MaxZeRO); l.ZeRO <= s.Software.MaxZeRO; l.ZeRO++ {
			if l.Check(t, s.Job.Seq) != nil {
				continue
			}
			s.effort.Tried++
			if !s.holds(&l) {
				continue
			}
			m := l.memory(t, s.Job.Seq)
			if ok, _ := m.Fits(s.Accelerator); !ok {
				continue
			}
			s.effort.Fit++
			s.consider(&l, &m, rank)
			if l.ZeRO < 3 { // 2 costs what 1 costs; 3 without recomputation may beat 1 with it
				return
			}
		}
	}
}

// room is whether a layout's parameters alone fit.
type room uint8

const (
	notAsked room = iota
	fits
	fitsNot
)

// maxExpertSplits is the powers of two up to the largest expert parallelism that is tried, 128.
const maxExpertSplits = 8

// holds says whether weights, gradients and optimizer leave any room on the heaviest stage. It does not depend on
// micro-batches, chunks and recomputation, so it is asked once for all of them; a layout that fails needs no look at its activations.
func (s *Search) holds(l *Layout) bool {
	k := 0
	for 1<<k < l.EP {
		k++
	}
	at := &s.room[k][l.ZeRO]
	if *at == notAsked {
		*at = fits
		for _, i := range l.candidates() {
			m := l.states(s.Job.Model, i)
			if ok, _ := m.Fits(s.Accelerator); !ok {
				*at = fitsNot
			}
		}
	}
	return *at == fits
}
