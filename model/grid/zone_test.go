package grid

import (
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/unit"
	"github.com/headroom-planner/headroom/solver/rng"
)

// south is a zone of two substations: three transformers of 63 MVA and two lines of
// 200, two of 40 and three of 50, by hand below.
func south() Zone {
	return Zone{
		Name: "south", PowerFactor: .95, Lines: Branches{MVA: []float64{300, 300, 250}}, LocalMW: 20, PeakMW: 390,
		Substations: []Substation{
			{Name: "a", Transformers: Branches{MVA: []float64{63, 63, 63}, Overload: .2}, Lines: Branches{MVA: []float64{200, 200}}, PowerFactor: .9, TransferMW: 5, PeakMW: 100},
			{Name: "b", Transformers: Branches{MVA: []float64{40, 40}}, Lines: Branches{MVA: []float64{50, 50, 50}}, PowerFactor: .9, PeakMW: 300},
		},
	}
}

// TestFirm: a has two transformers of 63 at 120 % left, 151.2 MVA, less than one line
// of 200; x .9 + 5 = 141.08 MW, 41.08 above its peak. b has one of 40: 36 MW, far
// below its 300. The zone's lines bring 550 x .95 + 20 = 542.5 MW, 152.5 above 390.
func TestFirm(t *testing.T) {
	z := south()
	if err := z.Check(); err != nil {
		t.Fatal(err)
	}
	near(t, "a", z.Substations[0].FirmMW(), 151.2*.9+5, 1e-12)
	near(t, "a's headroom", z.Substations[0].HeadroomMW(), 41.08, 1e-12)
	near(t, "b", z.Substations[1].FirmMW(), 36, 1e-12)
	near(t, "b's headroom", z.Substations[1].HeadroomMW(), -264, 1e-12)
	near(t, "zone", z.FirmMW(), 542.5, 1e-12)
	near(t, "zone's headroom", z.HeadroomMW(), 41.08, 1e-12)
	z.PeakMW = 520
	z.Substations[0].PeakMW = 20
	near(t, "the lines bind", z.HeadroomMW(), 22.5, 1e-9)
	lone := Branches{MVA: []float64{500}}
	near(t, "one line is no firm supply", lone.FirmMVA(), 0, 0)
	near(t, "none", (&Branches{}).FirmMVA(), 0, 0)
	noAllocations(t, "headroom", func() { sink = z.HeadroomMW() })
	z.PeakMW = 1e4
	refused(t, "peak", z.Check())
	z = south()
	z.Substations[1].Transformers.MVA[0] = -1
	refused(t, "transformers", z.Check())
}

// TestBigTransformersAreLessFirm: for the same sum of ratings, more and smaller ones
// carry more under N-1, and another branch never takes from what is firm.
func TestBigTransformersAreLessFirm(t *testing.T) {
	last := -1.0
	for n := 1; n <= 8; n++ {
		var b Branches
		for range n {
			b.MVA = append(b.MVA, 240/float64(n))
		}
		near(t, "firm", b.FirmMVA(), 240*(1-1/float64(n)), 1e-9)
		if b.FirmMVA() < last {
			t.Errorf("%d branches: %g after %g", n, b.FirmMVA(), last)
		}
		last = b.FirmMVA()
		before := b.FirmMVA()
		b.MVA = append(b.MVA, 500)
		if b.FirmMVA() < before {
			t.Error("a larger one took from what is firm")
		}
	}
}

var start = axis.M(2026, 1)

func fac(name string, at int, mw float64, applied axis.Month, lead float64) Request {
	return Request{Name: name, Substation: at, MW: mw, Boundary: unit.Facility, Applied: applied, LeadMonths: lead}
}

