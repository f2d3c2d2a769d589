package workbook

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/xuri/excelize/v2"
)

// edited writes the workbook of a result, changes cells of the sheet of
// assumptions as somebody at a screen would, and returns the file.
func edited(t *testing.T, s *result.Set, lang text.Lang, change func(f *excelize.File, sheet string, rows map[string]int)) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, s, lang); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	sheet := sheetAssumptions.In(lang)
	all, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]int{}
	for i, r := range all[1:] {
		rows[r[0]] = i + 2
	}
	change(f, sheet, rows)
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func inputs(n int) *result.Set {
	s := set()
	s.Assumptions = nil
	for i := range n {
		written := []string{"140 to 320", "{triangular: {min: 1, mode: 2, max: 3}}", "0.30000000000000004", "2027-01", "16.737 trạm", "=1+1", "yes"}[i%7]
		s.Assumptions = append(s.Assumptions, result.Assumption{Path: fmt.Sprintf("mobile.operators.op-%d.input_%d", i/3, i%3), Written: written})
	}
	return s
}

// TestEditsRoundTrip: a thousand edits in random places come back as they were
// typed, no other value is touched, and the overlay names each once.
func TestEditsRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(57, 1))
	total := 0
	for total < 1000 {
		s := inputs(120)
		want := map[string]string{}
		lang := text.Langs[total%2]
		b := edited(t, s, lang, func(f *excelize.File, sheet string, rows map[string]int) {
			for _, i := range r.Perm(len(s.Assumptions))[:25+r.IntN(30)] {
				a := s.Assumptions[i]
				at := fmt.Sprintf("C%d", rows[a.Path])
				switch x := r.Float64() * 1e4; r.IntN(3) {
				case 0: // typed as a number
					want[a.Path] = fmt.Sprint(x)
					if err := f.SetCellFloat(sheet, at, x, -1, 64); err != nil {
						t.Fatal(err)
					}
				default:
					want[a.Path] = fmt.Sprintf("{value: %.3f MW, boundary: facility, note: \"đã sửa %d\"}", x, i)
					if err := f.SetCellStr(sheet, at, want[a.Path]); err != nil {
						t.Fatal(err)
					}
				}
			}
		})
		got, err := Edits(bytes.NewReader(b), s)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != len(want) {
			t.Fatalf("%d edits came back of %d", len(got), len(want))
		}
		var overlay strings.Builder
		if err := Overlay(&overlay, got, 2); err != nil {
			t.Fatal(err)
		}
		for _, e := range got {
			if want[e.Path] != e.Now {
				t.Errorf("%s came back as %q, not %q", e.Path, e.Now, want[e.Path])
			}
			if key := e.Path[strings.LastIndex(e.Path, ".")+1:]; !strings.Contains(overlay.String(), "      "+key+": "+e.Now+"\n") {
				t.Errorf("the overlay lacks %s: %s", e.Path, e.Now)
			}
		}
		if n := strings.Count(overlay.String(), "\n      "); n != len(got) || strings.Count(overlay.String(), "mobile:") != 1 {
			t.Errorf("the overlay has %d values of %d:\n%s", n, len(got), overlay.String())
		}
		total += len(got)
	}
	t.Logf("%d edits", total)
}

func TestEditsRefuse(t *testing.T) {
	s := inputs(6)
	for want, change := range map[string]func(f *excelize.File, sheet string, rows map[string]int){
		"has no value": func(f *excelize.File, sheet string, rows map[string]int) {
			_ = f.SetCellStr(sheet, fmt.Sprintf("C%d", rows[s.Assumptions[1].Path]), " ")
		},
		"no input mobile.nothing": func(f *excelize.File, sheet string, rows map[string]int) {
			_ = f.SetCellStr(sheet, "A2", "mobile.nothing")
		},
		"already": func(f *excelize.File, sheet string, rows map[string]int) {
			_ = f.SetCellStr(sheet, "A3", s.Assumptions[0].Path)
		},
		"rows must stay": func(f *excelize.File, sheet string, rows map[string]int) { _ = f.RemoveRow(sheet, 3) },
		"no sheet":       func(f *excelize.File, sheet string, rows map[string]int) { _ = f.DeleteSheet(sheet) },
		"no columns":     func(f *excelize.File, sheet string, rows map[string]int) { _ = f.SetCellStr(sheet, "C1", "x") },
		"more than one line": func(f *excelize.File, sheet string, rows map[string]int) {
			_ = f.SetCellStr(sheet, "C2", "1\nmobile: null")
		},
	} {
		if got, err := Edits(bytes.NewReader(edited(t, s, text.EN, change)), s); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, %v", want, got, err)
		}
	}
	if got, err := Edits(bytes.NewReader(edited(t, s, text.VI, func(*excelize.File, string, map[string]int) {})), s); err != nil || len(got) != 0 {
		t.Errorf("an untouched workbook has edits %v (%v)", got, err)
	}
	if _, err := Edits(strings.NewReader("no workbook"), s); err == nil {
		t.Error("what is no workbook is read")
	}
}
