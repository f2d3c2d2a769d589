package catalogue

import (
	"errors"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/train"
)

// TestAccelerators: every shipped entry has the figures that a plan needs, each with a grade and a source.
func TestAccelerators(t *testing.T) {
	as, err := Accelerators()
	if err != nil {
		t.Fatal(err)
	}
	if len(as) < 13 {
		t.Errorf("%d accelerators", len(as))
	}
	for _, a := range as {
		half := 0.0
		for _, p := range []train.Precision{train.BF16, train.FP16} {
			if v, err := a.PeakTFLOPS(p); err == nil {
				half = v
			}
		}
		if half == 0 || a.Launch < 201601 || a.Launch > 202510 || a.Launch%100 < 1 || a.Launch%100 > 12 || a.PriceLow > a.PriceHigh {
			t.Errorf("%s: %g TFLOPS, launched %d, %g to %g USD", a.Name, half, a.Launch, a.PriceLow, a.PriceHigh)
		}
	}
}

// TestSparse: rates that pages misprint are found: declared sparse, without a word, and
// declared dense but twice or four times what they can be.
func TestSparse(t *testing.T) {
	head := "gpu,generation,figure,value,unit,grade,source\n"
	base := `X,Hopper,memory,80,GiB label,high,s
X,Hopper,usable,79,GiB,high,s
X,Hopper,hbm,3350,GB/s,high,s
X,Hopper,power,700,W of the GPU,high,s
X,Hopper,host,1275,W of server IT a GPU,high,s
X,Hopper,domain,8,GPUs,high,s
X,Hopper,link,450,GB/s one way a GPU,high,s
X,Hopper,net,50,GB/s one way a GPU,high,s
`
	rate := func(name, value, unit string) string {
		return "X,Hopper," + name + "," + value + "," + unit + ",high,s\n"
	}
	for _, c := range []struct{ name, rows, want string }{
		{"fine", rate("bf16", "989", "TFLOPS dense") + rate("fp8", "1979", "TFLOPS dense"), ""},
		{"three times as fast in FP4", rate("fp8", "4500", "TFLOPS dense") + rate("fp4", "14000", "TFLOPS dense"), ""},
		{"declared", rate("bf16", "1979", "TFLOPS sparse"), "sparse rate"},
		{"silent", rate("bf16", "1979", "TFLOPS"), "does not say whether"},
		{"FP8 sparse", rate("bf16", "989", "TFLOPS dense") + rate("fp8", "3958", "TFLOPS dense"), "a sparse rate given as dense?"},
		{"BF16 sparse", rate("bf16", "1979", "TFLOPS dense") + rate("fp8", "1979", "TFLOPS dense"), "a sparse rate given as dense?"},
		{"FP4 sparse", rate("fp8", "4500", "TFLOPS dense") + rate("fp4", "18000", "TFLOPS dense"), "a sparse rate given as dense?"},
		{"twice", rate("bf16", "989", "TFLOPS dense") + rate("bf16", "989", "TFLOPS dense"), "given twice"},
		{"no source", "X,Hopper,bf16,989,TFLOPS dense,high,\n", "no source"},
		{"no grade", "X,Hopper,bf16,989,TFLOPS dense,good,s\n", "grade"},
		{"no number", "X,Hopper,bf16,many,TFLOPS dense,high,s\n", "is no number"},
		{"unit", "X,Hopper,cost,1,USD,high,s\n", "unit"},
	} {
		_, err := ReadAccelerators(head + base + c.rows)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
	if _, err := ReadAccelerators("gpu,figure\nX,bf16\n"); err == nil {
		t.Error("columns are missing")
	}
}

// TestCheckDense: three pages print sparse rates as dense; beside the catalogue each is found, and
// the dense ones pass.
func TestCheckDense(t *testing.T) {
	as, err := Accelerators()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		gpu    string
		p      train.Precision
		tflops float64
		sparse bool
	}{
		{"H200-SXM", train.BF16, 1970, true}, {"MI300X", train.FP16, 2615, true}, {"B200-SXM", train.FP8, 9000, true}, {"A100-SXM-80GB", train.BF16, 624, true},
		{"H200-SXM", train.BF16, 989, false}, {"B200-SXM", train.FP8, 4500, false}, {"nobody's", train.BF16, 1970, false}, {"A100-SXM-80GB", train.FP8, 624, false},
	} {
		var e *SparseError
		if err := CheckDense(c.gpu, c.p, c.tflops, as); errors.As(err, &e) != c.sparse {
			t.Errorf("%s, %s at %g: %v", c.gpu, c.p, c.tflops, err)
		}
	}
}

// TestModels: every shape can be one, and the names are different.
func TestModels(t *testing.T) {
	ms, err := Models()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, m := range ms {
		if seen[m.Name] {
			t.Errorf("%s twice", m.Name)
		}
		seen[m.Name] = true
	}
	if len(ms) < 39 || !seen["gpt-oss 120B"] {
		t.Errorf("%d models", len(ms))
	}
}
