package radio

import (
	"github.com/headroom-planner/headroom/model/valid/validtest"
)

var near, must, refused, noAllocations = validtest.Near, validtest.Must, validtest.NoNumber, validtest.NoAllocations

var sink float64
