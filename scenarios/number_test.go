package scenarios

import (
	"math"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/unit"
)

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-12*math.Max(1, math.Abs(b)) }

func TestReadNumber(t *testing.T) {
	for _, c := range []struct {
		s      string
		counts bool
		x      float64
		code   string
	}{
		{"8", false, 8, ""}, {"0", false, 0, ""}, {"-5", false, -5, ""}, {"+5", false, 5, ""},
		{"0.5", false, 0.5, ""}, {"159.57", false, 159.57, ""}, {"1e3", false, 1000, ""}, {"2.15e25", false, 2.15e25, ""},
		{"16737", true, 16737, ""}, {"16.737", false, 16.737, ""}, {"16.7370", true, 16.737, ""}, {"0.737", true, 0.737, ""},
		{"16.737", true, 0, "number-ambiguous"}, {"1.234.567", true, 0, "number-ambiguous"},
		{"16,737", false, 0, "number-ambiguous"}, {"1,234,567.5", false, 0, "number-ambiguous"},
		{"159,57", false, 0, "number-format"}, {"1_000", false, 0, "number-format"}, {"1.234.567", false, 0, "number-format"},
		{"010", false, 0, "number-format"}, {"00", false, 0, "number-format"}, {".5", false, 0, "number-format"},
		{"5.", false, 0, "number-format"}, {"", false, 0, "number-format"},
		{"NaN", false, 0, "number-finite"}, {".nan", false, 0, "number-finite"}, {"Inf", false, 0, "number-finite"},
		{"-.inf", false, 0, "number-finite"}, {"Infinity", false, 0, "number-finite"}, {"1e999", false, 0, "number-finite"},
	} {
		x, _, f := readNumber(c.s, c.counts)
		switch {
		case f == nil && c.code != "":
			t.Errorf("%q is %v, want %s", c.s, x, c.code)
		case f != nil && (f.code != c.code || f.hint == "" || f.msg == ""):
			t.Errorf("%q: %+v, want %q with words", c.s, *f, c.code)
		case f == nil && x != c.x:
			t.Errorf("%q is %v, want %v", c.s, x, c.x)
		}
	}
}

// TestHalfPlace: half of 10^(exponent - decimals).
func TestHalfPlace(t *testing.T) {
	for s, want := range map[string]float64{"1.66": 0.005, "182": 0.5, "2.15e25": 5e22, "1E3": 500, "-0.5": 0.05} {
		if got := halfPlace(s); !near(got/want, 1) {
			t.Errorf("half a place of %s is %v, want %v", s, got, want)
		}
	}
}

func TestReadQuantity(t *testing.T) {
	for _, c := range []struct {
		s, unit string
		x       float64
		b       unit.Boundary
		code    string
	}{
		{"24 MW", "MW", 24, "", ""}, {"24MW", "MW", 24, "", ""}, {"  24 MW  ", "MW", 24, "", ""},
		{"24 MW facility", "MW", 24, unit.Facility, ""}, {"10 kW/rack it", "kW/rack", 10, unit.IT, ""},
		{"24 it", "", 24, unit.IT, ""}, {"39.52 %", "%", 39.52, "", ""}, {"39.52%", "%", 39.52, "", ""},
		{"1e3 VND/kWh", "VND/kWh", 1000, "", ""}, {"-25 %/year", "%/year", -25, "", ""}, {"119056", "", 119056, "", ""},
		{"24 bandit", "bandit", 24, "", ""}, // a boundary is a word of its own
		{"many", "", 0, "", "type"}, {"", "", 0, "", "type"}, {"about 5", "", 0, "", "type"},
		{"0x1F", "", 0, "", "number-format"}, {"0b1", "", 0, "", "number-format"}, {"0o17", "", 0, "", "number-format"},
		{".inf", "", 0, "", "number-finite"}, {"NaN", "", 0, "", "number-finite"},
		{"16,737 stations", "", 0, "", "number-ambiguous"}, {"1_000 MW", "", 0, "", "number-format"},
	} {
		q, f := readQuantity(c.s, false)
		switch {
		case f != nil && f.code != c.code, f == nil && c.code != "":
			t.Errorf("%q: %+v, %+v, want %q", c.s, q, f, c.code)
		case f == nil && (q.x != c.x || q.unit != c.unit || q.boundary != c.b):
			t.Errorf("%q is %+v", c.s, q)
		}
	}
}

