package gpu

import (
	"math"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
)

// Days is C / (86400 G P u). The arithmetic of each case is beside it; the
// fleets are the public clusters and the plans made for them.
func TestDays(t *testing.T) {
	for _, c := range []struct {
		what               string
		work, gpus, tflops float64
		eff, want, within  float64
	}{
		// 2.1e25 / (86400 x 1147.456 x 989e12 x 0.4) = 2.1e25 / 3.9219e22 = 535.4
		{"2.1e25 on 1,147 H100e at 40 %", 2.1e25, 1147.456, 989, 0.4, 535, 0.002},
		// 2.15e25 / (86400 x 30000 x 989e12 x 0.35) = 2.15e25 / 8.9722e23 = 23.96
		{"2.15e25 on 30,000 H100 at 35 %", 2.15e25, 30000, 989, 0.35, 24, 0.002},
		{"on 6,000", 2.15e25, 6000, 989, 0.35, 120, 0.002},
		{"on 2,000", 2.15e25, 2000, 989, 0.35, 359, 0.002},
		{"on 1,016", 2.15e25, 1016, 989, 0.35, 708, 0.001},
		// 2.15e25 / (86400 x 25000 x 312e12 x 0.336) = 2.15e25 / 2.2644e23 = 94.9
		{"on 25,000 A100 at 33.6 %", 2.15e25, 25000, 312, 0.336, 95, 0.002},
	} {
		near(t, c.what, Days(c.work, c.gpus*c.tflops, c.eff), c.want, c.within)
	}
	if d := Days(1e25, 0, 0.4); d != Never {
		t.Errorf("without GPUs: %g days", d)
	}
	if d := Days(0, 1000, 0.4); d != 0 {
		t.Errorf("without work: %g days", d)
	}
}

// TestPublishedRuns recomputes the whole-run utilisation of published training
// runs, 6ND over GPU-hours x dense peak, and asks Days for their GPU-hours
// back. Percentages are published or derived to one decimal.
func TestPublishedRuns(t *testing.T) {
	for _, c := range []struct {
		what           string
		params, tokens float64
		tflops, hours  float64
		utilisation    float64 // per cent
	}{
		// Touvron et al. 2023 (arXiv 2302.13971), table 15: GPU-hours on A100 80GB.
		// 6 x 65.2e9 x 1.4e12 / (1,022,362 x 3600 x 312e12) = 5.4768e23 / 1.14832e24
		{"LLaMA 65B", 65.2e9, 1.4e12, 312, 1022362, 47.7},
		{"LLaMA 33B", 32.5e9, 1.4e12, 312, 530432, 45.8},
		{"LLaMA 13B", 13.0e9, 1.0e12, 312, 135168, 51.4},
		{"LLaMA 7B", 6.7e9, 1.0e12, 312, 82432, 43.4},
		// The same table for OPT 175B (Zhang et al. 2022, arXiv 2205.01068): 809,472 hours.
		{"OPT 175B", 175e9, 300e9, 312, 809472, 34.6},
		// BLOOM 176B (BigScience 2022, arXiv 2211.05100): 366 billion tokens, 1,082,990 hours.
		{"BLOOM 176B", 176.2e9, 366e9, 312, 1082990, 31.8},
		// Llama 2 70B (Touvron et al. 2023, arXiv 2307.09288, table 2).
		{"Llama 2 70B", 69.0e9, 2e12, 312, 1720320, 42.9},
		// Llama 3 70B (model card, 2024): 6.4 million hours on H100.
		{"Llama 3 70B", 70.6e9, 15e12, 989, 6.4e6, 27.9},
	} {
		j := Job{Parameters: c.params, Tokens: c.tokens}
		u := 100 * j.Work() / (c.hours * 3600 * c.tflops * 1e12)
		if math.Abs(u-c.utilisation) > 0.05 {
			t.Errorf("%s: utilisation %.2f %%, published %.1f %%", c.what, u, c.utilisation)
		}
		near(t, c.what+", GPU-hours", Days(j.Work(), 1000*c.tflops, c.utilisation/100)*24*1000, c.hours, 0.002)
	}
}

// LLaMA 65B took "approximately 21 days" on 2,048 A100 (arXiv 2302.13971,
// section 2.4). Utilisation within the step, 380 tokens a second and GPU:
// 380 x 6 x 65.2e9 / 312e12 = 47.6 %.
func TestLLaMA65BInDays(t *testing.T) {
	j := Job{Parameters: 65.2e9, Tokens: 1.4e12, Share: 1, MFU: 380 * 6 * 65.2e9 / 312e12, Goodput: 1, Programme: 1}
	near(t, "days", Days(j.Work(), 2048*312, j.Efficiency()), 21, 0.02)
}

// Narayanan et al. 2021 (arXiv 2104.04473), section 5.1: GPT-3 with 175 billion parameters and 300 billion
// tokens takes 34 days on 1,024 A100 at 140 TFLOP/s. Their formula,
// 8 T P / (n X), counts recomputation: 4/3 of 6ND. The achieved 140 therefore
// are 105 of model work: MFU 105/312 = 33.7 %.
func TestGPT3InDays(t *testing.T) {
	j := Job{Parameters: 175e9, Tokens: 300e9, Share: 1, MFU: 140.0 / 312 * 3 / 4, Goodput: 1, Programme: 1}
	near(t, "days", Days(j.Work(), 1024*312, j.Efficiency()), 34, 0.01)
}

