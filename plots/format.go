package plots

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

// printers format numbers as their readers do: 16,737.5 in English, 16.737,5
// in Vietnamese.
var printers = map[text.Lang]*message.Printer{
	text.EN: message.NewPrinter(language.English),
	text.VI: message.NewPrinter(language.Vietnamese),
}

// FormatNumber writes x with a number of decimals, grouped and marked as
// readers of the language expect.
func FormatNumber(x float64, lang text.Lang, decimals int) string {
	p, ok := printers[lang]
	if !ok {
		p = printers[text.EN]
	}
	if math.IsInf(x, 0) || math.IsNaN(x) {
		return "–"
	}
	s := p.Sprint(number.Decimal(math.Abs(x), number.Scale(decimals)))
	if x < 0 && strings.ContainsAny(s, "123456789") {
		s = "−" + s
	}
	return s
}

// Significant writes x with about three significant digits, and whole numbers
// from 100 up: 0.0123, 1.23, 45.6, 16,700.
func Significant(x float64, lang text.Lang) string {
	a := math.Abs(x)
	switch {
	case a == 0:
		return "0"
	case a >= 100:
		unit := math.Pow(10, math.Floor(math.Log10(a))-2)
		return FormatNumber(math.Round(x/unit)*unit, lang, 0)
	case a >= 10:
		return FormatNumber(x, lang, 1)
	case a >= 1:
		return FormatNumber(x, lang, 2)
	case a < 1e-6:
		return strconv.FormatFloat(x, 'g', 2, 64)
	}
	return FormatNumber(x, lang, 2-int(math.Floor(math.Log10(a))))
}

// Upto writes x with up to a number of significant digits and every digit before the decimal mark, never as a power
// of ten: 72,238 and 83.7056 with six. It is for tables that are read beside each other, to the last digit.
func Upto(digits int, x float64, lang text.Lang) string {
	if math.IsInf(x, 0) || math.IsNaN(x) {
		return "–"
	}
	if x == 0 {
		return "0"
	}
	decimals := max(0, digits-1-int(math.Floor(math.Log10(math.Abs(x)))))
	s := strconv.FormatFloat(x, 'f', decimals, 64)
	if decimals > 0 {
		s = strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
	}
	return text.Digits(s, lang)
}

// Alike writes numbers of one column with as many decimals each, about three
// digits of the largest: 412, 34 and 5 beside each other, not 412, 34.0 and 5.10.
// It takes up to two decimals more where a small one would be rounded by more than 8 %.
func Alike(all []float64, lang text.Lang) func(float64) string {
	_, most := finite(all)
	least, _ := finite(all)
	most = max(math.Abs(most), math.Abs(least))
	if math.IsInf(most, 0) || most == 0 {
		return func(x float64) string { return FormatNumber(x, lang, 0) }
	}
	digits := int(math.Floor(math.Log10(most)))
	decimals := min(max(2-digits, 0), 9)
	for more := 0; more < 2 && digits < 4; more++ {
		for _, x := range all {
			if y := math.Abs(x) * math.Pow(10, float64(decimals)); math.Abs(math.Round(y)-y) > 0.08*y {
				decimals++
				break
			}
		}
	}
	if digits < 4 {
		return func(x float64) string { return FormatNumber(x, lang, decimals) }
	}
	unit := math.Pow(10, float64(digits-3))
	return func(x float64) string { return FormatNumber(math.Round(x/unit)*unit, lang, 0) }
}

var monthsEN = []string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}

// FormatMonth writes a month: Dec 2026, or 12/2026 in Vietnamese.
func FormatMonth(m axis.Month, lang text.Lang) string {
	if lang == text.VI {
		return fmt.Sprintf("%02d/%d", m.Of(), m.Year())
	}
	return fmt.Sprintf("%s %d", monthsEN[m.Of()-1], m.Year())
}

// ticks chooses at most n+1 round values that span lo to hi: steps of 1, 2,
// 2.5 or 5 times a power of ten. decimals is how many the steps need.
func ticks(lo, hi float64, n int) (at []float64, decimals int) {
	if !(hi > lo) {
		return []float64{lo}, 0
	}
	raw := (hi - lo) / float64(n)
	power := math.Pow(10, math.Floor(math.Log10(raw)))
	step := 10 * power
	for _, m := range []float64{1, 2, 2.5, 5} {
		if m*power >= raw*(1-1e-9) {
			step = m * power
			break
		}
	}
	for i := math.Ceil(lo/step - 1e-9); i*step <= hi*(1+1e-12)+step*1e-9; i++ {
		at = append(at, i*step)
	}
	for decimals < 6 && math.Abs(step*math.Pow(10, float64(decimals))-math.Round(step*math.Pow(10, float64(decimals)))) > 1e-6 {
		decimals++
	}
	return at, decimals
}

// FormatYear writes a year without grouping.
func FormatYear(y int) string { return strconv.Itoa(y) }
