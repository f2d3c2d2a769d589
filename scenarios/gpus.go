package scenarios

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/headroom-planner/headroom/model"
	"github.com/headroom-planner/headroom/model/gpu"
	"github.com/headroom-planner/headroom/model/serve"
	"github.com/headroom-planner/headroom/model/train"
	"github.com/headroom-planner/headroom/scenarios/catalogue"
	"github.com/headroom-planner/headroom/scenarios/diag"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/dist"
)

// gpus fills in what the catalogue says of accelerators and models, and checks what
// the rows alone cannot: that rates are dense, that a mixture of experts has its active parameters, that a
// job says either its work or its model, and a service what it promises.
func (c *compiler) gpus() {
	n := c.root.get("gpu")
	if n == nil || n.kind != mapping {
		return
	}
	g := gpus{compiler: c, node: n, p: &c.base.GPU}
	g.accelerators()
	g.models()
	g.jobs()
	g.demands()
	g.sharing()
	g.certain()
	if !c.problems.HasErrors() {
		g.residuals()
	}
}

// gpus is the compiler within the domain.
type gpus struct {
	*compiler
	node *node
	p    *gpu.Params
}

// at finds the place of a value, or of what it should stand in.
func (g *gpus) at(parts ...string) (v *node, pos diag.Pos) {
	v, pos = find(g.node, parts, g.node.pos)
	if v != nil {
		return v, v.pos
	}
	return nil, pos
}

// has says whether a value is written.
func (g *gpus) has(parts ...string) bool { v, _ := g.at(parts...); return v != nil }

func (g *gpus) fail(parts []string, code, hint, format string, a ...any) {
	_, pos := g.at(parts...)
	g.problem(pos, "gpu."+strings.Join(parts, "."), code, hint, format, a...)
}

// accelerators takes entries of the catalogue in and holds dense rates against them.
func (g *gpus) accelerators() {
	known, err := catalogue.Accelerators()
	if err != nil {
		panic(err) // embedded and tested
	}
	var names []string
	for i := range known {
		names = append(names, known[i].Name)
	}
	for i := range g.p.Accelerators {
		a := &g.p.Accelerators[i]
		path := []string{"accelerators", a.Name}
		if a.Entry != "" {
			k := slices.IndexFunc(known, func(x catalogue.Accelerator) bool { return strings.EqualFold(x.Name, a.Entry) })
			if k < 0 {
				g.fail(append(path, "entry"), "unknown-name", suggest(a.Entry, names), "the catalogue has no accelerator %q", a.Entry)
				continue
			}
			a.Know(known[k].Accelerator)
			g.same(path, "memory", a.MemoryGB, known[k].LabelGiB)
			for key, rate := range map[string]struct {
				p train.Precision
				x float64
			}{"bf16_dense": {train.BF16, a.BF16TFLOPS}, "fp8_dense": {train.FP8, a.FP8TFLOPS}} {
				if !g.has(append(path, key)...) {
					continue
				}
				if err := catalogue.CheckDense(known[k].Name, rate.p, rate.x, known); err != nil {
					g.fail(append(path, key), "sparse", "give the dense rate: half of it", "%v", err)
				} else if dense, err := known[k].PeakTFLOPS(rate.p); err == nil {
					g.same(path, key, rate.x, dense)
				}
			}
		}
		g.beside(path, a)
	}
}

// same says that a value is not the one of the catalogue's entry.
func (g *gpus) same(path []string, key string, x, want float64) {
	if v, _ := g.at(append(path, key)...); v != nil && v.kind == scalar && x != 0 && math.Abs(x/want-1) > 0.01 {
		g.fail(append(path, key), "catalogue", "write the catalogue's, or leave entry out", "%g is not the %g of the catalogue's entry", x, want)
	}
}

// beside holds FP8 against BF16: on every part one is about twice the other.
func (g *gpus) beside(path []string, a *gpu.Accelerator) {
	if a.FP8TFLOPS <= 0 || a.BF16TFLOPS <= 0 {
		return
	}
	switch r := a.FP8TFLOPS / a.BF16TFLOPS; {
	case r > 3.8:
		g.fail(append(path, "fp8_dense"), "sparse", "give the dense rate: half of it", "FP8 is %.1f times BF16, and about twice on every part: is it a sparse rate?", r)
	case r < 1.1:
		g.fail(append(path, "bf16_dense"), "sparse", "give the dense rate: half of it", "BF16 is as fast as FP8, and about half on every part: is it a sparse rate?")
	}
}

