// Package workbook writes a run as an XLSX workbook: the answer, charts that can be edited, the targets,
// quantiles by month, the register of assumptions with their sources, and the
// warnings. Numbers are numbers, words are never formulas; what follows from other cells is a formula: the answer's
// probabilities, how far a target is from its median, sums of provinces.
package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/xuri/excelize/v2"
)

// Write writes the workbook in one language. The same result gives the same
// sheets; the clock is nowhere in them.
func Write(w io.Writer, set *result.Set, lang text.Lang) error {
	f := excelize.NewFile()
	defer f.Close()
	b := book{f: f, set: set, lang: lang}
	var err error
	if b.head, err = f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Color: "FFFFFF"},
		Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"1F4E79"}}}); err != nil {
		return err
	}
	if b.percent, err = f.NewStyle(&excelize.Style{NumFmt: 10}); err != nil { // 0.00%
		return err
	}
	if b.text, err = f.NewStyle(&excelize.Style{NumFmt: 49}); err != nil { // @
		return err
	}
	for _, sheet := range []func() error{b.answer, b.charts, b.targets, b.summary, b.places, b.assumptions, b.warnings} {
		if err := sheet(); err != nil {
			return err
		}
	}
	if err := f.DeleteSheet("Sheet1"); err != nil {
		return err
	}
	f.SetActiveSheet(0)
	if err := f.SetDocProps(&excelize.DocProperties{Creator: "headroom", LastModifiedBy: "headroom", Title: set.Title.In(lang),
		Created: "2000-01-01T00:00:00Z", Modified: "2000-01-01T00:00:00Z"}); err != nil {
		return err
	}
	var parts0 bytes.Buffer
	if err := f.Write(&parts0); err != nil {
		return err
	}
	return sorted(w, parts0.Bytes())
}

// sorted writes the parts of a workbook in the order of their names: excelize
// takes them from a map.
func sorted(w io.Writer, file []byte) error {
	in, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return err
	}
	parts := slices.Clone(in.File)
	slices.SortFunc(parts, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	out := zip.NewWriter(w)
	for _, p := range parts {
		r, err := p.Open()
		if err != nil {
			return err
		}
		to, err := out.CreateHeader(&zip.FileHeader{Name: p.Name, Method: zip.Deflate})
		if err != nil {
			return errors.Join(err, r.Close())
		}
		b, err := io.ReadAll(r) // our own workbook
		if err := errors.Join(err, r.Close()); err != nil {
			return err
		}
		if p.Name == "[Content_Types].xml" {
			b = ordered(b)
		}
		if _, err := to.Write(b); err != nil {
			return err
		}
	}
	return out.Close()
}

var override = regexp.MustCompile(`<(?:Override|Default) [^>]*>(?:</(?:Override|Default)>)?`)

// ordered puts the list of parts into the order of their names.
func ordered(b []byte) []byte {
	all := override.FindAll(b, -1)
	slices.SortFunc(all, bytes.Compare)
	i := -1
	return override.ReplaceAllFunc(b, func([]byte) []byte { i++; return all[i] })
}

type book struct {
	f             *excelize.File
	set           *result.Set
	lang          text.Lang
	head, percent int
	text          int // what is typed stays as it is, and is no date or number
}

// rows writes a sheet: a bold head that stays in view, then the rows, then what stands below them and is not
// filtered. Strings go in as strings, so that "=..." is never a formula.
func (b *book) rows(name text.Text, widths []float64, head []text.Text, rows [][]any, below ...[]any) error {
	sheet := name.In(b.lang)
	if _, err := b.f.NewSheet(sheet); err != nil {
		return err
	}
	s, err := b.f.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	for i, w := range widths {
		if err := s.SetColWidth(i+1, i+1, w); err != nil {
			return err
		}
	}
	if err := s.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	cells := make([]any, len(head))
	for i, h := range head {
		cells[i] = excelize.Cell{StyleID: b.head, Value: h.In(b.lang)}
	}
	if err := s.SetRow("A1", cells); err != nil {
		return err
	}
	for i, r := range slices.Concat(rows, below) {
		at, err := excelize.CoordinatesToCellName(1, i+2)
		if err != nil {
			return err
		}
		if err := s.SetRow(at, r); err != nil {
			return err
		}
	}
	if err := s.Flush(); err != nil {
		return err
	}
	last, err := excelize.CoordinatesToCellName(len(head), max(2, len(rows)+1))
	if err != nil {
		return err
	}
	return b.f.AutoFilter(sheet, "A1:"+last, nil)
}

