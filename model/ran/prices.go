package ran

// Prices are what things cost in USD of one price year, by geotype where that
// matters.
type Prices struct {
	EquipmentUSD    float64               // a station's
	SiteUSD         [Environments]float64 // of a new site
	InstallationUSD float64
	PowerUSD        float64 // of a power system
	RouterUSD       float64

	MicrowaveUSD [3]float64            // of a hop to 15 km, to 30 km, and of a longer way
	FibreUSDM    [Environments]float64 // a metre

	UpkeepUSD float64               // a station and year
	RentUSD   [Environments]float64 // a station and year

	UpkeepShare [CapexLines]float64 // of an asset's price a year, for maintenance
	LifeYears   [CapexLines]float64
	Learns      [CapexLines]bool // its price falls with experience
}

// EmergingPrices are those of the public planner pobis (uq.py) for a station in
// emerging markets, without its 3,000 USD a year of power, which is counted as energy;
// and power system, router and backhaul of pytal (run.py). Pobis itself has microwave at half of that (15,000,
// 20,000 and 45,000 USD) and fibre at 10 USD/m in rural land where pytal has 5. Lives
// are a judgement: 8 years for electronics, 10 for power, 20 for fibre and works.
func EmergingPrices() Prices {
	p := Prices{
		EquipmentUSD: 40000, InstallationUSD: 30000, PowerUSD: 15000, RouterUSD: 2000,
		SiteUSD:      [Environments]float64{30000, 30000, 30000, 30000},
		MicrowaveUSD: [3]float64{30000, 40000, 80000}, FibreUSDM: [Environments]float64{5, 15, 25, 25},
		UpkeepUSD: 7400, RentUSD: [Environments]float64{3000, 5000, 10000, 10000},
		LifeYears: [CapexLines]float64{8, 8, 8, 20, 20, 10, 8, 20, 8},
		Learns:    [CapexLines]bool{Equipment: true, Carrier: true, SmallCell: true},
	}
	return p
}

// DensePrices are those of the public planner pysim5g (run.py, tests) for a
// three-sector station in the United Kingdom: maintenance is a tenth of the price of
// electronics a year, everything lasts ten years, and the backhaul is a hub of
// 15,000 USD whatever the distance.
func DensePrices() Prices {
	p := Prices{
		EquipmentUSD: 3*1500 + 3*4000 + 10000, InstallationUSD: 10000 + 5000, PowerUSD: 5000, RouterUSD: 2000,
		MicrowaveUSD: [3]float64{15000, 15000, 15000},
		UpkeepShare:  [CapexLines]float64{Equipment: 0.1, PowerSystem: 0.1, Microwave: 0.1, Router: 0.1},
		Learns:       [CapexLines]bool{Equipment: true},
	}
	for e := range Environments {
		p.SiteUSD[e], p.RentUSD[e] = 10000+5000, 9600
	}
	for l := range p.LifeYears {
		p.LifeYears[l] = 10
	}
	return p
}

// Check says whether nothing is negative and every asset has a life.
func (p *Prices) Check() error {
	const of, most = "prices", 1e9
	err := first(
		within(of, "equipment", "USD", p.EquipmentUSD, 0, most),
		within(of, "installation", "USD", p.InstallationUSD, 0, most), within(of, "power system", "USD", p.PowerUSD, 0, most),
		within(of, "router", "USD", p.RouterUSD, 0, most), within(of, "upkeep", "USD/year", p.UpkeepUSD, 0, most),
	)
	for _, x := range p.MicrowaveUSD {
		err = first(err, within(of, "microwave", "USD", x, 0, most))
	}
	for e := range Environments {
		err = first(err, within(of, "site", "USD", p.SiteUSD[e], 0, most), within(of, "fibre", "USD/m", p.FibreUSDM[e], 0, most), within(of, "rent", "USD/year", p.RentUSD[e], 0, most))
	}
	for l := range CapexLines {
		err = first(err, within(of, "life", "years", p.LifeYears[l], 1.0/12, 200), within(of, "share of maintenance", "1/year", p.UpkeepShare[l], 0, 10))
	}
	return err
}
