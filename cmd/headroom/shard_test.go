package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/headroom-planner/headroom/solver/durable"
)

// numbersOf are the bytes of a run folder that hold numbers.
func numbersOf(t *testing.T, dir string) []byte {
	t.Helper()
	var out []byte
	for _, name := range []string{"summary.csv", "targets.json", "result.json", "draws.parquet", "scenario.yaml"} {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, b...)
	}
	return out
}

// TestShardKilled kills the drawing of shards at random moments, two processes on one shard at a time: every
// shard is whole or absent, and the run of all has the bytes of an undivided one.
func TestShardKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("runs shards many times")
	}
	dir := t.TempDir()
	whole, shards, run := filepath.Join(dir, "whole"), filepath.Join(dir, "shards"), filepath.Join(dir, "run")
	scenario := []string{"run", "memphis", "--draws", "5000", "--quiet"}
	headroom := func(args ...string) *exec.Cmd {
		return exec.Command("headroom", append(scenario[:len(scenario):len(scenario)], args...)...)
	}
	part := func(i int) *exec.Cmd { return headroom("--shard", string(rune('0'+i))+"/2", "--out", shards) }
	if b, err := headroom("--out", whole, "--no-figures").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, b)
	}
	begin := time.Now()
	if b, err := headroom("--shard", "1/2", "--out", filepath.Join(dir, "other")).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, b)
	}
	took := time.Since(begin)
	for k := range 4 {
		a, b := part(1+k%2), part(1+k%2)
		if err := a.Start(); err != nil {
			t.Fatal(err)
		}
		if err := b.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rand.Int64N(int64(took))))
		_, _ = a.Process.Kill(), b.Process.Kill()
		_, _ = a.Wait(), b.Wait()
	}
	found, err := filepath.Glob(filepath.Join(shards, "shards", "*.shard"))
	left, err2 := filepath.Glob(filepath.Join(shards, "shards", durable.TempPrefix+"*"))
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	t.Logf("%d shards and %d files that were begun after 8 kills", len(found), len(left))
	for i := 1; i <= 2; i++ {
		if b, err := exec.Command("headroom", append(scenario[:3:3], "5000", "--shard", string(rune('0'+i))+"/2", "--out", shards)...).CombinedOutput(); err != nil || strings.Contains(string(b), "damaged") {
			t.Fatalf("%v\n%s", err, b)
		}
	}
	if b, err := exec.Command("headroom", "merge", shards, "--out", run, "--no-figures", "--quiet").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, b)
	}
	if !bytes.Equal(numbersOf(t, run), numbersOf(t, whole)) {
		t.Error("shards of killed processes make another run")
	}
	if left, _ := filepath.Glob(filepath.Join(shards, "shards", durable.TempPrefix+"*")); len(left) > 0 {
		t.Errorf("%v is left after the merge", left)
	}
}

// TestShardsOfAnotherProgram: a merge by another build than the one that drew is refused, and so is drawing on.
func TestShardsOfAnotherProgram(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	do := func(args ...string) (int, string) {
		var stdout, stderr bytes.Buffer
		code := run(args, &stdout, &stderr)
		return code, stderr.String()
	}
	draw := []string{"run", "memphis", "--draws", "100", "--shard", "1/1", "--quiet", "--nice", "0"}
	if code, err := do(draw...); code != exitDone {
		t.Fatal(code, err)
	}
	was := buildFacts
	t.Cleanup(func() { buildFacts = was })
	buildFacts = func() ([]durable.Fact, error) {
		return []durable.Fact{{Name: "program", Value: program()}, {Name: "program's file", Value: "0123"}}, nil
	}
	if code, err := do("merge", "shards/memphis", "--nice", "0"); code != exitUsage || !strings.Contains(err, "program's file is ") || !strings.Contains(err, "merge them with the program that drew them") {
		t.Errorf("exit code %d: %s", code, err)
	}
	if code, err := do(draw...); code != exitUsage || !strings.Contains(err, "program's file: 0123, was ") {
		t.Errorf("exit code %d: %s", code, err)
	}
	if left, err := os.ReadDir("runs"); err == nil && len(left) > 0 {
		t.Errorf("%v is left", left)
	}
}

