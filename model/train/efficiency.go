package train

// Efficiency is what hardware reaches of its figures: the constants of the
// mechanism. Each is a share of a peak in (0, 1] unless it says otherwise.
type Efficiency struct {
	Matrix    [generations]float64 // of dense 16-bit peak, in large matrix products
	Matrix8   [generations]float64 // of dense 8-bit peak
	Attention [generations]float64 // of what Matrix reaches, in fused attention forward and backward
	Grouped   float64              // of what Matrix reaches, in the small products of routed experts
	Memory    float64              // of memory bandwidth, in element-wise kernels
	Link, Net float64              // of link and network bandwidth, in collectives
	Routing   float64              // memory passes over routed tokens to sort and merge them: at least 1
	Expose    float64              // of overlapped communication that stays visible
	LayerS    float64              // seconds that a layer's launches and waits cost a pass
}

// Prior is what the literature says before any run is looked at: cuBLAS reaches
// some 250 of 312 on A100 and 650 to 700 of 989 on H100 under its power limit;
// FlashAttention-2 half to two thirds of that; memory and links 0.7 to 0.85.
// Round numbers, each trusted to some 20 %.
func Prior() Efficiency {
	e := Efficiency{Grouped: 0.7, Memory: 0.8, Link: 0.75, Net: 0.7, Routing: 4, Expose: 0.25, LayerS: 1e-4}
	e.Matrix = [generations]float64{0, 0.75, 0.8, 0.7, 0.75, 0.6}
	e.Matrix8 = [generations]float64{0, 0, 0, 0.6, 0.65, 0.5}
	e.Attention = [generations]float64{0, 0.4, 0.6, 0.5, 0.5, 0.4}
	return e
}

// knobs are the constants that a fit moves, in a fixed order.
func (e *Efficiency) knobs() []*float64 {
	return []*float64{
		&e.Matrix[Ampere], &e.Matrix[Hopper], &e.Matrix[Blackwell], &e.Matrix8[Hopper], &e.Matrix8[Blackwell],
		&e.Attention[Ampere], &e.Attention[Hopper], &e.Attention[Blackwell], &e.Grouped, &e.Memory, &e.Link, &e.Net, &e.Routing, &e.Expose, &e.LayerS,
	}
}

// matrix is the FLOP/s of large matrix products.
func (e *Efficiency) matrix(a *Accelerator, p Precision) float64 {
	if p == FP8 || p == FP4 {
		return a.dense[p] * tera * e.Matrix8[a.Generation]
	}
	return a.dense[p] * tera * e.Matrix[a.Generation]
}

// attention is the FLOP/s of fused attention, which stays in 16 bits.
func (e *Efficiency) attention(a *Accelerator) float64 {
	return max(a.dense[BF16], a.dense[FP16]) * tera * e.Matrix[a.Generation] * e.Attention[a.Generation]
}

// memory is the bytes a second of element-wise kernels.
func (e *Efficiency) memory(a *Accelerator) float64 { return a.HBMGBps * giga * e.Memory }
