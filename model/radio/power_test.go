package radio

import (
	"fmt"
	"math"
	"testing"
)

// massive is a site of three active antennas.
func massive() Station {
	return Station{Radio: ActiveAntenna(), Radios: 3, BasebandW: 300, Rectifier: 0.92, Cooling: 0.1}
}

// TestMassiveSite: full 3 x 1,127 + 300 = 3,681 W, against "close to 3,700 W"
// that operators measured; at 30 % load 3 x (630 + 0.3 x 497) + 300 = 2,637.3 W
// and 3,153 W at the meter.
func TestMassiveSite(t *testing.T) {
	s := massive()
	near(t, "full", s.EquipmentW(1), 3681, 1e-9)
	near(t, "30 %", s.EquipmentW(0.3), 2637, 0.5)
	near(t, "at the meter", s.MeterW(0.3), 3153, 0.5)
	if err := s.Check(); err != nil {
		t.Error(err)
	}
}

// TestEARTH: a macro site of the EARTH project, three sectors of two chains,
// draws 6 (130 + 4.7 x 20) = 1,344 W full and 780 W idle.
func TestEARTH(t *testing.T) {
	for what, v := range map[string][2]float64{
		"macro full": {EARTHMacro(6).PowerW(1, 0), 1344}, "macro idle": {EARTHMacro(6).PowerW(0, 0), 780}, "macro asleep": {EARTHMacro(6).PowerW(0, 1), 450},
		"remote full": {EARTHRemote(6).PowerW(1, 0), 840}, "remote half": {EARTHRemote(1).PowerW(0.5, 0), 112}, "remote asleep": {EARTHRemote(1).PowerW(0, 1), 56},
		"micro full": {EARTHMicro(2).PowerW(1, 0), 144.76}, "micro asleep": {EARTHMicro(1).PowerW(0, 1), 39},
	} {
		near(t, what, v[0], v[1], 1e-9)
	}
}

// TestSleep by hand: four hours at load 0.1 and twenty at 1; below 0.2 the
// radios sleep for half of their idle time. Hours of the night: 3 x (0.1 x 1127
// + 0.9 (0.5 x 630 + 0.5 x 100.625)) + 300 = 1624.44 W.
func TestSleep(t *testing.T) {
	s := massive()
	s.SleepBelow, s.SleepShare = 0.2, 0.5
	p := Flat()
	for h := range 4 {
		p[h] = 0.1
	}
	d := s.Over(p, 1)
	near(t, "night", s.EquipmentW(0.1), 3*(112.7+0.9*(315+50.3125))+300, 1e-9)
	want := (20*3681 + 4*s.EquipmentW(0.1)) * 1.1 / 0.92 / 1000
	near(t, "energy", d.KWh, want, 1e-9)
	near(t, "mean", d.MeanKW, want/24, 1e-9)
	near(t, "peak", d.PeakKW, 3.681*1.1/0.92, 1e-9)
	near(t, "asleep", Radio{100, 200, 10}.PowerW(0, 1), 10, 0)
}

// TestSleepSaves: more sleep never takes more, none saves nothing, a full site
// saves nothing, and what is saved depends on the profile.
func TestSleepSaves(t *testing.T) {
	s, last := massive(), math.Inf(1)
	day := UrbanDay()
	for share := 0.0; share <= 1; share += 0.1 {
		s.SleepBelow, s.SleepShare = 0.3, share
		d := s.Over(day, 0.5)
		if d.KWh >= last || d.MeanKW > d.PeakKW {
			t.Fatalf("%g kWh after %g", d.KWh, last)
		}
		last = d.KWh
	}
	awake := massive().Over(day, 0.5).KWh
	s.SleepBelow = 0
	near(t, "no sleep", s.Over(day, 0.5).KWh, awake, 0)
	s.SleepBelow = 1
	near(t, "full", s.Over(Flat(), 1).KWh, massive().Over(Flat(), 1).KWh, 0)
	t.Logf("an urban day at half load: %.1f kWh awake, %.1f with radios asleep below 0.3", awake, last)
}

// TestMeanIsTheDay: the mean power without going hour by hour is that of the day.
func TestMeanIsTheDay(t *testing.T) {
	for _, p := range []Profile{UrbanDay(), Flat()} {
		for below := 0.0; below <= 1; below += 0.25 {
			for busy := 0.0; busy <= 1; busy += 1.0 / 64 {
				s := massive()
				s.SleepBelow, s.SleepShare = below, 0.7
				near(t, "mean", s.MeanKW(&p, busy), s.Over(p, busy).MeanKW, 1e-12)
			}
		}
	}
}

// TestLoadTakesPower: more load never takes less, and no load is not no power.
func TestLoadTakesPower(t *testing.T) {
	for i, r := range []Radio{ActiveAntenna(), EARTHMacro(2), EARTHRemote(2), EARTHMicro(2)} {
		s := Station{Radio: r, Radios: 3, BasebandW: 300, Rectifier: 0.92, Cooling: 0.1}
		last := 0.0
		for load := 0.0; load <= 1; load += 0.01 {
			if w := s.MeterW(load); w <= last {
				t.Fatalf("radio %d: %g W at load %g", i, w, load)
			} else {
				last = w
			}
		}
	}
}

func TestProfiles(t *testing.T) {
	for _, p := range []Profile{Flat(), UrbanDay()} {
		if err := p.Check(); err != nil {
			t.Error(err)
		}
	}
	near(t, "flat", Flat().BusyShare(), 1.0/24, 1e-15)
	if b := UrbanDay().BusyShare(); b < 0.06 || b > 0.08 {
		t.Errorf("the busiest hour of an urban day has %g of it", b)
	}
	low := Flat()
	low[3] = -0.1
	refused(t, "load of an hour over the busiest")(math.NaN(), low.Check())
	refused(t, "load of the busiest hour")(math.NaN(), Profile{0.5}.Check())
}

func TestPowerRefuses(t *testing.T) {
	for quantity, change := range map[string]func(*Station){
		"sleeping radio": func(s *Station) { s.Radio.SleepW = 700 }, "idle radio": func(s *Station) { s.Radio.IdleW = 2000 },
		"efficiency of the rectifier": func(s *Station) { s.Rectifier = 0 }, "cooling": func(s *Station) { s.Cooling = -1 },
		"share of idle time asleep": func(s *Station) { s.SleepShare = math.NaN() }, "number of radios": func(s *Station) { s.Radios = -1 },
	} {
		s := massive()
		change(&s)
		refused(t, quantity)(math.NaN(), s.Check())
	}
	s, p := massive(), UrbanDay()
	noAllocations(t, "a day", func() { sink = s.Over(p, 0.4).KWh })
	if DeepSleep >= LightSleep || LightSleep >= MicroSleep {
		t.Error(fmt.Sprint("sleep states out of order: ", DeepSleep, LightSleep, MicroSleep))
	}
}
