package radio

// Budget is the link budget of one direction: what a transmitter may lose on
// the way to a receiver. Gains and losses are positive numbers.
type Budget struct {
	PowerDBm        float64 // transmitted on the bandwidth below
	TransmitGainDBi float64
	TransmitLossDB  float64 // cables, connectors, the hand
	ReceiveGainDBi  float64
	ReceiveLossDB   float64 // cables, connectors, the body

	BandwidthMHz  float64 // received: all of a carrier, or the resource blocks of a user
	NoiseFigureDB float64 // 3GPP: users 9, base stations 5
	SINRDB        float64 // needed for the rate at the edge

	InterferenceDB float64 // margin: rise of the noise by the neighbours
	ShadowDB       float64 // margin: see EdgeMarginDB and AreaMarginDB
	PenetrationDB  float64 // margin: wall and rooms, or a vehicle
	OtherDB        float64 // margin: fast fading, foliage, what else
}

// EIRPDBm is the radiated power in dBm: power + gain - loss.
func (b Budget) EIRPDBm() float64 { return b.PowerDBm + b.TransmitGainDBi - b.TransmitLossDB }

// SensitivityDBm is the least power that can be received, in dBm:
// -174 + 10 lg B + NF + SINR.
func (b Budget) SensitivityDBm() float64 {
	return NoiseDBm(b.BandwidthMHz, b.NoiseFigureDB) + b.SINRDB
}

// MarginsDB is the sum of the margins.
func (b Budget) MarginsDB() float64 {
	return b.InterferenceDB + b.ShadowDB + b.PenetrationDB + b.OtherDB
}

// AllowedLossDB is the greatest median path loss outdoors in dB (MAPL):
// EIRP - sensitivity + receiving gain - receiving loss - margins.
func (b Budget) AllowedLossDB() float64 {
	return b.EIRPDBm() - b.SensitivityDBm() + b.ReceiveGainDBi - b.ReceiveLossDB - b.MarginsDB()
}

// Direction is a direction of a link.
type Direction uint8

// The directions.
const (
	Downlink Direction = iota
	Uplink
)

// String returns downlink or uplink.
func (d Direction) String() string {
	if d == Downlink {
		return "downlink"
	}
	return "uplink"
}

// LinkBudget holds both directions of one service at the edge of a cell.
type LinkBudget struct{ Down, Up Budget }

// Binds is the direction with the lesser allowed loss, and that loss in dB. A
// tie is the uplink's.
func (l LinkBudget) Binds() (Direction, float64) {
	down, up := l.Down.AllowedLossDB(), l.Up.AllowedLossDB()
	if down < up {
		return Downlink, down
	}
	return Uplink, up
}