// models makes the shape of every model.
func (g *gpus) models() {
	known, err := catalogue.Models()
	if err != nil {
		panic(err) // embedded and tested
	}
	var names []string
	for i := range known {
		names = append(names, known[i].Name)
	}
	for i := range g.p.Models {
		m := &g.p.Models[i]
		path := []string{"models", m.Name}
		var ways []string
		for _, k := range []string{"published", "parameters", "layers"} {
			if g.has(append(path, k)...) {
				ways = append(ways, k)
			}
		}
		switch {
		case len(ways) > 1:
			g.fail(append(path, ways[1]), "twice", "keep one of "+strings.Join(ways, ", "), "a model is given in one way, and %s in %d", m.Name, len(ways))
			continue
		case len(ways) == 0:
			g.fail(path, "missing", "write published: Llama 3 70B, or parameters: 70e9, or layers and what goes with them", "a model is given in one of three ways, and %s in none", m.Name)
			continue
		case ways[0] == "published":
			k := slices.IndexFunc(known, func(x catalogue.Model) bool { return strings.EqualFold(x.Name, m.Published) })
			if k < 0 {
				g.fail(append(path, "published"), "unknown-name", suggest(m.Published, names), "the catalogue has no model %q", m.Published)
				continue
			}
			for _, key := range []string{"active", "experts", "top_k"} {
				if g.has(append(path, key)...) {
					g.fail(append(path, key), "twice", "leave it out", "a published model has its own")
				}
			}
			m.Take(serve.Model(known[k]))
			continue
		case ways[0] == "parameters" && m.Experts > 0 && m.Active == 0:
			g.fail(append(path, "active"), "active-missing", "give the parameters that one token uses, such as active: 37e9 of 671e9",
				"a mixture of experts needs its active parameters: work follows them, memory the total")
			continue
		case ways[0] == "parameters" && m.Active > 0 && m.Active != m.Parameters && m.Experts == 0:
			g.fail(append(path, "experts"), "missing", "add experts: 64 and top_k: 8", "active parameters are given, but not how many experts there are")
			continue
		case ways[0] == "parameters" && m.Experts > 0 && m.TopK == 0:
			g.fail(append(path, "top_k"), "missing", "add top_k: 8", "how many experts a token uses is not given")
			continue
		}
		if err := m.Build(); err != nil {
			g.fail(append(path, ways[0]), "shape", "give numbers of a decoder: heads divide the hidden size and are a multiple of kv_heads", "%v", err)
		}
	}
}

// samples are values as they may be written.
var samples = map[string]string{"mfu": "0.4", "goodput": "0.9", "tokens": "2e12", "sequence": "8192", "batch": "1024", "busy": "300 H100e", "hold": "3 days",
	"requests": "20 items/second", "model": "a name of gpu.models", "prompt": "1500", "output": "300", "first_token": "2 seconds", "next_token": "0.06 seconds"}

// need reports keys that are not there.
func (g *gpus) need(path []string, keys ...string) {
	for _, k := range keys {
		if p := append(slices.Clone(path), k); !g.has(p...) {
			g.fail(p, "missing", "add "+k+": "+samples[k], "%s is missing", k)
		}
	}
}

