package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/headroom-planner/headroom/scenarios"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/durable"
	"github.com/headroom-planner/headroom/solver/sweep"
)

// pointArgument splits FOLDER@POINT, where FOLDER is a sweep's.
func pointArgument(arg string) (dir, point string, ok bool) {
	i := strings.LastIndex(arg, "@")
	if i < 1 {
		return "", "", false
	}
	if _, err := os.Stat(filepath.Join(arg[:i], "sweep.json")); err != nil {
		return "", "", false
	}
	return arg[:i], arg[i+1:], true
}

// sweepAgain reads the sweep file that a folder was begun with again. What decides the numbers must be as it was.
func sweepAgain(folder *sweep.Folder) (*scenarios.Sweep, error) {
	dir, file := folder.Dir, folder.File
	var err error
	if !filepath.IsAbs(file) {
		file = filepath.Join(dir, file)
	}
	req := scenarios.SweepRequest{File: filepath.ToSlash(file), Read: os.ReadFile}
	for _, f := range folder.Identity.Facts {
		switch {
		case f.Name == "draws":
			req.Draws, err = strconv.Atoi(f.Value)
		case f.Name == "seed":
			var seed uint64
			seed, err = strconv.ParseUint(f.Value, 10, 64)
			req.Seed = &seed
		case f.Name == "design of draws":
			req.Design = f.Value
		case strings.HasPrefix(f.Name, "--set "):
			req.Sets = append(req.Sets, f.Value)
		case strings.HasPrefix(f.Name, "HEADROOM_SET__"):
			req.Env = append(req.Env, f.Name+"="+f.Value)
		}
		if err != nil {
			return nil, usage("%s: %s: %w", dir, f.Name, err)
		}
	}
	sw, problems := scenarios.LoadSweep(req)
	if sw == nil {
		return nil, usage("the sweep file of %s cannot be read again:\n%s", dir, problems.Text())
	}
	// Another build may compare, as it may two runs, if the scenario it compiles is the same.
	var build []durable.Fact
	for _, f := range folder.Identity.Facts {
		if strings.HasPrefix(f.Name, "program") {
			build = append(build, f)
		}
	}
	id, err := sw.Origins(build)
	if err != nil {
		return nil, &exitError{exitUsage, err}
	}
	if id.Hash() != folder.Identity.Hash() {
		return nil, usage("%s was begun with something else. What changed:\n  %s", dir, strings.Join(id.Changed(&folder.Identity), "\n  "))
	}
	return sw, nil
}

// planOfPoint compiles a point of a sweep again, from the sweep file that the folder was begun with.
func planOfPoint(dir, point string) (*solver.Plan, error) {
	folder, err := sweepFolder(dir)
	if err != nil {
		return nil, err
	}
	sw, err := sweepAgain(folder)
	if err != nil {
		return nil, err
	}
	p, err := findPoint(sw, point)
	if err != nil {
		return nil, err
	}
	plan, problems := sw.Compile(p)
	if plan == nil {
		return nil, usage("point %s does not compile:\n%s", p.ID, problems.Text())
	}
	shard, err := folder.Shard(p)
	if err != nil && !errors.Is(err, fs.ErrNotExist) { // a point that was not run yet can be compared
		return nil, &exitError{exitUsage, err}
	}
	if err == nil && shard.Plan != plan.Hash {
		return nil, usage("point %s of %s was made by a program whose reading of the scenario differs from this one's", p.ID, dir)
	}
	plan.Name = dir + "@" + p.ID
	return plan, nil
}

// findPoint finds the one point that an id, its beginning, or axis=value,... names.
func findPoint(sw *scenarios.Sweep, name string) (sweep.Point, error) {
	want := map[int]string{}
	if strings.Contains(name, "=") {
		for _, part := range strings.Split(name, ",") {
			axis, label, ok := strings.Cut(part, "=")
			k := slices.IndexFunc(sw.Spec.Axes, func(a sweep.Axis) bool { return a.Name == strings.TrimSpace(axis) })
			if !ok || k < 0 {
				var axes []string
				for _, a := range sw.Spec.Axes {
					axes = append(axes, a.Name)
				}
				return sweep.Point{}, usage("%q names no axis of the sweep: write axis=value,...; its axes are %s", part, strings.Join(axes, ", "))
			}
			var all []string
			for _, p := range sw.Points {
				if l := p.Labels[k]; l != "" && !slices.Contains(all, l) { // "" is where the axis does not apply
					all = append(all, l)
				}
			}
			said := strings.TrimSpace(label)
			if want[k], ok = sameLabel(all, said); !ok && said != "" {
				const most = 20
				if len(all) > most {
					all = append(all[:most:most], fmt.Sprintf("and %d more", len(all)-most))
				}
				return sweep.Point{}, usage("axis %s of the sweep has no value %q; it has %s", sw.Spec.Axes[k].Name, said, strings.Join(all, ", "))
			}
		}
	}
	var found []sweep.Point
	for _, p := range sw.Points {
		ok := len(want) > 0 || name != "" && strings.HasPrefix(p.ID, name)
		for k, l := range want {
			ok = ok && p.Labels[k] == l
		}
		if ok {
			found = append(found, p)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return sweep.Point{}, usage("the sweep has no point %q; the first column of its table has their names, and axis=value,... names one too", name)
	}
	var ids []string
	for _, p := range found[:min(len(found), 3)] {
		ids = append(ids, fmt.Sprintf("%s (%s)", p.ID, namedPoint(sw, p)))
	}
	return sweep.Point{}, usage("%q names %d points, such as %s: give more axes", name, len(found), strings.Join(ids, "; "))
}
