// Package jobs reads the description of one training job, from a small YAML file or from
// the flags of a command line, and makes a job.Spec of it. Keys of the file and names of
// flags are the same rows. Every problem is gathered; what is assumed is listed with
// its source.
package jobs

import (
	"fmt"
	"math"
	"sort"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/model/train"
	"github.com/headroom-planner/headroom/scenarios/catalogue"
	"github.com/headroom-planner/headroom/scenarios/diag"
	"github.com/headroom-planner/headroom/solver/job"
)

// Key is one thing that may be said of a job.
type Key struct {
	Name    string
	Unit    string
	Doc     text.Text
	Default string    // as it would be written; "" for none
	Source  text.Text // of the default
}

// Keys lists what may be said, in the order that people read it.
var Keys = []Key{
	{Name: "model", Doc: text.T("a published model of the catalogue", "một mô hình đã công bố trong danh mục")},
	{Name: "parameters", Doc: text.T("or all parameters, such as 70e9 or 70B", "hoặc tổng số tham số, như 70e9 hay 70B")},
	{Name: "active", Doc: text.T("parameters that one token uses, with experts", "số tham số mà một token dùng, khi có chuyên gia")},
	{Name: "experts", Doc: text.T("routed experts of a layer", "số chuyên gia định tuyến mỗi lớp")},
	{Name: "top-k", Doc: text.T("experts that one token uses", "số chuyên gia mà một token dùng")},
	{Name: "tokens", Doc: text.T("tokens to train on, such as 15e12 or 15T", "số token huấn luyện, như 15e12 hay 15T")},
	{Name: "sequence", Unit: "tokens", Doc: text.T("length of a sequence", "độ dài chuỗi")},
	{Name: "batch", Unit: "sequences", Doc: text.T("global batch", "lô toàn cục")},
	{Name: "precision", Doc: text.T("number format of products: bf16, fp16 or fp8", "định dạng số của phép nhân: bf16, fp16 hay fp8")},
	{Name: "gpu", Doc: text.T("an accelerator of the catalogue", "một bộ tăng tốc trong danh mục")},
	{Name: "tflops", Doc: text.T("peak at the precision when it is not the catalogue's, such as 989 dense", "đỉnh tại độ chính xác đó khi khác danh mục, như 989 dense")},
	{Name: "gpus", Doc: text.T("GPUs there are; with a deadline, the most there may be", "số GPU có; khi có thời hạn, số GPU tối đa")},
	{Name: "deadline", Unit: "days", Doc: text.T("days until the run must end: the fewest GPUs are found", "số ngày phải xong: tìm số GPU ít nhất")},
	{Name: "probability", Doc: text.T("probability with which the deadline is to be met", "xác suất phải đạt thời hạn"), Default: "0.5", Source: text.T("the middle", "xác suất ở giữa")},
	{Name: "software", Doc: text.T("megatron or fsdp", "megatron hoặc fsdp"), Default: "megatron", Source: text.T("what most published runs of pipelines use", "phần lớn các lần chạy song song đường ống đã công bố đều dùng")},
	{Name: "overrun", Doc: text.T("hours over those of a plan: reruns, ramps, evaluation, software", "số giờ so với kế hoạch: chạy lại, khởi động, đánh giá, phần mềm"), Default: "0.8 to 1.95", Source: text.T("eight published runs over plans made without them", "tám lần chạy đã công bố so với kế hoạch lập khi chưa biết chúng")},
	{Name: "failures", Unit: "1/GPU-day", Doc: text.T("failures that stop the job", "sự cố làm dừng tác vụ"), Default: "2.9e-4 to 8.1e-4", Source: text.T("Kokolis et al. 2024 (arXiv 2410.21680), RSC-2 and RSC-1; Llama 3 had 4.7e-4", "Kokolis và cộng sự 2024 (arXiv 2410.21680), RSC-2 và RSC-1; Llama 3 là 4,7e-4")},
	{Name: "restart", Unit: "s", Doc: text.T("until work goes on after a failure, detection among them", "thời gian đến khi chạy tiếp sau sự cố, kể cả phát hiện"), Default: "300 to 1200", Source: text.T("judgement; 540 reach the useful time of Llama 3", "nhận định; 540 giây cho thời gian hữu ích của Llama 3")},
	{Name: "stall", Unit: "s", Doc: text.T("that an asynchronous checkpoint stops the job; 0 when checkpoints block", "thời gian điểm lưu bất đồng bộ làm dừng tác vụ; 0 nếu điểm lưu chặn"), Default: "5", Source: text.T("judgement", "nhận định")},
	{Name: "storage", Unit: "GB/s", Doc: text.T("bandwidth that checkpoints are written with", "băng thông ghi điểm lưu"), Default: "0.08 for each GPU", Source: text.T("Llama 3 (arXiv 2407.21783): 2 TB/s for 24,000 GPUs", "Llama 3 (arXiv 2407.21783): 2 TB/s cho 24.000 GPU")},
	{Name: "load", Doc: text.T("mean draw of servers over nameplate", "công suất trung bình so với công suất ghi nhãn"), Default: "0.7 to 0.85", Source: text.T("a measured node drew 0.76 (arXiv 2506.14551); the ends are judgement", "một nút đo được 0,76 (arXiv 2506.14551); hai đầu khoảng là nhận định")},
	{Name: "pue", Doc: text.T("facility energy over IT energy", "năng lượng cơ sở so với năng lượng CNTT"), Default: "1.1 to 1.4", Source: text.T("judgement", "nhận định")},
	{Name: "repair", Unit: "days", Doc: text.T("that a node is away", "số ngày một nút vắng mặt"), Default: "3", Source: text.T("judgement", "nhận định")},
	{Name: "price", Unit: "USD/GPU-hour", Doc: text.T("price of a GPU-hour; without it rent is not computed", "giá một giờ GPU; không có thì không tính tiền thuê")},
	{Name: "tariff", Unit: "USD/kWh", Doc: text.T("price of energy at the meter; without it energy is not priced", "giá điện tại công tơ; không có thì không tính tiền điện")},
	{Name: "draws", Doc: text.T("number of draws", "số lần rút mẫu"), Default: "4096", Source: text.T("quantiles to about one per cent", "phân vị chính xác đến khoảng một phần trăm")},
	{Name: "seed", Doc: text.T("seed of the random streams", "hạt giống của dòng ngẫu nhiên"), Default: "1", Source: text.T("any", "số bất kỳ")},
}