func TestConvert(t *testing.T) {
	for _, c := range []struct {
		s, to string
		want  float64
		code  string
	}{
		{"24 MW", "kW", 24000, ""},               // 1 MW = 1000 kW
		{"2 GW", "MW", 2000, ""},                 // 1 GW = 1000 MW
		{"39.52 %", "1", 0.3952, ""},             // 1 % = 0.01
		{"90 %", "%", 90, ""},                    // stays
		{"2 years", "months", 24, ""},            // 12 months a year
		{"25 %/year", "1/year", 0.25, ""},        // 1 % = 0.01
		{"1.5 MVND/kWh", "VND/kWh", 1500000, ""}, // 1 MVND = 10^6 VND
		{"1200 stations/year", "stations/month", 100, ""},
		{"5", "stations", 5, ""}, {"0.5", "1", 0.5, ""}, {"5", "crews", 5, ""}, {"5 items", "crews", 0, "unit-mismatch"},
		{"5", "MW", 0, "unit-missing"}, {"5", "%", 0, "unit-missing"}, {"5", "1/year", 0, "unit-missing"},
		{"5 parsec", "MW", 0, "unit-unknown"}, {"5 mw", "MW", 0, "unit-unknown"},
		{"5 MWh", "MW", 0, "unit-mismatch"}, {"5 VND", "USD", 0, "unit-mismatch"}, {"5 racks", "stations", 0, "unit-mismatch"},
	} {
		q, f := readQuantity(c.s, false)
		if f != nil {
			t.Fatalf("%q: %+v", c.s, f)
		}
		k, f := convert(q, c.to)
		switch {
		case f != nil && (f.code != c.code || f.hint == ""), f == nil && c.code != "":
			t.Errorf("%q to %s: %+v, want %q with a hint", c.s, c.to, f, c.code)
		case f == nil && !near(q.x*k, c.want):
			t.Errorf("%q is %v %s, want %v", c.s, q.x*k, c.to, c.want)
		}
	}
}

// TestIntervalText: "a to b" is the 90 % interval, a unit at the end serves both.
func TestIntervalText(t *testing.T) {
	for s, want := range map[string][2]float64{
		"25000 to 28000 VND/USD":         {25000, 28000},
		"25000 VND/USD to 28000 VND/USD": {25000, 28000},
		"0.025 to 0.028 MVND/USD":        {25000, 28000}, // 1 MVND = 10^6 VND
		"25000 VND/USD to 28 VND/kUSD":   {},             // 28 VND/kUSD = 0.028 VND/USD: reversed
		"to 28000 VND/USD":               {},
		"25000 VND/USD to":               {},
	} {
		l := faults(disk{"a.yaml": small}, []string{"a.yaml"}, "finance.vnd_per_usd="+s)
		if want[0] == 0 {
			if len(l) != 1 {
				t.Errorf("%q: want one problem, got\n%s", s, l.Text())
			}
			continue
		}
		p := planOf(t, disk{"a.yaml": small}, []string{"a.yaml"}, "finance.vnd_per_usd="+s)
		a := assumption(t, p, "finance.vnd_per_usd")
		if math.Abs(a.P[0]/want[0]-1) > 1e-9 || math.Abs(a.P[2]/want[1]-1) > 1e-9 || !a.Uncertain {
			t.Errorf("%q has P05 %v and P95 %v", s, a.P[0], a.P[2])
		}
	}
}

// TestIntervalFromZero: the uniform that is advised in place of an interval
// from 0 can be written as it stands.
func TestIntervalFromZero(t *testing.T) {
	for path, c := range map[string][2]string{
		"mobile.operators.viettel.crews": {"0 to 400", "{uniform: {min: 0, max: 400}}"},
		"power.zones.da-nang.headroom":   {"0 to 400 MW facility", "{uniform: {min: 0 MW, max: 400 MW facility}}"},
	} {
		l := faults(nil, []string{"vietnam"}, path+"="+c[0])
		if len(l) != 1 || !strings.Contains(l[0].Hint, c[1]) {
			t.Errorf("%s: %s", c[0], l.Text())
		}
		planOf(t, nil, []string{"vietnam"}, path+"="+c[1])
	}
}

func TestSuggest(t *testing.T) {
	right := []string{"forecast", "plan", "trend"}
	for word, want := range map[string]string{
		"forcast": "did you mean forecast?", "PLAN": "did you mean plan?", "elephant": "one of forecast, plan, trend",
	} {
		if got := suggest(word, right); got != want {
			t.Errorf("%q: %q, want %q", word, got, want)
		}
	}
	if got := suggest("x", nil); got != "" {
		t.Errorf("of nothing: %q", got)
	}
}
