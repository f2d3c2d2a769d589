package report

import (
	"testing"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/solver/result"
)

// TestAskLines: one line for each target that is not met, and one for all past roll-outs.
func TestAskLines(t *testing.T) {
	set := &result.Set{
		Targets: []result.TargetResult{{ID: "a", Label: text.T("Plan A", "Kế hoạch A")}, {ID: "b", Label: text.T("Plan B", "Kế hoạch B")}, {ID: "met"}},
		Asks: []result.Ask{
			{Target: "a", Stations: 50000, PerDay: 847.9, PerMillion: 257.4, Per4G: 0.217, Below: 0.8, Beyond: true, Pace: []result.PastPace{{Country: "UK", Value: 8.02}, {Country: "China", Value: 77.8}}},
			{Target: "b", Stations: 900, PerDay: 12, PerMillion: 36.8, Per4G: 0.031, Pace: []result.PastPace{{Country: "UK", Value: 8.02}, {Country: "China", Value: 77.8}}},
			{Target: "met"}, {Target: "gone", Stations: 1},
		},
	}
	for lang, want := range map[text.Lang][]string{
		text.EN: {"Plan A asks for 848 stations a day, 257 a month per million people (above all 2 past roll-outs), 21.7 % of 4G stations a month",
			"Plan B asks for 12 stations a day, 36.8 a month per million people (above 1 of 2 past roll-outs), 3.1 % of 4G stations a month",
			"Past roll-outs at their fastest, a month per million people: the UK 8.02, China 77.8"},
		text.VI: {"Kế hoạch A cần 848 trạm mỗi ngày, 257 trạm mỗi tháng trên một triệu dân (cao hơn cả 2 nước đã triển khai), bằng 21,7 % số trạm 4G mỗi tháng",
			"Kế hoạch B cần 12 trạm mỗi ngày, 36,8 trạm mỗi tháng trên một triệu dân (cao hơn 1 trên 2 nước đã triển khai), bằng 3,1 % số trạm 4G mỗi tháng",
			"Tốc độ nhanh nhất của các nước, số trạm mỗi tháng trên một triệu dân: Anh 8,02, Trung Quốc 77,8"},
	} {
		got := askLines(set, lang)
		if len(got) != len(want) {
			t.Fatalf("%q", got)
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%q, want %q", got[i], want[i])
			}
		}
	}
	if s := askLines(&result.Set{}, text.EN); s != nil {
		t.Errorf("without asks: %q", s)
	}
}