// Value is a text with the place it stands at.
type Value struct {
	Text string
	Pos  diag.Pos
}

// Assumed is a default that stands in an answer, for people to read.
type Assumed struct {
	Key    string `json:"key"`
	Value  string `json:"value"`
	Unit   string `json:"unit,omitempty"`
	Source string `json:"source"` // in English

	Words text.Text `json:"-"` // the source for readers
}

// File reads the values of a YAML file: one map of keys to words.
func File(name string, body []byte) (map[string]Value, diag.List) {
	var doc yaml.Node
	if err := yaml.Unmarshal(body, &doc); err != nil {
		return nil, diag.List{problem(diag.Pos{File: name, Line: 1, Col: 1}, "syntax", "", err.Error(), "")}
	}
	out := map[string]Value{}
	if len(doc.Content) == 0 {
		return out, nil
	}
	root := doc.Content[0]
	var list diag.List
	at := func(n *yaml.Node) diag.Pos { return diag.Pos{File: name, Line: n.Line, Col: n.Column} }
	if root.Kind != yaml.MappingNode {
		return nil, diag.List{problem(at(root), "shape", "", "a job is a map of keys to values", "write model: Llama 3 70B")}
	}
	for i := 0; i+1 < len(root.Content); i += 2 {
		k, v := root.Content[i], root.Content[i+1]
		switch _, twice := out[k.Value]; {
		case twice:
			list = append(list, problem(at(k), "twice", k.Value, "the key is given twice", ""))
		case place(k.Value) == len(Keys):
			list = append(list, problem(at(k), "unknown-key", k.Value, "no such key", "headroom train --help lists the keys"))
		case v.Kind != yaml.ScalarNode:
			list = append(list, problem(at(v), "shape", k.Value, "one value is expected", ""))
		default:
			out[k.Value] = Value{v.Value, at(v)}
		}
	}
	return out, list
}

