package plots

import (
	"math"
	"reflect"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
)

// Kind is one kind of chart. Its example, made of invented numbers, is also
// its golden test.
type Kind struct {
	Name    string
	Doc     text.Text
	Example func(text.Lang) Figure
}

// Kinds lists every chart kind.
var Kinds = []Kind{
	{"fan", text.T("Bands around the median over time", "Dải bất định quanh trung vị theo thời gian"), fanExample},
	{"shares", text.T("How the draws divide over time", "Tỷ lệ mô phỏng theo thời gian"), sharesExample},
	{"tiles", text.T("Places as squares on a map, coloured by a value", "Các địa phương là ô vuông trên bản đồ, tô màu theo giá trị"), tilesExample},
	{"convergence", text.T("How an estimate settled while draws were added", "Ước lượng ổn định dần theo số mô phỏng"), convergenceExample},
	{"ranges", text.T("Alternatives under each other, with their ranges", "Các phương án xếp dọc, kèm khoảng bất định"), rangesExample},
	{"multiples", text.T("One small figure for each member, on common axes", "Mỗi đối tượng một biểu đồ nhỏ, cùng trục"), multiplesExample},
	{"stack", text.T("Parts of a sum over time", "Các phần của một tổng theo thời gian"), stackExample},
	{"scurve", text.T("Counts, curves of diffusion through them, baselines and the run", "Số liệu thống kê, đường cong lan tỏa, đường cơ sở và mô phỏng"), scurveExample},
	{"exceedance", text.T("How probable it is that a quantity reaches each value", "Xác suất một đại lượng đạt từng mức"), exceedanceExample},
	{"passage", text.T("When each target is first reached", "Thời điểm đạt từng mục tiêu"), passageExample},
	{"tornado", text.T("How far an answer moves with each input alone", "Kết quả thay đổi bao nhiêu theo từng đầu vào"), tornadoExample},
	{"sensitivity", text.T("What each input contributes to an answer's doubt", "Đóng góp của từng đầu vào vào mức bất định"), sensitivityExample},
	{"lines", text.T("A value over one input that is varied, with its bands", "Giá trị theo một đầu vào thay đổi, kèm các khoảng"), linesExample},
	{"heat", text.T("A value over two inputs, with lines of equal value", "Giá trị theo hai đầu vào, với đường đồng mức"), heatExample},
	{"cells", text.T("A value over two axes with names, a cell for each pair", "Giá trị theo hai trục có tên, mỗi cặp một ô"), cellsExample},
	{"scatter", text.T("How quantities trade against each other, draw by draw", "Tương quan đánh đổi giữa các đại lượng, theo từng mô phỏng"), scatterExample},
	{"tradeoff", text.T("Variants by two quantities, with those that no other beats in both", "Các phương án theo hai đại lượng, đánh dấu phương án không bị vượt ở cả hai"), tradeoffExample},
	{"spread", text.T("Variants in order of a value, with its ranges", "Các phương án xếp theo giá trị, kèm khoảng bất định"), spreadExample},
	{"gantt", text.T("Projects from announcement to service, with their delay", "Dự án từ công bố đến vận hành, với mức chậm"), ganttExample},
	{"waterfall", text.T("What a sum is made of, or what changes between two", "Thành phần của một tổng, hoặc thay đổi giữa hai tổng"), waterfallExample},
	{"compare", text.T("One quantity in several runs", "Một đại lượng trong nhiều lần chạy"), compareExample},
	{"odds", text.T("How probable each target is, in one run or several", "Xác suất từng mục tiêu, trong một hoặc nhiều lần chạy"), oddsExample},
}

// KindOf names the kind of a figure; "" for one that no kind makes.
func KindOf(f Figure) string {
	for _, k := range Kinds {
		if reflect.TypeOf(k.Example(text.EN)) == reflect.TypeOf(f) {
			return k.Name
		}
	}
	return ""
}

func exampleMonths(n int) []axis.Month {
	out := make([]axis.Month, n)
	for i := range out {
		out[i] = axis.M(2025, 10) + axis.Month(i)
	}
	return out
}

func fanExample(lang text.Lang) Figure {
	months := exampleMonths(63)
	curve := func(z float64) []float64 {
		out := make([]float64, len(months))
		for i := range out {
			t := float64(i) / 62
			out[i] = 16000 + 90000*t*t*(3-2*t)*math.Exp(0.25*z*t)
		}
		return out
	}
	words := text.T("Invented numbers: the median reaches the plan of 2026 in October 2028", "Số liệu giả định: trung vị đạt kế hoạch của năm 2026 vào tháng 10/2028")
	return Fan{
		Title:    words.In(lang),
		Subtitle: text.T("5G stations in service, median with 50 % and 90 % bands", "Số trạm 5G đang hoạt động, trung vị, khoảng 50 % và 90 %").In(lang),
		Footer:   text.T("Example with invented numbers", "Ví dụ với số liệu giả định").In(lang),
		Lang:     lang, Months: months, Median: text.T("Median", "Trung vị").In(lang), Unit: text.T("stations", "trạm").In(lang),
		P05: curve(-1.64), P25: curve(-0.67), P50: curve(0), P75: curve(0.67), P95: curve(1.64),
		History: []Point{{axis.M(2024, 1), 200}, {axis.M(2024, 10), 6500}, {axis.M(2025, 3), 10600}, {axis.M(2025, 10), 16000}},
		Targets: []TargetMark{{axis.M(2026, 12), 70000, text.T("Plan: 70,000 stations by Dec 2026", "Kế hoạch: 70.000 trạm đến 12/2026").In(lang)}},
	}
}

