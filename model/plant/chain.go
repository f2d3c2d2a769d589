package plant

// Chain is the electrical path to the IT: a rectifier or power shelf (none in
// most halls), power distribution, UPS, and the transformer that also feeds the
// cooling. Every device loses by what it puts out.
type Chain struct {
	Transformer, UPS, PDU, Rectifier Bank
}

// Losses is what the chain loses, in kW.
type Losses struct {
	TransformerKW, UPSKW, PDUKW, RectifierKW float64
}

// Losses is what the devices lose at an IT load and a load of cooling and
// lighting that is not behind the UPS, in kW.
func (c *Chain) Losses(itKW, otherKW float64) Losses {
	l := c.indoors(itKW)
	l.TransformerKW = c.Transformer.LossKW(itKW + l.RectifierKW + l.PDUKW + l.UPSKW + otherKW)
	return l
}

// indoors is without the transformer. Its heat has to be taken out of the
// building, while transformers stand outside.
func (c *Chain) indoors(itKW float64) Losses {
	var l Losses
	l.RectifierKW = c.Rectifier.LossKW(itKW)
	l.PDUKW = c.PDU.LossKW(itKW + l.RectifierKW)
	l.UPSKW = c.UPS.LossKW(itKW + l.RectifierKW + l.PDUKW)
	return l
}

// IndoorsKW is the sum of what is lost inside the building.
func (l Losses) IndoorsKW() float64 { return l.UPSKW + l.PDUKW + l.RectifierKW }

// SumKW is the sum of all.
func (l Losses) SumKW() float64 { return l.IndoorsKW() + l.TransformerKW }