// TestShardLines: with --json everything on stdout is a line of JSON, and the last one says what was made.
func TestShardLines(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	do := func(args ...string) (last map[string]any) {
		t.Helper()
		var stdout, stderr bytes.Buffer
		if code := run(append(args, "--json", "--quiet", "--nice", "0"), &stdout, &stderr); code != exitDone || stderr.Len() > 0 {
			t.Fatalf("%q: exit code %d: %s", args, code, stderr.String())
		}
		events := map[any]bool{}
		for d := json.NewDecoder(&stdout); d.More(); {
			last = nil
			if err := d.Decode(&last); err != nil {
				t.Fatal(err)
			}
			events[last["event"]] = true
		}
		if had, _ := last["had"].(bool); !events["draws"] && !had {
			t.Errorf("%q: no progress", args)
		}
		return last
	}
	for _, shard := range []string{"1/2", "2/2"} {
		got := do("run", "memphis", "--draws", "4096", "--shard", shard)
		i := float64(shard[0] - '0')
		if got["event"] != "shard" || got["shard"] != i || got["of"] != 2.0 || got["first"] != 2048*(i-1)+1 || got["last"] != 2048*i || got["had"] != false || got["bytes"].(float64) < 1000 {
			t.Error(got)
		}
		if again := do("run", "memphis", "--draws", "4096", "--shard", shard); again["had"] != true || again["bytes"] != got["bytes"] || again["file"] != got["file"] {
			t.Error(again)
		}
	}
	got := do("merge", "shards/memphis", "--no-figures")
	one := do("run", "memphis", "--draws", "4096", "--no-figures")
	if got["event"] != "merged" || one["event"] != "run" || got["run"] != "runs/memphis-001" || one["run"] != "runs/memphis-002" || got["draws"] != 4096.0 {
		t.Error(got, one)
	}
	if err := os.WriteFile("file", nil, 0o644); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	if code := run([]string{"merge", "shards/memphis", "--out", "file/run", "--quiet", "--nice", "0"}, &stdout, &stderr); code != exitFailed || !strings.Contains(stderr.String(), "every shard that was written is kept") {
		t.Errorf("a merge that cannot write: exit code %d: %s", code, stderr.String())
	}
	if a, b := got["targets"].([]any), one["targets"].([]any); len(a) == 0 || !reflect.DeepEqual(a, b) {
		t.Error(a, b)
	}
}

// TestJSONDraws: a line at most in every interval, and one at the end.
func TestJSONDraws(t *testing.T) {
	at := time.Unix(0, 0)
	var b bytes.Buffer
	show := jsonDraws(&b, 2, 3, time.Second, func() time.Time { return at })
	for done := 1; done <= 5; done++ {
		at = at.Add(400 * time.Millisecond)
		show(done, 5)
	}
	if want := `{"event":"draws","shard":2,"of":3,"done":3,"total":5,"seconds":1.2}
{"event":"draws","shard":2,"of":3,"done":5,"total":5,"seconds":2}
`; b.String() != want {
		t.Errorf("%s, not %s", b.String(), want)
	}
}

// TestShardsStandBack: the drawing of a shard stands back for others as a sweep does, and a run does not.
func TestShardsStandBack(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("reads /proc")
	}
	dir := t.TempDir()
	nice := func(process string) string {
		b, err := os.ReadFile("/proc/" + process + "/stat")
		if err != nil {
			t.Fatal(err)
		}
		return strings.Fields(string(b[bytes.LastIndexByte(b, ')')+1:]))[16] // field 19 of proc(5)
	}
	for _, c := range []struct {
		want string
		args []string
	}{
		{"10", []string{"--shard", "1/1", "--out", filepath.Join(dir, "shards")}},
		{"13", []string{"--shard", "1/1", "--out", filepath.Join(dir, "others"), "--nice", "13"}},
		{nice("self"), []string{"--no-figures", "--out", filepath.Join(dir, "run")}}, // tests before may have lowered our own
	} {
		cmd := exec.Command("headroom", append([]string{"run", "memphis", "--draws", "400000", "--json", "--quiet"}, c.args...)...)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		_, err = bufio.NewReader(out).ReadString('\n') // it draws by now
		if err != nil {
			t.Fatal(err)
		}
		got := nice(strconv.Itoa(cmd.Process.Pid))
		_, _ = cmd.Process.Kill(), cmd.Wait()
		if got != c.want {
			t.Errorf("%q has nice %s, not %s", c.args, got, c.want)
		}
	}
}
