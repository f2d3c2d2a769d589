package jobs

import (
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/model/train"
	"github.com/headroom-planner/headroom/solver/job"
)

const good = `# Llama 3 70B as published
model: Llama 3 70B
tokens: 15T
sequence: 8192
batch: 2048
precision: bf16
gpu: H100-SXM
gpus: 4096
load: 0.7 to 0.85
`

// with returns the good file with a line instead of that of its key, or more.
func with(lines ...string) string {
	out := good
	for _, l := range lines {
		key, _, _ := strings.Cut(l, ":")
		kept := ""
		for _, g := range strings.SplitAfter(out, "\n") {
			if !strings.HasPrefix(g, key+":") {
				kept += g
			}
		}
		out = kept + l + "\n"
	}
	return out
}

func without(key string) string {
	kept := ""
	for _, g := range strings.SplitAfter(good, "\n") {
		if !strings.HasPrefix(g, key+":") {
			kept += g
		}
	}
	return kept
}

func read(body string) (*job.Spec, []Assumed, string) {
	values, list := File("job.yaml", []byte(body))
	if list.HasErrors() {
		return nil, nil, list.Text()
	}
	s, a, list := Read("job.yaml", values)
	return s, a, list.Text()
}

// TestRead: a file becomes the job it says, and what it does not say is assumed by name and source.
func TestRead(t *testing.T) {
	s, assumed, problems := read(good)
	if s == nil {
		t.Fatal(problems)
	}
	if s.Job.Model.Name != "Llama 3 70B" || s.Job.Tokens != 15e12 || s.Job.Seq != 8192 || s.Job.GlobalBatch != 2048 || s.Job.Precision != train.BF16 || s.Fleet.GPUs != 4096 ||
		s.Load != (job.Range{Low: 0.7, High: 0.85}) || s.Overrun != job.Overrun() || s.StoragePerGPU != 0.08 {
		t.Errorf("%+v", s)
	}
	got := map[string]bool{}
	for _, a := range assumed {
		if a.Source == "" || a.Source != a.Words.EN || !a.Words.Complete() || a.Value == "" {
			t.Errorf("%+v", a)
		}
		got[a.Key] = true
	}
	for _, k := range Keys {
		if given := strings.Contains(good, "\n"+k.Name+":"); k.Default != "" && got[k.Name] == given {
			t.Errorf("%s: assumed %v, given %v", k.Name, got[k.Name], given)
		}
		if !k.Doc.Complete() || (k.Default != "") != (k.Source != text.Text{}) || k.Default != "" && (!k.Source.Complete() || k.Source.EN == k.Source.VI) {
			t.Errorf("%+v", k)
		}
	}
	if s, _, problems = read(with("tflops: 900 dense")); s == nil {
		t.Error(problems)
	} else if peak, err := s.Fleet.Accelerator.PeakTFLOPS(train.BF16); err != nil || peak != 900 {
		t.Errorf("%g %v", peak, err)
	}
	s, assumed, problems = read(strings.Replace(good, "model: Llama 3 70B", "parameters: 671B\nactive: 37B\nexperts: 256\nprice: 2\ntariff: 0.06 to 0.09", 1))
	if s == nil || s.Job.Model.MoE.Experts != 256 || s.Job.Model.MoE.TopK != 8 || s.GPUHour != job.Exactly(2) || s.Tariff.High != 0.09 || assumed[0].Key != "model" {
		t.Errorf("%+v %v %s", s, assumed, problems)
	}
}

// TestProblems: every problem has its place, code and a word of what to do; all of a file come at once.
func TestProblems(t *testing.T) {
	for _, c := range []struct{ body, want string }{
		{strings.Replace(good, "model: Llama 3 70B", "parameters: 671B\nexperts: 256", 1), "[active-missing]"},
		{strings.Replace(good, "model: Llama 3 70B", "parameters: 671B\ntop-k: 8", 1), "[active-missing]"},
		{strings.Replace(good, "model: Llama 3 70B", "parameters: 671B\nactive: 37B", 1), "how many experts"},
		{strings.Replace(good, "model: Llama 3 70B", "parameters: 8B\nactive: 7.9B\nexperts: 8", 1), "[shape]"},
		{with("parameters: 70B"), "job.yaml"}, {without("model"), "give a model"}, {with("active: 7B"), "has its own"},
		{with("tokens: 15,000"), "job.yaml:9:9: error [number-format] tokens"}, {with("tokens: -1"), "[range]"}, {with("tokens: 0x10"), "[number-format]"}, {with("tokens: .nan"), "[number-format]"},
		{with("batch: 10.5"), "whole number"}, {with("load: 0.85 to 0.7"), "wrong way round"}, {with("load: 0.5 to 1.5"), "[range]"}, {with("load: high"), "[number-format]"},
		{with("gpu: H900"), "[unknown-name]"}, {with("model: Llama 9"), "[unknown-name]"}, {with("precision: fp4"), "[precision]"}, {with("precision: int8"), "[choice]"}, {with("software: none"), "[choice]"},
		{without("gpus"), "or a deadline"}, {with("colour: red"), "[unknown-key]"}, {with("tokens: [1, 2]"), "[shape]"}, {good + "gpu: A30\n", "[twice]"}, {"- a\n", "[shape]"}, {"a: b: c", "[syntax]"},
		{with("tflops: 1979 sparse"), "[sparse]"}, {with("tflops: 989"), "does not say whether"}, {with("tflops: 1979 dense"), "a sparse rate given as dense?"}, {with("tflops: fast dense"), "[number-format]"},
		{with("price: free"), "price"}, {with("probability: 1"), "[range]"},
	} {
		s, _, problems := read(c.body)
		if s != nil || !strings.Contains(problems, c.want) {
			t.Errorf("%q:\n%swant %s", c.body, problems, c.want)
		}
	}
	_, _, problems := read("tokens: many\nbatch: few\n")
	if n := strings.Count(problems, "error ["); n < 6 {
		t.Errorf("%d problems at once:\n%s", n, problems)
	}
}
