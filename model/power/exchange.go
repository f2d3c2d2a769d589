package power

// Load is what the other domains draw this month.
type Load struct {
	FacilityMW []float64 // mean facility load of data centres, by zone
	RANMW      float64   // mean load of radio sites at their meters, national
	AccessMW   float64   // mean load of fixed access networks at their meters, national
}
