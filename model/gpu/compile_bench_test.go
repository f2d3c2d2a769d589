package gpu

import (
	"testing"

	"github.com/headroom-planner/headroom/model/serve"
	"github.com/headroom-planner/headroom/model/train"
)

// BenchmarkLayoutsOfExperts searches the layouts of GPT-4's class on H100, as compiling the shipped scenarios does.
func BenchmarkLayoutsOfExperts(b *testing.B) {
	shape, err := train.Shape(1.8e12, 280e9, 16, 2)
	if err != nil {
		b.Fatal(err)
	}
	p := described(b)
	p.Models = []Model{{Name: "g"}}
	p.Models[0].Take(serve.Model{Transformer: shape})
	p.Jobs = []Job{{Model: 0, Tokens: 13e12, Sequence: 8192, Batch: 4096, Residual: 1, Programme: 1, Share: 1}}
	for b.Loop() {
		searched.Clear()
		p.speed(0, h100)
	}
}