func (b *book) share(x float64) any { return excelize.Cell{StyleID: b.percent, Value: x} }

// month is a month for a reader, or a dash when it lies beyond the run.
func month(x float64) any {
	if math.IsInf(x, 0) || math.IsNaN(x) {
		return "–"
	}
	return axis.Month(x).String()
}

func (b *book) answer() error {
	s := b.set
	rows := [][]any{
		{text.T("Scenario", "Kịch bản").In(b.lang), s.Title.In(b.lang)},
		{text.T("Name", "Tên").In(b.lang), s.Name},
		{text.T("Evidence until", "Dữ liệu đến").In(b.lang), s.Knowledge},
		{text.T("Months", "Thời gian").In(b.lang), s.Axis.Start.String() + " – " + s.Axis.End().String()},
		{text.T("Draws", "Số mô phỏng").In(b.lang), s.Draws},
		{text.T("Design", "Thiết kế mẫu").In(b.lang), s.Design},
		{text.T("Seed", "Hạt giống").In(b.lang), int64(s.Seed)},
		{text.T("Scenario hash", "Mã băm kịch bản").In(b.lang), s.Hash},
	}
	for i := range s.Targets {
		rows = append(rows, []any{s.Targets[i].Label.In(b.lang), excelize.Cell{StyleID: b.percent, Value: s.Targets[i].Probability, Formula: fmt.Sprintf("'%s'!I%d", sheetTargets.In(b.lang), i+2)}})
	}
	return b.rows(text.T("Answer", "Kết quả"), []float64{48, 80}, []text.Text{text.T("What", "Nội dung"), text.T("Value", "Giá trị")}, rows)
}

func (b *book) targets() error {
	head := []text.Text{text.T("Target", "Mục tiêu"), text.T("Words", "Mô tả"), text.T("Metric", "Chỉ tiêu"), text.T("Entity", "Đối tượng"), text.T("Month", "Tháng"),
		text.T("Condition", "Điều kiện"), text.T("Threshold", "Ngưỡng"), text.T("Unit", "Đơn vị"), text.T("Probability", "Xác suất"), text.T("Standard error", "Sai số chuẩn"),
		text.T("Bound at 95 %", "Cận 95 %"), text.T("First date P10", "Ngày đạt P10"), text.T("First date P50", "Ngày đạt P50"), text.T("First date P90", "Ngày đạt P90"),
		text.T("Required", "Yêu cầu"), text.T("Met", "Đạt"), text.T("First date P80", "Ngày đạt P80"), text.T("First date P95", "Ngày đạt P95"),
		text.T("Median in the month", "Trung vị trong tháng"), text.T("Median less threshold", "Trung vị trừ ngưỡng"), text.T("Median of threshold", "Trung vị so với ngưỡng")}
	var rows [][]any
	for i := range b.set.Targets {
		t := &b.set.Targets[i]
		cond := text.T("at least", "ít nhất")
		if t.AtMost {
			cond = text.T("at most", "nhiều nhất")
		}
		var bound, need, met any
		if t.Hits == 0 || t.Hits == t.Draws {
			bound = b.share(t.Bound)
		}
		if t.Met != nil {
			need = b.share(t.Require)
			met = text.T("no", "không").In(b.lang)
			if *t.Met {
				met = text.T("yes", "có").In(b.lang)
			}
		}
		rows = append(rows, []any{t.ID, t.Label.In(b.lang), t.Metric.Key, t.Entity, t.At.String(), cond.In(b.lang), t.Threshold, t.Metric.Unit,
			b.share(t.Probability), b.share(t.SE), bound, month(t.FirstDate[0]), month(t.FirstDate[1]), month(t.FirstDate[2]), need, met, month(t.SureDate[0]), month(t.SureDate[1])})
		rows[i] = append(rows[i], b.againstMedian(t, i+2)...)
	}
	return b.rows(sheetTargets, []float64{22, 50, 30, 14, 10, 12, 14, 10, 12, 14, 12, 12, 12, 12, 10, 8, 12, 12, 20, 20, 20}, head, rows)
}

// sheetTargets is referred to by formulas of others.
var sheetTargets = text.T("Targets", "Mục tiêu")