// TestQueueByHand: 50 MW at one substation. First takes 30 and is connected after 12
// months; second wants 30, of which 20 are there, and waits; third wants 10, which
// would fit, and does not pass. 20 MW of reinforcement come in month 18: second and
// third are reserved at once; second's works, 6 months from its application, are long
// done.
func TestQueueByHand(t *testing.T) {
	q, err := NewQueue([]Request{fac("third", 0, 10, start+2, 6), fac("first", 0, 30, start, 12), fac("second", 0, 30, start+1, 6)}, 1)
	if err != nil {
		t.Fatal(err)
	}
	at := map[axis.Month][3]Wait{ // third, first, second
		0: {NotApplied, ForWorks, NotApplied}, 1: {NotApplied, ForWorks, AtSubstation}, 2: {Behind, ForWorks, AtSubstation},
		12: {Behind, Nothing, AtSubstation}, 17: {Behind, Nothing, AtSubstation}, 18: {Nothing, Nothing, Nothing},
	}
	for m := range axis.Month(24) {
		head := 50.0
		if m >= 18 {
			head = 70
		}
		q.Advance(start+m, []float64{head}, 1e9)
		if want, ok := at[m]; ok {
			for i, w := range want {
				if got := q.Place(i).Wait; got != w {
					t.Errorf("month %d, %d: %v, want %v", m, i, got, w)
				}
			}
		}
		if m == 13 {
			total, name, mw, why := q.UnmetMW()
			if total != 40 || name != "second" || mw != 30 || why != AtSubstation {
				t.Errorf("unmet %g MW, most by %q: %g, %v", total, name, mw, why)
			}
		}
	}
	for i, want := range []axis.Month{start + 18, start + 12, start + 18} {
		if got := q.Place(i).Connected; got != want {
			t.Errorf("%d is connected in %v, want %v", i, got, want)
		}
	}
	if total, name, _, _ := q.UnmetMW(); total != 0 || name != "" {
		t.Errorf("%g MW unmet, %q", total, name)
	}
	names := map[string]bool{}
	for w := Nothing; w <= Withdrawn+1; w++ {
		names[w.String()] = true
	}
	if len(names) != 8 {
		t.Errorf("%d reasons", len(names))
	}
}

// TestQueueInParts: who is divisible takes what there is, and the rest later. Who
// waits for the zone's lines holds up all substations; who waits for a substation
// does not.
func TestQueueInParts(t *testing.T) {
	big := fac("big", 0, 80, start, 0)
	big.Divisible = true
	q, err := NewQueue([]Request{big, fac("other", 1, 20, start, 3)}, 2)
	if err != nil {
		t.Fatal(err)
	}
	q.Advance(start, []float64{50, 50}, 1000)
	if p := q.Place(0); p.ConnectedMW != 50 || p.Wait != AtSubstation || q.Place(1).Wait != ForWorks {
		t.Errorf("big %+v, other %+v", p, q.Place(1))
	}
	q.Advance(start+4, []float64{80, 50}, 1000)
	if p := q.Place(0); p.ConnectedMW != 80 || p.Connected != start+4 || p.Wait != Nothing || q.Place(1).Connected != start+3 {
		t.Errorf("big %+v, other %+v", p, q.Place(1))
	}
	q.Reset()
	q.Advance(start, []float64{100, 50}, 60)
	if q.Place(0).ReservedMW != 60 || q.Place(0).Wait != InZone || q.Place(1).Wait != Behind {
		t.Errorf("big %+v, other %+v", q.Place(0), q.Place(1))
	}
	q.Advance(start+1, []float64{0, 0}, 0) // what was reserved stays
	if q.Place(0).ReservedMW != 60 {
		t.Errorf("reserved %g", q.Place(0).ReservedMW)
	}
}

// TestBoundaries: 20 MW of IT at a peak factor of 1.5 are 30 MW at the meter; what
// does not say where it is measured is refused.
func TestBoundaries(t *testing.T) {
	r := Request{Name: "x", MW: 20, Boundary: unit.IT, PeakFactor: 1.5}
	mw, err := r.MeterMW()
	if err != nil || mw != 30 {
		t.Errorf("%g MW, %v", mw, err)
	}
	r.PeakFactor = 0
	_, err = r.MeterMW()
	refused(t, "peak factor", err)
	for _, b := range []unit.Boundary{unit.NoBoundary, unit.Nameplate, unit.Unstated} {
		r.Boundary = b
		_, err := NewQueue([]Request{r}, 1)
		var e *BoundaryError
		if !errors.As(err, &e) || e.Error() == "" {
			t.Errorf("boundary %q: %v", b, err)
		}
	}
	r.Boundary = unit.Contracted
	if mw, err := r.MeterMW(); err != nil || mw != 20 {
		t.Errorf("%g MW, %v", mw, err)
	}
	_, err = NewQueue([]Request{fac("far", 3, 1, start, 0)}, 2)
	refused(t, "substation", err)
	_, err = NewQueue([]Request{fac("late", 0, 1, start, -1)}, 2)
	refused(t, "lead time", err)
}

