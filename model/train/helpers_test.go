package train

import (
	"encoding/csv"
	"flag"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

var update = flag.Bool("update", false, "write the golden texts anew")

// tables is where the reference tables lie.
const tables = "../../testdata/gpu"

// table reads a CSV file: rows by column name.
func table(t testing.TB, name string) []map[string]string {
	t.Helper()
	f, err := os.Open(filepath.Join(tables, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, r := range all[1:] {
		m := map[string]string{}
		for i, c := range all[0] {
			m[c] = r[i]
		}
		out = append(out, m)
	}
	return out
}

func num(t testing.TB, s string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// reader takes whole numbers and flags out of a row.
type reader struct {
	t   testing.TB
	row map[string]string
}

func (r reader) int(k string) int   { return int(num(r.t, r.row[k])) }
func (r reader) bool(k string) bool { return r.int(k) == 1 }

func precision(s string) Precision {
	for p := FP32; p <= FP4; p++ {
		if p.String() == s {
			return p
		}
	}
	return NoPrecision
}

// accelerators reads the catalogue: one row for each figure.
func accelerators(t testing.TB) map[string]*Accelerator {
	t.Helper()
	out := map[string]*Accelerator{}
	for _, r := range table(t, "accelerators.csv") {
		a := out[r["gpu"]]
		if a == nil {
			a = &Accelerator{Name: r["gpu"], Generation: OtherGeneration}
			for g := Volta; g < generations; g++ {
				if g.String() == r["generation"] {
					a.Generation = g
				}
			}
			out[r["gpu"]] = a
		}
		v := num(t, r["value"])
		if p := precision(r["figure"]); p != NoPrecision {
			b, err := a.WithRate(Rate{v, p, r["unit"] != "TFLOPS dense"})
			if err != nil {
				t.Fatal(err)
			}
			*a = b
			continue
		}
		switch r["figure"] {
		case "memory":
			a.LabelGiB = v
		case "usable":
			a.UsableGiB = v
		case "hbm":
			a.HBMGBps = v
		case "power":
			a.PowerW = v
		case "host":
			a.HostW = v
		case "domain":
			a.Domain = int(v)
		case "link":
			a.LinkGBps = v
		case "net":
			a.NetGBps = v
		default:
			t.Fatalf("unknown figure %q", r["figure"])
		}
	}
	return out
}

// models reads the published shapes.
func models(t testing.TB) map[string]*Transformer {
	t.Helper()
	out := map[string]*Transformer{}
	for _, row := range table(t, "models.csv") {
		out[row["name"]] = shape(t, row)
	}
	return out
}

func shape(t testing.TB, row map[string]string) *Transformer {
	r := reader{t, row}
	return &Transformer{
		Name: row["name"], Layers: r.int("layers"), Hidden: r.int("hidden"), Heads: r.int("heads"), KVHeads: r.int("kv_heads"),
		HeadDim: r.int("head_dim"), FF: r.int("ff"), Gated: r.bool("gated"), Vocab: r.int("vocab"), Positions: r.int("positions"),
		Tied: r.bool("tied"), Biases: r.bool("biases"), Dropout: r.bool("dropout"),
		MoE: MoE{r.int("experts"), r.int("top_k"), r.int("expert_ff"), r.int("shared_ff"), r.int("dense_layers"), r.int("node_limit")},
		MLA: MLA{r.int("q_rank"), r.int("kv_rank"), r.int("rope_dim"), r.int("value_dim")},
	}
}

// runs reads the published runs with their step times.
func runs(t testing.TB) []Run {
	t.Helper()
	ms, as := models(t), accelerators(t)
	var out []Run
	for _, row := range table(t, "runs.csv") {
		r := reader{t, row}
		l := Layout{
			TP: r.int("tp"), PP: r.int("pp"), DP: r.int("dp"), CP: r.int("cp"), EP: r.int("ep"), Virtual: r.int("virtual"), ZeRO: r.int("zero"),
			MicroBatch: r.int("micro"), GlobalBatch: r.int("batch"), Precision: precision(row["precision"]), Grads: precision(row["grads"]),
			SequenceParallel: r.bool("sp"), Fused: r.bool("fused"), OverlapTP: r.bool("overlap_tp"), OverlapDP: r.bool("overlap_dp"),
			OverlapEP: r.bool("overlap_ep"), Flat: r.bool("flat"),
		}
		for k := NoRecompute; k <= FullRecompute; k++ {
			if k.String() == row["recompute"] {
				l.Recompute = k
			}
		}
		run := Run{row["id"], row["family"], ms[row["model"]], as[row["gpu"]], l, r.int("seq"), 0}
		run.StepS = published(run, row["measure"], num(t, row["value"]))
		if err := run.Check(); err != nil {
			t.Fatalf("%s: %v", run.Name, err)
		}
		if l.GPUs() != r.int("gpus") {
			t.Fatalf("%s: %d GPUs", run.Name, l.GPUs())
		}
		out = append(out, run)
	}
	return out
}

// published turns a reported figure into the seconds of a step.
func published(r Run, measure string, v float64) float64 {
	work := stepWork(r.Model, &r.Layout, r.Seq)
	rate := float64(r.Layout.GPUs()) * tera * v
	switch measure {
	case "step_s":
		return v
	case "tokens":
		return float64(r.Layout.GlobalBatch*r.Seq) / (float64(r.Layout.GPUs()) * v)
	case "mfu_tflops":
		return work / rate
	case "hfu_tflops": // with full recomputation, Narayanan et al. 2021, equation 3
		return work * r.Model.HardwareRatio(FullRecompute, Full, r.Seq) / rate
	}
	return math.NaN()
}

// near fails when got is farther than tol (relative) from want.
func near(t testing.TB, what string, got, want, tol float64) float64 {
	t.Helper()
	d := math.Abs(got/want - 1)
	if want == 0 {
		d = math.Abs(got)
	}
	if !(d <= tol) {
		t.Errorf("%s = %.8g, want %.8g within %g", what, got, want, tol)
	}
	return d
}

// golden compares a text with the one under testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join(tables, name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s differs; go test ./model/train -update writes it anew\n%s", path, got)
	}
}