// againstMedian is the median of a target's number in its month, and formulas of how far it is
// from the threshold; empty where the median is not kept.
func (b *book) againstMedian(t *result.TargetResult, row int) []any {
	s, ok := b.set.Find(t.Metric.Key, t.Entity)
	if !ok || s.Q == nil || !b.set.Axis.Has(t.At) {
		return []any{nil, nil, nil}
	}
	step := 0
	if !s.Final {
		step = int(b.set.Axis.Step(t.At))
	}
	median := s.Q[3][step]
	out := []any{median, excelize.Cell{Value: median - t.Threshold, Formula: fmt.Sprintf("S%d-G%d", row, row)}, nil}
	if t.Threshold != 0 {
		out[2] = excelize.Cell{StyleID: b.percent, Value: median / t.Threshold, Formula: fmt.Sprintf("S%d/G%d", row, row)}
	}
	return out
}

func (b *book) summary() error {
	head := []text.Text{text.T("Metric", "Chỉ tiêu"), text.T("Words", "Mô tả"), text.T("Entity", "Đối tượng"), text.T("Month", "Tháng"), text.T("Unit", "Đơn vị"),
		text.T("Mean", "Trung bình"), text.T("SD", "Độ lệch chuẩn")}
	for _, q := range []string{"P05", "P10", "P25", "P50", "P75", "P90", "P95"} {
		head = append(head, text.T(q, q))
	}
	var rows [][]any
	for i := range b.set.Series {
		m := &b.set.Series[i]
		label := m.Label.In(b.lang)
		for t := range m.Mean {
			at := b.set.Axis.Month(axis.Step(t))
			if m.Final {
				at = b.set.Axis.End()
			}
			row := []any{m.Key, label, m.Entity, at.String(), m.Unit, m.Mean[t], nil}
			if m.SD != nil {
				row[6] = m.SD[t]
			}
			if m.Q != nil {
				for k := range result.Probs {
					row = append(row, m.Q[k][t])
				}
			}
			rows = append(rows, row)
		}
	}
	return b.rows(text.T("Summary", "Tổng hợp"), []float64{34, 44, 16, 10, 12, 14, 14, 14, 14, 14, 14, 14, 14, 14}, head, rows)
}

func (b *book) assumptions() error {
	head := []text.Text{columnPath, text.T("Words", "Mô tả"), columnWritten, text.T("Unit", "Đơn vị"), text.T("Boundary", "Ranh giới"),
		text.T("P05", "P05"), text.T("Median", "Trung vị"), text.T("P95", "P95"), text.T("Distribution", "Phân phối"), text.T("Source", "Nguồn"),
		text.T("Confidence", "Độ tin cậy"), text.T("Note", "Ghi chú"), text.T("Written at", "Vị trí")}
	all := slices.Clone(b.set.Assumptions)
	bare := func(a result.Assumption) int {
		if a.Source == "" && a.Cite == "" {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(all, func(x, y result.Assumption) int { return bare(x) - bare(y) })
	var rows [][]any
	for i := range all {
		a := &all[i]
		source := a.Source
		if a.Cite != "" {
			source = a.CiteText.In(b.lang)
		}
		p, dist := [3]any{a.P[0], a.P[1], a.P[2]}, a.Dist
		switch {
		case a.Choice():
			p = [3]any{} // places in a list of options say nothing
		case a.Months():
			p, dist = [3]any{axis.Month(a.P[0]).String(), axis.Month(a.P[1]).String(), axis.Month(a.P[2]).String()}, ""
		}
		rows = append(rows, []any{a.Path, a.Label.In(b.lang), excelize.Cell{StyleID: b.text, Value: a.Written}, a.Unit, string(a.Boundary), p[0], p[1], p[2], dist, source, a.Confidence, a.Note, a.Origin})
	}
	return b.rows(sheetAssumptions, []float64{44, 44, 30, 14, 12, 12, 12, 12, 30, 60, 12, 60, 28}, head, rows)
}

func (b *book) warnings() error {
	var rows [][]any
	for _, w := range b.set.Warnings {
		rows = append(rows, []any{w.Code, w.Text.In(b.lang)})
	}
	return b.rows(text.T("Warnings", "Lưu ý"), []float64{20, 120}, []text.Text{text.T("Code", "Mã"), text.T("Words", "Mô tả")}, rows)
}