func problem(pos diag.Pos, code, path, msg, hint string) diag.Problem {
	return diag.Problem{Pos: pos, Severity: diag.Error, Code: code, Path: path, Message: msg, Hint: hint}
}

// reader takes values out and gathers problems.
type reader struct {
	values  map[string]Value
	list    diag.List
	assumed []Assumed
	whole   diag.Pos // for what is missing
}

func (r *reader) fail(key, code, hint, format string, a ...any) {
	pos := r.whole
	if v, ok := r.values[key]; ok {
		pos = v.Pos
	}
	r.list = append(r.list, problem(pos, code, key, fmt.Sprintf(format, a...), hint))
}

func (r *reader) has(key string) bool { _, ok := r.values[key]; return ok }

// text is a value, or its default, which is noted.
func (r *reader) text(key string) string {
	if v, ok := r.values[key]; ok {
		return strings.TrimSpace(v.Text)
	}
	for _, k := range Keys {
		if k.Name == key && k.Default != "" {
			r.assume(key, k.Default, k.Source)
			return k.Default
		}
	}
	r.fail(key, "missing", "", "%s is missing", key)
	return ""
}

func (r *reader) assume(key, value string, source text.Text) {
	unit := ""
	for _, k := range Keys {
		if k.Name == key {
			unit = k.Unit
		}
	}
	r.assumed = append(r.assumed, Assumed{key, value, unit, source.EN, source})
}

var suffixes = map[byte]float64{'K': 1e3, 'M': 1e6, 'B': 1e9, 'T': 1e12}

// parse reads a number, which may end in K, M, B or T.
func parse(s string) (float64, bool) {
	f := 1.0
	if n := len(s); n > 1 && suffixes[s[n-1]] > 0 {
		f, s = suffixes[s[n-1]], s[:n-1]
	}
	if strings.ContainsAny(s, "_xXpP") {
		return 0, false
	}
	x, err := strconv.ParseFloat(s, 64)
	return x * f, err == nil && !math.IsNaN(x) && !math.IsInf(x, 0)
}

// number is one number within bounds.
func (r *reader) number(key string, lo, hi float64) float64 {
	s := r.text(key)
	if s == "" {
		return 0
	}
	x, ok := parse(s)
	switch {
	case !ok:
		r.fail(key, "number-format", "write 70e9, 70B or 0.5", "%q is not a number here", s)
	case !(x >= lo && x <= hi):
		r.fail(key, "range", "", "%g is outside %g to %g", x, lo, hi)
	default:
		return x
	}
	return 0
}

// count is a whole number within bounds.
func (r *reader) count(key string, lo, hi int) int {
	x := r.number(key, float64(lo), float64(hi))
	if x != math.Trunc(x) {
		r.fail(key, "number-format", "", "%g is not a whole number", x)
	}
	return int(x)
}

// span is a number or two, such as 0.7 to 0.85.
func (r *reader) span(key string, lo, hi float64) job.Range {
	s := r.text(key)
	from, to, two := strings.Cut(s, " to ")
	if !two {
		to = from
	}
	a, ok1 := parse(strings.TrimSpace(from))
	b, ok2 := parse(strings.TrimSpace(to))
	switch {
	case !ok1 || !ok2:
		r.fail(key, "number-format", "write one number, or two such as 0.7 to 0.85, which hold nine in ten", "%q is neither a number nor a range", s)
	case a > b:
		r.fail(key, "range", "write "+to+" to "+from, "the ends are the wrong way round")
	case !(a >= lo && b <= hi):
		r.fail(key, "range", "", "%s is outside %g to %g", s, lo, hi)
	default:
		return job.Range{Low: a, High: b}
	}
	return job.Exactly(1)
}

