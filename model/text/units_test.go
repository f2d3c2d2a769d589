package text

import "testing"

// TestDigits: marks stand every three digits before the point, which is a comma in Vietnamese.
func TestDigits(t *testing.T) {
	for _, c := range [][3]string{{"0", "0", "0"}, {"182", "182", "182"}, {"1016", "1,016", "1.016"}, {"16737.25", "16,737.25", "16.737,25"}, {"101300000", "101,300,000", "101.300.000"}, {"-1234.5", "−1,234.5", "−1.234,5"}, {"0.6592", "0.6592", "0,6592"}} {
		if en, vi := Digits(c[0], EN), Digits(c[0], VI); en != c[1] || vi != c[2] {
			t.Errorf("%s is %s and %s", c[0], en, vi)
		}
	}
	for k, u := range units {
		if k != "1" && !u.Complete() {
			t.Errorf("unit %s", k)
		}
	}
	if Unit("stations") != T("stations", "trạm") || Unit("MW") != T("MW", "MW") || Unit("1") != (Text{}) || Boundary("it").EN != "IT power" {
		t.Error("words of units")
	}
}
