package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress shows how far a run is: a bar on a terminal, one plain line every
// few seconds elsewhere, nothing when quiet.
func progress(w io.Writer, quiet bool) func(done, total int) { return progressOf(w, quiet, "draws") }

// progressOf is progress of things that are called so.
func progressOf(w io.Writer, quiet bool, things string) func(done, total int) {
	if quiet {
		return nil
	}
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		return bar(w, things)
	}
	return lines(w, things, 3*time.Second, time.Now)
}

func bar(w io.Writer, things string) func(done, total int) {
	var b *progressbar.ProgressBar
	last := 0
	return func(done, total int) {
		if b == nil || done < last { // another run has begun
			b = progressbar.NewOptions(total,
				progressbar.OptionSetWriter(w),
				progressbar.OptionSetDescription(things),
				progressbar.OptionShowCount(),
				progressbar.OptionThrottle(100*time.Millisecond),
				progressbar.OptionClearOnFinish())
		}
		last = done
		_ = b.Set(done)
	}
}

// lines prints at most one line in every interval, and none for a run that is
// shorter than that.
func lines(w io.Writer, things string, every time.Duration, now func() time.Time) func(done, total int) {
	last := now()
	return func(done, total int) {
		if t := now(); t.Sub(last) >= every {
			last = t
			fmt.Fprintf(w, "%s %d of %d\n", things, done, total)
		}
	}
}
