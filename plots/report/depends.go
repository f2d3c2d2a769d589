package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/result"
)

var (
	wMatters   = text.T("What matters most", "Yếu tố ảnh hưởng lớn nhất")
	wMattersBy = text.T("Found from the run's own first %s draws; nothing was run again. The share of variance is a correlation ratio: straight lines in bins of each input's ranks, less what chance would show (Plischke, Borgonovo and Smith, 2013), with 90 %% intervals of sampling by bootstrap. Means and probabilities are those of the draws in which an input lies in its lowest or highest tenth, or at its lowest or highest value where it has few. All this is association: an input also shows what it shares with inputs that are drawn together with it.",
		"Tính từ chính %s lần mô phỏng đầu tiên, không chạy thêm. Phần phương sai là tỷ số tương quan: đoạn thẳng trong từng nhóm hạng của đầu vào, trừ phần do ngẫu nhiên (Plischke, Borgonovo và Smith, 2013), khoảng 90 %% do lấy mẫu tính bằng bootstrap. Trung bình và xác suất lấy trên các lần mô phỏng mà đầu vào nằm trong một phần mười thấp nhất hoặc cao nhất, hoặc ở giá trị thấp nhất, cao nhất nếu đầu vào có ít giá trị. Đây là quan hệ đi cùng, không hẳn nhân quả: một đầu vào cũng mang phần chung với các đầu vào được lấy mẫu cùng nó.")
	wAloneSum  = text.T("Single inputs go with %s of the variance together; the rest lies in how inputs act together.", "Từng đầu vào riêng lẻ chiếm tổng cộng %s phương sai; phần còn lại do các đầu vào tác động cùng nhau.")
	wNoInput   = text.T("No single input goes with more of the variance than chance would show.", "Không đầu vào riêng lẻ nào chiếm phần phương sai lớn hơn mức ngẫu nhiên.")
	wTenths    = text.T("Mean where one input is in its lowest or highest tenth, the others as drawn; %s of %s inputs shown", "Trung bình khi một đầu vào ở một phần mười thấp nhất hoặc cao nhất, các đầu vào khác lấy ngẫu nhiên; hiển thị %s/%s đầu vào")
	wLowTenth  = text.T("input in its lowest tenth", "đầu vào ở phần mười thấp nhất")
	wHighTenth = text.T("input in its highest tenth", "đầu vào ở phần mười cao nhất")
	wVariance  = text.T("Share of variance", "Phần phương sai")
	wRankOf    = text.T("Rank correlation", "Tương quan hạng")
	wMeanEnds  = text.T("Mean in the lowest → highest tenth", "Trung bình ở phần mười thấp → cao nhất")
	wProbEnds  = text.T("Probability in the lowest → highest tenth", "Xác suất ở phần mười thấp → cao nhất")
)

// senseOf is a dependence as rows of the method given, with the inputs that were looked at.
func senseOf(d *result.Dependence) Sense {
	s := Sense{Metric: d.Metric, Entity: d.Entity, At: d.At, All: d.Inputs}
	for _, in := range d.Top {
		s.Rows = append(s.Rows, SenseRow{"given", "first", []string{in.Path}, in.First, in.Lo, in.Hi})
	}
	return s
}

