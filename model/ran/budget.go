package ran

import (
	"math"

	"github.com/headroom-planner/headroom/model/radio"
)

// Service is what a user at the edge of a cell must get.
type Service struct {
	DownMbps float64
	UpMbps   float64
	UpBlocks float64 // resource blocks that the uplink is sent on
}

// Budgets holds what the link budgets of all bands and environments share.
type Budgets struct {
	UserPowerDBm float64
	UserLossDB   float64 // hand and body, both ways
	UserFigureDB float64
	BaseFigureDB float64

	DownInterferenceDB, UpInterferenceDB float64 // margins for a loaded network

	Edge    float64 // share of places at the edge that have the service
	OtherDB float64 // margin for what else there is: a draw's error of the model

	HighLossShare [Environments]float64 // of buildings with coated glass
	Service       [Environments]Service
}

// NominalBudgets are budgets in the style of the self evaluations: users of 23
// dBm and 9 dB (TS 38.101-1 power class 3; TR 36.942), base stations of 5 dB,
// 10 Mbps down and 1 Mbps up on 30 blocks except in rural land, there 1 Mbps and
// 100 kbps on 4 blocks (TR 38.830, coverage enhancements), a fifth of buildings
// with coated glass where it is urban (Report ITU-R M.2412, dense urban). Margins of 6 dB
// down and 3 dB up and 3 dB for the body are what planners usually take. 75 %
// of the edge is about 90 % of the area (Reudink), the reliability of data in
// M.2412. The reports were read as others quote them, not themselves.
func NominalBudgets() Budgets {
	b := Budgets{
		UserPowerDBm: 23, UserLossDB: 3, UserFigureDB: 9, BaseFigureDB: 5,
		DownInterferenceDB: 6, UpInterferenceDB: 3, Edge: 0.75,
		HighLossShare: [Environments]float64{Urban: 0.2, DenseUrban: 0.2},
	}
	for e := range Environments {
		b.Service[e] = Service{DownMbps: 10, UpMbps: 1, UpBlocks: 30}
	}
	b.Service[Rural] = Service{DownMbps: 1, UpMbps: 0.1, UpBlocks: 4}
	return b
}

// Check says whether all budgets are in range.
func (b *Budgets) Check() error {
	const of = "link budgets"
	err := first(
		within(of, "power of a user", "dBm", b.UserPowerDBm, -50, 50),
		within(of, "loss at the user", "dB", b.UserLossDB, 0, 30),
		within(of, "noise figure of a user", "dB", b.UserFigureDB, 0, 50),
		within(of, "noise figure of a base station", "dB", b.BaseFigureDB, 0, 50),
		within(of, "interference margin of the downlink", "dB", b.DownInterferenceDB, 0, 30),
		within(of, "interference margin of the uplink", "dB", b.UpInterferenceDB, 0, 30),
		within(of, "share at the edge", "", b.Edge, 1e-6, 1-1e-6),
		within(of, "other margin", "dB", b.OtherDB, -50, 50),
	)
	for e := range Environments {
		if err == nil {
			err = first(
				within(of, "share of high-loss buildings", "", b.HighLossShare[e], 0, 1),
				within(of, "downlink rate", "Mbps", b.Service[e].DownMbps, 1e-3, 1e4),
				within(of, "uplink rate", "Mbps", b.Service[e].UpMbps, 1e-3, 1e4),
				within(of, "uplink blocks", "", b.Service[e].UpBlocks, 1, 275),
			)
		}
	}
	return err
}

// Link is the budget of both directions for a band in an environment. The SINR
// asked for is the one at which the link curves of radio give the service's
// rate to a user that has the blocks to itself:
//
//	SINR = 10 lg(2^(rate / (alpha MHz share)) - 1), at least where the curve begins
//
// Shadowing is sigma Phi^-1(edge). Indoors the sigmas of shadowing and walls add
// up as variances, and penetration is the mean over buildings and depths.
func (b *Budgets) Link(band *Band, e Environment, indoor bool) radio.LinkBudget {
	w := wallsOf(band.GHz)
	link := b.outdoors(band, e, b.score())
	if indoor {
		through, shadow := b.indoors(e, &w, b.score())
		link.Down.PenetrationDB, link.Down.ShadowDB = through, shadow
		link.Up.PenetrationDB, link.Up.ShadowDB = through, shadow
	}
	return link
}

// score is the standard normal quantile of the edge.
func (b *Budgets) score() float64 { return math.Sqrt2 * math.Erfinv(2*b.Edge-1) }

func (b *Budgets) outdoors(band *Band, e Environment, score float64) radio.LinkBudget {
	s := &b.Service[e]
	up := s.UpBlocks * band.BlockMHz
	shadow := score * shadowDB[e]
	return radio.LinkBudget{
		Down: radio.Budget{PowerDBm: band.PowerDBm, TransmitGainDBi: band.GainDBi, TransmitLossDB: band.LossDB, ReceiveLossDB: b.UserLossDB,
			BandwidthMHz: band.MHz, NoiseFigureDB: b.UserFigureDB, SINRDB: sinrFor(radio.DownlinkShannon(), s.DownMbps/(band.MHz*band.DownShare)),
			InterferenceDB: b.DownInterferenceDB, ShadowDB: shadow, OtherDB: b.OtherDB},
		Up: radio.Budget{PowerDBm: b.UserPowerDBm, TransmitLossDB: b.UserLossDB, ReceiveGainDBi: band.GainDBi, ReceiveLossDB: band.LossDB,
			BandwidthMHz: up, NoiseFigureDB: b.BaseFigureDB, SINRDB: sinrFor(radio.UplinkShannon(), s.UpMbps/(up*band.UpShare)),
			InterferenceDB: b.UpInterferenceDB, ShadowDB: shadow, OtherDB: b.OtherDB},
	}
}

// indoors is what walls and rooms take on the mean, and the margin for their
// shadowing and the outdoors' together.
func (b *Budgets) indoors(e Environment, w *walls, score float64) (through, shadow float64) {
	mean, variance := w.through(e, b.HighLossShare[e])
	return mean, score * math.Sqrt(shadowDB[e]*shadowDB[e]+variance)
}

// sinrFor is the least SINR in dB at which a curve gives se b/s/Hz; +Inf when
// it never does.
func sinrFor(c radio.Shannon, se float64) float64 {
	x := 10 * math.Log10(math.Exp2(se/c.Alpha)-1)
	if x > c.MaxDB {
		return math.Inf(1)
	}
	return math.Max(x, c.MinDB)
}
