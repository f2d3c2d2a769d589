// Package catalogue holds what is published of accelerators and of models: a row
// for each figure, with its unit, grade and source. A rate says whether it is
// dense; one that does not, or that is sparse, is a problem and never a default.
package catalogue

import (
	"embed"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"github.com/headroom-planner/headroom/model/train"
)

//go:embed *.csv
var files embed.FS

// Figure is one published number of an accelerator.
type Figure struct {
	Accelerator string
	Generation  string
	Name        string // fp32 to fp4, memory, usable, hbm, power, host, domain, link, net, launch, price_low, price_high
	Value       float64
	Unit        string // of a rate: TFLOPS dense or TFLOPS sparse
	Grade       string // high, medium or low
	Source      string
}

// Accelerator is an entry with its figures. Zero says that a figure is not known.
type Accelerator struct {
	train.Accelerator
	Launch    int     // year and month, 202210
	PriceLow  float64 // USD a GPU, the market's spread
	PriceHigh float64
	Figures   []Figure
}

// Accelerators returns the shipped entries in the order of the file.
func Accelerators() ([]Accelerator, error) {
	b, err := files.ReadFile("accelerators.csv")
	if err != nil {
		return nil, err
	}
	return ReadAccelerators(string(b))
}

// ReadAccelerators reads entries from CSV text with the columns gpu, generation,
// figure, value, unit, grade and source. Every problem of a row is an error that
// names its line.
func ReadAccelerators(text string) ([]Accelerator, error) {
	rows, err := table(text, "gpu", "generation", "figure", "value", "unit", "grade", "source")
	if err != nil {
		return nil, err
	}
	var figures []Figure
	for i, r := range rows {
		v, err := strconv.ParseFloat(r["value"], 64)
		if err != nil {
			return nil, fmt.Errorf("line %d: value %q is no number", i+2, r["value"])
		}
		figures = append(figures, Figure{r["gpu"], r["generation"], r["figure"], v, r["unit"], r["grade"], r["source"]})
	}
	return Build(figures)
}

