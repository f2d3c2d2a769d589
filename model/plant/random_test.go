package plant

import (
	"math"
	"os"
	"testing"

	"github.com/headroom-planner/headroom/solver/rng"
)

// random reads uniforms one after another.
type random struct {
	u []float64
	k int
}

func (r *random) in(lo, hi float64) float64 {
	r.k++
	return lo + r.u[r.k-1]*(hi-lo)
}

func (r *random) yes(p float64) bool { return r.in(0, 1) < p }

func (r *random) loss() Loss { return Loss{r.in(0, .08), r.in(0, .08), r.in(0, .04)} }

// spec is a plant whose every number is drawn, far beyond the kinds: any mix of
// economisers, towers or dry coolers, liquid cooling, redundancy and staging.
func (r *random) spec() Spec {
	s := Spec{
		Name: "random", Scheme: Scheme(r.in(0, 5)), Modules: math.Floor(r.in(1, 20)), Staged: r.yes(.5),
		Transformer: r.loss(), UPS: r.loss(), PDU: r.loss(), Lighting: r.in(0, .08),
		Fans: Mover{r.in(.005, .2), r.in(0, 1)}, SupplyC: r.in(5, 30), Pumps: Mover{r.in(0, .03), r.in(0, 1)},
		Chiller: Chiller{Carnot: r.in(.2, .7), EvapK: r.in(0, 12), CondenseK: r.in(2, 20), MinLiftK: r.in(5, 20), MaxLiftK: 70,
			Part: WaterCooledPart, Units: math.Floor(r.in(1, 12)), Spare: 1},
		OutdoorFans: Mover{r.in(.002, .05), r.in(0, 1)}, Condenser: Mover{r.in(0, .03), r.in(0, 1)},
		Wet: r.yes(.6), Tower: Tower{ApproachK: r.in(2, 8), RangeK: r.in(3, 8), LiquidGas: r.in(.4, 4), Cycles: r.in(2, 15), Drift: r.in(0, .005)},
	}
	s.ReturnC = s.SupplyC + r.in(3, 14)
	if r.yes(.3) {
		s.Rectifier = r.loss()
	}
	if !s.Wet {
		s.Chiller.Part = AirCooledPart
	}
	s.WaterSide = WaterSide{s.Wet && r.yes(.5), r.in(1, 4)}
	if r.yes(.4) {
		s.AirSide = AirSide{On: true, SupplyC: r.in(18, 32), DewC: r.in(5, 25)}
		s.AirSide.ReturnC = s.AirSide.SupplyC + r.in(5, 18)
		if r.yes(.5) {
			s.AirSide.Pad = r.in(.3, .95)
		}
	}
	if r.yes(.4) {
		s.LiquidShare = r.in(.1, .95)
		s.Liquid = LiquidLoop{SupplyC: r.in(25, 45), ApproachK: r.in(2, 10), Pumps: Mover{r.in(.002, .03), r.in(0, 1)}, Fans: Mover{r.in(.005, .04), r.in(0, 1)}}
		s.Liquid.ReturnC = s.Liquid.SupplyC + r.in(4, 15)
	}
	return s
}

// sky is weather to design for.
func (r *random) sky() *Weather {
	w := &Weather{PressurePa: r.in(80000, 102000), DesignDryC: r.in(22, 44)}
	w.WetAtDesignDryC = w.DesignDryC - r.in(2, 16)
	w.DesignWetC = w.WetAtDesignDryC + r.in(0, 2)
	w.DryAtDesignWetC = w.DesignWetC + r.in(0, 8)
	return w
}

// switches says whether machines come on with load that are off without: staged
// modules, more than one chiller, or the loop behind an economiser or dry coolers.
func (s *Spec) switches() bool {
	return s.Staged || s.Chiller.Units > 1 || s.AirSide.On || s.WaterSide.On || s.LiquidShare > 0
}

// found is what TestRandomPlants counts.
type found struct {
	balances, loads, switched, rises, wetBulbs, falls, alone int
	heat, rise, most, fall                                   float64
}

