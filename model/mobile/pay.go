package mobile

import (
	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/money"
	"github.com/headroom-planner/headroom/model/ran"
)

// purse is the money of all operators in one draw.
type purse struct {
	ledger  *ran.Ledger
	prices  ran.Prices
	station ran.Money                   // of a station at the first day's prices, by line of assets, backhaul apart
	way     [ran.Environments]ran.Money // backhaul of a station that needs none, some or all of it new
	usual   ran.Money                   // way of a mean station
	mean    float64                     // USD of a mean station's lines that do not learn
	learns  float64                     // of those that do
	saved   float64                     // of mean, what sharing takes off a station that is shared
	part    [ran.Lines]float64          // of a line's cost that a shared station has for each operator that counts it
	guests  float64                     // USD of carriers of a shared station's guests
	bill    ran.Money
}

func newPurse(months int) purse { return purse{ledger: ran.NewLedger(months)} }

// startMoney fills the prices of the draw, and lets the opening stations into
// the ledger.
func startMoney(p *Params, s *State, o *Out) {
	k, a := &s.money, &p.Assets
	k.station = ran.Money{ran.Equipment: p.Equipment, ran.Site: p.SiteBuild * p.NewSiteShare, ran.Installation: p.Installation}
	k.way = [ran.Environments]ran.Money{}
	k.prices = ran.Prices{Learns: [ran.CapexLines]bool{ran.Equipment: true, ran.Carrier: true, ran.SmallCell: true}}
	for l := range k.prices.LifeYears {
		k.prices.LifeYears[l] = forever
	}
	if a.On {
		k.station[ran.PowerSystem] = a.PowerUSD * p.NewSiteShare
		k.prices.MicrowaveUSD = a.MicrowaveUSD
		electronics, works := a.LifeElectronics, a.LifeWorks
		k.prices.LifeYears = [ran.CapexLines]float64{ran.Equipment: electronics, ran.Carrier: electronics, ran.SmallCell: electronics, ran.Site: works,
			ran.Installation: works, ran.PowerSystem: a.LifePower, ran.Microwave: electronics, ran.Fibre: works, ran.Router: electronics}
		for e := range ran.Environments {
			g := geotype(e)
			k.prices.FibreUSDM[e] = a.FibreUSDM[g]
			way := k.prices.Cheaper(a.DistanceKM[g], e)
			line := ran.Fibre
			if way == ran.ByMicrowave {
				line = ran.Microwave
			}
			k.way[e][line] = a.BackhaulShare * k.prices.BackhaulUSD(way, a.DistanceKM[g], e)
			k.way[e][ran.Router] = a.BackhaulShare * a.RouterUSD
		}
	}
	k.guests = 0
	for l := range k.part {
		k.part[l] = 1
	}
	if x := &p.Sharing; x.On {
		// A passive site is paid by all who stand on it. A station that is shared whole stands
		// here once and is paid once, and its guests bring their carriers.
		if int(x.Form) == Passive {
			terms := ran.Sharing{Form: ran.Passive, Parties: x.Parties}
			for l := range k.part {
				k.part[l] = terms.Of(ran.Line(l))
			}
		} else {
			k.guests = min(x.Parties-1, float64(len(p.Operators)-1)) * x.GuestUSD
		}
	}
	k.ledger.Start(&k.prices, ran.Sharing{}, s.Terms.DiscountRate, money.PeriodEnd)
	// What stands is replaced in its turn; carriers and ways that stand are not in the evidence.
	standing := k.station
	for l := range ran.CapexLines {
		standing[l] *= s.opening
	}
	k.ledger.Inherit(&standing, a.OpeningAge)
	k.learns = k.station[ran.Equipment]
	k.usual = k.meanWay(p)
	k.mean = k.station.CapexUSD() - k.learns + k.usual.CapexUSD()
	k.saved = 0
	for l := range ran.CapexLines {
		if !k.prices.Learns[l] {
			k.saved += k.station[l] * (1 - k.part[l])
		}
	}
	o.OwningUSD = k.owning(p, &s.Terms)
	o.UnitCostUSD = 0
}

// forever is a life in years that no run sees the end of.
const forever = 200

// geotype is the row of Assets' triples for an environment.
func geotype(e ran.Environment) int {
	switch e {
	case ran.Rural:
		return 2
	case ran.Suburban:
		return 1
	}
	return 0
}

