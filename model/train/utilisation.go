package train

import "math"

// Kind says whose FLOPs a utilisation counts.
type Kind uint8

// The kinds. The zero value is none of them.
const (
	NoKind Kind = iota
	MFU         // the model's: forward and backward once
	HFU         // the hardware's: recomputation counts too
)

// String returns MFU or HFU.
func (k Kind) String() string { return [...]string{"no kind", "MFU", "HFU"}[min(k, HFU)] }

// Utilisation is a share of dense peak, with what it counts.
type Utilisation struct {
	Share      float64
	Kind       Kind
	Convention Convention
}

// MFU is the share when it counts the model's FLOPs. Hardware utilisation given
// for it is an error: with full recomputation it is a third too high.
func (u Utilisation) MFU() (float64, error) {
	if u.Kind != MFU {
		return math.NaN(), &MisuseError{"model FLOPs utilisation", u.Kind.String(), "MFU"}
	}
	return u.Share, within("utilisation", "MFU", "", u.Share, 0, 1)
}

// Model turns a hardware utilisation into the model's, when the hardware did
// ratio times the model's FLOPs: 4/3 with full recomputation.
func (u Utilisation) Model(ratio float64) (Utilisation, error) {
	if u.Kind != HFU {
		return u, &MisuseError{"hardware FLOPs utilisation", u.Kind.String(), "HFU"}
	}
	if err := within("utilisation", "hardware over model FLOPs", "", ratio, 1, 2); err != nil {
		return u, err
	}
	return Utilisation{u.Share / ratio, MFU, u.Convention}, nil
}

// DaysAt is the days that work (FLOP of the model) takes on gpus whose dense peak
// is peakTFLOPS at a utilisation, goodput and programme share in (0, 1]:
//
//	days = work / (86400 gpus peak u goodput programme)
func DaysAt(work float64, gpus int, peakTFLOPS float64, u Utilisation, goodput, programme float64) (float64, error) {
	mfu, err := u.MFU()
	const of = "days of training"
	if err = first(err, within(of, "goodput", "", goodput, 1e-6, 1), within(of, "programme", "", programme, 1e-6, 1),
		within(of, "work", "FLOP", work, 0, 1e40), whole(of, "GPUs", gpus, 1, 1e9), within(of, "peak", "TFLOPS", peakTFLOPS, 1, 1e5)); err != nil {
		return math.NaN(), err
	}
	return work / (secondsPerDay * float64(gpus) * peakTFLOPS * tera * mfu * goodput * programme), nil
}