// TestRandomPlants draws plants and holds of each:
//
//   - heat out is power in, to 1e-9;
//   - IT power is what was asked for, and never above nameplate without being said to be;
//   - PUE does not rise with load while fixed losses dominate. Overhead is a fixed part,
//     one in proportion, and parts that grow faster: fans by the cube of load, and what
//     transformers lose of it by the square of that. A part C of degree d takes (d - 1) C/u
//     from the fall of overhead/u, so PUE falls if the fixed part is above 5 C, and surely
//     if it is five sixths of all. Fixed is what is drawn at no load; where machines
//     switch on with load it is not, and exceptions are counted;
//   - compressors do not draw less at a higher wet bulb. Where another chiller starts,
//     all of them run at a better part load and may draw a few percent less: the rule
//     is the least number of machines, not the best. With one chiller it holds exactly.
//     Heat beyond the rating is left out: there a tower's approach is longer than it was
//     made for, and water may be warmer in colder air.
//
// 20,000 plants, and a million if HEADROOM_FULL is set. A public model breaks all four.
func TestRandomPlants(t *testing.T) {
	n := 20000
	if os.Getenv("HEADROOM_FULL") != "" {
		n = 1000000
	}
	r := random{u: make([]float64, 128)}
	var f found
	for i := range n {
		rng.Fill(3, rng.Stream("plants"), uint32(i), r.u)
		r.k = 0
		s, w := r.spec(), r.sky()
		p, err := Size(s, math.Exp(r.in(math.Log(50), math.Log(200000))), w)
		if err != nil {
			t.Fatalf("plant %d: %v", i, err)
		}
		dry := r.in(-5, 42)
		wet := dry - r.in(0, 14)
		f.conserves(t, i, p, dry, wet, &r)
		f.fallsWithLoad(p, dry, wet)
		f.risesWithWetBulb(p, dry, r.in(.05, 1))
	}
	t.Logf("%d plants: heat off by %.1e at most in %d balances", n, f.heat, f.balances)
	t.Logf("PUE rises by %.1e at most in %d loads without switches, and in %d of %d with them, by %.2f at most", f.rise, f.loads, f.rises, f.switched, f.most)
	t.Logf("compressors fall in %d of %d wet bulbs, by %.1f %% of their power at most", f.falls, f.wetBulbs, 100*f.fall)
	if f.heat > 1e-9 {
		t.Errorf("heat is off by %g", f.heat)
	}
	if f.rise > 1e-9 || float64(f.rises) > 3e-4*float64(f.switched) {
		t.Errorf("PUE rises by %g; with switches in %d of %d loads", f.rise, f.rises, f.switched)
	}
	if f.alone > 0 || f.fall > .05 || float64(f.falls) > .01*float64(f.wetBulbs) {
		t.Errorf("compressors fall by %g of their power, in %d of %d, and %d times with one chiller", f.fall, f.falls, f.wetBulbs, f.alone)
	}
	if f.loads < n/4 || f.switched < n || f.wetBulbs < n {
		t.Errorf("too few cases: %+v", f)
	}
}

func (f *found) conserves(t *testing.T, i int, p *Plant, dry, wet float64, r *random) {
	for range 3 {
		it := p.RatedITKW * r.in(0, 1.1)
		b := p.At(it, dry, wet)
		inside := b.ITKW + b.IndoorsKW() + b.LightingKW + b.FansKW + b.PumpsKW + b.CompressorKW
		f.heat = max(f.heat, math.Abs(b.HeatKW/inside-1), math.Abs((b.HeatKW+b.TransformerKW+b.OutdoorKW)/b.FacilityKW()-1))
		if b.ITKW != it || it > p.RatedITKW*(1+1e-9) && b.OutOfRange&Overload == 0 || b.PUE() < 1 {
			t.Fatalf("plant %d: %g kW of %g, nameplate %g, PUE %g, bounds %v", i, b.ITKW, it, p.RatedITKW, b.PUE(), b.OutOfRange)
		}
		f.balances++
	}
}

func (f *found) fallsWithLoad(p *Plant, dry, wet float64) {
	none := p.At(0, dry, wet)
	fixed, last := none.FacilityKW(), math.Inf(1)
	for u := .01; u <= 1; u *= 1.12 {
		b := p.At(u*p.RatedITKW, dry, wet)
		if fixed < (b.FacilityKW()-b.ITKW)*5/6 {
			return
		}
		rise := b.PUE() - last
		last = b.PUE()
		if !p.Spec.switches() {
			f.loads++
			f.rise = max(f.rise, rise)
			continue
		}
		f.switched++
		if rise > 1e-9 {
			f.rises++
			f.most = max(f.most, rise)
		}
	}
}

func (f *found) risesWithWetBulb(p *Plant, dry, load float64) {
	before := 0.0
	for k := range 12 {
		b := p.At(load*p.RatedITKW, dry, dry-14+14*float64(k)/11)
		if b.OutOfRange&Overload != 0 {
			before = 0
			continue
		}
		if fall := (before - b.CompressorKW) / b.CompressorKW; before > 0 && fall > 1e-9 {
			f.falls++
			f.fall = max(f.fall, fall)
			if p.Spec.Chiller.Units == 1 {
				f.alone++
			}
		}
		before = b.CompressorKW
		f.wetBulbs++
	}
}
