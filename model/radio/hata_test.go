package radio

import (
	"fmt"
	"math"
	"testing"
)

// TestHata holds values at 1 km, base stations at 30 m, users at 1.5 m, small
// city, to 0.001 dB. By hand at 700 MHz, lg f = 2.845098: 69.55 + 74.4278 -
// 20.4139 - a, a = 2.429608 x 1.5 - 3.638353 = 0.006059: 123.5578.
func TestHata(t *testing.T) {
	worst := 0.0
	for mhz, want := range map[float64][3]float64{
		700: {123.558, 114.249, 96.076}, 900: {126.403, 116.461, 97.897}, 1800: {136.197, 124.258, 104.273},
	} {
		for a, x := range want {
			got := must(t)(Hata{Area: Area(a), MHz: mhz, BaseM: 30, UserM: 1.5}.LossDB(1))
			worst = math.Max(worst, near(t, fmt.Sprint(mhz, " MHz area ", a), got, x, 1e-3))
		}
	}
	t.Logf("9 values, worst deviation %.2g dB", worst)
}

// TestHataLargeCity: at 1.5 m the two corrections of large cities are nearly
// those of small ones; metropolitan centres lose 3 dB more.
func TestHataLargeCity(t *testing.T) {
	at := func(mhz float64, large bool) float64 {
		return must(t)(Hata{MHz: mhz, BaseM: 30, UserM: 1.5, LargeCity: large}.LossDB(1))
	}
	near(t, "COST-231", at(1800, true)-at(1800, false), 3, 1e-9)
	// 3.2 (lg 17.625)^2 - 4.97 = -0.00092; small city at 900 MHz 0.01595.
	near(t, "900 MHz", at(900, true)-at(900, false), 0.01595+0.00092, 1e-4)
	refused(t, "frequency")(Hata{MHz: 300, BaseM: 30, UserM: 1.5, LargeCity: true}.LossDB(1))
}

// TestHataGrows with distance and frequency within each model, and its range
// is the inverse of its loss.
func TestHataGrows(t *testing.T) {
	for _, a := range []Area{Urban, Suburban, Open} {
		for mhz := 150.0; mhz < 2000; mhz += 50 {
			h := Hata{Area: a, MHz: mhz, BaseM: 50, UserM: 1.5}
			last := 0.0
			for km := 1.0; km <= 20; km *= 1.2 {
				x := must(t)(h.LossDB(km))
				if x <= last {
					t.Fatalf("%g dB at %g km", x, km)
				}
				last = x
				near(t, "range", must(t)(h.RangeKM(x)), km, 1e-9*km)
			}
			higher := h
			if higher.MHz += 50; mhz < 1500 && higher.MHz > 1500 {
				continue
			}
			if must(t)(higher.LossDB(1)) <= must(t)(h.LossDB(1)) {
				t.Fatalf("area %d: loss falls from %g MHz", a, mhz)
			}
		}
	}
}

func TestHataRefuses(t *testing.T) {
	ok := Hata{MHz: 900, BaseM: 30, UserM: 1.5}
	with := func(change func(*Hata)) Hata { h := ok; change(&h); return h }
	refused(t, "distance")(ok.LossDB(0.9))
	refused(t, "distance")(ok.LossDB(21))
	refused(t, "frequency")(with(func(h *Hata) { h.MHz = 2100 }).LossDB(1))
	refused(t, "height of the base station")(with(func(h *Hata) { h.BaseM = 25 }).RangeKM(130))
	refused(t, "height of the user")(with(func(h *Hata) { h.UserM = math.NaN() }).LossDB(1))
	refused(t, "area")(with(func(h *Hata) { h.Area = 3 }).LossDB(1))
	refused(t, "allowed path loss")(ok.RangeKM(100))
	noAllocations(t, "Hata", func() { sink, _ = ok.LossDB(3) })
	noAllocations(t, "Hata's range", func() { sink, _ = ok.RangeKM(130) })
}
