package workbook

import (
	"archive/zip"
	"bytes"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/xuri/excelize/v2"
)

func set() *result.Set {
	inf := math.Inf(1)
	m := result.Metric{Key: "mobile.stations", Unit: "stations", Label: text.T("5G stations", "Trạm 5G")}
	q := make([][]float64, len(result.Probs))
	for i := range q {
		q[i] = []float64{float64(i), 10 + float64(i)}
	}
	met := false
	return &result.Set{Name: "test", Title: text.T("A test", "Thử nghiệm"), Axis: axis.Axis{Start: axis.M(2025, 10), Steps: 2}, Draws: 100, Seed: 5, Design: "mc", Hash: "abc",
		Series: []result.Series{{Metric: m, Entity: "all", Mean: []float64{3, 13}, SD: []float64{1, 2}, Q: q}, {Metric: m, Entity: "viettel", Mean: []float64{1, 2}},
			{Metric: result.Metric{Key: byPlace, Unit: "%", Of: "mobile.provinces"}, Entity: "da-nang", Mean: []float64{20, 30}},
			{Metric: result.Metric{Key: byPlace, Unit: "%", Of: "mobile.provinces"}, Entity: "hue", Mean: []float64{40, 72.4}},
			{Metric: result.Metric{Key: "mobile.stations_by_province", Unit: "stations", Of: "mobile.provinces", Label: text.T("Stations", "Trạm")}, Entity: "hue", Mean: []float64{100, 250}}},
		Collections: []result.Collection{{Key: "mobile.provinces", Members: []result.Member{{Name: "hue", Label: text.T("Hue", "Huế")}}}},
		Targets: []result.TargetResult{{ID: "t", Label: text.T("A target", "Mục tiêu thử"), Metric: m, Entity: "all", At: axis.M(2025, 11), Threshold: 12, Probability: 0.25, SE: 0.04,
			Hits: 25, Draws: 100, FirstDate: [3]float64{float64(axis.M(2025, 11)), inf, inf}, SureDate: [2]float64{inf, inf}, Require: 0.8, Met: &met}},
		Assumptions: []result.Assumption{{Path: "a.sourced", Written: "1", Source: "a book"}, {Path: "mobile.provinces.hue.population", Value: 1166500, Source: "census"}, {Path: "b.bare", Written: "=1+1", Note: "@SUM(A1)"},
			{Path: "c.opens", Source: "a book", Written: "2026-03 to 2026-09", Uncertain: true, Dist: "uniform", P: [3]float64{float64(axis.M(2026, 3)), float64(axis.M(2026, 6)), float64(axis.M(2026, 9))}},
			{Path: "d.forecast", Source: "a book", Uncertain: true, Dist: "discrete", P: [3]float64{0, 1, 2}},
			{Path: "e.crews", Source: "a book", Unit: "1", Uncertain: true, Dist: "discrete(10, 20)", P: [3]float64{10, 10, 20}}},
		Warnings: []result.Warning{{Code: "low", Text: text.T("Careful.", "Cẩn thận.")}}}
}

func written(t *testing.T, lang text.Lang) ([]byte, *excelize.File) {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, set(), lang); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return b.Bytes(), f
}

func TestCells(t *testing.T) {
	for lang, cells := range map[text.Lang]map[string]string{
		text.EN: {"Answer!B1": "Value", "Answer!B2": "A test", "Targets!A2": "t", "Targets!I2": "25.00%", "Targets!L2": "2025-11", "Targets!M2": "–", "Targets!P2": "no", "Targets!R2": "–", "Provinces!A2": "Hue", "Provinces!B3": "da-nang", "Provinces!C2": "1166500", "Provinces!C3": "", "Provinces!D1": "Mean coverage 2025-11", "Provinces!D2": "72.40%", "Provinces!E1": "Stations, stations 2025-11", "Provinces!E2": "250", "Provinces!E3": "",
			"Summary!A2": "mobile.stations", "Summary!D3": "2025-11", "Summary!F3": "13", "Summary!K3": "13", "Summary!G4": "", "Assumptions!A2": "b.bare", "Assumptions!C2": "=1+1", "Assumptions!L2": "@SUM(A1)", "Assumptions!F5": "2026-03", "Assumptions!H5": "2026-09", "Assumptions!G6": "", "Assumptions!H7": "20", "Warnings!B2": "Careful."},
		text.VI: {"Kết quả!B2": "Thử nghiệm", "Mục tiêu!F2": "ít nhất", "Tỉnh, thành phố!A2": "Huế", "Tổng hợp!B2": "Trạm 5G", "Giả định!A3": "a.sourced", "Lưu ý!B2": "Cẩn thận."},
	} {
		_, f := written(t, lang)
		for at, want := range cells {
			sheet, cell, _ := strings.Cut(at, "!")
			got, err := f.GetCellValue(sheet, cell)
			if err != nil || got != want {
				t.Errorf("%s %s is %q, want %q (%v)", lang, at, got, want, err)
			}
			if formula, _ := f.GetCellFormula(sheet, cell); formula != "" {
				t.Errorf("%s holds the formula %q", at, formula)
			}
		}
	}
}

// TestCharts: charts are there, each of series that lie within the data.
func TestCharts(t *testing.T) {
	b, f := written(t, text.VI)
	in, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, p := range in.File {
		if !strings.HasPrefix(p.Name, "xl/charts/chart") {
			continue
		}
		n++
		r, err := p.Open()
		if err != nil {
			t.Fatal(err)
		}
		x, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		r.Close()
		refs := regexp.MustCompile(`<(?:c:)?f>(?:'|&#39;|&apos;)Số liệu biểu đồ(?:'|&#39;|&apos;)!([^<]*)</`).FindAllSubmatch(x, -1)
		if len(refs) < 3 {
			t.Errorf("%s has %d references: %.600s", p.Name, len(refs), x)
		}
		for _, ref := range refs {
			for _, at := range strings.Split(strings.ReplaceAll(string(ref[1]), "$", ""), ":") {
				if v, err := f.GetCellValue("Số liệu biểu đồ", at); err != nil || v == "" {
					t.Errorf("%s refers to %s, which is empty (%v)", p.Name, at, err)
				}
			}
		}
	}
	if n != 2 { // the metric's quantiles, the targets
		t.Errorf("%d charts", n)
	}
}

func TestSameBytes(t *testing.T) {
	a, _ := written(t, text.EN)
	b, _ := written(t, text.EN)
	if !bytes.Equal(a, b) {
		t.Error("two workbooks of one result differ")
	}
}

func TestLibreOfficeOpensIt(t *testing.T) {
	tool, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("soffice (LibreOffice) is not installed; the workbook is not opened with it")
	}
	dir := t.TempDir()
	b, _ := written(t, text.VI)
	if err := os.WriteFile(filepath.Join(dir, "w.xlsx"), b, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(tool, "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,4", "--outdir", dir, filepath.Join(dir, "w.xlsx"))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*.csv"))
	if len(files) != 1 {
		t.Fatalf("LibreOffice wrote %v", files)
	}
	csv, err := os.ReadFile(files[0])
	if err != nil || !strings.Contains(string(csv), "Mục tiêu thử") || !strings.Contains(string(csv), "25%") && !strings.Contains(string(csv), "25.00%") {
		t.Errorf("the sheet of targets reads %s (%v)", csv, err)
	}
}