// TestQueueByLeaving: first has 30 of 50 MW and leaves in month 12; second wants 40,
// has 20, and third waits behind. In month 12 the 30 MW go to second, who takes 20 more, and
// third, who wants 10. Both have waited longer than their works take.
func TestQueueByLeaving(t *testing.T) {
	first, second := fac("first", 0, 30, start, 6), fac("second", 0, 40, start+1, 6)
	first.Leaves, second.Divisible = start+12, true
	q, err := NewQueue([]Request{first, second, fac("third", 0, 10, start+2, 6)}, 1)
	if err != nil {
		t.Fatal(err)
	}
	for m := range axis.Month(13) {
		q.Advance(start+m, []float64{50}, 1e9)
		switch m {
		case 8:
			if q.Place(0).ConnectedMW != 30 || q.Place(1).ConnectedMW != 20 || q.Place(1).Wait != AtSubstation || q.Place(2).Wait != Behind || q.AskedMW() != 80 || q.ReservedMW() != 50 {
				t.Errorf("month 8: %+v, %+v, %+v", q.Place(0), q.Place(1), q.Place(2))
			}
			if m, waits := q.Oldest(); !waits || m != start+1 {
				t.Errorf("the oldest that waits applied in %v, %v", m, waits)
			}
		case 12:
			if p := q.Place(0); p.Wait != Withdrawn || p.ReservedMW != 0 || p.ConnectedMW != 0 {
				t.Errorf("who left has %+v", p)
			}
			if q.Place(1).ConnectedMW != 40 || q.Place(2).ConnectedMW != 10 || q.AskedMW() != 50 || q.ReservedMW() != 50 {
				t.Errorf("month 12: %+v, %+v", q.Place(1), q.Place(2))
			}
			if s := q.Served(); len(s) != 3 || s[0] != (Served{0, -30, start + 12}) || s[1] != (Served{1, 20, start + 12}) || s[2] != (Served{2, 10, start + 12}) {
				t.Errorf("served %v", s)
			}
		}
	}
	early := fac("early", 0, 5, start, 30) // gives back before its works are done
	early.Leaves = start + 3
	q, err = NewQueue([]Request{early}, 1)
	if err != nil {
		t.Fatal(err)
	}
	for m := range axis.Month(4) {
		q.Advance(start+m, []float64{50}, 1e9)
	}
	if s := q.Served(); len(s) != 1 || s[0] != (Served{0, -5, start + 30}) {
		t.Errorf("given back %v", s)
	}
	late := fac("late", 0, 5, start, 0)
	late.Leaves = start - 1
	_, err = q.Join(&late)
	refused(t, "month of withdrawal less that of application", err)
}

// plain is the queue as a rule reads, month by month over everybody: what Queue does
// without looking at those who are served.
type plain struct {
	requests []Request
	reserved []float64
	last     []axis.Month
}

func (q *plain) advance(m axis.Month, head []float64, zone float64) {
	order := make([]int, len(q.requests))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return int(q.requests[a].Applied - q.requests[b].Applied) })
	gone := func(i int) bool { return q.requests[i].Leaves != 0 && m >= q.requests[i].Leaves }
	head = slices.Clone(head)
	for i, r := range q.requests {
		if gone(i) {
			q.reserved[i] = 0
		}
		head[r.Substation] -= q.reserved[i]
		zone -= q.reserved[i]
	}
	blocked := map[int]bool{}
	for _, i := range order {
		r := q.requests[i]
		want := r.MW - q.reserved[i]
		if m < r.Applied || gone(i) || want <= 1e-9 || blocked[r.Substation] || blocked[-1] {
			continue
		}
		take, free := want, max(0, min(head[r.Substation], zone))
		if free < want-1e-9 {
			take = 0
			if r.Divisible {
				take = free
			}
			blocked[r.Substation] = true
			if head[r.Substation] > zone {
				blocked[-1] = true
			}
		}
		if take > 1e-9 {
			q.reserved[i] += take
			q.last[i] = m
			head[r.Substation] -= take
			zone -= take
		}
	}
}