// Read makes a job of values, with what was assumed; file names where they stand. A list with
// errors means that there is no job.
func Read(file string, values map[string]Value) (*job.Spec, []Assumed, diag.List) {
	r := &reader{values: values, whole: diag.Pos{File: file, Line: 1, Col: 1}}
	s := &job.Spec{}
	s.Job.Model = r.model()
	s.Job.Programme = 1
	s.Job.Tokens = r.number("tokens", 1, 1e18)
	s.Job.Seq = r.count("sequence", 1, 1<<26)
	s.Job.GlobalBatch = r.count("batch", 1, 1<<24)
	if p, ok := catalogue.Precision(r.text("precision")); ok {
		s.Job.Precision = p
	} else if r.has("precision") {
		r.fail("precision", "choice", "one of bf16, fp16, fp8, fp4, fp32", "no such number format")
	}
	r.fleet(s)
	s.Overrun, s.Failures, s.RestartS = r.span("overrun", 0.2, 20), r.span("failures", 1e-7, 0.1), r.span("restart", 1, 1e5)
	s.Fleet.Repair.NodeDays = 1 / (s.Failures.Median() * float64(s.Fleet.NodeGPUs))
	s.Load, s.PUE = r.span("load", 0.1, 1), r.span("pue", 1, 3)
	if r.has("price") {
		s.GPUHour = r.span("price", 1e-3, 1e4)
	}
	if r.has("tariff") {
		s.Tariff = r.span("tariff", 1e-4, 100)
	}
	s.Draws, s.Seed, s.Confident = r.count("draws", 100, 1_000_000), uint64(r.number("seed", 0, 1<<53)), r.number("probability", 0.5, 0.99)
	r.list.Sort()
	sort.SliceStable(r.assumed, func(i, j int) bool { return place(r.assumed[i].Key) < place(r.assumed[j].Key) })
	if r.list.HasErrors() {
		return nil, nil, r.list
	}
	return s, r.assumed, r.list
}

func place(key string) int {
	for i, k := range Keys {
		if k.Name == key {
			return i
		}
	}
	return len(Keys)
}

// model finds a published shape, or makes one of a size.
func (r *reader) model() *train.Transformer {
	sized := r.has("parameters")
	if r.has("model") == sized {
		r.fail("model", "missing", "headroom train --help shows both ways", "give a model of the catalogue, or its parameters")
		return nil
	}
	if !sized {
		for _, k := range []string{"active", "experts", "top-k"} {
			if r.has(k) {
				r.fail(k, "twice", "leave it out, or give parameters instead of a model", "a model of the catalogue has its own")
			}
		}
		ms, err := catalogue.Models()
		if err != nil {
			panic(err) // embedded and tested
		}
		var names []string
		for _, m := range ms {
			if strings.EqualFold(m.Name, r.text("model")) {
				return m.Transformer
			}
			names = append(names, m.Name)
		}
		r.fail("model", "unknown-name", "one of "+strings.Join(names, ", "), "no such model")
		return nil
	}
	total := r.number("parameters", 5e8, 1e14)
	active, experts, topK := total, 0, 0
	if r.has("experts") || r.has("active") || r.has("top-k") {
		if !r.has("active") {
			r.fail("active", "active-missing", "give the parameters that one token uses, such as 37B of 671B", "a mixture of experts needs its active parameters: work follows them, memory the total")
		} else {
			active = r.number("active", 1e7, 1e14)
		}
		if !r.has("experts") {
			r.fail("experts", "missing", "", "active parameters are given, but not how many experts there are")
		} else {
			experts = r.count("experts", 2, 1<<16)
		}
		if !r.has("top-k") && experts > 0 {
			if topK = 8; experts < 64 {
				topK = 2
			}
			r.assume("top-k", strconv.Itoa(topK), text.T("8 of 64 experts and more, 2 of fewer, as most published models have it", "8 trên 64 chuyên gia trở lên, 2 nếu ít hơn, như phần lớn mô hình đã công bố"))
		} else if experts > 0 {
			topK = r.count("top-k", 1, experts-1)
		}
	}
	if r.list.HasErrors() || total == 0 {
		return nil
	}
	t, err := train.Shape(total, active, experts, topK)
	if err != nil {
		r.fail("parameters", "shape", "", "%v", err)
		return nil
	}
	kind := "dense"
	if experts > 0 {
		kind = "with experts"
	}
	r.assume("model", fmt.Sprintf("%d layers of %d, %s", t.Layers, t.Hidden, kind), text.T("a shape in the middle of those published from 2023 to 2025", "cấu trúc ở giữa các mô hình công bố từ 2023 đến 2025"))
	return t
}