// jobs checks that a job says its work in one of the two ways.
func (g *gpus) jobs() {
	for i := range g.p.Jobs {
		j := &g.p.Jobs[i]
		path := []string{"jobs", j.Name}
		if j.Model < 0 {
			g.need(path, "mfu", "goodput")
			if p := append(slices.Clone(path), "mfu"); g.has(p...) && j.MFU > mostMFU {
				g.fail(p, "hfu", "give the model's utilisation, without work done again, over the dense peak: 0.3 to 0.5 is usual",
					"an MFU of %.3g is above what any published run reached (0.56): does it count recomputation, or stand over another peak?", j.MFU)
			}
			for _, k := range []string{"sequence", "batch", "residual"} {
				if p := append(slices.Clone(path), k); g.has(p...) {
					g.fail(p, "twice", "add model, or leave it out", "%s belongs to a job that names a model", k)
				}
			}
			continue
		}
		g.need(path, "tokens", "sequence", "batch")
		for _, k := range []string{"mfu", "goodput", "flop", "parameters"} {
			if p := append(slices.Clone(path), k); g.has(p...) {
				g.fail(p, "twice", "leave it out, or leave model out", "%s follows from the model of the job", k)
			}
		}
		if !g.p.Training.On {
			_, pos := g.at(append(path, "model")...)
			g.problem(pos, "gpu.training", "missing", "add gpu.training: {software: megatron, failures: 4.7e-4 1/gpu/day, restart: 540 seconds, stall: 5 seconds, storage: 0.08 GB/second/gpu, spares: 4 %}",
				"a job that names a model needs to know how often clusters stop (gpu.training)")
		}
		g.entries(path)
	}
}

// mostMFU is above every published utilisation of the dense peak: the highest of pipelines is 0.563 (Korthikanti et al. 2022, table 5, 1 T parameters; arXiv 2205.05198).
const mostMFU = 0.65

// entries wants the catalogue's entry of everything that a described job may run on.
func (g *gpus) entries(job []string) {
	said := map[int]bool{}
	see := func(ref float64, what string) {
		k := int(ref)
		if k < 0 || k >= len(g.p.Accelerators) || g.p.Accelerators[k].Entry != "" || said[k] {
			return
		}
		said[k] = true
		name := g.p.Accelerators[k].Name
		g.fail([]string{"accelerators", name, "entry"}, "missing", "add entry: H100-SXM, or the name that the part has in the catalogue",
			"%s names a model, %s is made of %s, and nothing is known of its memory bandwidth and links", strings.Join(job, "."), what, name)
	}
	see(g.p.Reference, "the reference")
	see(g.p.Expansion.Accelerator, "the expansion")
	for i := range g.p.Fleets {
		see(g.p.Fleets[i].Accelerator, g.p.Fleets[i].Name)
	}
	for i := range g.p.Programmes {
		see(g.p.Programmes[i].Accelerator, g.p.Programmes[i].Name)
	}
	for i := range g.p.Cases {
		see(g.p.Cases[i].Accelerator, g.p.Cases[i].Name)
	}
}

// demands checks that uses say what they ask for.
func (g *gpus) demands() {
	for i := range g.p.Demands {
		d := &g.p.Demands[i]
		path := []string{"demands", d.Name}
		keys, others := []string{"busy", "hold"}, []string{"requests", "model", "prompt", "output", "first_token", "next_token", "peak_to_mean", "spare_nodes", "residual"}
		if d.Use == gpu.Services {
			keys, others = []string{"requests", "model", "prompt", "output", "first_token", "next_token"}, keys
		}
		g.need(path, keys...)
		for _, k := range others {
			if p := append(slices.Clone(path), k); g.has(p...) {
				g.fail(p, "twice", "leave it out, or change use", "%s does not belong to this use", k)
			}
		}
		if d.Use == gpu.Services {
			for k, x := range map[string]float64{"prompt": d.Prompt, "output": d.Output, "first_token": d.FirstS, "next_token": d.TokenS} {
				if p := append(slices.Clone(path), k); g.has(p...) && x <= 0 {
					g.fail(p, "range", "", "%s is not above 0", k)
				}
			}
		}
	}
	if len(g.p.Demands) > 0 && !g.p.Portfolio.On {
		g.problem(g.node.keyPos["demands"], "gpu.portfolio", "missing", "add gpu.portfolio: {usable: 90 %, variation: 1, patience: 3 months, rent: \"no\", rent_price: 2 USD/H100e/hour}",
			"demands share GPU time by rules (gpu.portfolio)")
	}
}

