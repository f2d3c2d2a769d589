package train

// Precision is the number format of matrix products.
type Precision uint8

// The precisions. The zero value is none of them.
const (
	NoPrecision Precision = iota
	FP32
	FP16
	BF16
	FP8
	FP4
)

var precisionNames = [...]string{"no precision", "fp32", "fp16", "bf16", "fp8", "fp4"}

// String returns the common short name.
func (p Precision) String() string {
	if int(p) < len(precisionNames) {
		return precisionNames[p]
	}
	return precisionNames[0]
}

// Bytes is the size of a number.
func (p Precision) Bytes() float64 {
	switch p {
	case FP32:
		return 4
	case FP16, BF16:
		return 2
	case FP8:
		return 1
	case FP4:
		return 0.5
	}
	return 0
}

// Rate is what a data sheet prints: TFLOPS at a precision, with the factor of
// two of structured sparsity or without. Training does not get that factor.
type Rate struct {
	TFLOPS    float64
	Precision Precision
	Sparse    bool
}
