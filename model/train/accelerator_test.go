package train

import (
	"errors"
	"testing"
)

// TestCatalogue: every accelerator of the table is complete and coherent, and
// every figure says where it is from and how far to trust it.
func TestCatalogue(t *testing.T) {
	as := accelerators(t)
	if len(as) < 10 {
		t.Fatalf("%d accelerators", len(as))
	}
	for name, a := range as {
		if err := a.Check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	seen := map[string]bool{}
	for _, r := range table(t, "../../scenarios/catalogue/accelerators.csv") {
		if g := r["grade"]; g != "high" && g != "medium" && g != "low" || r["source"] == "" {
			t.Errorf("%s %s has no grade or source", r["gpu"], r["figure"])
		}
		if k := r["gpu"] + r["figure"]; seen[k] {
			t.Errorf("%s twice", k)
		} else {
			seen[k] = true
		}
	}
}

// TestSparse: three pages print sparse rates as dense: H200 "1.97 PFLOPS BF16", MI300X
// "2,615 dense FP16", B200 "9,000 dense FP8". Declared sparse they are refused;
// declared dense, the ratio of FP8 to BF16 gives them away.
func TestSparse(t *testing.T) {
	for name, r := range map[string]Rate{"H200-SXM": {1970, BF16, true}, "MI300X": {2615, FP16, true}, "B200-SXM": {9000, FP8, true}} {
		a := *accelerators(t)[name]
		var misuse *MisuseError
		if _, err := a.WithRate(r); !errors.As(err, &misuse) {
			t.Errorf("%s takes a sparse rate: %v", name, err)
		}
		r.Sparse = false
		b, err := a.WithRate(r)
		if err != nil {
			t.Fatal(err)
		}
		var out *RangeError
		if err := b.Check(); !errors.As(err, &out) || out.Quantity != "FP8 over BF16" {
			t.Errorf("%s with %g TFLOPS passes: %v", name, r.TFLOPS, err)
		}
	}
}

// TestPeak: a rate of one precision never stands for another.
func TestPeak(t *testing.T) {
	as := accelerators(t)
	if _, err := as["A100-SXM-80GB"].PeakTFLOPS(FP8); err == nil {
		t.Error("A100 computes in FP8")
	}
	if x, err := as["H100-SXM"].PeakTFLOPS(FP8); err != nil || x != 1979 {
		t.Error(x, err)
	}
	if _, err := as["H100-SXM"].PeakTFLOPS(NoPrecision); err == nil {
		t.Error("a peak without a precision")
	}
	b := *as["H100-SXM"]
	b.UsableGiB = b.LabelGiB + 1
	if b.Check() == nil {
		t.Error("more usable memory than on the label")
	}
}
