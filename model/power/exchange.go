package power

// Load is what the other domains draw this month.
type Load struct {
	FacilityMW []float64 // mean facility load of data centres, by zone
	PeakMW     float64   // of data centres in the design hour; 0 for their mean
	ITMW       float64   // mean IT load of data centres
	CapacityMW float64   // energised facility power of data centres
	WaterML    float64   // on site at data centres in the month

	NewMW     []float64 // facility MW of data centres energised since the start less what retired, by zone
	RetiredMW []float64 // that of halls which retired since the start, by zone: their connections are free for the queue
	WaitingMW []float64 // that of halls which are ready and have no supply, by zone

	RANMW    float64 // mean load of radio sites at their meters, national
	AccessMW float64 // mean load of fixed access networks at their meters, national
}
