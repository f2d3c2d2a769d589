package rack

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestPack by hand: 10 nodes of 10.2 kW at three a rack of 40 kW at 80 %. Two racks
// take six; a hall of 30 kW takes two nodes and strands racks; the next class that
// holds the node takes what is left.
func TestPack(t *testing.T) {
	classes := []Class{class("eight", 8, .8, 8, 0), class("forty", 40, .8, 40, 0), class("sixty", 60, .8, 60, 0)}
	halls := []Hall{{Class: 0, Racks: 100, KW: 800}, {Class: 1, Racks: 2, KW: 80}, {Class: 1, Racks: 10, KW: 30}, {Class: 2, Racks: 1, KW: 60}}
	requests := []Request{{Node: dgx, Count: 10}, {Node: dgx, Count: 20}, {Node: nvl72, Count: 2}, {Node: Node{Name: "1u", KW: .5, U: 1}, Count: 5}}
	out := make([]Placement, len(requests))
	Pack(classes, halls, requests, out)

	first := out[0]
	if first.Nodes != 10 || first.Racks != 4 || first.Class != 1 || first.Short() != 0 {
		t.Errorf("%+v", first)
	}
	near(t, "kW", first.KW, 102, 1e-9)
	near(t, "first hall", halls[1].UsedRacks, 2, 0)
	near(t, "short of power", halls[2].UsedKW, 20.4, 1e-9)
	near(t, "stranded racks", halls[2].StrandedRacks(classes), 9-9.6/40, 1e-9)
	near(t, "stranded power", halls[1].StrandedKW(classes), 80-61.2, 1e-9)
	near(t, "U", halls[3].UsedU, 16, 0)

	// Nine racks of 40 kW are free, and no power: 20 nodes lack power.
	if p := out[1]; p.Nodes != 0 || p.NoPower != 20 || p.NoRack != 0 || p.Class != 1 {
		t.Errorf("%+v", p)
	}
	if p := out[2]; p.NoClass != 2 || p.Class != -1 || p.Lacks&Liquid == 0 {
		t.Errorf("%+v", p)
	}
	if p := out[3]; p.Nodes != 5 || p.Racks != 1 || p.Class != 0 {
		t.Errorf("%+v", p)
	}
	halls[0].Closed = true
	Pack(classes, halls, requests[3:], out)
	if p := out[0]; p.Nodes != 5 || p.Class != 0 || p.Racks != 1 || halls[2].UsedRacks != 2 {
		t.Errorf("a closed hall: %+v, %+v", p, halls)
	}
	halls = []Hall{{Class: 1, Racks: 5, KW: 1000, Closed: true}}
	Pack(classes, halls, requests[:1], out)
	if p := out[0]; p.NoRack != 10 || p.NoPower != 0 || p.Class != 1 {
		t.Errorf("racks of a closed hall: %+v", p)
	}
	Pack(classes, halls, requests[2:3], out) // two lack power, U and liquid, the first also air
	if p := out[0]; p.Nearest != 1 {
		t.Errorf("the nearest of equals: %+v", p)
	}
	halls = []Hall{{Class: 1, Racks: 1, KW: 1000}}
	Pack(classes, halls, requests[:1], out)
	if p := out[0]; p.NoRack != 7 || p.NoPower != 0 || p.Nodes != 3 {
		t.Errorf("no rack: %+v", p)
	}
}

// TestPackKeepsLimits: over random halls and requests, no hall holds more than it
// has, nodes are placed or short, and no hall could have taken one more.
func TestPackKeepsLimits(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	classes := Classes()
	placed, short := 0.0, 0.0
	for range 2000 {
		halls := make([]Hall, 1+r.IntN(6))
		for i := range halls {
			c := r.IntN(len(classes))
			racks := float64(r.IntN(200))
			halls[i] = Hall{Class: c, Racks: racks, KW: racks * classes[c].KW * (.3 + r.Float64())}
		}
		requests := make([]Request, 1+r.IntN(5))
		for i := range requests {
			requests[i] = Request{Node{Name: "n", KW: math.Exp(5 * r.Float64()), U: float64(1 + r.IntN(48)), Liquid: float64(r.IntN(2)) * r.Float64()}, float64(r.IntN(400))}
		}
		out := make([]Placement, len(requests))
		Pack(classes, halls, requests, out)
		racks, kw := 0.0, 0.0
		for i, p := range out {
			near(t, "nodes", p.Nodes+p.Short(), requests[i].Count, 1e-9)
			racks += p.Racks
			kw += p.KW
			placed += p.Nodes
			short += p.Short()
			for k := range halls {
				h := &halls[k]
				per, _ := classes[h.Class].Fit(&requests[i].Node)
				if p.Short() > 0 && per >= 1 && h.FreeRacks() >= 1 && h.FreeKW() >= requests[i].Node.KW*1.0001 {
					t.Fatalf("%+v is short and %+v is free", requests[i], h)
				}
			}
		}
		for _, h := range halls {
			if h.UsedRacks > h.Racks || h.UsedKW > h.KW*(1+1e-9) {
				t.Fatalf("%+v", h)
			}
			racks -= h.UsedRacks
			kw -= h.UsedKW
		}
		near(t, "racks of halls and requests", racks, 0, 1e-9)
		near(t, "kW of halls and requests", kw, 0, 1e-6)
	}
	if placed == 0 || short == 0 {
		t.Error("nothing was tested")
	}
}

// bench is a nation of 40 halls and eight requests.
func bench() ([]Class, []Hall, []Request, []Placement) {
	classes := Classes()
	halls := make([]Hall, 40)
	for i := range halls {
		c := i % len(classes)
		halls[i] = Hall{Class: c, Racks: 300, KW: 300 * classes[c].KW}
	}
	requests := make([]Request, 8)
	for i := range requests {
		requests[i] = Request{dgx, 500}
	}
	return classes, halls, requests, make([]Placement, 8)
}

func TestPackDoesNotAllocate(t *testing.T) {
	classes, halls, requests, out := bench()
	if n := testing.AllocsPerRun(100, func() { Pack(classes, halls, requests, out) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkPack(b *testing.B) {
	classes, halls, requests, out := bench()
	for b.Loop() {
		for i := range halls {
			halls[i].UsedKW, halls[i].UsedRacks, halls[i].UsedU = 0, 0, 0
		}
		Pack(classes, halls, requests, out)
	}
}
