package catalogue

import (
	"fmt"
	"strconv"
	"strings"
)

// Library is the layer of accelerators that scenarios extend, made from the catalogue's figures and, for what only a
// scenario asks (the node as it is bought, words for its reader), from library.csv. The shipped layer is this text,
// so that a rate, a memory, a launch or a price is written once.
func Library() (string, error) {
	known, err := Accelerators()
	if err != nil {
		return "", err
	}
	b, err := files.ReadFile("library.csv")
	if err != nil {
		return "", err
	}
	rows, err := table(string(b), "key", "entry", "gpus_per_node", "node_kw", "node_u", "u_source", "u_confidence", "cooling", "price_source", "price_confidence", "source", "confidence", "note", "note_vi")
	if err != nil {
		return "", err
	}
	out := &strings.Builder{}
	out.WriteString(libraryHead)
	for i, r := range rows {
		var a *Accelerator
		for k := range known {
			if known[k].Name == r["entry"] {
				a = &known[k]
			}
		}
		if a == nil {
			return "", fmt.Errorf("library.csv, line %d: the catalogue has no %s", i+2, r["entry"])
		}
		line := func(format string, x ...any) { fmt.Fprintf(out, "      "+format+"\n", x...) }
		fmt.Fprintf(out, "    %s:\n", r["key"])
		line("name: %q", a.Name)
		line("entry: %s", a.Name)
		for _, f := range []struct{ figure, format string }{{"bf16", "bf16_dense: %s TFLOPS"}, {"fp8", "fp8_dense: %s TFLOPS"}, {"memory", "memory: %s GB"}} {
			if x, ok := a.figure(f.figure); ok {
				line(f.format, strconv.FormatFloat(x, 'f', -1, 64))
			}
		}
		line("gpus_per_node: %s gpus/node", r["gpus_per_node"])
		line("node_power: {value: %s kW, boundary: it}", r["node_kw"])
		line("node_height: {value: %s U, source: %q, confidence: %s}", r["node_u"], r["u_source"], r["u_confidence"])
		line("cooling: %s", r["cooling"])
		line("launch: %d-%02d", a.Launch/100, a.Launch%100)
		line("price: {value: %.0f to %.0f USD/gpu, source: %q, confidence: %s}", a.PriceLow, a.PriceHigh, r["price_source"], r["price_confidence"])
		line("source: %q", r["source"])
		line("confidence: %s", r["confidence"])
		line("note: {en: %q, vi: %q}", r["note"], r["note_vi"])
	}
	return out.String(), nil
}

// figure finds a published number by its name.
func (a *Accelerator) figure(name string) (float64, bool) {
	for _, f := range a.Figures {
		if f.Name == name {
			return f.Value, true
		}
	}
	return 0, false
}

const libraryHead = `# Accelerators: a layer of library data that scenarios extend. Made from scenarios/catalogue (accelerators.csv, library.csv) by
# go test ./scenarios/catalogue -run Library -update; change it there.
# entry names the part in the catalogue, which says its memory bandwidth and links. bf16_dense and fp8_dense are per GPU without
# structured sparsity; node_power is the nameplate of one server (one rack for NVL72) on the IT side, node_height its rack units; price is per bare GPU, a spread
# of the market up to October 2025 and never a list price. confidence speaks of compute and memory; prices say their own.
gpu:
  accelerators:
`
