package workbook

import (
	"bytes"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/xuri/excelize/v2"
)

// formulas of the workbook of set(), with what each gives.
var formulas = map[string]float64{
	"Answer!B10":   0.25,        // the target's probability
	"Targets!T2":   13 - 12,     // median less threshold
	"Targets!U2":   13.0 / 12.0, // median of threshold
	"Provinces!C5": 1166500,
	"Provinces!E5": 250,
}

func number(t *testing.T, f *excelize.File, at string) float64 {
	t.Helper()
	sheet, cell, _ := strings.Cut(at, "!")
	s, err := f.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatalf("%s is %q", at, s)
	}
	return x
}

// TestFormulas: what follows from other cells is a formula, and shows its value before anything recalculates.
func TestFormulas(t *testing.T) {
	_, f := written(t, text.EN)
	for at, want := range formulas {
		sheet, cell, _ := strings.Cut(at, "!")
		if formula, err := f.GetCellFormula(sheet, cell); err != nil || formula == "" {
			t.Errorf("%s has no formula (%v)", at, err)
		}
		if got := number(t, f, at); math.Abs(got-want) > 1e-12 {
			t.Errorf("%s shows %g, not %g", at, got, want)
		}
		sum, err := f.CalcCellValue(sheet, cell, excelize.Options{RawCellValue: true})
		if x, _ := strconv.ParseFloat(sum, 64); err != nil || math.Abs(x-want) > 1e-9 {
			t.Errorf("%s calculates to %s, not %g (%v)", at, sum, want, err)
		}
	}
	// Sums stand apart from what filters move.
	if v, _ := f.GetCellValue("Provinces", "A4"); v != "" {
		t.Errorf("the row above the sums says %q", v)
	}
}

// office has LibreOffice convert a file in a folder.
func office(t *testing.T, dir, to, file string) {
	t.Helper()
	tool, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("soffice (LibreOffice) is not installed; the workbook is not recalculated or printed with it")
	}
	out := filepath.Join(dir, to)
	cmd := exec.Command(tool, "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--convert-to", to, "--outdir", out, filepath.Join(dir, file))
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
}

// TestLibreOfficeRecalculates: LibreOffice finds the same values for every formula; and when somebody
// changes what a formula is of, and no value is stored, it finds the new ones.
func TestLibreOfficeRecalculates(t *testing.T) {
	dir := t.TempDir()
	b, _ := written(t, text.EN)
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]float64{}
	for at, x := range formulas {
		want[at] = x
	}
	for at, x := range map[string]float64{"Targets!G2": 10, "Targets!I2": 0.4, "Provinces!C3": 1000} { // threshold, probability, people of a province without any
		sheet, cell, _ := strings.Cut(at, "!")
		if err := f.SetCellFloat(sheet, cell, x, -1, 64); err != nil {
			t.Fatal(err)
		}
	}
	want["Answer!B10"], want["Targets!T2"], want["Targets!U2"], want["Provinces!C5"] = 0.4, 3, 1.3, 1167500
	if err := f.UpdateLinkedValue(); err != nil { // forget stored values of formulas
		t.Fatal(err)
	}
	if err := f.SaveAs(filepath.Join(dir, "edited.xlsx")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "plain.xlsx"), b, 0o600); err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]map[string]float64{"plain.xlsx": formulas, "edited.xlsx": want} {
		office(t, dir, "xlsx", file)
		again, err := excelize.OpenFile(filepath.Join(dir, "xlsx", file))
		if err != nil {
			t.Fatal(err)
		}
		for at, x := range want {
			if got := number(t, again, at); math.Abs(got-x) > 1e-9*math.Abs(x) {
				t.Errorf("%s: LibreOffice finds %g in %s, not %g", file, got, at, x)
			}
		}
		if err := again.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestLibreOfficePrintsCharts: the titles and legends of both charts stand in the printed page, as nowhere else in the workbook.
func TestLibreOfficePrintsCharts(t *testing.T) {
	reader, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext (poppler-utils) is not installed; the printed charts are not read")
	}
	dir := t.TempDir()
	b, _ := written(t, text.VI)
	if err := os.WriteFile(filepath.Join(dir, "w.xlsx"), b, 0o600); err != nil {
		t.Fatal(err)
	}
	office(t, dir, "pdf", "w.xlsx")
	out, err := exec.Command(reader, filepath.Join(dir, "pdf", "w.pdf"), "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"Xác suất từng mục tiêu", "Trạm 5G, trạm"} {
		if !strings.Contains(strings.Join(strings.Fields(string(out)), " "), words) {
			t.Errorf("no chart is titled %q on the printed pages", words)
		}
	}
}
