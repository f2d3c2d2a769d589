package workbook

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/xuri/excelize/v2"
)

// The sheet of assumptions and the columns that are read back.
var (
	sheetAssumptions = text.T("Assumptions", "Giả định")
	columnPath       = text.T("Input", "Đầu vào")
	columnWritten    = text.T("Written", "Giá trị ghi")
)

// Edit is an assumption that somebody wrote anew in a workbook.
type Edit struct {
	Path, Was, Now string
}

// Edits reads a workbook that Write wrote and somebody may have edited, and
// returns the assumptions whose written value is another than in the result, by
// path. It errs when the workbook has no such sheet, names an input that the result does not
// have, names one twice, lacks one, or holds an empty value: nothing is dropped in silence.
// Other columns and sheets are not read.
func Edits(r io.Reader, set *result.Set) ([]Edit, error) {
	f, err := excelize.OpenReader(r)
	if err != nil {
		return nil, fmt.Errorf("not a workbook: %w", err)
	}
	defer f.Close()
	var rows [][]string
	for _, lang := range text.Langs {
		sheet := sheetAssumptions.In(lang)
		if i, err := f.GetSheetIndex(sheet); err != nil || i < 0 {
			continue
		}
		if rows, err = f.GetRows(sheet, excelize.Options{RawCellValue: true}); err != nil {
			return nil, err
		}
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("the workbook has no sheet %s", sheetAssumptions.EN)
	}
	column := func(name text.Text) int {
		return slices.IndexFunc(rows[0], func(s string) bool { return s == name.EN || s == name.VI })
	}
	path, written := column(columnPath), column(columnWritten)
	if path < 0 || written < 0 {
		return nil, fmt.Errorf("the sheet %s has no columns %s and %s", sheetAssumptions.EN, columnPath.EN, columnWritten.EN)
	}
	seen := map[string]int{}
	var out []Edit
	for i, row := range rows[1:] {
		if path >= len(row) || row[path] == "" {
			continue // an empty row
		}
		p := row[path]
		a, ok := set.Assumption(p)
		if !ok {
			return nil, fmt.Errorf("row %d: the run has no input %s", i+2, p)
		}
		if before := seen[p]; before > 0 {
			return nil, fmt.Errorf("row %d: %s is in row %d already", i+2, p, before)
		}
		seen[p] = i + 2
		now := ""
		if written < len(row) {
			now = strings.TrimSpace(row[written])
		}
		switch {
		case now == strings.TrimSpace(a.Written):
		case now == "":
			return nil, fmt.Errorf("row %d: %s has no value; write null to unset it", i+2, p)
		case strings.ContainsAny(now, "\r\n"):
			return nil, fmt.Errorf("row %d: the value of %s has more than one line", i+2, p)
		default:
			out = append(out, Edit{p, a.Written, now})
		}
	}
	for i := range set.Assumptions {
		if p := set.Assumptions[i].Path; seen[p] == 0 {
			return nil, fmt.Errorf("the workbook lacks the input %s: rows must stay", p)
		}
	}
	slices.SortFunc(out, func(a, b Edit) int { return strings.Compare(a.Path, b.Path) })
	return out, nil
}

// Overlay writes edits as an overlay of a scenario: each value stands at its path as it was written.
func Overlay(w io.Writer, edits []Edit, version int) error {
	var b strings.Builder
	fmt.Fprintf(&b, "version: %d\n", version)
	var open []string
	for _, e := range edits {
		parts := strings.Split(e.Path, ".")
		shared := 0
		for shared < len(open) && shared < len(parts)-1 && open[shared] == parts[shared] {
			shared++
		}
		open = parts[:len(parts)-1]
		for i := shared; i < len(open); i++ {
			fmt.Fprintf(&b, "%s%s:\n", strings.Repeat("  ", i), open[i])
		}
		fmt.Fprintf(&b, "%s%s: %s\n", strings.Repeat("  ", len(open)), parts[len(parts)-1], e.Now)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
