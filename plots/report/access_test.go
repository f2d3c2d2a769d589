package report

import (
	"bytes"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// luminance is the relative luminance of WCAG 2.1 of a colour as #rgb or #rrggbb.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	h := strings.TrimPrefix(hex, "#")
	if len(h) == 3 {
		h = string([]byte{h[0], h[0], h[1], h[1], h[2], h[2]})
	}
	sum := 0.0
	for i, k := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(h[2*i:2*i+2], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		x := float64(n) / 255
		if x <= 0.04045 {
			x /= 12.92
		} else {
			x = math.Pow((x+0.055)/1.055, 2.4)
		}
		sum += k * x
	}
	return sum
}

// TestReportIsAccessible: words stand off what is behind them by 4.5 to 1 in both schemes, every figure has words for those who do
// not see it and hides its shapes from them, controls are buttons and summaries that a keyboard reaches and whose focus shows, and
// each part says its language.
func TestReportIsAccessible(t *testing.T) {
	var b bytes.Buffer
	if err := HTML(&b, sensed(), Options{}); err != nil {
		t.Fatal(err)
	}
	s := b.String()
	schemes := regexp.MustCompile(`:root\{([^}]*)\}`).FindAllStringSubmatch(s, -1)
	if len(schemes) != 2 {
		t.Fatalf("%d schemes, not light and dark", len(schemes))
	}
	for _, scheme := range schemes {
		colour := map[string]string{}
		for _, v := range strings.Split(scheme[1], ";") {
			name, hex, _ := strings.Cut(v, ":")
			colour[name] = hex
		}
		for _, pair := range [][2]string{{"--ink", "--paper"}, {"--muted", "--paper"}, {"--blue", "--paper"}, {"--ink", "--tint"}, {"--ink", "--code"}} {
			x, y := luminance(t, colour[pair[0]]), luminance(t, colour[pair[1]])
			if c := (max(x, y) + 0.05) / (min(x, y) + 0.05); c < 4.5 {
				t.Errorf("%s %s stands off %s %s by %.2f", pair[0], colour[pair[0]], pair[1], colour[pair[1]], c)
			}
		}
	}
	figures := regexp.MustCompile(`<figure[^>]*>\s*<svg[^>]*>`).FindAllString(s, -1)
	if len(figures) < 10 {
		t.Errorf("%d figures", len(figures))
	}
	for _, f := range figures {
		if !regexp.MustCompile(`<figure role="img" aria-label="[^"]{20,}"><svg [^>]*aria-hidden="true">`).MatchString(f) {
			t.Errorf("a figure begins %.200s", f)
		}
	}
	for _, bad := range []string{"onclick=", "tabindex=\"-1\"", "outline:none", "outline:0"} {
		if strings.Contains(s, bad) {
			t.Errorf("the report has %s", bad)
		}
	}
	for _, want := range []string{`<button type="button" data-lang="vi">`, `<button type="button" data-lang="en">`, ":focus-visible{outline:3px", `<html lang="en">`, `<main lang="en"`, `<main lang="vi"`, "<summary>", "<th>"} {
		if !strings.Contains(s, want) {
			t.Errorf("the report lacks %s", want)
		}
	}
}
