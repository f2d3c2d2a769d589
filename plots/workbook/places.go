package workbook

import (
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/solver/result"
)

// byPlace is the metric of the sheet of provinces.
const byPlace = "mobile.coverage_by_province"

// places writes provinces with their people and the mean of their coverage at
// a few year ends; a result without provinces gets no such sheet.
func (b *book) places() error {
	all := b.set.Places(byPlace)
	if len(all) == 0 {
		return nil
	}
	words := text.T("Provinces", "Tỉnh, thành phố")
	head := []text.Text{text.T("Province", "Tỉnh, thành phố"), text.T("Name in the scenario", "Tên trong kịch bản"), text.T("People", "Dân số")}
	widths := []float64{28, 22, 14}
	ends := result.Milestones(b.set.Axis)
	for _, e := range ends {
		at := b.set.Axis.Month(e).String()
		head = append(head, text.T("Mean coverage "+at, "Tỷ lệ phủ sóng trung bình "+at))
		widths = append(widths, 24)
	}
	var rows [][]any
	for _, p := range all {
		row := []any{p.Called().In(b.lang), p.Name, p.People}
		if p.People == 0 {
			row[2] = nil
		}
		for _, e := range ends {
			row = append(row, b.share(p.Series.Mean[e]/100)) // coverage is in %
		}
		rows = append(rows, row)
	}
	return b.rows(words, widths, head, rows)
}
