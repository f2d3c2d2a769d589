package grid

// Class is a class of customers.
type Class uint8

// The classes that a data centre may be put in. Which of them it is, is not
// settled: it is one of [Levers].
const (
	Manufacturing Class = iota
	Business
)

// String returns the common name.
func (c Class) String() string {
	switch c {
	case Manufacturing:
		return "manufacturing"
	case Business:
		return "business"
	}
	return "no class"
}

// Band is a range of supply voltages.
type Band uint8

// The bands, from the lowest voltage.
const (
	Below6kV Band = iota
	From6kV
	From22kV
	From110kV
)

// String returns the range.
func (b Band) String() string {
	switch b {
	case Below6kV:
		return "below 6 kV"
	case From6kV:
		return "6 to below 22 kV"
	case From22kV:
		return "22 to below 110 kV"
	case From110kV:
		return "110 kV and above"
	}
	return "no voltage"
}

// VietNam2025 is the retail tariff in force from 10 May 2025, of one part, before
// value-added tax. The business class has no band of its own from 110 kV, so
// From22kV and From110kV are the same there. Source: Ministry of Industry and
// Trade, Decision 1279/QD-BCT (9 May 2025). Of its 21 prices the lowest and highest
// of manufacturing (1,146 and 3,640) and the highest of business (5,422) were read
// in the press; all others are from memory: low confidence. They are all 4.8 %,
// rounded, above those of October 2024, as the average price is (2,204.07 VND/kWh).
func VietNam2025(c Class, b Band) (Tariff, error) {
	const of = "retail tariff of Viet Nam (Decision 1279/QD-BCT)"
	if err := first(within(of, "class", "", float64(c), 0, float64(Business)), within(of, "voltage band", "", float64(b), 0, float64(From110kV))); err != nil {
		return Tariff{}, err
	}
	prices := [2][4]Rates{
		Manufacturing: {{1987, 1300, 3640}, {1899, 1234, 3508}, {1833, 1190, 3398}, {1811, 1146, 3266}},
		Business:      {{3152, 1918, 5422}, {3108, 1829, 5202}, {2887, 1609, 5025}, {2887, 1609, 5025}},
	}
	return Tariff{Windows: VietNamWindows(), Energy: prices[c][b]}, nil
}

// VietNamTrial is the tariff of two parts that EVN reckons beside the bills of
// manufacturers from October 2025; nobody pays it. It is known at the two ends of
// voltage; between them only the charge for demand is (235,414 from 22 and 240,050
// from 6 kV), so those bands are refused. That the lowest and highest price of each
// period belong to the highest and lowest voltage is how the press has charges for
// demand, and taken to hold for energy. Source: vietnamnet.vn 2452431 (October
// 2025), quoting EVN: medium confidence.
func VietNamTrial(b Band) (Tariff, error) {
	t := Tariff{Windows: VietNamWindows()}
	switch b {
	case From110kV:
		t.Energy, t.Demand = Rates{1253, 843, 2162}, 209459
	case Below6kV:
		t.Energy, t.Demand = Rates{1332, 904, 2251}, 286153
	default:
		return Tariff{}, within("tariff of two parts on trial in Viet Nam", "voltage band", "", float64(b), float64(From110kV), float64(From110kV))
	}
	return t, nil
}
