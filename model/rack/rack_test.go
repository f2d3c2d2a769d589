package rack

import (
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/valid/validtest"
)

var near = validtest.Near

// refused fails unless the error names quantity and the number is none.
func refused(t *testing.T, quantity string, x float64, err error) {
	t.Helper()
	var r *RangeError
	if !errors.As(err, &r) || r.Quantity != quantity || !math.IsNaN(x) {
		t.Errorf("%s out of range gave %v, %v", quantity, x, err)
	}
}

func class(name string, kw, derating, air, liquid float64) Class {
	return Class{Name: name, KW: kw, Derating: derating, U: 42, UsableU: .9, AirKW: air, LiquidKW: liquid, FloorM2: 3}
}

var (
	dgx   = Node{Name: "dgx-h100", KW: 10.2, U: 8}
	nvl72 = Node{Name: "nvl72", KW: 120, U: 48, Liquid: 115. / 132}
)

// TestFit: nodes a rack by hand. DGX H100: 10.2 kW and 8 U (NVIDIA). A rack of
// 40 kW at 80 % takes three; 41 kW usable takes four by power and by height; 42 U at
// 90 % are 37. A rack of 100 kW at 85 % takes eight servers of 10.2 kW that
// are 4 U high and cooled by liquid (Memphis).
func TestFit(t *testing.T) {
	for _, c := range []struct {
		class Class
		node  Node
		per   float64
		by    Lack
	}{
		{class("forty", 40, .8, 40, 0), dgx, 3, Power | Air},
		{class("forty-one", 41, 1, 41, 0), dgx, 4, Power | Height | Air},
		{class("tall", 200, 1, 200, 0), dgx, 4, Height},
		{class("hundred", 100, .85, 100, 100), Node{Name: "4u", KW: 10.2, U: 4, Liquid: .8}, 8, Power},
		{class("mean", 6.65, 1, 6.65, 0), dgx, 0, Power | Air},
		{class("dry", 200, 1, 0, 200), dgx, 0, Air},
		{class("warm", 200, 1, 200, 0), Node{Name: "plates", KW: 10, U: 4, Liquid: .8}, 0, Liquid},
		{class("exact", 10.2, 1, 10.2, 0), dgx, 1, Power | Air},
	} {
		per, by := c.class.Fit(&c.node)
		if per != c.per || by != c.by {
			t.Errorf("%s holds %g by %s, want %g by %s", c.class.Name, per, by, c.per, c.by)
		}
	}
}

// TestRefused: a DGX H100 in a rack of 6.65 kW is refused by the names of what
// lacks, and so is a rack of liquid-cooled trays.
func TestRefused(t *testing.T) {
	mean := []Class{class("standard", 6.65, 1, 6.65, 0)}
	err := Hold(mean, &dgx)
	const want = "dgx-h100 (10.2 kW, 8 U, 0 % to liquid) fits no rack: standard lacks power, cooling by air (10.2 kW, usable 6.65 kW; 10.2 kW, usable 6.65 kW)"
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	var r *RefusedError
	if !errors.As(err, &r) || r.Lacks[0]&Power == 0 {
		t.Errorf("%v", err)
	}
	if err := Hold(Classes()[:5], &nvl72); err == nil || strings.Count(err.Error(), "cooling by liquid") != 5 {
		t.Error(err)
	}
	if err := Hold(Classes(), &nvl72); err != nil {
		t.Error(err)
	}
	if c, per := Least(Classes(), &dgx); Classes()[c].Name != "air-40" || per != 3 {
		t.Errorf("class %d holds %g", c, per)
	}
	if Lack(0).String() != "nothing" {
		t.Error(Lack(0))
	}
}

// TestNeeded: the arithmetic of 30,000 H100 as 3,750 nodes: 1,250 racks at three
// and 938 at four; by power alone 3,750 x 10.2 / 32 kW = 1,196 racks, so that whole
// nodes cost 54.
func TestNeeded(t *testing.T) {
	forty, wide := class("forty", 40, .8, 40, 0), class("forty-one", 41, 1, 41, 0)
	for _, c := range []struct {
		class *Class
		racks float64
	}{{&forty, 1250}, {&wide, 938}} {
		per, _ := c.class.Fit(&dgx)
		near(t, "racks", math.Ceil(3750/per), c.racks, 0)
	}
	n, err := Needed(&forty, Demand{PeakKW: 3750 * 10.2, Coincidence: 1, U: 3750 * 8, FloorM2: 300})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "by power", n.ByPower, 1196, 0)
	near(t, "by height", n.ByHeight, 811, 0) // 30,000 U / 37
	near(t, "by floor", n.ByFloor, 100, 0)
	near(t, "racks", n.Racks, 1196, 0)
	n, _ = Needed(&forty, Demand{PeakKW: 3750 * 10.2, Coincidence: .5, U: 3750 * 8})
	near(t, "height binds", n.Racks, 811, 0)
	n, _ = Needed(&forty, Demand{PeakKW: 320, Coincidence: 1}) // 10 x 32 kW
	near(t, "exactly ten", n.Racks, 10, 0)
	n, err = Needed(&forty, Demand{PeakKW: 1})
	refused(t, "coincidence", n.Racks, err)

	near(t, "stranding", Stranding(3*10.2*100, 100, 40), 1-30.6/40, 1e-12)
	if !math.IsNaN(Stranding(1, 0, 1)) {
		t.Error("no rack has a number")
	}
	near(t, "gross floor", GrossM2(1000, 3, .4), 7500, 1e-9)
}

