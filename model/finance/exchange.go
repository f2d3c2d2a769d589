package finance

// Flows is one month's money from every domain, in dollars of the price year
// except the energy bill, which is in dong.
type Flows struct {
	MobileCapexUSD, MobileOpexUSD         float64
	DatacenterCapexUSD, DatacenterOpexUSD float64
	GPUCapexUSD, GPUOpexUSD               float64
	PlatformCapexUSD, NetworkCapexUSD     float64
	EnergyVND                             float64
}