// peak takes a rate that is said to be dense, and refuses one that is not, or that is twice what is known.
func (r *reader) peak(s *job.Spec, known []catalogue.Accelerator) {
	written := r.text("tflops")
	number, dense := strings.CutSuffix(written, " dense")
	x, ok := parse(number)
	switch {
	case strings.HasSuffix(written, "sparse"):
		r.fail("tflops", "sparse", "give the dense rate: half of it", "training does not get the factor of structured sparsity")
	case !dense:
		r.fail("tflops", "sparse", "write "+written+" dense, if it is", "the rate does not say whether it is dense or sparse")
	case !ok || !(x >= 1 && x <= 1e5):
		r.fail("tflops", "number-format", "write 989 dense", "%q is no rate from 1 to 100,000 TFLOPS", written)
	case s.Fleet.Accelerator.Name == "" || s.Job.Precision == train.NoPrecision:
		// said already
	default:
		if err := catalogue.CheckDense(s.Fleet.Accelerator.Name, s.Job.Precision, x, known); err != nil {
			r.fail("tflops", "sparse", "give the dense rate", "%v", err)
			return
		}
		a, err := s.Fleet.Accelerator.WithRate(train.Rate{TFLOPS: x, Precision: s.Job.Precision})
		if err == nil {
			err = a.Check()
		}
		if err != nil {
			r.fail("tflops", "range", "", "%v", err)
			return
		}
		s.Fleet.Accelerator = a
	}
}

// fleet reads what the job runs on.
func (r *reader) fleet(s *job.Spec) {
	f := &s.Fleet
	f.Model = train.Mechanistic
	as, err := catalogue.Accelerators()
	if err != nil {
		panic(err) // embedded and tested
	}
	name := r.text("gpu")
	var names []string
	for _, a := range as {
		if strings.EqualFold(a.Name, name) {
			f.Accelerator = a.Accelerator
		}
		names = append(names, a.Name)
	}
	if f.Accelerator.Name == "" && name != "" {
		r.fail("gpu", "unknown-name", "one of "+strings.Join(names, ", "), "no such accelerator")
	}
	if f.Accelerator.Name != "" && s.Job.Precision != train.NoPrecision {
		if _, err := f.Accelerator.PeakTFLOPS(s.Job.Precision); err != nil {
			r.fail("precision", "precision", "", "%v", err)
		}
	}
	if r.has("tflops") {
		r.peak(s, as)
	}
	if r.has("deadline") {
		f.Deadline = r.number("deadline", 1e-3, 1e5)
	}
	switch {
	case r.has("gpus"):
		f.GPUs = r.count("gpus", 1, 1<<24)
	case r.has("deadline"):
		f.GPUs = 131072
		r.assume("gpus", "131072", text.T("a bound of the search: more than any published run", "giới hạn tìm kiếm: lớn hơn mọi lần chạy đã công bố"))
	default:
		r.fail("gpus", "missing", "", "give the GPUs there are, or a deadline")
	}
	switch w := r.text("software"); w {
	case "megatron":
		f.Software = train.Megatron()
	case "fsdp":
		f.Software = train.FSDP()
	default:
		r.fail("software", "choice", "one of megatron, fsdp", "no such software")
	}
	f.AsyncStallS = r.number("stall", 0, 1e5)
	if r.has("storage") {
		f.StorageGBps = r.number("storage", 1e-3, 1e6)
	} else {
		r.text("storage")
		s.StoragePerGPU, f.StorageGBps = 0.08, 1
	}
	f.NodeGPUs = min(8, max(1, f.Accelerator.Domain))
	if f.Accelerator.Domain > 8 {
		f.NodeGPUs = 4 // a tray of a rack
	}
	f.Repair.Days, f.Repair.Shape = r.number("repair", 0, 1e3), 1 // unlike nodes: few cause most
	f.SpareQuantile = 0.99
	f.LoadFactor, f.PUE = 1, 1 // of the ranges
}
