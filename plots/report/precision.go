package report

import (
	"fmt"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/result"
)

var (
	wPrecision = text.T("Sampling error of medians: at most %s %% of the range from P10 to P90 (%s)", "Sai số lấy mẫu của trung vị: không quá %s %% khoảng P10–P90 (%s)")
	wUnknown   = text.T("Sampling error unknown: the design has one replicate", "Không biết sai số lấy mẫu: thiết kế chỉ có một bản lặp")
)

// precision says how well the medians that the answer shows are known, by the
// worst of them at the ends of years: more draws shrink it, better assumptions do not.
func precision(set *result.Set, lang text.Lang) string {
	worst, of, known := 0.0, "", false
	for _, key := range headlines {
		s, ok := set.Find(key, "all")
		if !ok || s.QSE == nil || s.QSE[q50] == nil {
			continue
		}
		known = true
		for _, t := range yearEnds(set.Axis) {
			if spread := s.Q[q90][t] - s.Q[q10][t]; spread > 0 && s.QSE[q50][t]/spread > worst {
				worst, of = s.QSE[q50][t]/spread, name(&s.Metric, lang)
			}
		}
	}
	switch {
	case of != "":
		return fmt.Sprintf(wPrecision.In(lang), plots.Significant(100*worst, lang), lower(of))
	case !known && set.Replicates == 1 && set.Design != "mc":
		return wUnknown.In(lang)
	}
	return ""
}
