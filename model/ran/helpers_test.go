package ran

import (
	"github.com/headroom-planner/headroom/model/valid/validtest"
)

var near, refused, noAllocations = validtest.Near, validtest.Refused, validtest.NoAllocations

var sink float64

// three are the bands of a Vietnamese operator that had all of them.
func three() []Band { return []Band{LowBand(), MidBand(2.6), MidBand(3.7)} }