// TestQueueHolds draws 300 queues, a third of whose requests join when they apply and a
// fifth of which withdraw: everybody has what the rule gives when it is read month by
// month over everybody; nobody has more than it wants; no substation and no zone more
// reserved than the headroom it had at its most; connected is at most reserved and not
// before the lead time; at one substation nobody has a part while an earlier one lacks
// any; and what was served adds up to what is connected.
func TestQueueHolds(t *testing.T) {
	u := make([]float64, 400)
	for n := range uint32(300) {
		rng.Fill(11, rng.Stream("queue"), n, u)
		k := 0
		next := func(lo, hi float64) float64 { k++; return lo + u[k-1]*(hi-lo) }
		const subs = 3
		var requests, later []Request
		for i := range 14 {
			r := fac(string(rune('a'+i)), int(next(0, subs)), next(1, 60), start+axis.Month(next(0, 36)), float64(int(next(0, 30))))
			r.Divisible = next(0, 1) < .3
			if next(0, 1) < .2 {
				r.Leaves = r.Applied + axis.Month(next(0, 40))
			}
			if next(0, 1) < .33 {
				later = append(later, r)
			} else {
				requests = append(requests, r)
			}
		}
		q, err := NewQueue(requests, subs)
		if err != nil {
			t.Fatal(err)
		}
		rule := plain{slices.Clone(requests), make([]float64, 14), make([]axis.Month, 14)}
		head, zone := make([]float64, subs), next(50, 250)
		for i := range head {
			head[i] = next(0, 80)
		}
		growth := next(0, 3)
		connects := map[axis.Month]float64{}
		connected := 0.0
		for m := range axis.Month(72) {
			for _, r := range later {
				if r.Applied == start+m {
					if _, err := q.Join(&r); err != nil {
						t.Fatal(err)
					}
					requests = append(requests, r)
					rule.requests = append(rule.requests, r)
				}
			}
			q.Advance(start+m, head, zone)
			rule.advance(start+m, head, zone)
			for _, s := range q.Served() {
				connects[s.Connects] += s.MW
			}
			connected += connects[start+m]
			var used [subs]float64
			total, sum := 0.0, 0.0
			for i := range requests {
				p, r := q.Place(i), &requests[i]
				if math.Abs(p.ReservedMW-rule.reserved[i]) > 1e-6 || (p.ReservedMW > 0 && p.Reserved != rule.last[i]) {
					t.Fatalf("queue %d, month %d, %s: %+v, the rule gives %g in %v", n, m, r.Name, p, rule.reserved[i], rule.last[i])
				}
				used[r.Substation] += p.ReservedMW
				total += p.ReservedMW
				sum += p.ConnectedMW
				if p.ReservedMW > p.WantedMW+1e-9 || p.ConnectedMW > p.ReservedMW || (p.ConnectedMW > 0 && float64(start+m-r.Applied) < r.LeadMonths) {
					t.Fatalf("queue %d, month %d, %s: %+v", n, m, r.Name, p)
				}
				if p.Wait == Nothing && p.UnmetMW() > 1e-6 || p.Wait != Nothing && p.UnmetMW() < 1e-12 {
					t.Fatalf("queue %d, month %d, %s: %v with %g MW unmet", n, m, r.Name, p.Wait, p.UnmetMW())
				}
				for j := range requests {
					s := &requests[j]
					if s.Substation == r.Substation && s.Applied < r.Applied && p.Reserved == start+m && q.Place(j).Wait != Withdrawn && q.Place(j).ReservedMW < q.Place(j).WantedMW-1e-6 {
						t.Fatalf("queue %d, month %d: %s passed %s", n, m, r.Name, s.Name)
					}
				}
			}
			if math.Abs(connected-sum) > 1e-6 || math.Abs(total-q.ReservedMW()) > 1e-6 {
				t.Fatalf("queue %d, month %d: %g MW connected, %g by what was served; %g reserved, %g in all", n, m, sum, connected, total, q.ReservedMW())
			}
			for i := range head {
				if used[i] > head[i]+1e-6 {
					t.Fatalf("queue %d: %g MW reserved of %g", n, used[i], head[i])
				}
				head[i] += growth
			}
			if total > zone+1e-6 {
				t.Fatalf("queue %d: %g MW reserved of %g", n, total, zone)
			}
			zone += 1.7 * growth // not as substations do: limits that tie are told apart by rounding
		}
		if n == 0 {
			noAllocations(t, "queue", func() {
				q.Clear()
				for i := range 6 {
					if _, err := q.Join(&requests[i]); err != nil {
						t.Error(err)
					}
				}
				for m := range axis.Month(12) {
					q.Advance(start+m, head, zone)
				}
				sink, _, _, _ = q.UnmetMW()
			})
		}
	}
}

func BenchmarkQueue(b *testing.B) {
	var requests []Request
	for i := range 40 {
		requests = append(requests, fac("x", i%4, 20, start+axis.Month(i), 24))
	}
	q, err := NewQueue(requests, 4)
	if err != nil {
		b.Fatal(err)
	}
	head := []float64{100, 80, 60, 40}
	for b.Loop() {
		q.Reset()
		for m := range axis.Month(60) {
			q.Advance(start+m, head, 250)
		}
	}
}
