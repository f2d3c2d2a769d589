package fit

import (
	"math"
	"slices"
	"strings"
	"testing"
)

func TestPercentile(t *testing.T) {
	c := newClass("c", "1", []string{"c", "a", "b"}, []float64{30, 10, 20})
	if !slices.Equal(c.Labels, []string{"a", "b", "c"}) {
		t.Errorf("labels %v", c.Labels)
	}
	for _, x := range []struct {
		v, p   float64
		beyond int
	}{{5, 0.25, -1}, {10, 0.25, 0}, {15, 0.375, 0}, {20, 0.5, 0}, {27.5, 0.6875, 0}, {30, 0.75, 0}, {31, 0.75, 1}} {
		if r := c.Percentile(x.v); r.P != x.p || r.Beyond != x.beyond || r.N != 3 {
			t.Errorf("%g: %+v, want %g", x.v, r, x.p)
		}
	}
	// Ties: positions 1 and 2 of 3 + 1 share 1.5 / 4.
	if r := newClass("c", "1", []string{"a", "b", "c"}, []float64{1, 1, 2}).Percentile(1); r.P != 0.375 {
		t.Errorf("ties: %+v", r)
	}
	if r := (Class{}).Percentile(1); !math.IsNaN(r.P) || r.N != 0 {
		t.Errorf("empty: %+v", r)
	}
	last := 0.0
	for v := 5.0; v < 40; v += 0.5 {
		p := c.Percentile(v).P
		if p < last {
			t.Errorf("%g falls to %g", v, p)
		}
		last = p
	}
}

// India, 19 March to 2 April 2023: 24,506 in 14 days are 24,506 / 14 x 365.25 /
// 12 = 53,279 a month, over 1,428.6 million people 37.3. China, April to July
// 2023: 415,000 in 122 days are 103,537 a month, over 1,425.7 million 72.6 and
// over 5.9 million 4G stations 1.75 %.
func TestPaces(t *testing.T) {
	find := func(name string, i int) Pace {
		s, c := rollout(t, name)
		return Paces(s, c)[i]
	}
	if p := find("India", 3); !near(p.PerMillion, 37.295, 1e-4) || !math.IsNaN(p.PerStation4G) {
		t.Errorf("India: %+v", p)
	}
	if p := find("China", 5); !near(p.PerMillion, 72.62, 1e-4) || !near(p.PerStation4G, 0.017549, 1e-4) {
		t.Errorf("China: %+v", p)
	}
}

// A plan of 51,720 stations in 61 to 91 days, over 98.86 million people, asks
// for 175 to 261 a month per million: more than any roll-out here at its best.
func TestPeakClasses(t *testing.T) {
	counts, countries := table(t, "rollouts_5g.csv", ReadCounts), table(t, "countries.csv", ReadCountries)
	people, stations := PeakClasses(counts, countries, 2, "Viet Nam")
	t.Logf("%v %v; %v %v", people.Labels, people.Values, stations.Labels, stations.Values)
	if len(people.Values) != 4 || len(stations.Values) != 1 {
		t.Fatalf("%d by people, %d by 4G stations", len(people.Values), len(stations.Values))
	}
	for _, days := range []float64{61, 91} {
		month := 51720 / days * 365.25 / 12
		if r := people.Percentile(month / 98.85895); r.Beyond != 1 || r.P != 0.8 {
			t.Errorf("%g days: %+v", days, r)
		}
	}
	own, _ := PeakClasses(counts, countries, 2)
	if len(own.Values) != 5 {
		t.Errorf("with Viet Nam %d", len(own.Values))
	}
	if _, ok := Peak(Series{"s", []float64{0, 0.1}, []float64{0, 1}}, Country{}, 2); ok {
		t.Error("a span of a month counts as two")
	}
	// A span that is too short alone counts inside a longer one: 1 a year, then 9.
	s := Series{"s", []float64{0, 0.2, 0.3}, []float64{0, 0.2, 1.1}}
	if p, _ := Peak(s, Country{People: 1e6}, 2); !near(p.PerMillion, 1.1/0.3/12, 1e-12) {
		t.Errorf("peak %+v", p)
	}
}

// ln of 1.5426, 1.8112, 3.3281 and 0.0567 are 0.4335, 0.5940, 1.2024 and
// -2.8706: mean -0.160, standard deviation 1.84.
func TestAchievement(t *testing.T) {
	plans := table(t, "plans.csv", ReadPlans)
	d := Achievement(plans).Logs()
	if d.N != 4 || math.Abs(d.Mu+0.1602) > 1e-3 || math.Abs(d.S-1.839) > 2e-3 {
		t.Errorf("%+v", d)
	}
	if l := d.Lognormal(); !near(l.Quantile(0.5), 0.852, 1e-3) || !near(d.Quantile(0.5), 0.852, 1e-3) {
		t.Errorf("medians %g and %g", l.Quantile(0.5), d.Quantile(0.5))
	}
	// t(0.95; 3) = 2.3534: exp(-0.1602 + 1.839 sqrt(1.25) 2.3534) = 107.6.
	if q := d.Quantile(0.95); !near(q, 107.6, 0.01) {
		t.Errorf("P95 of the next %g", q)
	}
	for _, p := range plans {
		if !slices.Contains([]string{"low", "medium", "high"}, p.Confidence) || p.Source == "" {
			t.Errorf("%+v", p)
		}
	}
}

// Every row says where it is from, and what is from memory is of low confidence.
func TestTablesAreSourced(t *testing.T) {
	counts := table(t, "rollouts_5g.csv", ReadCounts)
	if len(counts) != 68 {
		t.Errorf("%d rows", len(counts))
	}
	for _, c := range counts {
		if c.Source == "" || !slices.Contains([]string{"low", "medium", "high"}, c.Confidence) {
			t.Errorf("%+v", c)
		}
		if strings.HasSuffix(c.Source, "from memory") && c.Confidence != "low" {
			t.Errorf("from memory, and of %s confidence: %+v", c.Confidence, c)
		}
		if c.Date.Format(day) > "2025-10-31" {
			t.Errorf("later than the evidence: %+v", c)
		}
	}
}

func TestTablesRefuse(t *testing.T) {
	for _, text := range []string{"", "a,b\n", "series,date,stations,coverage_pct,confidence,source\nX,soon,1,,high,s\n",
		"series,date,stations,coverage_pct,confidence,source\nX,2020-01-01,many,,high,s\n",
		"series,date,stations,coverage_pct,confidence,source\nX,2020-01-01,1\n"} {
		if _, err := ReadCounts(strings.NewReader(text)); err == nil {
			t.Errorf("%q: accepted", text)
		}
	}
}
