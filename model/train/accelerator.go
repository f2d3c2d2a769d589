package train

import "math"

// Generation groups accelerators whose kernels reach a like share of their peak.
type Generation uint8

// The generations. The zero value is none of them.
const (
	NoGeneration Generation = iota
	Volta
	Ampere
	Hopper
	Blackwell
	OtherGeneration // known peak, no published runs behind its efficiency
	generations
)

var generationNames = [...]string{"no generation", "Volta", "Ampere", "Hopper", "Blackwell", "other"}

// String returns the vendor's name.
func (g Generation) String() string {
	if g < generations {
		return generationNames[g]
	}
	return generationNames[0]
}

// Accelerator is one entry of a catalogue.
type Accelerator struct {
	Name       string
	Generation Generation

	LabelGiB  float64 // memory on the label
	UsableGiB float64 // what a program finds: never above the label
	HBMGBps   float64 // memory bandwidth

	PowerW float64 // of the GPU alone, at its limit
	HostW  float64 // nameplate of the server over its GPUs, on the IT side

	Domain   int     // GPUs that the scale-up network joins
	LinkGBps float64 // scale-up bandwidth of a GPU, one direction
	NetGBps  float64 // scale-out bandwidth of a GPU, one direction

	dense [FP4 + 1]float64 // TFLOPS by precision, 0 for none
}

// WithRate returns the accelerator with a dense rate added. A sparse rate is an
// error: pages print 2,615 TFLOPS for 1,307, and 9,000 for 4,500.
func (a Accelerator) WithRate(r Rate) (Accelerator, error) {
	of := "rate of " + a.Name
	if r.Sparse {
		return a, &MisuseError{of, "a sparse rate at " + r.Precision.String(), "a dense one"}
	}
	if err := first(
		within(of, "precision", "", float64(r.Precision), float64(FP32), float64(FP4)),
		within(of, r.Precision.String(), "TFLOPS", r.TFLOPS, 1, 1e5),
	); err != nil {
		return a, err
	}
	a.dense[r.Precision] = r.TFLOPS
	return a, nil
}

// PeakTFLOPS is the dense peak at a precision. A precision that the part does not
// compute in is an error: a rate at one precision never stands for another.
func (a Accelerator) PeakTFLOPS(p Precision) (float64, error) {
	if p > NoPrecision && p <= FP4 && a.dense[p] > 0 {
		return a.dense[p], nil
	}
	return math.NaN(), &MisuseError{"peak of " + a.Name, p.String(), "a precision it has a dense rate for"}
}

// Check says whether the figures can be those of one accelerator. Of dense
// rates, FP8 is about twice BF16 on every part; a ratio of one or four tells
// that one of them is sparse.
func (a Accelerator) Check() error {
	of := "accelerator " + a.Name
	err := first(
		within(of, "generation", "", float64(a.Generation), float64(Volta), float64(OtherGeneration)),
		within(of, "memory on the label", "GiB", a.LabelGiB, 1, 2000),
		within(of, "usable memory", "GiB", a.UsableGiB, 0.8*a.LabelGiB, a.LabelGiB),
		within(of, "memory bandwidth", "GB/s", a.HBMGBps, 100, 1e5),
		within(of, "power of the GPU", "W", a.PowerW, 10, 1e4),
		within(of, "power of the server a GPU", "W", a.HostW, a.PowerW, 1e4),
		whole(of, "GPUs of the scale-up domain", a.Domain, 1, 1e5),
		within(of, "scale-up link", "GB/s", a.LinkGBps, 1, 1e4),
		within(of, "scale-out network", "GB/s", a.NetGBps, 0.1, a.LinkGBps),
	)
	half := math.Max(a.dense[BF16], a.dense[FP16])
	if err == nil && half > 0 && a.dense[FP8] > 0 {
		err = within(of+" (is one of the rates sparse?)", "FP8 over BF16", "", a.dense[FP8]/half, 1.5, 2.5)
	}
	return err
}
