package main

import (
	"encoding/csv"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/plots/report"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/spf13/viper"
)

// wants reads --target and --metric as numbers of the run; none gives usual.
func (d drawing) wants(usual []solver.Want) ([]solver.Want, error) {
	var out []solver.Want
	for _, id := range d.targets {
		t, ok := d.set.Target(id)
		if !ok {
			return nil, usage("%s has no target %s", d.dir, id)
		}
		out = append(out, solver.Want{Metric: t.Metric.Key, Entity: t.Entity, At: t.At})
	}
	for _, m := range d.metrics {
		w, err := parseWant(m, d.set.Axis.End())
		if err != nil {
			return nil, err
		}
		if !d.set.Axis.Has(w.At) {
			return nil, usage("--metric %s: %s lies outside the run", m, w.At)
		}
		out = append(out, w)
	}
	if len(out) == 0 {
		return usual, nil
	}
	return out, nil
}

// targetWants are the numbers of the run's targets, each once.
func (d drawing) targetWants() []solver.Want {
	var out []solver.Want
	for i := range d.set.Targets {
		t := &d.set.Targets[i]
		if w := (solver.Want{Metric: t.Metric.Key, Entity: t.Entity, At: t.At}); !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// columns are the draws of each number: as the folder holds them, or drawn
// again from its scenario, to the same bits.
func (d drawing) columns(wants []solver.Want) ([][]float64, error) {
	out := make([][]float64, len(wants))
	var lacking []solver.Want
	for i, w := range wants {
		if out[i] = d.set.Column(result.ColumnName(w.Metric, w.Entity, w.At)); out[i] == nil {
			lacking = append(lacking, w)
		}
	}
	if len(lacking) == 0 {
		return out, nil
	}
	plan, err := planOfRun(d.cmd, d.dir)
	if err != nil {
		return nil, err
	}
	for _, w := range lacking {
		if !plan.Measures(w.Metric, w.Entity) {
			return nil, usage("%s has no metric %s of %s; headroom list metrics shows them", d.dir, w.Metric, w.Entity)
		}
	}
	cols, err := solver.Watch(d.cmd.Context(), plan, lacking, solver.Options{Progress: progress(d.cmd.ErrOrStderr(), false)})
	if err != nil {
		return nil, err
	}
	k := 0
	for i := range out {
		if out[i] == nil {
			out[i] = cols[k].Values
			k++
		}
	}
	return out, nil
}

func (d drawing) exceedance() ([]report.Named, error) {
	wants, err := d.wants(d.targetWants())
	if err != nil {
		return nil, err
	}
	if len(wants) == 0 {
		return nil, usage("%s has no target: say --metric KEY@MONTH", d.dir)
	}
	cols, err := d.columns(wants)
	if err != nil {
		return nil, err
	}
	var out []report.Named
	for i, w := range wants {
		n, ok := report.Exceedance(d.set, w.Metric, w.Entity, w.At, cols[i], d.lang)
		if !ok {
			return nil, usage("%s of %s in %s is one number in all draws of %s", w.Metric, w.Entity, w.At, d.dir)
		}
		out = append(out, n)
	}
	return out, nil
}

// traded are the metrics whose trade-off is shown when none is named.
var traded = []string{"datacenter.facility_capacity", "finance.cumulative", "power.emissions"}

func (d drawing) scatter() ([]report.Named, error) {
	var usual []solver.Want
	for _, key := range traded {
		if _, ok := d.set.Find(key, solver.All); ok {
			usual = append(usual, solver.Want{Metric: key, Entity: solver.All, At: d.set.Axis.End()})
		}
	}
	wants, err := d.wants(usual)
	if err != nil {
		return nil, err
	}
	if len(wants) < 2 || len(wants) > 5 {
		return nil, usage("--kind scatter is of two to five numbers: --metric KEY@MONTH for each, or --target ID")
	}
	cols, err := d.columns(wants)
	if err != nil {
		return nil, err
	}
	var all []report.Traded
	for i, w := range wants {
		all = append(all, report.Traded{Metric: w.Metric, Entity: w.Entity, At: w.At, Values: cols[i]})
	}
	n, ok := report.Scatter(d.set, all, d.lang)
	return d.one(n, ok, "it shows metrics of the run by draw (headroom list metrics)")
}

// sense draws tornado and sensitivity, from a file of headroom sense --csv or
// worked out now for one number.
func (d drawing) sense() ([]report.Named, error) {
	s, err := d.sensed()
	if err != nil {
		return nil, err
	}
	if d.kind == "tornado" {
		n, ok := report.Tornado(d.set, s, d.lang)
		return d.one(n, ok, "the file has no rows of the method tornado")
	}
	out := report.Sensitivities(d.set, s, d.lang)
	if len(out) == 0 {
		return nil, usage("%s has no rows of the methods sobol, given, regression or morris", d.from)
	}
	return out, nil
}

func (d drawing) sensed() (report.Sense, error) {
	if d.from != "" {
		if len(d.metrics)+len(d.targets) > 0 {
			return report.Sense{}, usage("--from says which number it is of: leave out --metric and --target")
		}
		return d.senseFile()
	}
	if len(d.metrics)+len(d.targets) != 1 {
		return report.Sense{}, usage("--kind %s explains one number: one --target ID or --metric KEY@MONTH, or --from a file of headroom sense --csv", d.kind)
	}
	plan, err := planOfRun(d.cmd, d.dir)
	if err != nil {
		return report.Sense{}, err
	}
	q := &question{plan: plan, folder: d.dir, opt: solver.Options{Progress: progress(d.cmd.ErrOrStderr(), true)}}
	if err := q.about(strings.Join(d.targets, ""), strings.Join(d.metrics, "")); err != nil {
		return report.Sense{}, err
	}
	method := "given"
	if d.kind == "tornado" {
		method = "tornado"
	}
	r := &senseReport{w: io.Discard, lang: d.lang, q: q}
	if err := q.answer(d.cmd.Context(), method, viper.New(), &drawn{q: q}, r); err != nil {
		return report.Sense{}, err
	}
	return report.Sense{Metric: q.want.Metric, Entity: q.want.Entity, At: q.want.At, Rows: r.rows}, nil
}

// senseFile reads a file of headroom sense --csv; it must be of the run's scenario.
func (d drawing) senseFile() (s report.Sense, err error) {
	rows, err := readTable(d.from)
	if err != nil {
		return s, err
	}
	if !slices.Equal(rows[0], senseHead) {
		return s, usage("%s is no file of headroom sense --csv: its columns are not %s", d.from, strings.Join(senseHead, ","))
	}
	for i, row := range rows[1:] {
		if row[9] != d.set.Hash {
			return s, usage("%s is of another scenario (%.8s) than %s (%.8s)", d.from, row[9], d.dir, d.set.Hash)
		}
		at, err := axis.ParseMonth(row[8])
		if err != nil {
			return s, usage("%s:%d: %s", d.from, i+2, err)
		}
		r := report.SenseRow{Method: row[0], Statistic: row[2], Lo: math.NaN(), Hi: math.NaN()}
		if row[1] != "" {
			r.Inputs = strings.Split(row[1], between)
		}
		for k, to := range []*float64{&r.Value, &r.Lo, &r.Hi} {
			if row[3+k] == "" && k > 0 {
				continue
			}
			if *to, err = strconv.ParseFloat(row[3+k], 64); err != nil {
				return s, usage("%s:%d: %q is no number", d.from, i+2, row[3+k])
			}
		}
		s.Metric, s.Entity, s.At = row[6], row[7], at
		s.Rows = append(s.Rows, r)
	}
	return s, nil
}

// readTable reads CSV with a head and at least one row, all as long as the head.
func readTable(path string) ([][]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, usage("--from: %w", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, usage("%s: %w", path, err)
	}
	if len(rows) < 2 {
		return nil, usage("%s has no rows", path)
	}
	return rows, nil
}

// heat reads a table of three columns: two inputs and a value. A value called
// probability is a share from 0 to 1.
func (d drawing) heat() ([]report.Named, error) {
	rows, err := readTable(d.from)
	if err != nil {
		return nil, err
	}
	head := rows[0]
	if len(head) != 3 {
		return nil, usage("%s has %d columns; a heat map takes three: x, y and value", d.from, len(head))
	}
	g := report.Grid{XName: head[0], YName: head[1], ZName: head[2], Share: strings.HasPrefix(strings.ToLower(head[2]), "p(") || slices.Contains([]string{"probability", "xác suất"}, strings.ToLower(head[2]))}
	for i, row := range rows[1:] {
		var n [3]float64
		for k, cell := range row {
			x, err := strconv.ParseFloat(strings.TrimSpace(cell), 64)
			if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
				return nil, usage("%s:%d: %q is no number", d.from, i+2, cell)
			}
			n[k] = x
		}
		g.X, g.Y, g.Z = append(g.X, n[0]), append(g.Y, n[1]), append(g.Z, n[2])
	}
	n, err := report.Heat(d.set, g, d.lang)
	if err != nil {
		return nil, usage("%s: %w", d.from, err)
	}
	return []report.Named{n}, nil
}
