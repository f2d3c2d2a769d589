package main

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots/report"
	"github.com/headroom-planner/headroom/solver/sweep"
)

// read reads the table: the rows that are wanted, and all keys.
func (d *sweepDrawing) read(folder *sweep.Folder) error {
	want := map[string]bool{}
	for _, m := range d.metrics {
		m, _, _ = strings.Cut(m, "@")
		key, _ := keyEntity(m)
		want[key] = true
	}
	t, err := folder.Table(func(k sweep.Key) bool { return k.Kind == "target" || want[k.Metric] })
	if errors.Is(err, fs.ErrNotExist) {
		return usage("%s has no table yet: headroom sweep merge %s makes it, with --partial where points are missing", d.dir, d.dir)
	}
	if err != nil {
		return &exitError{exitUsage, err}
	}
	id := &folder.Identity
	d.keys = t.Keys
	d.s = report.Swept{Table: t, Points: t.All(), Of: id.Points, Name: id.Name, Hash: id.Hash(), Replicates: 1}
	for _, f := range id.Facts {
		switch f.Name {
		case "scenario":
			d.s.Scenario = f.Value
		case "seed":
			d.s.Seed = f.Value
		case "draws":
			d.s.Draws, _ = strconv.Atoi(f.Value) // as this program wrote it
		}
	}
	if shard, err := folder.First(); err == nil && d.s.Draws == 0 { // a shard knows how many it had
		d.s.Draws = shard.Draws
	}
	for _, a := range t.Axes {
		d.s.Axes = append(d.s.Axes, report.SweptAxis{Name: a, Words: map[string]text.Text{}})
	}
	return nil
}

// axes lists some axes with the values that points have, for a message.
func (d *sweepDrawing) axes(which []int) string {
	var out []string
	for _, a := range which {
		l := slices.Clone(d.s.Table.Values(a, d.s.Points))
		for i := range l {
			if l[i] == "" {
				l[i] = "(where it does not apply)"
			}
		}
		const listed = 12
		more := ""
		if len(l) > listed {
			more = fmt.Sprintf(", and %d more", len(l)-listed)
			l = l[:listed]
		}
		out = append(out, "  "+d.s.Table.Axes[a]+": "+strings.Join(l, ", ")+more)
	}
	return strings.Join(out, "\n")
}

func (d *sweepDrawing) axis(flag, name string) (int, error) {
	if a := slices.Index(d.s.Table.Axes, name); a >= 0 {
		return a, nil
	}
	return 0, usage("%s: the sweep has no axis %q; it has\n%s", flag, name, d.axes(allOf(len(d.s.Table.Axes))))
}

func allOf(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// hold keeps the points that --where says.
func (d *sweepDrawing) hold() error {
	t := d.s.Table
	kept := map[string][]string{}
	for _, w := range d.where {
		name, value, ok := strings.Cut(w, "=")
		if !ok {
			return usage("--where %s: write axis=value", w)
		}
		a, err := d.axis("--where "+w, strings.TrimSpace(name))
		if err != nil {
			return err
		}
		label, ok := sameLabel(t.Values(a, t.All()), value)
		if !ok {
			return usage("--where %s: the axis has no such value; it has\n%s", w, d.axes([]int{a}))
		}
		if name = t.Axes[a]; kept[name] == nil {
			d.s.Held = append(d.s.Held, name)
		}
		kept[name] = append(kept[name], label)
	}
	for _, name := range d.s.Held {
		d.s.Points = t.Where(d.s.Points, slices.Index(t.Axes, name), kept[name])
	}
	if len(d.s.Points) == 0 {
		return usage("no point has all of --where %s", strings.Join(d.where, " --where "))
	}
	for _, f := range []struct{ flag, name string }{{"--x", d.x}, {"--y", d.y}} {
		if f.name == "" {
			continue
		}
		a, err := d.axis(f.flag, f.name)
		if err != nil {
			return err
		}
		free := t.Free(d.s.Points)
		if slices.Contains(free, a) {
			continue
		}
		if len(t.Values(a, d.s.Points)) > 1 {
			return usage("%s %s: the axis is zipped to one before it; the axes to choose from are\n%s", f.flag, f.name, d.axes(free))
		}
		return usage("%s %s: the axis has one value among these points; those that differ are\n%s", f.flag, f.name, d.axes(free))
	}
	if d.x != "" && d.x == d.y {
		return usage("--x and --y are one axis")
	}
	return nil
}

// sameLabel finds a label as people write it: to the letter, without caring for blanks, or its number alone.
func sameLabel(labels []string, want string) (string, bool) {
	if slices.Contains(labels, want) {
		return want, true
	}
	bare := func(s string) string { return strings.ReplaceAll(s, " ", "") }
	for _, l := range labels {
		if l != "" && bare(l) == bare(want) {
			return l, true
		}
	}
	known := slices.DeleteFunc(slices.Clone(labels), func(l string) bool { return l == "" })
	x, unit, ok := sweep.Numbers(known)
	y, u, ok2 := sweep.Numbers([]string{want})
	if ok && ok2 && (u == "" || u == unit) {
		if i := slices.Index(x, y[0]); i >= 0 {
			return known[i], true
		}
	}
	return "", false
}
