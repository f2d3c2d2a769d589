package scenarios

import (
	"errors"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/headroom-planner/headroom/model/unit"
)

// fault is what is wrong with a written value, without its place.
type fault struct{ code, msg, hint string }

// quantity is a written number with its unit and boundary.
type quantity struct {
	x        float64
	unit     string // as written; "" when there is none
	boundary unit.Boundary
	half     float64 // half a unit of the last written place, in the written unit
}

var numberStart = regexp.MustCompile(`^[+-]?[0-9.][0-9.,_]*(?:[eE][+-]?[0-9]+)?`)

var (
	plainNumber  = regexp.MustCompile(`^[+-]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$`)
	groupedDots  = regexp.MustCompile(`^[+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+$`)
	groupedComma = regexp.MustCompile(`^[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?$`)
	notNumber    = regexp.MustCompile(`(?i)^[+-]?(?:\.?nan|\.?inf(?:inity)?)$`)
)

// readNumber reads one number. counts says that the input counts things, for
// which 16.737 is more likely 16,737 in Vietnamese writing than a fraction.
func readNumber(s string, counts bool) (x, half float64, f *fault) {
	switch {
	case notNumber.MatchString(s):
		return 0, 0, &fault{"number-finite", s + " is not a finite number", "give a finite number"}
	case counts && groupedDots.MatchString(s):
		plain := strings.ReplaceAll(s, ".", "")
		return 0, 0, &fault{"number-ambiguous", s + " may be " + plain + " in Vietnamese writing, or a fraction", "write " + plain + orFraction(s, ".")}
	case groupedComma.MatchString(s):
		plain := strings.ReplaceAll(s, ",", "")
		return 0, 0, &fault{"number-ambiguous", s + " may have a thousands comma or a decimal comma", "write " + plain + orFraction(s, ",")}
	case strings.ContainsAny(s, ",_") || strings.Count(s, ".") > 1:
		return 0, 0, &fault{"number-format", s + " is not a number here", "write digits with a decimal point and no separators, such as 16737 or 159.57"}
	case !plainNumber.MatchString(s):
		return 0, 0, &fault{"number-format", s + " is not a number here", "write a decimal number without leading zeros, such as 8 or 0.5"}
	}
	x, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsInf(x, 0) {
		return 0, 0, &fault{"number-finite", s + " is too large", "give a finite number"}
	}
	return x, halfPlace(s), nil
}

// orFraction offers the reading of one separator as a decimal mark.
func orFraction(s, mark string) string {
	switch {
	case strings.Count(s, mark) > 1 || mark == "," && strings.Contains(s, "."):
		return ""
	case mark == ".":
		return ", or " + s + "0 for the fraction"
	}
	return ", or " + strings.Replace(s, ",", ".", 1) + " for the fraction"
}

// halfPlace is half a unit of the last written place: 0.005 for 1.66, 0.5 for 182.
func halfPlace(s string) float64 {
	mant, exp, _ := strings.Cut(strings.ToLower(s), "e")
	e, _ := strconv.Atoi(exp)
	_, frac, _ := strings.Cut(mant, ".")
	return 0.5 * math.Pow(10, float64(e-len(frac)))
}

// readQuantity reads "24 MW facility".
func readQuantity(s string, counts bool) (quantity, *fault) {
	s = strings.TrimSpace(s)
	if notNumber.MatchString(s) {
		_, _, f := readNumber(s, counts)
		return quantity{}, f
	}
	num := numberStart.FindString(s)
	if num == "" {
		return quantity{}, &fault{"type", strconv.Quote(s) + " is not a number", "write a number"}
	}
	rest := s[len(num):]
	if strings.HasPrefix(rest, "x") || strings.HasPrefix(rest, "o") || strings.HasPrefix(rest, "b") {
		return quantity{}, &fault{"number-format", s + " is not a number here", "write a decimal number"}
	}
	x, half, f := readNumber(num, counts)
	if f != nil {
		return quantity{}, f
	}
	q := quantity{x: x, half: half, unit: strings.TrimSpace(rest)}
	for _, b := range unit.Boundaries {
		if u, ok := strings.CutSuffix(q.unit, string(b)); ok && (u == "" || strings.HasSuffix(u, " ")) {
			q.unit, q.boundary = strings.TrimSpace(u), b
		}
	}
	return q, nil
}

// bareOK reports whether a number may stand without its unit: for plain
// numbers and for counts of things, where nothing can be mistaken.
func bareOK(u string) bool { return u == "1" || isCount(u) }

func isCount(u string) bool {
	for _, c := range []string{"stations", "racks", "servers", "gpus", "nodes", "people", "facilities", "cables", "crews", "items"} {
		if p, err := unit.Parse(u); err == nil && unit.Same(p, unit.MustParse(c)) {
			return true
		}
	}
	return false
}

// convert brings a written quantity to the row's unit.
func convert(q quantity, to string) (factor float64, f *fault) {
	target := unit.MustParse(to)
	if q.unit == "" {
		if bareOK(to) {
			return 1, nil
		}
		return 0, &fault{"unit-missing", "the number has no unit", "write it with its unit, such as " + strconv.FormatFloat(q.x, 'g', -1, 64) + " " + strings.Replace(to, "1/", "%/", 1)}
	}
	from, err := unit.Parse(q.unit)
	var unknown *unit.UnknownError
	if errors.As(err, &unknown) {
		hint := suggest(unknown.Part, unit.Names())
		if hint == "" {
			hint = orHint(interval(q), "this input is in "+unitName(to))
		}
		return 0, &fault{"unit-unknown", unknown.Error(), hint}
	}
	factor, err = unit.Factor(from, target)
	if err != nil {
		return 0, &fault{"unit-mismatch", err.Error(), "this input is in " + unitName(to)}
	}
	return factor, nil
}

var dashed = regexp.MustCompile(`^(.*?)\s*(?:-|–|—|\.\.+)\s*([0-9].*)$`)

// interval is a hint about an interval that is written with a dash.
func interval(q quantity) string {
	m := dashed.FindStringSubmatch(q.unit)
	if m == nil {
		return ""
	}
	from := strconv.FormatFloat(q.x, 'f', -1, 64)
	if m[1] != "" {
		from += " " + m[1]
	}
	return "write an interval, which nine in ten futures lie in, as " + from + " to " + m[2]
}

func unitName(u string) string {
	if u == "1" {
		return "plain numbers"
	}
	return u
}
