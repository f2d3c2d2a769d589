package steady

import "github.com/headroom-planner/headroom/model/plant"

// Spreads are how plants of each case differ: by what the overhead (PUE - 1) and the water of
// the case in the middle of its ranges are multiplied. Each is the quantiles over 4,096 plants
// whose parameters are drawn evenly over the ranges (testdata/steady_4096.csv) over that middle,
// as the geometric mean over Ha Noi, Da Nang and Ho Chi Minh City. Water of cases without towers
// is that of humidifiers.
func Spreads() []plant.Spread {
	q := func(p05, p50, p95 float64) plant.Quantiles { return plant.Quantiles{P05: p05, P50: p50, P95: p95} }
	return []plant.Spread{
		{Overhead: q(.697, 1.033, 1.353), Water: q(.582, 1.033, 1.345)},
		{Overhead: q(.561, 1.036, 1.543), Water: q(.848, 1.021, 1.218)},
		{Overhead: q(.751, .997, 1.271), Water: q(.783, 1.015, 1.274)},
		{Overhead: q(.695, 1.013, 1.391), Water: q(.851, 1.027, 1.229)},
		{Overhead: q(.771, .999, 1.258), Water: q(.838, 1.021, 1.243)},
		{Overhead: q(.730, 1.010, 1.378), Water: q(.384, .988, 1.671)},
		{Overhead: q(.747, 1.014, 1.372), Water: q(.400, 1.000, 1.634)},
		{Overhead: q(.797, 1.000, 1.343), Water: q(.835, 1.024, 1.261)},
		{Overhead: q(.786, 1.004, 1.352), Water: q(.393, 1.005, 1.634)},
		{Overhead: q(.815, 1.009, 1.344), Water: q(.393, 1.005, 1.634)},
	}
}