// Build makes entries of figures, which may come in any order, and checks them all.
func Build(figures []Figure) ([]Accelerator, error) {
	var out []Accelerator
	at := map[string]int{}
	for i, f := range figures {
		if err := f.check(); err != nil {
			return nil, fmt.Errorf("line %d: %w", i+2, err)
		}
		k, ok := at[f.Accelerator]
		if !ok {
			k = len(out)
			at[f.Accelerator] = k
			out = append(out, Accelerator{Accelerator: train.Accelerator{Name: f.Accelerator, Generation: generation(f.Generation)}})
		}
		if err := out[k].add(f); err != nil {
			return nil, fmt.Errorf("line %d: %w", i+2, err)
		}
	}
	for i := range out {
		if err := out[i].beside(); err != nil {
			return nil, err
		}
		if err := out[i].Check(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func generation(name string) train.Generation {
	for g := train.Volta; g < train.OtherGeneration; g++ {
		if g.String() == name {
			return g
		}
	}
	return train.OtherGeneration
}

// Precision finds a number format by its short name.
func Precision(name string) (train.Precision, bool) {
	for p := train.FP32; p <= train.FP4; p++ {
		if p.String() == name {
			return p, true
		}
	}
	return train.NoPrecision, false
}

var units = map[string]string{
	"memory": "GiB label", "usable": "GiB", "hbm": "GB/s", "power": "W of the GPU", "host": "W of server IT a GPU", "domain": "GPUs",
	"link": "GB/s one way a GPU", "net": "GB/s one way a GPU", "launch": "year and month", "price_low": "USD a GPU", "price_high": "USD a GPU",
}

// check says whether a figure states what it must: a known name and its unit,
// sparsity among it, a grade and a source.
func (f *Figure) check() error {
	of := f.Accelerator + ", " + f.Name
	switch {
	case f.Grade != "high" && f.Grade != "medium" && f.Grade != "low":
		return fmt.Errorf("%s: grade %q is none of high, medium, low", of, f.Grade)
	case f.Source == "":
		return fmt.Errorf("%s: no source", of)
	}
	if _, rate := Precision(f.Name); rate {
		switch f.Unit {
		case "TFLOPS dense", "TFLOPS sparse":
			return nil
		}
		return fmt.Errorf("%s: unit %q does not say whether the rate is dense or sparse", of, f.Unit)
	}
	if want, ok := units[f.Name]; !ok || f.Unit != want {
		return fmt.Errorf("%s: unit %q, want %q", of, f.Unit, want)
	}
	return nil
}

// add takes a figure in.
func (a *Accelerator) add(f Figure) error {
	for _, g := range a.Figures {
		if g.Name == f.Name {
			return fmt.Errorf("%s: %s is given twice", f.Accelerator, f.Name)
		}
	}
	a.Figures = append(a.Figures, f)
	if p, rate := Precision(f.Name); rate {
		b, err := a.WithRate(train.Rate{TFLOPS: f.Value, Precision: p, Sparse: strings.HasSuffix(f.Unit, "sparse")})
		a.Accelerator = b
		return err
	}
	for name, x := range map[string]*float64{"memory": &a.LabelGiB, "usable": &a.UsableGiB, "hbm": &a.HBMGBps, "power": &a.PowerW, "host": &a.HostW,
		"link": &a.LinkGBps, "net": &a.NetGBps, "price_low": &a.PriceLow, "price_high": &a.PriceHigh} {
		if name == f.Name {
			*x = f.Value
		}
	}
	switch f.Name {
	case "domain":
		a.Domain = int(f.Value)
	case "launch":
		a.Launch = int(f.Value)
	}
	return nil
}

// SparseError says that a dense rate is about twice another of the same part.
type SparseError struct {
	Of       string
	Given    float64 // TFLOPS
	Known    float64
	Standard string // what Known is of
}

// Error says all of it in one sentence.
func (e *SparseError) Error() string {
	return fmt.Sprintf("%s: %g TFLOPS is %.2f times the dense %g of %s: a sparse rate given as dense?", e.Of, e.Given, e.Given/e.Known, e.Known, e.Standard)
}

// twice says whether a ratio is that of sparse to dense, to what rounding of data
// sheets leaves.
func twice(ratio float64) bool { return ratio > 1.9 && ratio < 2.1 }

// CheckDense says whether a rate that somebody states as dense is twice the shipped
// dense rate of the part of that name at that precision. A part that is not in the
// catalogue, or a precision it has no rate for, cannot be compared, and passes.
func CheckDense(name string, p train.Precision, tflops float64, known []Accelerator) error {
	for i := range known {
		if known[i].Name != name {
			continue
		}
		if dense, err := known[i].PeakTFLOPS(p); err == nil && twice(tflops/dense) {
			return &SparseError{name + ", " + p.String(), tflops, dense, "the catalogue"}
		}
	}
	return nil
}

// beside compares the rates of a part among themselves: a format of half the width
// is twice as fast on every part that has one, so a ratio near 4 says that the
// narrower is sparse, and one near 1 that the wider is. FP4 of Blackwell Ultra is
// three times FP8.
func (a *Accelerator) beside() error {
	for _, pair := range [][2]train.Precision{{train.BF16, train.FP8}, {train.FP16, train.FP8}, {train.FP8, train.FP4}} {
		slow, err1 := a.PeakTFLOPS(pair[0])
		fast, err2 := a.PeakTFLOPS(pair[1])
		if err1 != nil || err2 != nil {
			continue
		}
		switch r := fast / slow; {
		case r > 3.8:
			return &SparseError{a.Name + ", " + pair[1].String(), fast, 2 * slow, "a part with such a " + pair[0].String() + " rate"}
		case r < 1.1:
			return &SparseError{a.Name + ", " + pair[0].String(), slow, fast / 2, "a part with such a " + pair[1].String() + " rate"}
		}
	}
	return nil
}

// Model is a published shape, with what matters to serving alone. It converts to
// serve.Model.
type Model struct {
	*train.Transformer
	Window       int     // tokens that layers with a sliding window look back
	WindowLayers int     // how many layers have it
	ExpertBytes  float64 // a parameter of routed experts as published, 0 for that of the precision
}

// Models returns the shipped models in the order of the file.
func Models() ([]Model, error) {
	b, err := files.ReadFile("transformers.csv")
	if err != nil {
		return nil, err
	}
	rows, err := table(string(b), "name")
	if err != nil {
		return nil, err
	}
	var out []Model
	for i, r := range rows {
		n := func(k string) int {
			v, e := strconv.Atoi(r[k])
			if e != nil && err == nil {
				err = fmt.Errorf("transformers.csv, line %d: %s %q is no whole number", i+2, k, r[k])
			}
			return v
		}
		t := &train.Transformer{
			Name: r["name"], Layers: n("layers"), Hidden: n("hidden"), Heads: n("heads"), KVHeads: n("kv_heads"), HeadDim: n("head_dim"), FF: n("ff"),
			Gated: n("gated") == 1, Vocab: n("vocab"), Positions: n("positions"), Tied: n("tied") == 1, Biases: n("biases") == 1, Dropout: n("dropout") == 1,
			MoE: train.MoE{Experts: n("experts"), TopK: n("top_k"), FF: n("expert_ff"), SharedFF: n("shared_ff"), DenseLayers: n("dense_layers"), NodeLimit: n("node_limit")},
			MLA: train.MLA{QRank: n("q_rank"), KVRank: n("kv_rank"), RopeDim: n("rope_dim"), ValueDim: n("value_dim")},
		}
		m := Model{Transformer: t, Window: n("window"), WindowLayers: n("window_layers")}
		if m.ExpertBytes, err = either(err, r["expert_bytes"]); err != nil {
			return nil, err
		}
		if err = m.Check(); err != nil {
			return nil, err
		}
		out = append(out, m)
	}
	return out, nil
}

// either is an earlier error, or what a text is as a number.
func either(err error, s string) (float64, error) {
	if err != nil {
		return 0, err
	}
	return strconv.ParseFloat(s, 64)
}

// table reads CSV text to rows by column, which must be there.
func table(text string, columns ...string) ([]map[string]string, error) {
	all, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		return nil, err
	}
	if len(all) < 2 {
		return nil, fmt.Errorf("no rows")
	}
	var out []map[string]string
	for _, r := range all[1:] {
		m := map[string]string{}
		for i, c := range all[0] {
			m[c] = r[i]
		}
		out = append(out, m)
	}
	for _, c := range columns {
		if _, ok := out[0][c]; !ok {
			return nil, fmt.Errorf("column %s is missing", c)
		}
	}
	return out, nil
}
