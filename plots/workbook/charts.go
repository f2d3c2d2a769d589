package workbook

import (
	"errors"
	"fmt"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/xuri/excelize/v2"
)

// charted are the metrics that get a chart of their quantiles, in order.
var charted = []string{"mobile.stations", "mobile.population_coverage", "datacenter.facility_capacity", "datacenter.racks", "gpu.h100e", "power.digital_load", "finance.cumulative"}

// lines are the quantiles of a chart, as places in result.Probs, with their colours.
var lines = []struct {
	q      int
	name   text.Text
	colour string
	width  float64
}{
	{6, text.T("P95", "P95"), "9DB8D2", 1.25}, {4, text.T("P75", "P75"), "5B8DB8", 1.25}, {3, text.T("Median", "Trung vị"), "0B5CAD", 3},
	{2, text.T("P25", "P25"), "5B8DB8", 1.25}, {0, text.T("P05", "P05"), "9DB8D2", 1.25},
}

// charts writes native charts that can be edited: the probability of each
// target, and the quantiles of headline metrics over time. Their numbers are on a
// sheet of their own, and so are they: a chart on a sheet that was streamed is lost.
func (b *book) charts() error {
	data, sheet := text.T("Chart data", "Số liệu biểu đồ").In(b.lang), text.T("Charts", "Biểu đồ").In(b.lang)
	var shown []*result.Series
	for _, key := range charted {
		if s, ok := b.set.Find(key, "all"); ok && s.Q != nil && !s.Final {
			shown = append(shown, s)
		}
	}
	if len(shown) == 0 && len(b.set.Targets) == 0 {
		return nil
	}
	head := []text.Text{text.T("Month", "Tháng")}
	for _, s := range shown {
		for _, l := range lines {
			head = append(head, text.T(s.Label.EN+" "+l.name.EN, s.Label.VI+" "+l.name.VI))
		}
	}
	head = append(head, text.T("Target", "Mục tiêu"), text.T("Probability", "Xác suất"))
	rows := make([][]any, max(b.set.Axis.Steps, len(b.set.Targets)))
	for t := range rows {
		row := make([]any, len(head))
		if t < b.set.Axis.Steps {
			row[0] = b.set.Axis.Month(axis.Step(t)).String()
			for i, s := range shown {
				for k, l := range lines {
					row[1+i*len(lines)+k] = s.Q[l.q][t]
				}
			}
		}
		if t < len(b.set.Targets) {
			row[len(head)-2], row[len(head)-1] = b.set.Targets[t].Label.In(b.lang), b.share(b.set.Targets[t].Probability)
		}
		rows[t] = row
	}
	widths := make([]float64, len(head))
	for i := range widths {
		widths[i] = 14
	}
	if _, err := b.f.NewSheet(sheet); err != nil { // before its data, where a reader looks first
		return err
	}
	// On paper the sheet is as wide as a page that lies.
	lie, one, fit, any := "landscape", 1, true, 0
	if err := errors.Join(b.f.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &lie, FitToWidth: &one, FitToHeight: &any}),
		b.f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit})); err != nil {
		return err
	}
	if err := b.rows(text.T("Chart data", "Số liệu biểu đồ"), widths, head, rows); err != nil {
		return err
	}
	at := func(column, row int) string {
		name, _ := excelize.CoordinatesToCellName(column, row, true) // both count from 1
		return name
	}
	span := func(column, n int) string {
		return fmt.Sprintf("'%s'!%s:%s", data, at(column, 2), at(column, n+1))
	}
	place := 0
	add := func(c *excelize.Chart) error {
		c.Dimension = excelize.ChartDimension{Width: 760, Height: 400}
		c.Legend = excelize.ChartLegend{Position: "bottom"}
		if len(c.Series) == 1 {
			vary := false
			c.Legend, c.VaryColors = excelize.ChartLegend{Position: "none"}, &vary
		}
		cell, err := excelize.CoordinatesToCellName(1+place%2*12, 1+place/2*22)
		place++
		if err != nil {
			return err
		}
		return b.f.AddChart(sheet, cell, c)
	}
	quiet := excelize.Font{Color: "4B5563", Size: 8}
	words := func(s string) excelize.ChartTitle {
		return excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: s, Font: &excelize.Font{Size: 14, Bold: true, Color: "1F2937"}}}}
	}
	for i, s := range shown {
		c := &excelize.Chart{Type: excelize.Line, Title: words(withUnit(s.Label, s.Unit).In(b.lang)), XAxis: excelize.ChartAxis{TickLabelSkip: 3, Alignment: excelize.Alignment{TextRotation: 90}, Font: quiet}, YAxis: excelize.ChartAxis{Font: quiet, MajorGridLines: true}}
		for k, l := range lines {
			column := 2 + i*len(lines) + k
			c.Series = append(c.Series, excelize.ChartSeries{Name: fmt.Sprintf("'%s'!%s", data, at(column, 1)), Categories: span(1, b.set.Axis.Steps), Values: span(column, b.set.Axis.Steps),
				Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.colour}}, Line: excelize.LineOptions{Type: excelize.LineSolid, Width: l.width, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.colour}}}, Marker: excelize.ChartMarker{Symbol: "none"}})
		}
		if err := add(c); err != nil {
			return err
		}
	}
	if n := len(b.set.Targets); n > 0 {
		column := len(head)
		zero, all := 0.0, 1.0
		c := &excelize.Chart{Type: excelize.Bar, Title: words(text.T("Probability of each target", "Xác suất từng mục tiêu").In(b.lang)),
			Series: []excelize.ChartSeries{{Name: fmt.Sprintf("'%s'!%s", data, at(column, 1)), Categories: span(column-1, n), Values: span(column, n),
				Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"0B5CAD"}}}},
			XAxis: excelize.ChartAxis{ReverseOrder: true, Font: quiet}, YAxis: excelize.ChartAxis{Font: quiet, Minimum: &zero, Maximum: &all, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "0%"}}}
		if err := add(c); err != nil {
			return err
		}
	}
	return nil
}
