package scenarios

import (
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/couple"
)

// scale converts correlations as they are stated to those of the numbers
// behind the copula of a group, and back.
type scale struct {
	plan    *solver.Plan
	student *couple.StudentRank // of a t copula
	margins map[int]*couple.Margin
	pearson map[[2]int]*couple.Pearson
}

func newScale(p *solver.Plan, how coupling) *scale {
	k := &scale{plan: p, margins: map[int]*couple.Margin{}, pearson: map[[2]int]*couple.Pearson{}}
	if how.copula == studentCopula {
		k.student = couple.NewStudentRank(how.degrees)
	}
	return k
}

// behind is the correlation behind the copula; ok is false when the margins
// do not allow the stated one.
func (k *scale) behind(s stated) (r float64, ok bool) {
	switch {
	case s.pearson:
		return k.values(s).Correlation(s.x)
	case k.student != nil:
		return k.student.Correlation(s.x), true
	}
	return couple.Normal(s.x), true
}

// stated is the correlation of a pair, in the kind that it was stated, when
// that behind the copula is r.
func (k *scale) stated(s stated, r float64) float64 {
	switch {
	case s.pearson:
		return k.values(s).At(r)
	case k.student != nil:
		return k.student.Spearman(r)
	}
	return couple.Spearman(r)
}

// reach is the range of Pearson's correlation of a pair.
func (k *scale) reach(s stated) (lo, hi float64) { return k.values(s).Range() }

// values prepares Pearson's correlation of a pair.
func (k *scale) values(s stated) *couple.Pearson {
	key := [2]int{s.a, s.b}
	if k.pearson[key] == nil {
		k.pearson[key] = couple.NewPearson(k.margin(s.a), k.margin(s.b))
	}
	return k.pearson[key]
}

func (k *scale) margin(i int) *couple.Margin {
	if k.margins[i] == nil {
		u := &k.plan.Uncertain[i]
		k.margins[i] = couple.NewMargin(u.Dist, u.Min, u.Max)
	}
	return k.margins[i]
}