// TestConcurrent: correlated loads by closed form, at both ends of correlation, and
// by drawing them.
func TestConcurrent(t *testing.T) {
	p := func(n, m, s, rho, z float64) float64 {
		x, err := Concurrent(n, m, s, rho, z)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	near(t, "no correlation", p(100, 5, 1, 0, 2), 520, 1e-12)
	near(t, "all together", p(100, 5, 1, 1, 2), 700, 1e-12)
	near(t, "half", p(4, 5, 1, .5, 2), 20+2*math.Sqrt(10), 1e-12)
	near(t, "against each other", p(2, 5, 1, -1, 2), 10, 1e-7)
	k, err := Coincidence(100, 5, 1, 0, 2)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "coincidence", k, 520./700, 1e-12)

	const n, m, s, rho, z, draws = 20, 5, 1.5, .3, 1.2815515655446004, 40000
	r := rand.New(rand.NewPCG(3, 4))
	want, below := p(n, m, s, rho, z), 0
	for range draws {
		shared, sum := r.NormFloat64(), 0.0
		for range n {
			sum += m + s*(math.Sqrt(rho)*shared+math.Sqrt(1-rho)*r.NormFloat64())
		}
		if sum <= want {
			below++
		}
	}
	near(t, "share below", float64(below)/draws, .9, 4*math.Sqrt(.9*.1/draws))

	_, err = Concurrent(3, 1, 1, -.51, 1)
	refused(t, "correlation", math.NaN(), err)
	x, err := Coincidence(3, 0, 0, 0, 1)
	refused(t, "peak of a load", x, err)
	x, err = Concurrent(0, 1, 1, 0, 1)
	refused(t, "loads", x, err)
}

// TestClasses: the shipped classes are valid, ordered by power and apart.
func TestClasses(t *testing.T) {
	last := 0.0
	for _, c := range Classes() {
		if err := c.Check(); err != nil {
			t.Error(err)
		}
		if c.KW <= last {
			t.Errorf("%s of %g kW comes after %g kW", c.Name, c.KW, last)
		}
		last = c.KW
	}
	Classes()[0].KW = 99
	if Classes()[0].KW != 4 {
		t.Error("one call changes the next")
	}
	for _, c := range []struct {
		change func(*Class)
		want   string
	}{
		{func(c *Class) { c.Derating = 1.2 }, "derating"}, {func(c *Class) { c.KW = math.NaN() }, "design power"},
		{func(c *Class) { c.UsableU = 0 }, "usable height"}, {func(c *Class) { c.FloorM2 = 0 }, "floor"},
	} {
		bad := Classes()[1]
		c.change(&bad)
		refused(t, c.want, math.NaN(), bad.Check())
	}
	refused(t, "share of heat to liquid", math.NaN(), (&Node{KW: 1, U: 1, Liquid: 2}).Check())
}

// TestConvert: 1,000 racks of 4 kW on 3 m2 each become 33 of 120 kW, since power
// stays; the floor is idle. A hall of much power is bound by its floor.
func TestConvert(t *testing.T) {
	from, to := class("standard", 4, 1, 4, 0), Classes()[5]
	h := Hall{Racks: 1000, KW: 4000}
	got, err := Convert(&h, &from, &to, Conversion{USDPerKW: 1000, Months: 9})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "racks", got.Racks, 33, 0)
	near(t, "USD", got.USD, 33*120*1000, 0)
	near(t, "idle floor", got.IdleM2, 3000-33*4, 1e-9)
	if !got.ByPower || got.Months != 9 {
		t.Error("power does not bind")
	}
	h.KW = 1e6
	if got, _ = Convert(&h, &from, &to, Conversion{}); got.ByPower || got.Racks != 750 {
		t.Errorf("%+v", got)
	}
	h.KW = 750 * 120
	if got, _ = Convert(&h, &from, &to, Conversion{}); !got.ByPower || got.Racks != 750 {
		t.Errorf("power and floor alike: %+v", got)
	}
	h.UsedRacks = 1
	got, err = Convert(&h, &from, &to, Conversion{})
	refused(t, "racks in use", got.Racks, err)
}

// TestDensity against a hand calculation: 4, 8 and 16 have median 8 and log
// deviation ln 2.
func TestDensity(t *testing.T) {
	d, err := FitDensity([]float64{4, 16, 8})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "median", d.MedianKW, 8, 1e-12)
	near(t, "sigma", d.Sigma, math.Ln2, 1e-12)
	near(t, "racks", d.Racks(800), 100, 1e-9)
	near(t, "IT", d.ITKW(100), 800, 1e-9)
	near(t, "factor", d.Factor(1), math.Pow(2, math.Sqrt(4./3)), 1e-12)
	d, err = FitDensity(nil)
	refused(t, "facilities", d.MedianKW, err)
	d, err = FitDensity([]float64{-1})
	refused(t, "power of a rack", d.MedianKW, err)
}
