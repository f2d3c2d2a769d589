package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/model/train"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/scenarios/diag"
	"github.com/headroom-planner/headroom/scenarios/jobs"
	"github.com/headroom-planner/headroom/solver/job"
	"github.com/spf13/cobra"
)

func newTrain() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "train [FILE.yaml]",
		Short: "Plan one training job: GPUs for a deadline, or days on a fleet",
		Long: `train answers for one training run of a language model: how many days it takes
on a fleet, or how many GPUs a deadline needs; the layout, memory, time of a step
and utilisation; goodput, checkpoints and spares; GPU-hours, energy and cost. Each
is given as P10, P50 and P90.

The job stands in a small YAML file whose keys are the names of the flags, or in
flags, which go before the file. A range such as "0.7 to 0.85" holds nine in ten.
What is not given is assumed, and the answer lists every assumption with its source.`,
		Example: `  headroom train --model "Llama 3 70B" --tokens 15T --sequence 8192 --batch 2048 --precision bf16 --gpu H100-SXM --gpus 4096
  headroom train --parameters 671B --active 37B --experts 256 --tokens 14.8T --sequence 4096 --batch 15360 --precision fp8 --gpu H100-SXM --deadline 60
  headroom train my-job.yaml --gpus 2048 --lang vi
  headroom train --model "Llama 3 70B" --tokens 4T --sequence 8192 --batch 1024 --precision bf16 --cases gpu-15x-count`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usage("train takes one file")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return trainJob(cmd, args) },
	}
	f := cmd.Flags()
	for _, k := range jobs.Keys {
		if k.Name == "seed" || k.Name == "draws" {
			continue
		}
		doc := k.Doc.EN
		if k.Unit != "" {
			doc += ", " + k.Unit
		}
		if k.Default != "" {
			doc += " (assumed: " + k.Default + ")"
		}
		f.String(k.Name, "", doc)
	}
	f.Int("draws", 0, "number of draws (default 4096)")
	f.Uint64("seed", 0, "seed of the random streams (default 1)")
	f.String("lang", "en", "language of the answer: en or vi")
	f.Bool("json", false, "print the answer as JSON")
	f.String("cases", "", "a scenario: plan the job on each of its clusters (gpu.cases) in the place of gpu and gpus")
	return cmd
}

func trainJob(cmd *cobra.Command, args []string) error {
	v, err := settings(cmd)
	if err != nil {
		return err
	}
	file, values := "job", map[string]jobs.Value{}
	var problems diag.List
	if len(args) == 1 {
		file = args[0]
		body, err := os.ReadFile(file)
		if err != nil {
			return usage("%w", err)
		}
		if values, problems = jobs.File(file, body); values == nil {
			fmt.Fprint(cmd.ErrOrStderr(), problems.Text())
			return &exitError{code: exitUsage}
		}
	}
	for _, k := range jobs.Keys {
		if f := cmd.Flags().Lookup(k.Name); f.Changed {
			values[k.Name] = jobs.Value{Text: f.Value.String(), Pos: diag.Pos{File: "--" + k.Name, Line: 1, Col: 1}}
		} else if _, given := values[k.Name]; !given && v.IsSet(k.Name) && (k.Name == "draws" || k.Name == "seed") && v.GetString(k.Name) != "0" {
			values[k.Name] = jobs.Value{Text: v.GetString(k.Name), Pos: diag.Pos{File: "HEADROOM", Line: 1, Col: 1}}
		}
	}
	if cases := v.GetString("cases"); cases != "" {
		return trainCases(cmd, v, cases, file, values, problems)
	}
	spec, assumed, more := jobs.Read(file, values)
	if problems = append(problems, more...); problems.HasErrors() {
		problems.Sort()
		fmt.Fprint(cmd.ErrOrStderr(), problems.Text())
		return &exitError{code: exitUsage}
	}
	c := train.Calibrated()
	a, err := job.Run(&c, spec)
	if err != nil {
		return &exitError{exitFailed, err}
	}
	if v.GetBool("json") {
		return trainJSON(cmd.OutOrStdout(), spec, &a, assumed)
	}
	return trainText(cmd.OutOrStdout(), spec, &a, assumed, text.Lang(v.GetString("lang")))
}