func TestFLOPWinsOverParameters(t *testing.T) {
	j := Job{Parameters: 1e12, Tokens: 1e13, FLOP: 5}
	if j.Work() != 5 {
		t.Errorf("work %g", j.Work())
	}
	j.FLOP = 0
	near(t, "6ND", j.Work(), 6e25, 1e-12)
}

// A constant fleet: the month that contains day 535.4 after the end of October 2025.
// 30 + 31 (2025) + 365 (2026) = 426; + 31 + 28 + 31 = 516; + 30 = 546: April 2027.
func TestJobDateAgreesWithDays(t *testing.T) {
	p := scenario()
	p.Programmes = nil
	o := newRig(p, 40).run(placeAll, func(i int, o *Out) {
		if i == 1 {
			near(t, "after November", o.JobProgress[0], 100*30/535.4, 1e-3)
		}
	})
	near(t, "days", o.JobDaysNow[0], 535.4, 1e-3)
	near(t, "days at the end", o.JobDaysEnd[0], o.JobDaysNow[0], 1e-12)
	if got := axis.Month(o.JobDate[0]); got != axis.M(2027, 4) {
		t.Errorf("completed in %v", got)
	}
	near(t, "progress", o.JobProgress[0], 100, 0)

	if o := newRig(p, 15).run(placeAll, nil); !math.IsInf(o.JobDate[0], 1) || o.JobProgress[0] >= 100 {
		t.Errorf("within 14 months: date %g, progress %g", o.JobDate[0], o.JobProgress[0])
	}
}

// FP8 doubles what H100 give (1,979 against 989) and changes nothing for A100
// and A30, which have none.
func TestPrecision(t *testing.T) {
	p := scenario()
	p.Jobs = append(p.Jobs, p.Jobs[0])
	p.Jobs[1].Precision = FP8
	o := newRig(p, 1).run(placeAll, nil)
	bf16, fp8 := 1056*989+200*312+170*165.0, 1056*1979+200*312+170*165.0
	near(t, "ratio of days", o.JobDaysNow[0]/o.JobDaysNow[1], fp8/bf16, 1e-12)
}

// A month in which the fleet grows counts with the mean of its two ends.
func TestGrowingFleet(t *testing.T) {
	p := scenario()
	p.Fleets, p.Expansion.Reading = nil, ReadNone
	p.Programmes[0].LeadMonths = 0 // 100 H100 more each month
	p.Jobs[0].FLOP = 1e24
	o := newRig(p, 3).run(placeAll, nil)
	// November: mean of 0 and 100 over 30 days; December: 150 over 31.
	done := (50*30 + 150*31) * 86400 * 989e12 * 0.4
	near(t, "progress", o.JobProgress[0], 100*done/1e24, 1e-9)
	near(t, "no opening fleet", o.JobDaysNow[0], Never, 0)
}

func TestJobWaitsForItsStart(t *testing.T) {
	p := scenario()
	p.Jobs[0].Start = float64(begin + 2)
	newRig(p, 4).run(placeAll, func(i int, o *Out) {
		if (o.JobProgress[0] > 0) != (i >= 2) {
			t.Errorf("month %d: progress %g", i, o.JobProgress[0])
		}
	})
}

func TestJobWithoutWorkNeverEnds(t *testing.T) {
	p := scenario()
	p.Jobs[0].FLOP = 0
	if o := newRig(p, 4).run(placeAll, nil); !math.IsInf(o.JobDate[0], 1) || o.JobProgress[0] != 0 || o.JobDaysNow[0] != 0 {
		t.Errorf("%+v", *o)
	}
}

// Half of any one share doubles the days.
func TestEveryShareCounts(t *testing.T) {
	base := Job{Share: 0.8, MFU: 0.4, Goodput: 0.9, Programme: 0.7} // 0.2016
	near(t, "efficiency", base.Efficiency(), 0.2016, 1e-12)
	for i, halve := range []func(*Job){func(j *Job) { j.Share /= 2 }, func(j *Job) { j.MFU /= 2 }, func(j *Job) { j.Goodput /= 2 }, func(j *Job) { j.Programme /= 2 }} {
		j := base
		halve(&j)
		if d := Days(1e24, 1e6, j.Efficiency()) / Days(1e24, 1e6, base.Efficiency()); math.Abs(d-2) > 1e-12 {
			t.Errorf("half of share %d: %g times the days", i, d)
		}
	}
}

// A job that is done has made exactly 100 %, whatever its work: targets ask for no less.
func TestDoneIsAHundred(t *testing.T) {
	p := scenario()
	for work := 1e24; work < 1.1e24; work *= 1.0013 {
		for _, priority := range []float64{0, 1} {
			p.Portfolio.On, p.Sharing.On, p.Jobs[0].Priority, p.Jobs[0].FLOP = true, true, priority, work
			if o := newRig(p, 12).run(placeAll, nil); o.JobProgress[0] != 100 || math.IsInf(o.JobDate[0], 1) {
				t.Fatalf("work of %g: %.17g %%", work, o.JobProgress[0])
			}
		}
	}
}
