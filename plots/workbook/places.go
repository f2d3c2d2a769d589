package workbook

import (
	"fmt"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/xuri/excelize/v2"
)

// byPlace is the metric of the sheet of provinces.
const byPlace = "mobile.coverage_by_province"

// alsoByPlace are what else is told of a province, at the end.
var alsoByPlace = []string{"mobile.stations_by_province", "mobile.under_way_by_province", "mobile.power_by_province"}

// places writes provinces with their people and the mean of their coverage at
// a few year ends, and of stations and power at the last; a result without provinces gets no such sheet.
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
	final := b.set.Axis.Steps - 1
	var also []string
	for _, key := range alsoByPlace {
		if s := b.set.Each(key); len(s) > 0 {
			also = append(also, key)
			at, name := b.set.Axis.End().String(), withUnit(s[0].Label, s[0].Unit)
			head = append(head, text.T(name.EN+" "+at, name.VI+" "+at))
			widths = append(widths, 30)
		}
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
		for _, key := range also {
			var cell any
			if s, ok := b.set.Find(key, p.Name); ok {
				cell = s.Mean[final]
			}
			row = append(row, cell)
		}
		rows = append(rows, row)
	}
	// Below a row that is left free, so that filters and sorting leave it alone: sums of people, stations and power.
	sums := make([]any, len(head))
	sums[0] = text.T("Sum", "Tổng").In(b.lang)
	for i := range head {
		if i != 2 && i < 3+len(ends) {
			continue
		}
		name, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		total := 0.0
		for _, r := range rows {
			if x, ok := r[i].(float64); ok {
				total += x
			}
		}
		sums[i] = excelize.Cell{Value: total, Formula: fmt.Sprintf("SUM(%s2:%s%d)", name, name, len(rows)+1)}
	}
	return b.rows(words, widths, head, rows, make([]any, len(head)), sums)
}