func sharesExample(lang text.Lang) Figure {
	months := exampleMonths(63)
	share := make([][]float64, 3)
	for i := range share {
		share[i] = make([]float64, len(months))
	}
	for t := range months {
		a := math.Exp(-float64(t) / 20)
		share[1][t], share[2][t] = 0.7*a, 0.2
		share[0][t] = 1 - share[1][t] - share[2][t]
	}
	return Shares{
		Title:    text.T("Invented numbers: vendors bind first, later nothing in most futures", "Số liệu giả định: nguồn cung thiết bị ràng buộc trước, về sau đa số không ràng buộc").In(lang),
		Subtitle: text.T("Share of draws by binding constraint", "Tỷ lệ mô phỏng theo ràng buộc").In(lang),
		Footer:   text.T("Example with invented numbers", "Ví dụ với số liệu giả định").In(lang),
		Lang:     lang, Months: months, Share: share,
		Names: []string{text.T("nothing binds", "không ràng buộc").In(lang), text.T("vendors", "nhà cung cấp").In(lang), text.T("crews", "đội thi công").In(lang)},
	}
}

func tilesExample(lang text.Lang) Figure {
	f := Tiles{
		Title:    text.T("Invented numbers: above 80 % in 5 of 13 places; lowest Highlands 31.0\u00a0%, highest Delta 96.5\u00a0%", "Số liệu giả định: trên 80 % ở 5/13 nơi; thấp nhất Cao nguyên 31,0\u00a0%, cao nhất Đồng bằng 96,5\u00a0%").In(lang),
		Subtitle: text.T("Share of people covered, one square for each place", "Tỷ lệ dân số được phủ sóng, mỗi nơi một ô").In(lang),
		Footer:   text.T("Example with invented numbers", "Ví dụ với số liệu giả định").In(lang),
		Lang:     lang, Percent: true, Counted: text.T("Places in each class", "Số nơi theo nhóm").In(lang),
	}
	f.Tiles = []Tile{{text.T("Northwest", "Tây Bắc").In(lang), 44.2, 1, 1, nil}, {text.T("North", "Bắc").In(lang), 58.9, 1, 2, nil}, {text.T("Northeast", "Đông Bắc").In(lang), 63.1, 1, 3, nil}, {text.T("Midland", "Trung du").In(lang), 77.4, 2, 2, nil}, {text.T("Delta", "Đồng bằng").In(lang), 96.5, 2, 3, nil},
		{text.T("Coast", "Ven biển").In(lang), 88.2, 3, 3, &Islands{text.T("Far isles", "Đảo xa").In(lang), 3, 5}}, {text.T("Highlands", "Cao nguyên").In(lang), 31, 4, 3, nil}, {text.T("Islands", "Hải đảo").In(lang), 52.6, 4, 5, nil}, {text.T("East", "Đông").In(lang), 81.3, 5, 4, nil}, {text.T("West", "Tây").In(lang), 69.9, 6, 2, nil}, {text.T("Far east", "Miền Đông").In(lang), 93.8, 6, 3, nil},
		{text.T("Cape", "Mũi đất").In(lang), 74.7, 7, 1, nil}, {text.T("South", "Nam").In(lang), 84, 7, 2, nil}}
	return f
}

func convergenceExample(lang text.Lang) Figure {
	f := Convergence{
		Title:    text.T("Invented numbers: after 10,000 draws the probability is known within one point", "Số liệu giả định: sau 10.000 mô phỏng, xác suất được biết với sai số 1 điểm phần trăm").In(lang),
		Subtitle: text.T("Probability with 95 % interval after so many draws", "Xác suất và khoảng 95 % theo số mô phỏng").In(lang),
		Footer:   text.T("Example with invented numbers", "Ví dụ với số liệu giả định").In(lang),
		Lang:     lang, Percent: true, Count: text.T("draws", "mô phỏng").In(lang), End: "24 ± 0,8 %",
	}
	if lang == text.EN {
		f.End = "24 ± 0.8 %"
	}
	for k := 0; ; k++ {
		n := min(int(64*math.Exp2(float64(k)/4)), 10_000)
		se := 100 * math.Sqrt(0.24*0.76/float64(n))
		p := 24 + 0.8*se*math.Sin(float64(k)*0.9)
		f.Draws, f.Estimate = append(f.Draws, n), append(f.Estimate, p)
		f.Lo, f.Hi = append(f.Lo, p-1.96*se), append(f.Hi, p+1.96*se)
		if n == 10_000 {
			return f
		}
	}
}

func rangesExample(lang text.Lang) Figure {
	row := func(en, vi string, median, spread float64) Range {
		return Range{Name: text.T(en, vi).In(lang), P05: median / spread / spread, P25: median / spread, P50: median, P75: median * spread, P95: median * spread * spread,
			Words: Significant(median, lang) + " " + text.T("days", "ngày").In(lang)}
	}
	return Ranges{
		Title:    text.T("Invented numbers: ten times the GPUs are not ten times as fast", "Số liệu giả định: gấp mười lần GPU không nhanh gấp mười").In(lang),
		Subtitle: text.T("Days of a training run, median with 50 % and 90 % ranges", "Số ngày huấn luyện, trung vị, khoảng 50 % và 90 %").In(lang),
		Footer:   text.T("Example with invented numbers", "Ví dụ với số liệu giả định").In(lang),
		Lang:     lang, Unit: text.T("days", "ngày").In(lang),
		Rows: []Range{row("One cluster", "Một cụm", 1600, 1.2), row("Today", "Hiện nay", 780, 1.25), row("Ten times", "Gấp mười lần", 95, 1.3)},
	}
}