// Tenths makes the figure of a number's mean in the lowest and highest tenth of
// the inputs that most goes with. ok is false when there is no such input.
func Tenths(set *result.Set, d *result.Dependence, lang text.Lang) (n Named, ok bool) {
	m, found := metricOf(set, d.Metric, d.Entity)
	if !found || len(d.Top) == 0 {
		return n, false
	}
	top := slices.Clone(d.Top)
	swing := func(in result.Dependent) float64 { return math.Abs(in.High.Mean - in.Low.Mean) }
	slices.SortStableFunc(top, func(a, b result.Dependent) int { return cmp.Compare(swing(b), swing(a)) })
	most := math.Abs(d.Mean)
	for _, in := range top {
		most = max(most, math.Abs(in.Low.Mean), math.Abs(in.High.Mean))
	}
	k := scaleOf(m.Unit, most)
	f := plots.Tornado{Lang: lang, Percent: m.Unit == "%", Base: d.Mean / k.by, BaseWord: lower(wMean.In(lang)) + " " + withUnit(d.Mean/k.by, k.unit, lang), Footer: footer(set, d.Metric, lang),
		Name: name(&result.Metric{Unit: k.unit, Boundary: m.Boundary, Label: m.Label}, lang), Key: [2]string{wLowTenth.In(lang), wHighTenth.In(lang)},
		Subtitle: fmt.Sprintf(wTenths.In(lang), count0(len(top), lang), count0(d.Inputs, lang))}
	for _, in := range top {
		f.Rows = append(f.Rows, plots.TornadoRow{Name: inputName(set, []string{in.Path}, lang), Note: tenthEnds(set, in, lang), Low: in.Low.Mean / k.by, High: in.High.Mean / k.by})
	}
	a, b := f.Rows[0].Low, f.Rows[0].High
	f.Title = fmt.Sprintf(wSwings.In(lang), m.Label.In(lang), unbroken(plots.FormatMonth(d.At, lang)), inWords(f.Rows[0].Name), withUnit(min(a, b), k.unit, lang), withUnit(max(a, b), k.unit, lang))
	return Named{"tenths-" + senseOf(d).file(), f.Title, f}, true
}

// tenthEnds writes where the lowest tenth of an input ends and the highest begins; nothing for
// a choice and for what has no unit.
func tenthEnds(set *result.Set, in result.Dependent, lang text.Lang) string {
	a, ok := set.Assumption(in.Path)
	if !ok || a.Unit == "" || strings.HasPrefix(a.Dist, "discrete") {
		return ""
	}
	alike := plots.Alike([]float64{in.Low.To, in.High.To}, lang)
	return "≤ " + alike(in.Low.To) + " · ≥ " + alike(in.High.To) + unitAfter(a.Unit, lang)
}

// matter is what one number depends on, as the report shows it.
type matter struct {
	Title, Words string
	Figures      []figure
	Table        table
}

// matters are the parts of the section, one for each number that targets are about.
func matters(set *result.Set, lang text.Lang, sheet *plots.Sheet) (out []matter, by string, err error) {
	for i := range set.Depends {
		d := &set.Depends[i]
		by = fmt.Sprintf(wMattersBy.In(lang), count0(d.Draws, lang))
		var m matter
		var titles []string
		for _, id := range d.Targets {
			if t, ok := set.Target(id); ok {
				titles = append(titles, t.Label.In(lang))
			}
		}
		m.Title = strings.Join(titles, " · ")
		if len(d.Top) == 0 {
			m.Words = wNoInput.In(lang)
			out = append(out, m)
			continue
		}
		m.Words = fmt.Sprintf(wAloneSum.In(lang), unbroken(percent0(min(max(d.Together, 0), 1), lang)))
		figures := Sensitivities(set, senseOf(d), lang)
		if n, ok := Tenths(set, d, lang); ok {
			figures = append(figures, n)
		}
		if m.Figures, err = drawn(figures, sheet); err != nil {
			return nil, "", err
		}
		m.Table = dependTable(set, d, lang)
		out = append(out, m)
	}
	return out, by, nil
}

// dependTable says of each input how the number, and each target about it, goes with it.
func dependTable(set *result.Set, d *result.Dependence, lang text.Lang) table {
	t := table{Head: []string{wInput.In(lang), wVariance.In(lang), wRankOf.In(lang), wMeanEnds.In(lang)}}
	for range d.Targets {
		t.Head = append(t.Head, wProbEnds.In(lang))
	}
	unit := ""
	if m, ok := metricOf(set, d.Metric, d.Entity); ok {
		unit = m.Unit
	}
	for _, in := range d.Top {
		share := fmt.Sprintf("%s (%s – %s)", percent1(in.First, lang), plots.FormatNumber(100*in.Lo, lang, 1), plots.FormatNumber(100*in.Hi, lang, 1))
		row := []string{inputName(set, []string{in.Path}, lang), unbroken(share), plots.FormatNumber(in.Rank, lang, 2),
			value(in.Low.Mean, unit, lang) + " → " + withUnit(in.High.Mean, unit, lang)}
		for i := range d.Targets {
			row = append(row, percent1(in.Low.Hits[i], lang)+" → "+percent1(in.High.Hits[i], lang))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func percent1(p float64, lang text.Lang) string {
	return plots.FormatNumber(100*p, lang, 1) + "\u00a0%"
}
