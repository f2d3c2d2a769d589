package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/model/train"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/scenarios"
	"github.com/headroom-planner/headroom/scenarios/diag"
	"github.com/headroom-planner/headroom/scenarios/jobs"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/job"
	"github.com/spf13/cobra"
	"github.com/spf13/viper"
)

// trainedCase is a job's answer on one cluster of a scenario. What the scenario is unsure of, GPUs and prices, is in its middle.
type trainedCase struct {
	Case     string   `json:"case"`
	GPU      string   `json:"gpu"`
	GPUs     int      `json:"gpus"`
	Used     int      `json:"gpus_used"`
	ITMW     float64  `json:"it_mw"`
	Racks    float64  `json:"racks"`
	AllMW    float64  `json:"it_mw_all"` // with network and storage, as the purchase is
	AllRacks float64  `json:"racks_all"`
	Purchase float64  `json:"purchase_musd"`
	Days     job.Band `json:"days"`
	Goodput  job.Band `json:"goodput"`
	Energy   job.Band `json:"facility_gwh"`
	Failed   string   `json:"failed,omitempty"` // why no layout was found
	called   text.Text
}

// trainCases plans one job on every cluster that a scenario asks about.
func trainCases(cmd *cobra.Command, v *viper.Viper, scenario, file string, values map[string]jobs.Value, problems diag.List) error {
	for _, k := range []string{"gpu", "gpus", "deadline"} {
		if _, given := values[k]; given {
			return usage("--cases takes the GPUs of a scenario: leave %s out", k)
		}
	}
	doc, more := scenarios.Load(scenarios.Request{Names: []string{scenario}, Env: os.Environ(), Read: os.ReadFile})
	var plan *solver.Plan
	if doc != nil {
		p, list := doc.Compile()
		plan, more = p, append(more, list...)
	}
	if plan == nil || more.HasErrors() {
		fmt.Fprint(cmd.ErrOrStderr(), more.Text())
		return &exitError{code: exitUsage}
	}
	g := &plan.Base.GPU
	if len(g.Cases) == 0 {
		return usage("%s asks about no clusters (gpu.cases)", scenario)
	}
	c := train.Calibrated()
	var out []trainedCase
	var name string
	for i := range g.Cases {
		x := &g.Cases[i]
		a := &g.Accelerators[int(x.Accelerator)]
		if a.Entry == "" {
			return usage("%s of %s names no entry of the catalogue (gpu.accelerators.%s.entry)", x.Name, scenario, a.Name)
		}
		values["gpu"] = jobs.Value{Text: a.Entry, Pos: diag.Pos{File: "--cases", Line: 1, Col: 1}}
		values["gpus"] = jobs.Value{Text: strconv.Itoa(max(1, int(x.GPUs))), Pos: diag.Pos{File: "--cases", Line: 1, Col: 1}}
		spec, _, list := jobs.Read(file, values)
		if list = append(problems, list...); list.HasErrors() {
			list.Sort()
			fmt.Fprint(cmd.ErrOrStderr(), list.Text())
			return &exitError{code: exitUsage}
		}
		name = spec.Job.Model.Name
		row := trainedCase{Case: x.Name, GPU: a.Entry, GPUs: int(x.GPUs), Purchase: g.Price(a, x.GPUs) / 1e6, called: text.T(x.Name, x.Name)}
		for _, coll := range plan.Collections {
			for _, m := range coll.Members {
				if coll.Key == "gpu.cases" && m.Name == x.Name {
					row.called = m.Called()
				}
			}
		}
		_, row.ITMW, row.Racks = g.House(a, x.GPUs)
		row.AllMW, row.AllRacks = g.HouseAll(a, x.GPUs)
		answer, err := job.Run(&c, spec)
		if err != nil {
			row.Failed = err.Error()
		}
		row.Used, row.Days, row.Goodput = answer.Plan.GPUs, answer.Days, answer.Goodput
		row.Energy = job.Band{P10: answer.FacilMWh.P10 / 1000, P50: answer.FacilMWh.P50 / 1000, P90: answer.FacilMWh.P90 / 1000}
		out = append(out, row)
	}
	if v.GetBool("json") {
		e := json.NewEncoder(cmd.OutOrStdout())
		e.SetIndent("", "  ")
		return e.Encode(map[string]any{"format": 1, "model": name, "scenario": scenario, "cases": out})
	}
	return casesText(cmd, name, scenario, out, text.Lang(v.GetString("lang")))
}

func casesText(cmd *cobra.Command, name, scenario string, cases []trainedCase, lang text.Lang) error {
	say := func(en, vi string) string { return text.T(en, vi).In(lang) }
	n := func(x float64) string { return plots.Significant(x, lang) }
	band := func(b job.Band) string { return n(b.P10) + " – " + n(b.P50) + " – " + n(b.P90) }
	whole := func(x float64) string { return plots.FormatNumber(x, lang, 0) }
	racks := func(x trainedCase) string {
		if x.Racks == 0 {
			return say("none fits", "không đặt vừa")
		}
		return whole(x.Racks) + ", " + whole(x.AllRacks)
	}
	fmt.Fprintf(cmd.OutOrStdout(), say("%s on the clusters of %s, each as one island; P10 – median – P90, GPUs and prices in the middle of the scenario\n",
		"%s trên các cụm của %s, mỗi cụm liên thông; P10 – trung vị – P90, số GPU và giá lấy ở giữa kịch bản\n"), name, scenario)
	w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 4, 2, ' ', 0)
	row := func(cells ...string) { fmt.Fprintln(w, strings.Join(cells, "\t")) }
	row("", "GPU", say("used", "dùng"), say("days", "ngày"), say("time lost, %", "thời gian mất, %"), say("IT MW of nodes, all", "MW CNTT của nút, tổng"), say("racks of nodes, all", "tủ rack của nút, tổng"), say("energy, GWh", "điện năng, GWh"), say("purchase, million USD", "mua sắm, triệu USD"))
	for _, x := range cases {
		if x.Failed != "" {
			row(x.called.In(lang), whole(float64(x.GPUs)), "", x.Failed)
			continue
		}
		lost := job.Band{P10: 100 * (1 - x.Goodput.P90), P50: 100 * (1 - x.Goodput.P50), P90: 100 * (1 - x.Goodput.P10)}
		row(x.called.In(lang), whole(float64(x.GPUs)), whole(float64(x.Used)), band(x.Days), band(lost), n(x.ITMW)+", "+n(x.AllMW), racks(x), band(x.Energy), n(x.Purchase))
	}
	return w.Flush()
}