// meanWay is the backhaul of a mean density class: what the budget is
// held against before a month's stations have a place.
func (k *purse) meanWay(p *Params) (mean ran.Money) {
	all := float64(len(p.cells.env))
	for e := range ran.Environments {
		mean.Add(&k.way[e], ratio(float64(p.cells.end(e)-p.cells.begin[e]), all))
	}
	return mean
}

// unitCost is the cost of one more station, a share of which is shared: electronics fall with cumulative
// national stations by Wright's law; sites are built new for a share of stations.
func (k *purse) unitCost(learned, shared float64) float64 {
	return k.mean - shared*k.saved + (k.learns+shared*k.guests)*learned
}

// of is the share of a month's new stations that are shared.
func (x *Sharing) of(m axis.Month) float64 {
	if !x.On || float64(m) < x.From {
		return 0
	}
	return x.Share
}

// owning is what one station costs over the years stated: bought on the first day, run at each year's end, discounted at
// the real rate, what wears out replaced, nothing left at the end; energy at its stated power.
func (k *purse) owning(p *Params, x *Terms) float64 {
	if !p.Assets.On {
		return 0
	}
	bill := k.station
	for _, l := range [...]ran.Line{ran.Microwave, ran.Fibre, ran.Router} {
		bill[l] = k.usual[l]
	}
	bill[ran.Maintenance], bill[ran.Rent] = p.Maintenance, p.Rent
	bill[ran.Energy] = p.SitePowerKW * hoursPerYear * x.USDPerKWh
	sum := k.prices.Owning(&bill, ran.Sharing{}, ran.Horizon{Years: int(p.Assets.OwningYears + 0.5), Rate: x.DiscountRate, When: money.PeriodEnd})
	return sum.Total()
}

const hoursPerYear = 24 * 365.25

// pay closes the month's money. Stations are paid when they are ordered, where the month's
// stations were built; carriers and small cells when they are added.
func pay(p *Params, s *State, t axis.Step, m axis.Month, learned float64, o *Out) {
	o.Lines, o.GrossCapexUSD, o.CapexUSD, o.OpexUSD, o.ReplacedUSD = ran.Money{}, 0, 0, 0, 0
	if t == 0 {
		return
	}
	k := &s.money
	bill := &k.bill
	*bill = ran.Money{}
	ordered := 0.0
	for i, n := range s.ordered {
		ordered += n
		s.ways(i, n, bill)
	}
	for l := range ran.CapexLines {
		bill[l] += ordered * k.station[l]
	}
	shared := p.Sharing.of(m)
	for l := range ran.CapexLines {
		bill[l] *= 1 - shared*(1-k.part[l])
	}
	bill[ran.Carrier] += ordered * shared * k.guests
	bill[ran.PowerSystem] += s.remote * p.Priority.ExtraUSD
	if p.Traffic.On {
		for i := range s.loads {
			bill[ran.Carrier] += s.loads[i].carriers * p.Traffic.CarrierUSD
			bill[ran.SmallCell] += s.loads[i].cells * p.Traffic.SmallCellUSD
		}
	}
	onSites := 0.0
	for _, n := range s.shared {
		onSites += n
	}
	bill[ran.Maintenance] = o.Stations * p.Maintenance / monthsPerYear
	bill[ran.Rent] = (o.Stations - onSites*(1-k.part[ran.Rent])) * p.Rent / monthsPerYear
	k.ledger.Month(bill, learned, &o.Lines)
	o.ReplacedUSD = k.ledger.ReplacedUSD()
	o.GrossCapexUSD = o.Lines.CapexUSD()
	o.CapexUSD = o.GrossCapexUSD - o.SubsidyUSD
	o.OpexUSD = o.Lines[ran.Maintenance] + o.Lines[ran.Rent]
}

// ways adds the backhaul of n ordered stations of operator i, in the environments in which the month's
// stations were counted; where none was, in those in which its stations stand, and where it has none, of
// a mean density class.
func (s *State) ways(i int, n float64, bill *ran.Money) {
	l, k := &s.land[i], &s.money
	where, sum := &l.added, total(&l.added)
	if sum <= 0 {
		where, sum = &l.stations, total(&l.stations)
	}
	if sum <= 0 {
		bill.Add(&k.usual, n)
		return
	}
	for e, x := range where {
		w := n * x / sum
		bill[ran.Microwave] += w * k.way[e][ran.Microwave]
		bill[ran.Fibre] += w * k.way[e][ran.Fibre]
		bill[ran.Router] += w * k.way[e][ran.Router]
	}
}

func total(of *[ran.Environments]float64) (sum float64) {
	for _, x := range of {
		sum += x
	}
	return sum
}
