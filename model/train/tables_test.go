package train

import (
	"math"
	"strings"
	"testing"
)

// accelerators reads the catalogue: one row for each figure.
func accelerators(t testing.TB) map[string]*Accelerator {
	t.Helper()
	out := map[string]*Accelerator{}
	for _, r := range table(t, "../../scenarios/catalogue/accelerators.csv") {
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
		if r["figure"] == "launch" || strings.HasPrefix(r["figure"], "price") {
			continue // the catalogue's; nothing here takes them
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
	for _, row := range table(t, "../../scenarios/catalogue/transformers.csv") {
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
			OverlapEP: r.bool("overlap_ep"), Flat: r.bool("flat"), Offload: r.int("offload"), Moments: precision(row["moments"]),
		}
		for k := NoRecompute; k <= Operations; k++ {
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
