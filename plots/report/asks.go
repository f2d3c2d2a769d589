package report

import (
	"fmt"
	"strings"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/result"
)

var (
	wAsks = text.T("%s asks for %s stations a day, %s a month per million people (%s), %s of 4G stations a month",
		"%s cần %s trạm mỗi ngày, %s trạm mỗi tháng trên một triệu dân (%s), bằng %s số trạm 4G mỗi tháng")
	wPast       = text.T("Past roll-outs at their fastest, a month per million people: %s", "Tốc độ nhanh nhất của các nước, số trạm mỗi tháng trên một triệu dân: %s")
	wBeyondAll  = text.T("above all %d past roll-outs", "cao hơn cả %d nước đã triển khai")
	wBeyondSome = text.T("above %d of %d past roll-outs", "cao hơn %d trên %d nước đã triển khai")

	countries = map[string]text.Text{
		"China": text.T("China", "Trung Quốc"), "India": text.T("India", "Ấn Độ"), "UK": text.T("the UK", "Anh"), "Brazil": text.T("Brazil", "Brazil"),
	}
)

// askLines say, for each target for stations that is not met yet, what it asks for beside
// what past roll-outs did, and then what these were.
func askLines(set *result.Set, lang text.Lang) []string {
	var out []string
	past := ""
	for i := range set.Asks {
		a := &set.Asks[i]
		t, ok := set.Target(a.Target)
		if !ok || a.Stations <= 0 {
			continue
		}
		slower := 0
		for _, p := range a.Pace {
			if p.Value < a.PerMillion {
				slower++
			}
		}
		rank := fmt.Sprintf(wBeyondSome.In(lang), slower, len(a.Pace))
		if a.Beyond {
			rank = fmt.Sprintf(wBeyondAll.In(lang), len(a.Pace))
		}
		out = append(out, fmt.Sprintf(wAsks.In(lang), t.Label.In(lang), plots.FormatNumber(a.PerDay, lang, 0), plots.Significant(a.PerMillion, lang), rank, percentOf(a.Per4G, lang)))
		past = fmt.Sprintf(wPast.In(lang), paces(a.Pace, lang))
	}
	if past != "" {
		out = append(out, past)
	}
	return out
}

// paces lists countries with their fastest paces.
func paces(all []result.PastPace, lang text.Lang) string {
	var out []string
	for _, p := range all {
		name, known := countries[p.Country]
		if !known {
			name = text.T(p.Country, p.Country)
		}
		out = append(out, name.In(lang)+" "+plots.Significant(p.Value, lang))
	}
	return strings.Join(out, ", ")
}