// trainText prints the answer for people.
func trainText(out io.Writer, s *job.Spec, a *job.Answer, assumed []jobs.Assumed, lang text.Lang) error {
	say := func(en, vi string) string { return text.T(en, vi).In(lang) }
	n := func(x float64) string {
		switch {
		case math.IsInf(x, 1):
			return say("out of reach", "ngoài tầm")
		case math.Abs(x) >= 100:
			return plots.FormatNumber(x, lang, 0)
		case math.Abs(x) >= 10:
			return plots.FormatNumber(x, lang, 1)
		}
		return plots.FormatNumber(x, lang, 3)
	}
	p := &a.Plan
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	row := func(label string, cells ...string) { fmt.Fprintln(w, label+"\t"+strings.Join(cells, "\t")) }
	band := func(label string, b job.Band, unit string) {
		row(label, n(b.P10), n(b.P50), n(b.P90), unit)
	}
	fmt.Fprintf(out, "%s, %s, %s %s\n", s.Job.Model.Name, s.Job.Precision, n(float64(p.GPUs)), s.Fleet.Accelerator.Name)
	row("", "P10", "P50", "P90")
	if a.Deadline > 0 {
		band(say("GPUs for the deadline", "GPU cho thời hạn"), a.GPUs, say("with 10, 50, 90 % probability of meeting it", "với xác suất đạt 10, 50, 90 %"))
	}
	band(say("days", "số ngày"), a.Days, "")
	band(say("GPU-hours", "giờ GPU"), a.GPUHours, "")
	percent := func(b job.Band) job.Band { return job.Band{P10: 100 * b.P10, P50: 100 * b.P50, P90: 100 * b.P90} }
	band(say("goodput", "thời gian hữu ích"), percent(a.Goodput), "%")
	band(say("stops", "số lần dừng"), a.Stops, "")
	band(say("energy at the meter", "điện năng tại công tơ"), a.FacilMWh, "MWh")
	if s.GPUHour != (job.Range{}) {
		band(say("rent", "tiền thuê"), a.RentUSD, "USD")
	}
	if s.Tariff != (job.Range{}) {
		band(say("energy", "tiền điện"), a.PowerUSD, "USD")
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if a.Deadline > 0 {
		fmt.Fprintf(out, "%s %s: %s %%\n", say("probability that these GPUs meet", "xác suất số GPU này đạt"), n(a.Deadline)+" "+say("days", "ngày"), n(100*a.Meets))
	}
	fmt.Fprintln(out)
	const gib = 1 << 30
	row(say("layout", "bố trí"), p.Layout.String())
	row(say("memory", "bộ nhớ"), fmt.Sprintf("%s / %s GiB, %s", n(p.Memory.Bytes()/gib), n(s.Fleet.Accelerator.UsableGiB), verdict(p.Memory.Verdict(&s.Fleet.Accelerator), lang)))
	row(say("step", "một bước"), fmt.Sprintf("%s s (%s – %s, %s)", n(p.Estimate.Seconds), n(p.Estimate.LowS), n(p.Estimate.HighS), say("nine in ten", "chín trên mười")))
	row("MFU", n(100*p.Estimate.MFU)+" %")
	row(say("checkpoints", "điểm lưu"), fmt.Sprintf("%s TB, %s s, %s %s s", n(p.Checkpoint/1e12), n(p.WriteS), say("every", "mỗi"), n(p.Kept.IntervalS)))
	row(say("spare nodes", "nút dự phòng"), fmt.Sprintf("%d / %d", p.SpareNodes, p.Nodes))
	if err := w.Flush(); err != nil {
		return err
	}
	for _, o := range p.Estimate.Outside {
		fmt.Fprintf(out, "%s: %s\n", say("warning, beyond published runs", "cảnh báo, vượt ngoài các lần chạy đã công bố"), o.Error())
	}
	fmt.Fprintf(out, "\n%s\n", say("assumed", "giả định"))
	for _, x := range assumed {
		row("  "+x.Key, strings.TrimSpace(x.Value+" "+x.Unit), x.Words.In(lang))
	}
	return w.Flush()
}

func verdict(v train.Verdict, lang text.Lang) string {
	return map[train.Verdict]text.Text{train.Fits: text.T("fits", "vừa"), train.Tight: text.T("tight", "sát"), train.DoesNotFit: text.T("does not fit", "không vừa")}[v].In(lang)
}

// trainJSON prints the answer for programs; what nobody asked is left out, and what is out of reach is null.
func trainJSON(out io.Writer, s *job.Spec, a *job.Answer, assumed []jobs.Assumed) error {
	type quantiles struct {
		P10 *float64 `json:"p10"`
		P50 *float64 `json:"p50"`
		P90 *float64 `json:"p90"`
	}
	finite := func(x float64) *float64 {
		if math.IsInf(x, 0) || math.IsNaN(x) {
			return nil
		}
		return &x
	}
	q := func(b job.Band) *quantiles { return &quantiles{finite(b.P10), finite(b.P50), finite(b.P90)} }
	p := &a.Plan
	doc := map[string]any{
		"format": 1, "model": s.Job.Model.Name, "gpu": s.Fleet.Accelerator.Name, "precision": s.Job.Precision.String(), "gpus": p.GPUs,
		"days": q(a.Days), "gpu_hours": q(a.GPUHours), "goodput": q(a.Goodput), "stops": q(a.Stops), "facility_mwh": q(a.FacilMWh),
		"layout": map[string]any{"tensor": p.Layout.TP, "pipeline": p.Layout.PP, "data": p.Layout.DP, "context": p.Layout.CP, "expert": p.Layout.EP, "virtual": p.Layout.Virtual,
			"zero": p.Layout.ZeRO, "micro_batch": p.Layout.MicroBatch, "recompute": p.Layout.Recompute.String()},
		"memory_bytes": p.Memory.Bytes(), "memory_verdict": p.Memory.Verdict(&s.Fleet.Accelerator).String(),
		"step_s": p.Estimate.Seconds, "step_low_s": p.Estimate.LowS, "step_high_s": p.Estimate.HighS, "mfu": p.Estimate.MFU,
		"checkpoint_bytes": p.Checkpoint, "checkpoint_write_s": p.WriteS, "checkpoint_interval_s": finite(p.Kept.IntervalS), "nodes": p.Nodes, "spare_nodes": p.SpareNodes,
		"assumed": append([]jobs.Assumed{}, assumed...),
	}
	if a.Deadline > 0 {
		doc["deadline_days"], doc["deadline_probability"], doc["gpus_for_deadline"] = a.Deadline, a.Meets, q(a.GPUs)
	}
	if s.GPUHour != (job.Range{}) {
		doc["rent_usd"] = q(a.RentUSD)
	}
	if s.Tariff != (job.Range{}) {
		doc["energy_usd"] = q(a.PowerUSD)
	}
	outside := []string{}
	for _, o := range p.Estimate.Outside {
		outside = append(outside, o.Error())
	}
	doc["outside"] = outside
	e := json.NewEncoder(out)
	e.SetIndent("", "  ")
	return e.Encode(doc)
}
