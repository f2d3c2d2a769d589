package report

import (
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/solver/dist"
	"github.com/headroom-planner/headroom/solver/result"
)

// TestSays: what is said of an input is words and numbers of the reader's language, and nothing of YAML.
func TestSays(t *testing.T) {
	forms := []declare.Option{{Key: "small-tower", Label: text.T("Small, towers", "Nhỏ, tháp giải nhiệt")}, {Key: "other", Label: text.T("Other", "Khác")}, {Key: "never", Label: text.T("Never", "Không")}}
	set := &result.Set{Collections: []result.Collection{{Key: "datacenter.plants", Members: []result.Member{{Name: "new-south", Label: text.T("New, south", "Xây mới, miền Nam")}}}}}
	tri := func(lo, mode, hi float64) map[string][]float64 {
		return map[string][]float64{"min": {lo}, "mode": {mode}, "max": {hi}}
	}
	for _, c := range []struct {
		name   string
		a      result.Assumption
		en, vi string
	}{
		{"triangular", result.Assumption{Unit: "kW", Uncertain: true, Draw: "triangular", Args: tri(2.2, 3, 3.7), P: [3]float64{2.4, 3, 3.5}},
			"2.40 – 3.00 – 3.50 kW · triangular, least 2.2 · most likely 3 · greatest 3.7 kW", "2,40 – 3,00 – 3,50 kW · tam giác, nhỏ nhất 2,2 · hay gặp nhất 3 · lớn nhất 3,7 kW"},
		{"per cent", result.Assumption{Unit: "1", Percent: true, Uncertain: true, Draw: "triangular", Args: tri(0.45, 0.65, 0.85), P: [3]float64{0.513, 0.65, 0.787}},
			"51.3 – 65.0 – 78.7 % · triangular, least 45 · most likely 65 · greatest 85 %", "51,3 – 65,0 – 78,7 % · tam giác, nhỏ nhất 45 · hay gặp nhất 65 · lớn nhất 85 %"},
		{"per cent a year", result.Assumption{Unit: "1/year", Percent: true, Uncertain: true, Draw: "normal", Args: map[string][]float64{"p10": {-0.4}, "p90": {0.3}}, P: [3]float64{-0.5, -0.05, 0.4}},
			"−50.0 – −5.0 – 40.0 % a year · normal, P10 −40 · P90 30 % a year", "−50,0 – −5,0 – 40,0 %/năm · chuẩn, P10 −40 · P90 30 %/năm"},
		{"a parameter without a unit", result.Assumption{Unit: "stations", Uncertain: true, Draw: "lognormal", Args: map[string][]float64{"median": {16737}, "sigma": {1.5}}, P: [3]float64{1500, 16737, 150000}},
			"1,500 – 16,737 – 150,000 stations · lognormal, median 16,737 stations · standard deviation of the logarithm 1.5", "1.500 – 16.737 – 150.000 trạm · loga chuẩn, trung vị 16.737 trạm · độ lệch chuẩn của logarit 1,5"},
		{"a median of nought", result.Assumption{Unit: "1", Uncertain: true, Draw: "student-t", Args: map[string][]float64{"df": {9}, "location": {0}, "scale": {1}}, P: [3]float64{-1.83, -2.8e-10, 1.83}},
			"−1.83 – 0 – 1.83 · Student's t, degrees of freedom 9 · centre 0 · scale 1", "−1,83 – 0 – 1,83 · Student (t), bậc tự do 9 · tâm 0 · tham số tỷ lệ 1"},
		{"interval", result.Assumption{Unit: "months", Uncertain: true, Draw: "interval", Args: map[string][]float64{"p05": {2}, "p95": {36}}, P: [3]float64{2, 8.5, 36}},
			"2.00 – 8.50 – 36.0 months · lognormal, 90 % within these", "2,00 – 8,50 – 36,0 tháng · loga chuẩn, 90 % nằm trong khoảng này"},
		{"months", result.Assumption{Kind: declare.Date, Uncertain: true, Draw: "months", Args: map[string][]float64{"values": {float64(axis.M(2023, 6)), float64(axis.M(2025, 4))}}},
			"any month of Jun 2023 – Apr 2025", "một tháng bất kỳ trong 06/2023 – 04/2025"},
		{"choice", result.Assumption{Kind: declare.Choice, Options: forms, Uncertain: true, Draw: "discrete", Args: map[string][]float64{"values": {0, 1, 2}, "weights": {1, 3, 0}}},
			"Other 75 % · Small, towers 25 %", "Khác 75 % · Nhỏ, tháp giải nhiệt 25 %"},
		{"all on one option", result.Assumption{Kind: declare.Choice, Options: forms, Uncertain: true, Draw: "discrete", Args: map[string][]float64{"values": {0, 1, 2}, "weights": {0, 1, 0}}}, "Other", "Khác"},
		{"option", result.Assumption{Kind: declare.Choice, Options: forms, Value: 2, Written: `"never"`}, "Never", "Không"},
		{"reference", result.Assumption{Kind: declare.Reference, To: "datacenter.plants", Written: "new-south"}, "New, south", "Xây mới, miền Nam"},
		{"reference with a note", result.Assumption{Kind: declare.Reference, To: "datacenter.plants", Written: `{value: new-south, note: "x"}`}, "New, south", "Xây mới, miền Nam"},
		{"date", result.Assumption{Kind: declare.Date, Value: float64(axis.M(2027, 1)), Written: "2027-01"}, "Jan 2027", "01/2027"},
		{"number", result.Assumption{Unit: "MW", Value: 1234.5, Written: "1234.5 MW"}, "1,234.5 MW", "1.234,5 MW"},
		{"small number", result.Assumption{Unit: "1", Value: 0.00002, Written: "0.00002"}, "0.00002", "0,00002"},
		{"large number", result.Assumption{Unit: "FLOP", Value: 2.15e25, Written: "2.15e25 FLOP"}, "2.15 × 10^25 FLOP", "2,15 × 10^25 FLOP"},
		{"discrete", result.Assumption{Unit: "MW", Uncertain: true, Draw: "discrete", Args: map[string][]float64{"values": {1.5, 3}, "weights": {1, 3}}, P: [3]float64{1.5, 3, 3}},
			"1.50 – 3.00 – 3.00 MW · discrete, 1.5 MW (25 %) · 3 MW (75 %)", "1,50 – 3,00 – 3,00 MW · rời rạc, 1,5 MW (25 %) · 3 MW (75 %)"},
		{"words", result.Assumption{Kind: declare.Text, Written: "2025"}, "2025", "2025"},
		{"formula", result.Assumption{Unit: "racks", Value: 1500, Draw: "expr", Dist: "= a.b * 2", Written: "{expr: a.b * 2}"}, "1,500 racks · = a.b * 2", "1.500 tủ rack · = a.b * 2"},
	} {
		for lang, want := range map[text.Lang]string{text.EN: c.en, text.VI: c.vi} {
			if got := strings.ReplaceAll(Says(set, &c.a, lang), "\u00a0", " "); got != want {
				t.Errorf("%s in %s: %q, want %q", c.name, lang, got, want)
			}
		}
	}
}

// TestEveryDistributionHasWords: each distribution and each of its parameters is named in both languages, and numbers carry the reader's mark.
func TestEveryDistributionHasWords(t *testing.T) {
	for _, e := range dist.Catalogue {
		if !distWords[e.Name].Complete() {
			t.Errorf("%s has no name", e.Name)
		}
		for _, p := range e.Params {
			if !paramWords[p.Key].Complete() && e.Name != "discrete" && e.Name != "empirical" {
				t.Errorf("%s: the parameter %s has no name", e.Name, p.Key)
			}
		}
		a := result.Assumption{Unit: "MW", Uncertain: true, Draw: e.Name, Args: e.Example}
		for _, lang := range text.Langs {
			got := Distribution(&a, lang)
			if !strings.HasPrefix(got, distWords[e.Name].In(lang)+", ") || strings.ContainsAny(got, "{}[]_") {
				t.Errorf("%s reads %q", e.Name, got)
			}
		}
	}
}
