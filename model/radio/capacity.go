package radio

// Carrier is a carrier of a site: the same in each sector.
type Carrier struct {
	MHz         float64 // of the downlink in FDD, of the whole carrier in TDD
	DownShare   float64 // of time for the downlink: 1 in FDD, 0.75 is usual in TDD
	SE          float64 // of a sector, b/s/Hz, at the load it is planned for: Table.SE
	Sectors     float64
	Utilisation float64 // of what it could carry, that planning allows in the busy hour: 0.7 is usual
	Overhead    float64 // share of resources that control and reference signals take, unless SE is net of it
}

// Mbps is the downlink rate in Mbps that the carrier carries in the busy hour:
// MHz x share x SE x sectors x utilisation x (1 - overhead).
func (c Carrier) Mbps() float64 {
	return c.MHz * c.DownShare * c.SE * c.Sectors * c.Utilisation * (1 - c.Overhead)
}

// Check says whether the shares are shares and the rest is not negative.
func (c Carrier) Check() error {
	const of = "carrier"
	return first(
		within(of, "bandwidth", "MHz", c.MHz, 0, 10000),
		within(of, "downlink share", "", c.DownShare, 0, 1),
		within(of, "spectral efficiency", "b/s/Hz", c.SE, 0, 1000),
		within(of, "sectors", "", c.Sectors, 0, 12),
		within(of, "utilisation", "", c.Utilisation, 0, 1),
		within(of, "overhead", "", c.Overhead, 0, 1),
	)
}

// SiteMbps is the sum over the carriers of a site, each with its own bandwidth
// and efficiency. The order does not matter.
func SiteMbps(carriers []Carrier) float64 {
	sum := 0.0
	for _, c := range carriers {
		sum += c.Mbps()
	}
	return sum
}

// SitesFor is how many sites a km2 needs for a demand in Mbps per km2, at most
// maxPerKM2, and the demand in Mbps per km2 that is then not carried.
func SitesFor(demandMbps, siteMbps, maxPerKM2 float64) (perKM2, shortMbps float64) {
	if demandMbps <= siteMbps*maxPerKM2 {
		if demandMbps <= 0 {
			return 0, 0
		}
		return demandMbps / siteMbps, 0
	}
	return maxPerKM2, demandMbps - siteMbps*maxPerKM2
}

// BusyHourMbps is the mean rate in Mbps that a user asks for in the busy hour:
// GB x 8000 x share / 30 / 3600, for decimal gigabytes a month of 30 days and
// the share of a day's traffic that falls into its busiest hour (8 to 20 %).
// There is no floor: a user of half the data asks for half the rate. An
// overbooking factor on peak rates is another method; the two never go together.
func BusyHourMbps(gbMonth, busyShare float64) float64 {
	return gbMonth * 8000 * busyShare / 30 / 3600
}
