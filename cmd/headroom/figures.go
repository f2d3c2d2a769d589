package main

import (
	"bytes"
	"context"
	"io"
	"runtime"
	"strings"
	"sync"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/plots/report"
	"github.com/headroom-planner/headroom/solver/result"
)

// picture is one figure in one language and format.
type picture struct {
	name string
	fig  plots.Figure
	svg  bool
	data bytes.Buffer
	err  error
}

// writeFigures renders every figure in every language as PNG and SVG, over
// all processors, and writes them in a fixed order; then the report.
// It ends between two figures when ctx does.
func writeFigures(ctx context.Context, f *result.Folder, set *result.Set, command string) error {
	var all []*picture
	for _, lang := range text.Langs {
		for _, n := range report.Figures(set, lang) {
			svg := svgName(n.Name, lang)
			all = append(all, &picture{name: svg, fig: n.Figure, svg: true}, &picture{name: strings.TrimSuffix(svg, ".svg") + ".png", fig: n.Figure})
		}
	}
	render(ctx, all)
	if err := ctx.Err(); err != nil {
		return err // some figures are empty
	}
	for _, p := range all {
		if p.err != nil {
			return p.err
		}
		if err := f.Write(p.name, func(w io.Writer) error { _, err := w.Write(p.data.Bytes()); return err }); err != nil {
			return err
		}
	}
	return f.Write("report.html", func(w io.Writer) error {
		return report.HTML(until{ctx, w}, set, report.Options{Command: command})
	})
}

// svgName is the file of a figure in a run folder.
func svgName(name string, lang text.Lang) string {
	return "figures/" + name + "." + string(lang) + ".svg"
}

// render draws the figures that it comes to before ctx ends.
func render(ctx context.Context, all []*picture) {
	theme := plots.Light()
	next := make(chan *picture)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for p := range next {
				if p.svg {
					p.err = plots.WriteSVG(&p.data, p.fig, theme, plots.Slide)
				} else {
					p.err = plots.WritePNG(&p.data, p.fig, theme, plots.Slide)
				}
			}
		})
	}
	for _, p := range all {
		if ctx.Err() != nil {
			break
		}
		next <- p
	}
	close(next)
	wg.Wait()
}
