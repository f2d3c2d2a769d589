package plots

import (
	"fmt"
	"image/color"
	"math"
	"testing"
)

// seers are how people see: all cones, and each of the three kinds lacking (Machado, Oliveira and
// Fernandes, IEEE Transactions on Visualization and Computer Graphics 15, 2009, severity 1.0, on linear RGB).
var seers = []struct {
	name string
	m    [3][3]float64
}{
	{"all cones", [3][3]float64{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
	{"protanopia", [3][3]float64{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}},
	{"deuteranopia", [3][3]float64{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}},
	{"tritanopia", [3][3]float64{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}},
}

// lab is CIE L*a*b* under D65 of what somebody sees of a colour.
func lab(c color.Color, m [3][3]float64) [3]float64 {
	v := channels(c)
	for i, x := range v {
		if x <= 0.04045 {
			v[i] = x / 12.92
		} else {
			v[i] = math.Pow((x+0.055)/1.055, 2.4)
		}
	}
	times := func(m [3][3]float64, v [3]float64) (out [3]float64) {
		for i := range out {
			out[i] = m[i][0]*v[0] + m[i][1]*v[1] + m[i][2]*v[2]
		}
		return out
	}
	v = times(m, v)
	for i := range v {
		v[i] = min(max(v[i], 0), 1)
	}
	xyz := times([3][3]float64{{0.4124564, 0.3575761, 0.1804375}, {0.2126729, 0.7151522, 0.0721750}, {0.0193339, 0.1191920, 0.9503041}}, v)
	f := func(t float64) float64 {
		if t > 216.0/24389 {
			return math.Cbrt(t)
		}
		return (24389.0/27*t + 16) / 116
	}
	x, y, z := f(xyz[0]/0.95047), f(xyz[1]), f(xyz[2]/1.08883)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

// ciede2000 is the difference of two colours (CIE 142-2001, as Sharma, Wu and Dalal, Color Research and Application 30, 2005, write it).
func ciede2000(p, q [3]float64) float64 {
	deg := math.Pi / 180
	mean := (math.Hypot(p[1], p[2]) + math.Hypot(q[1], q[2])) / 2
	g := 0.5 * (1 - math.Sqrt(math.Pow(mean, 7)/(math.Pow(mean, 7)+math.Pow(25, 7))))
	a1, a2 := (1+g)*p[1], (1+g)*q[1]
	c1, c2 := math.Hypot(a1, p[2]), math.Hypot(a2, q[2])
	hue := func(a, b float64) float64 {
		if a == 0 && b == 0 {
			return 0
		}
		return math.Mod(math.Atan2(b, a)/deg+360, 360)
	}
	h1, h2 := hue(a1, p[2]), hue(a2, q[2])
	dl, dc, dh := q[0]-p[0], c2-c1, h2-h1
	sum := h1 + h2
	switch {
	case c1*c2 == 0:
		dh = 0
	case dh > 180:
		dh -= 360
	case dh < -180:
		dh += 360
	}
	mid := sum
	if c1*c2 != 0 {
		mid = sum / 2
		if math.Abs(h1-h2) > 180 {
			if sum < 360 {
				mid = (sum + 360) / 2
			} else {
				mid = (sum - 360) / 2
			}
		}
	}
	dH := 2 * math.Sqrt(c1*c2) * math.Sin(dh/2*deg)
	l, c := (p[0]+q[0])/2, (c1+c2)/2
	t := 1 - 0.17*math.Cos((mid-30)*deg) + 0.24*math.Cos(2*mid*deg) + 0.32*math.Cos((3*mid+6)*deg) - 0.20*math.Cos((4*mid-63)*deg)
	turn := 30 * math.Exp(-math.Pow((mid-275)/25, 2))
	rc := 2 * math.Sqrt(math.Pow(c, 7)/(math.Pow(c, 7)+math.Pow(25, 7)))
	sl := 1 + 0.015*(l-50)*(l-50)/math.Sqrt(20+(l-50)*(l-50))
	sc, sh := 1+0.045*c, 1+0.015*c*t
	rt := -math.Sin(2*turn*deg) * rc
	return math.Sqrt(math.Pow(dl/sl, 2) + math.Pow(dc/sc, 2) + math.Pow(dH/sh, 2) + rt*(dc/sc)*(dH/sh))
}

// TestCIEDE2000 holds the difference against pairs of Sharma, Wu and Dalal's table 1.
func TestCIEDE2000(t *testing.T) {
	for _, c := range [][7]float64{{50, 2.6772, -79.7751, 50, 0, -82.7485, 2.0425}, {50, 0, 0, 50, -1, 2, 2.3669}, {50, 2.49, -0.001, 50, -2.49, 0.0009, 7.1792}, {50, 2.49, -0.001, 50, -2.49, 0.0011, 7.2195},
		{50, -0.001, 2.49, 50, 0.0011, -2.49, 4.7461}, {50, 2.5, 0, 50, 0, -2.5, 4.3065}, {50, 2.5, 0, 73, 25, -18, 27.1492}, {50, 2.5, 0, 61, -5, 29, 22.8977}, {50, 2.5, 0, 56, -27, -3, 31.9030}, {50, 2.5, 0, 58, 24, 15, 19.4535},
		{60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644}, {63.0109, -31.0961, -5.8663, 62.8187, -29.7946, -4.0864, 1.2630}} {
		for _, pq := range [][2][3]float64{{{c[0], c[1], c[2]}, {c[3], c[4], c[5]}}, {{c[3], c[4], c[5]}, {c[0], c[1], c[2]}}} {
			if got := ciede2000(pq[0], pq[1]); math.Abs(got-c[6]) > 5e-5 {
				t.Errorf("%v: %.4f, not %.4f", pq, got, c[6])
			}
		}
	}
	if l := lab(color.White, seers[0].m); math.Abs(l[0]-100) > 1e-3 || math.Abs(l[1]) > 0.02 || math.Abs(l[2]) > 0.02 {
		t.Errorf("white is %v", l)
	}
}

// least is the smallest difference between any two of the colours, by any reader, and which.
func least(all []color.Color) (float64, string) {
	worst, who := math.Inf(1), ""
	for _, s := range seers {
		for i := range all {
			for j := range i {
				if d := ciede2000(lab(all[i], s.m), lab(all[j], s.m)); d < worst {
					worst, who = d, fmt.Sprintf("%s and %s with %s", hex(all[j]), hex(all[i]), s.name)
				}
			}
		}
	}
	return worst, who
}

// TestColoursAreToldApart: for readers of all cones and without one, in both themes, every two
// colours that can stand together differ by 10 or more (about ten times what is just seen), steps of the
// scale and bands by 7; lines and areas stand off the background by 3 to 1 and words by 4.5 (WCAG 2.1). Quiet by intent are the
// grid, the axis, the bands and the grey of "nothing", which fills what other areas leave.
func TestColoursAreToldApart(t *testing.T) {
	for name, th := range map[string]Theme{"light": Light(), "dark": Dark()} {
		if len(th.Series) != len(Light().Series) || len(th.OnSeries) != len(th.Series) || len(th.Scale) != len(Light().Scale) {
			t.Errorf("%s has other numbers of colours: Both needs them alike", name)
		}
		for what, c := range map[string]struct {
			all   []color.Color
			apart float64
		}{
			"series": {th.Series, 10}, "bands": {[]color.Color{th.Background, th.Outer, th.Inner, th.Line, th.Target, th.History}, 7},
		} {
			if d, who := least(c.all); d < c.apart {
				t.Errorf("%s, %s: %s differ by %.1f", name, what, who, d)
			} else {
				t.Logf("%s, %s: at least %.1f apart, %s", name, what, d, who)
			}
		}
		for i := 1; i < len(th.Scale); i++ {
			if d, who := least(th.Scale[i-1 : i+1]); d < 7 {
				t.Errorf("%s: steps of the scale, %s, differ by %.1f", name, who, d)
			}
		}
		off := func(what string, c, on color.Color, by float64) {
			if x := contrast(c, on); x < by {
				t.Errorf("%s: %s %s stands off %s by %.2f, not %g", name, what, hex(c), hex(on), x, by)
			}
		}
		for i, c := range th.Series {
			if i > 0 {
				off("a series", c, th.Background, 3)
			}
			off("words on a series", th.OnSeries[i], c, 4.5)
		}
		for what, c := range map[string]color.Color{"text": th.Text, "muted words": th.Muted, "the median": th.Line, "a target": th.Target, "history": th.History} {
			off(what, c, th.Background, 4.5)
		}
		for _, c := range th.Scale {
			off("words on the scale", readable(c), c, 4.5)
		}
	}
}
