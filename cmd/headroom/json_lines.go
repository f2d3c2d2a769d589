package main

import (
	"encoding/json"
	"io"
	"path/filepath"
	"time"

	"github.com/headroom-planner/headroom/solver/result"
	"github.com/spf13/cobra"
	"github.com/spf13/viper"
)

// drawsLine is a line of --json that says how far draws are.
type drawsLine struct {
	Event   string  `json:"event"` // "draws"
	Shard   int     `json:"shard,omitempty"`
	Of      int     `json:"of,omitempty"`
	Done    int     `json:"done"`
	Total   int     `json:"total"`
	Seconds float64 `json:"seconds"`
}

// shardLine is the last line of --json of a shard.
type shardLine struct {
	Event string `json:"event"` // "shard"
	Shard int    `json:"shard"`
	Of    int    `json:"of"`
	First int    `json:"first"` // draw, from 1
	Last  int    `json:"last"`
	Bytes int64  `json:"bytes"`
	File  string `json:"file"`
	Had   bool   `json:"had"` // it was there and whole
}

// runLine is the last line of --json of a run.
type runLine struct {
	Event   string       `json:"event"` // "run" or "merged"
	Draws   int          `json:"draws"`
	Run     string       `json:"run"` // folder
	Targets []targetLine `json:"targets"`
}

// targetLine is the answer to one target. Met is there where the target is required.
type targetLine struct {
	ID          string  `json:"id"`
	Probability float64 `json:"probability"`
	SE          float64 `json:"se"`
	Met         *bool   `json:"met,omitempty"`
}

// endLine says what a run found.
func endLine(event string, folder *result.Folder, set *result.Set) runLine {
	out := runLine{Event: event, Draws: set.Draws, Run: filepath.ToSlash(folder.Path()), Targets: []targetLine{}}
	for i := range set.Targets {
		t := &set.Targets[i]
		out.Targets = append(out.Targets, targetLine{t.ID, t.Probability, t.SE, t.Met})
	}
	return out
}

// drawsProgress is the progress of draws: lines of JSON on stdout with --json, else what people read on stderr. shard is
// 0 of a whole run.
func drawsProgress(cmd *cobra.Command, v *viper.Viper, shard, of int) func(done, total int) {
	if !v.GetBool("json") {
		return progress(cmd.ErrOrStderr(), v.GetBool("quiet"))
	}
	return jsonDraws(cmd.OutOrStdout(), shard, of, time.Second, time.Now)
}

// jsonDraws prints at most one line in every interval, and one at the end.
func jsonDraws(w io.Writer, shard, of int, every time.Duration, now func() time.Time) func(done, total int) {
	begin := now()
	last := begin
	lines := json.NewEncoder(w)
	return func(done, total int) {
		if t := now(); t.Sub(last) >= every || done == total {
			last = t
			_ = lines.Encode(drawsLine{"draws", shard, of, done, total, t.Sub(begin).Seconds()})
		}
	}
}