// sharing checks that jobs that take turns among demands have something to share by.
func (g *gpus) sharing() {
	if g.p.Sharing.On && !g.p.Portfolio.On {
		g.problem(g.node.keyPos["sharing"], "gpu.portfolio", "missing", "add gpu.portfolio, or leave gpu.sharing out",
			"jobs share GPU time with demands by rules (gpu.portfolio)")
	}
	for i := range g.p.Jobs {
		path := []string{"jobs", g.p.Jobs[i].Name}
		for _, k := range []string{"priority", "deadline"} {
			if p := append(slices.Clone(path), k); g.has(p...) && !g.p.Sharing.On {
				_, pos := g.at(p...)
				g.problem(pos, "gpu.sharing", "missing", "add gpu.sharing: {rest: waits}", "a %s has a meaning where jobs share GPU time only (gpu.sharing)", k)
			}
		}
		if p := append(slices.Clone(path), "deadline"); g.has(p...) && g.p.Sharing.On && g.p.Jobs[i].Priority <= 0 {
			_, pos := g.at(p...)
			g.problem(pos, "gpu."+strings.Join(append(path, "priority"), "."), "missing", "add priority: 2", "a job without a priority is timed as if alone, and its deadline asks for nothing")
		}
	}
}

// searched are the inputs that searches before the run rest on.
var searched = []string{"gpu.models.", "gpu.training.software", ".sequence", ".batch", ".priority", ".prompt", ".output", ".first_token", ".next_token", ".quantile"}

// certain refuses distributions of what is searched before the run.
func (g *gpus) certain() {
	for i := range g.plan.Uncertain {
		path := g.plan.Uncertain[i].Path
		rest, ok := strings.CutPrefix(path, "gpu.")
		if !ok {
			continue
		}
		for _, k := range searched {
			if strings.HasPrefix(path, k) || k[0] == '.' && (strings.HasPrefix(path, "gpu.jobs.") || strings.HasPrefix(path, "gpu.demands.")) && strings.HasSuffix(path, k) {
				g.fail(strings.Split(rest, "."), "certain", "write one value; make a scenario of each alternative", "layouts and replicas are searched before the run, so it cannot be drawn")
			}
		}
	}
}

// residuals gives jobs with a model and services that do not state it the error that their calibrations had.
func (g *gpus) residuals() {
	for i := range g.p.Jobs {
		if j := &g.p.Jobs[i]; j.Model >= 0 && !g.has("jobs", j.Name, "residual") {
			sigma := g.p.Sigma(i, int(g.p.Reference))
			if sigma == 0 {
				c := train.Calibrated()
				sigma = c.Unlike[train.Mechanistic]
			}
			g.lognormal("gpu.jobs."+j.Name+".residual", sigma, func(p *model.Params) *float64 { return &p.GPU.Jobs[i].Residual })
		}
	}
	for i := range g.p.Demands {
		if d := &g.p.Demands[i]; d.Use == gpu.Services && !g.has("demands", d.Name, "residual") {
			if sigma := g.p.ServeSigma(i); sigma > 0 {
				g.lognormal("gpu.demands."+d.Name+".residual", sigma, func(p *model.Params) *float64 { return &p.GPU.Demands[i].Residual })
			} else {
				g.fail([]string{"demands", d.Name, "first_token"}, "promise", "promise more time, or serve another model or precision",
					"no replica of %s keeps the promise of %s", g.p.Accelerators[int(g.p.Reference)].Name, d.Name)
			}
		}
	}
}

// lognormal makes a default a distribution of median 1.
func (g *gpus) lognormal(path string, sigma float64, at func(*model.Params) *float64) {
	d := dist.Lognormal{Sigma: sigma}
	args := dist.Args{"median": {1}, "sigma": {sigma}}
	for i := range g.plan.Assumptions {
		a := &g.plan.Assumptions[i]
		if a.Path != path {
			continue
		}
		a.Uncertain, a.Dist, a.Draw, a.Args, a.Written = true, distText("lognormal", args), "lognormal", args, fmt.Sprintf("lognormal of 1, sigma %s", short(sigma))
		for k, p := range []float64{0.05, 0.5, 0.95} {
			a.P[k] = d.Quantile(p)
		}
	}
	g.plan.Uncertain = append(g.plan.Uncertain, solver.Uncertain{Path: path, Unit: "1", Ref: at, Dist: d, Min: 0.1, Max: 10})
	g.canon.inputs = slices.DeleteFunc(g.canon.inputs, func(x canonInput) bool { return x.Path == path })
	g.canon.dist(path, "lognormal", args)
}
