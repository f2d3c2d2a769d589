package radio

import "math"

// Area is a class of surroundings of the Hata models.
type Area uint8

// The areas.
const (
	Urban Area = iota
	Suburban
	Open
)

// Hata is the model of Okumura and Hata from 150 to 1500 MHz and its extension
// COST-231 above that to 2000 MHz. It is not for higher bands.
type Hata struct {
	Area      Area
	LargeCity bool    // tall buildings; COST-231 calls it a metropolitan centre
	MHz       float64 // 150 to 2000
	BaseM     float64 // height of the base station: 30 to 200
	UserM     float64 // height of the user: 1 to 10
}

const hataOf = "Okumura-Hata, COST-231"

// Check says whether the frequency and the heights are in the model's range.
// Hata gives large cities' correction up to 200 and from 400 MHz; between these
// there is none.
func (h Hata) Check() error {
	err := first(
		within(hataOf, "frequency", "MHz", h.MHz, 150, 2000),
		within(hataOf, "height of the base station", "m", h.BaseM, 30, 200),
		within(hataOf, "height of the user", "m", h.UserM, 1, 10),
		within(hataOf, "area", "", float64(h.Area), float64(Urban), float64(Open)),
	)
	if err == nil && h.LargeCity && h.MHz > 200 {
		err = within(hataOf+" for large cities above 200 MHz", "frequency", "MHz", h.MHz, 400, 2000)
	}
	return err
}

// LossDB is the median path loss in dB at km kilometres, 1 to 20.
//
//	urban, to 1500 MHz     69.55 + 26.16 lg f - 13.82 lg hb - a(hm) + (44.9 - 6.55 lg hb) lg d
//	urban, above           46.3 + 33.9 lg f - 13.82 lg hb - a(hm) + (44.9 - 6.55 lg hb) lg d + C
//	suburban               urban - 2 (lg(f/28))^2 - 5.4
//	open                   urban - 4.78 (lg f)^2 + 18.33 lg f - 40.94
//
// with a(hm) = (1.1 lg f - 0.7) hm - (1.56 lg f - 0.8), or in large cities to
// 1500 MHz 3.2 (lg 11.75 hm)^2 - 4.97, below 200 MHz 8.29 (lg 1.54 hm)^2 - 1.1;
// C is 3 dB in metropolitan centres. Hata's corrections for suburbs and open
// land are used above 1500 MHz as well, as practice does; COST-231 itself only
// says C = 0 there. The two models do not meet at 1500 MHz.
//
// Source: M. Hata, IEEE Trans. Veh. Technol. VT-29(3), 1980; COST 231 final
// report, 1999, section 4.4.1.
func (h Hata) LossDB(km float64) (float64, error) {
	if err := first(h.Check(), within(hataOf, "distance", "km", km, 1, 20)); err != nil {
		return math.NaN(), err
	}
	return h.at1km() + h.slopeDB()*math.Log10(km), nil
}

// RangeKM is the distance in km at which the loss is allowedDB: the inverse of
// LossDB, within the same 1 to 20 km.
func (h Hata) RangeKM(allowedDB float64) (float64, error) {
	if err := h.Check(); err != nil {
		return math.NaN(), err
	}
	near, slope := h.at1km(), h.slopeDB()
	if err := within(hataOf, "allowed path loss", "dB", allowedDB, near, near+slope*math.Log10(20)); err != nil {
		return math.NaN(), err
	}
	return math.Pow(10, (allowedDB-near)/slope), nil
}

// slopeDB is the loss per decade of distance.
func (h Hata) slopeDB() float64 { return 44.9 - 6.55*math.Log10(h.BaseM) }

// at1km is the loss at a kilometre.
func (h Hata) at1km() float64 {
	lf := math.Log10(h.MHz)
	urban := 69.55 + 26.16*lf
	a := (1.1*lf-0.7)*h.UserM - (1.56*lf - 0.8)
	switch {
	case h.MHz > 1500:
		urban = 46.3 + 33.9*lf
		if h.LargeCity {
			urban += 3
		}
	case h.LargeCity && h.MHz > 200:
		a = 3.2*sq(math.Log10(11.75*h.UserM)) - 4.97
	case h.LargeCity:
		a = 8.29*sq(math.Log10(1.54*h.UserM)) - 1.1
	}
	urban -= 13.82*math.Log10(h.BaseM) + a
	switch h.Area {
	case Suburban:
		return urban - 2*sq(math.Log10(h.MHz/28)) - 5.4
	case Open:
		return urban - 4.78*lf*lf + 18.33*lf - 40.94
	}
	return urban
}
