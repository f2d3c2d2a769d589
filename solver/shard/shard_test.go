package shard

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/durable"
	"github.com/headroom-planner/headroom/solver/known"
	"github.com/headroom-planner/headroom/solver/result"
)

const draws = 2*result.FoldSize + 100

func head(shards int) *Head {
	p := known.P1(draws)
	return &Head{Name: "p1", Draws: draws, Shards: shards, Command: "headroom run p1 --draws 4196", Scenario: "title: p1\n", Set: p.Describe(),
		Facts: []durable.Fact{{Name: "scenario", Value: "abc"}, {Name: "seed", Value: "57"}, {Name: "program", Value: "1"}}}
}

func quote(s string) string { return "'" + s + "'" }

func create(t *testing.T, dir string, h *Head) *Folder {
	t.Helper()
	f, err := Create(dir, h)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// draw makes a shard of P1.
func draw(t *testing.T, f *Folder, i int) error {
	t.Helper()
	return f.Draw(i, 1+i%2, func(part solver.Part, to solver.Sink) error {
		return solver.RunPart(t.Context(), known.P1(draws), part, solver.Options{Workers: i}, to)
	})
}

// drawn is a folder with all shards.
func drawn(t *testing.T, shards int) *Folder {
	t.Helper()
	f := create(t, filepath.Join(t.TempDir(), "s"), head(shards))
	for i := shards; i >= 1; i-- {
		if err := draw(t, f, i); err != nil {
			t.Fatal(err)
		}
	}
	return f
}

func written(t *testing.T, s *result.Set, err error) []byte {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := errors.Join(result.WriteSummary(&b, s), result.WriteDraws(&b, s), result.WriteResult(&b, s)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func undivided(t *testing.T) []byte {
	t.Helper()
	s, err := solver.Run(t.Context(), known.P1(draws), solver.Options{})
	return written(t, s, err)
}

func merged(t *testing.T, dirs ...string) []byte {
	t.Helper()
	r, err := Gather(dirs, quote)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	s, err := solver.Merge(t.Context(), known.P1(draws), r, solver.Options{Workers: 2})
	return written(t, s, err)
}

// TestFoldersMakeTheRun: shards in one folder, or in two, make the bytes of the undivided run.
func TestFoldersMakeTheRun(t *testing.T) {
	want := undivided(t)
	f := drawn(t, 3)
	if !bytes.Equal(merged(t, f.Dir), want) {
		t.Error("three shards make another run")
	}
	other := create(t, filepath.Join(t.TempDir(), "other"), head(3))
	if err := draw(t, other, 2); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(f.Path(2)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(merged(t, f.Dir, other.Dir), want) {
		t.Error("shards of two folders make another run")
	}
	whole := drawn(t, 1)
	if !bytes.Equal(merged(t, whole.Dir), want) {
		t.Error("one shard makes another run")
	}
}

// TestSameShard: a shard has the same bytes with any number of workers.
func TestSameShard(t *testing.T) {
	var want []byte
	for _, workers := range []int{1, 3} {
		f := create(t, filepath.Join(t.TempDir(), "s"), head(2))
		err := f.Draw(2, workers, func(part solver.Part, to solver.Sink) error {
			return solver.RunPart(t.Context(), known.P1(draws), part, solver.Options{Workers: workers}, to)
		})
		b, err2 := os.ReadFile(f.Path(2))
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		if want == nil {
			want = b
		}
		if !bytes.Equal(b, want) {
			t.Errorf("%d workers make another shard", workers)
		}
	}
}

// TestCodec: every bit of every number comes back, and what repeats takes little.
func TestCodec(t *testing.T) {
	enc, err := newEncoder()
	if err != nil {
		t.Fatal(err)
	}
	dec, err := decoder()
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{0, 1, 7, 256, 3000} {
		for _, stride := range []int{1, 100, 2048} {
			x := make([]float64, n)
			for i := range x {
				x[i] = math.Float64frombits(r.Uint64()) // NaN, infinities and all
			}
			var room, room2 []byte
			b := pack(enc, x, stride, &room)
			got := make([]float64, n)
			if err := unpack(dec, b, got, stride, &room2); err != nil {
				t.Fatal(err)
			}
			if !slices.EqualFunc(x, got, func(a, b float64) bool { return math.Float64bits(a) == math.Float64bits(b) }) {
				t.Errorf("%d numbers with stride %d come back as others", n, stride)
			}
			if err := unpack(dec, b, make([]float64, n+1), stride, &room2); err == nil {
				t.Error("one number more comes back")
			}
		}
	}
	same := make([]float64, 10*2048)
	for i := range same {
		same[i] = r.Float64()
		if i >= 2048 {
			same[i] = same[i-2048]
		}
	}
	var room []byte
	if b := pack(enc, same, 2048, &room); len(b) > 8*2048*11/10 {
		t.Errorf("ten months of the same numbers take %d bytes, one takes %d", len(b), 8*2048)
	}
}

// TestDamage: a shard that is truncated or changed anywhere is told by a merge with the command that makes it,
// set aside by the next run and drawn again; one of another version or run is left alone.
func TestDamage(t *testing.T) {
	want := undivided(t)
	for _, d := range []struct {
		name   string
		damage func([]byte) []byte
		says   string
		left   error
	}{
		{"empty", func([]byte) []byte { return nil }, "does not begin", nil},
		{"truncated in its first line", func(b []byte) []byte { return b[:10] }, "does not begin", nil},
		{"truncated after it", func(b []byte) []byte { return b[:20] }, "truncated", nil},
		{"truncated", func(b []byte) []byte { return b[:len(b)/2] }, "truncated", nil},
		{"truncated by a byte", func(b []byte) []byte { return b[:len(b)-1] }, "truncated", nil},
		{"one bit of a record", func(b []byte) []byte { b[len(b)/3] ^= 1; return b }, "checksum of the record", nil},
		{"one bit of the index", func(b []byte) []byte { b[len(b)-60] ^= 1; return b }, "checksum", nil},
		{"its last line", func(b []byte) []byte { b[len(b)-3] ^= 1; return b }, "damaged", nil},
		{"another version", func(b []byte) []byte { return bytes.Replace(b, []byte("draws 1\n"), []byte("draws 2\n"), 1) }, "format 2, this program reads 1", durable.ErrVersion},
		{"another shard", nil, "another shard of this", ErrForeign},
	} {
		t.Run(d.name, func(t *testing.T) {
			f := drawn(t, 3)
			from := 2
			if d.damage == nil {
				from = 1
			}
			b, err := os.ReadFile(f.Path(from))
			if d.damage != nil {
				b = d.damage(b)
			}
			if err != nil || os.WriteFile(f.Path(2), b, 0o644) != nil {
				t.Fatal(err)
			}
			err = mergeOf(t, f.Dir)
			if err == nil || !strings.Contains(err.Error(), d.says) || !strings.Contains(err.Error(), "000002.shard") {
				t.Errorf("a merge says %v, not %q", err, d.says)
			}
			var lost *IncompleteError
			if d.left == nil && (!errors.As(err, &lost) || !slices.Equal(lost.Missing, []int{2}) || !strings.Contains(err.Error(), "headroom run p1 --draws 4196 --shard 2/3 --out '"+f.Dir+"'")) {
				t.Errorf("%v does not say how to make the shard", err)
			}
			ok, said, err := f.Has(2)
			if d.left != nil {
				if got, _ := os.ReadFile(f.Path(2)); !errors.Is(err, d.left) || !bytes.Equal(got, b) {
					t.Errorf("%v; the file is left alone: %t", err, bytes.Equal(got, b))
				}
				return
			}
			if ok || err != nil || !strings.Contains(said, d.says) {
				t.Errorf("%t %v, said %q", ok, err, said)
			}
			if got, err := os.ReadFile(f.Path(2) + durable.Damaged); err != nil || !bytes.Equal(got, b) {
				t.Errorf("the damaged file is lost: %v", err)
			}
			if err := draw(t, f, 2); err != nil {
				t.Fatal(err)
			}
			if ok, _, err := f.Has(2); !ok || err != nil {
				t.Errorf("%t %v", ok, err)
			}
			if !bytes.Equal(merged(t, f.Dir), want) {
				t.Error("the run is another one")
			}
		})
	}
}

// mergeOf is the error of a merge as the command makes it.
func mergeOf(t *testing.T, dirs ...string) error {
	t.Helper()
	r, err := Gather(dirs, quote)
	if err != nil {
		return err
	}
	defer r.Close()
	if _, err = solver.Merge(t.Context(), known.P1(draws), r, solver.Options{}); errors.Is(err, durable.ErrDamaged) {
		return r.Verify()
	}
	return err
}

// TestMissing: a merge lists what is missing, with commands, and writes nothing.
func TestMissing(t *testing.T) {
	f := create(t, filepath.Join(t.TempDir(), "s"), head(3))
	if err := draw(t, f, 2); err != nil {
		t.Fatal(err)
	}
	err := mergeOf(t, f.Dir)
	var lost *IncompleteError
	if !errors.As(err, &lost) || !slices.Equal(lost.Missing, []int{1, 3}) || !strings.Contains(err.Error(), "2 of 3 shards of p1") || strings.Contains(err.Error(), "--shard 2/3") {
		t.Errorf("%v", err)
	}
	if _, err := Gather([]string{t.TempDir()}, quote); err == nil || !strings.Contains(err.Error(), "no folder of shards") {
		t.Errorf("an empty folder: %v", err)
	}
	many := create(t, filepath.Join(t.TempDir(), "s"), &Head{Name: "p", Draws: 1_000_000, Shards: 400, Command: "c", Set: known.P1(draws).Describe()})
	if err := mergeOf(t, many.Dir); err == nil || strings.Count(err.Error(), "--shard") != mostListed || !strings.Contains(err.Error(), "and 380 more") {
		t.Errorf("%v", err)
	}
}

// TestOtherRuns: a folder of another run is refused with what differs, when it is drawn into and when it is merged.
func TestOtherRuns(t *testing.T) {
	f := drawn(t, 2)
	for _, c := range []struct {
		says   string
		change func(*Head)
	}{
		{"scenario: abd, was abc", func(h *Head) { h.Facts[0].Value = "abd" }},
		{"seed: 58, was 57", func(h *Head) { h.Facts[1].Value = "58" }},
		{"program: 2, was 1", func(h *Head) { h.Facts[2].Value = "2" }},
		{"divided into 3 shards, was 2", func(h *Head) { h.Shards = 3 }},
		{"the words or origins of the scenario", func(h *Head) { h.Scenario += "# note\n" }},
		{"draws is new: 5", func(h *Head) { h.Facts = append(h.Facts, durable.Fact{Name: "draws", Value: "5"}) }},
		{"the words or origins of the scenario", func(h *Head) { h.Set.Knowledge = "2025-10-30" }},
	} {
		h := head(2)
		c.change(h)
		_, err := Create(f.Dir, h)
		var changed *durable.ChangedError
		if !errors.As(err, &changed) || len(changed.Changes) != 1 || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%v does not say %q", err, c.says)
		}
		other := create(t, filepath.Join(t.TempDir(), "s"), h)
		_, err = Gather([]string{f.Dir, other.Dir}, quote)
		var mixed *MixedError
		if !errors.As(err, &mixed) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%v does not say %q", err, c.says)
		}
		// A shard that was copied from another run.
		b, err := os.ReadFile(f.Path(1))
		if err != nil || os.MkdirAll(filepath.Dir(other.Path(1)), 0o755) != nil || os.WriteFile(other.Path(1), b, 0o644) != nil {
			t.Fatal(err)
		}
		if _, err := Gather([]string{other.Dir}, quote); !errors.Is(err, ErrForeign) {
			t.Errorf("a shard of another run: %v", err)
		}
	}
	mine := t.TempDir()
	if err := os.WriteFile(filepath.Join(mine, "notes.txt"), []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Create(mine, head(2)); err == nil || !strings.Contains(err.Error(), "no folder of shards") {
		t.Errorf("a folder of other things is taken: %v", err)
	}
}

// TestHead: the head comes back as it was, a damaged one is told by a merge and written again by a run.
func TestHead(t *testing.T) {
	f := drawn(t, 2)
	path := filepath.Join(f.Dir, headName)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	a, err := json.Marshal(head(2))
	b, err2 := json.Marshal(f.Head)
	if err != nil || err2 != nil || !bytes.Equal(a, b) {
		t.Errorf("the head is\n%s\nnot\n%s", b, a)
	}
	if err := os.WriteFile(path, whole[:len(whole)/2], 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Gather([]string{f.Dir}, quote); !errors.Is(err, durable.ErrDamaged) || !strings.Contains(err.Error(), "the command of any of its shards writes it again") {
		t.Errorf("%v", err)
	}
	create(t, f.Dir, head(2))
	if again, err := os.ReadFile(path); err != nil || !bytes.Equal(again, whole) {
		t.Errorf("the head is another one (%v)", err)
	}
	if !bytes.Equal(merged(t, f.Dir), undivided(t)) {
		t.Error("the run is another one")
	}
	if err := os.WriteFile(path, bytes.Replace(whole, []byte("headroom-run 1 "), []byte("headroom-run 2 "), 1), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Create(f.Dir, head(2)); !errors.Is(err, durable.ErrVersion) {
		t.Errorf("%v", err)
	}
}

// full is a file on a disk with so much space left.
type full struct {
	*os.File
	left int
}

func (f *full) Write(b []byte) (int, error) {
	if f.left -= len(b); f.left < 0 {
		n, _ := f.File.Write(b[:len(b)/2])
		return n, &fs.PathError{Op: "write", Path: f.Name(), Err: syscall.ENOSPC}
	}
	return f.File.Write(b)
}

// TestNoSpace: a full disk, or an error of the run, leaves no shard and no other file.
func TestNoSpace(t *testing.T) {
	f := create(t, filepath.Join(t.TempDir(), "s"), head(2))
	f.disk.Create = func(path string) (io.WriteCloser, error) {
		w, err := os.OpenFile(path, os.O_WRONLY, 0)
		return &full{w, 100_000}, err
	}
	err := draw(t, f, 1)
	var e *durable.Error
	if !errors.As(err, &e) || !strings.Contains(err.Error(), "has no space left") {
		t.Errorf("%v", err)
	}
	f.disk.Create = nil
	broken := errors.New("draw 7: not a number")
	if err := f.Draw(1, 1, func(solver.Part, solver.Sink) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	if left, err := os.ReadDir(filepath.Join(f.Dir, below)); err != nil || len(left) > 0 {
		t.Errorf("%v is left (%v)", left, err)
	}
	if err := os.WriteFile(filepath.Join(f.Dir, below, durable.TempPrefix+"1"), make([]byte, 1000), 0o644); err != nil {
		t.Fatal(err)
	}
	if n := f.Leftover(); n != 1000 {
		t.Errorf("%d bytes are left over", n)
	}
	for i := 1; i <= 2; i++ {
		if err := draw(t, f, i); err != nil {
			t.Fatal(err)
		}
	}
	r, err := Gather([]string{f.Dir}, quote)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if r.SweepUp(); f.Leftover() != 0 {
		t.Error("what was left over stays")
	}
	if size, err := f.Size(1); err != nil || r.Bytes() <= size {
		t.Errorf("%d bytes of %d (%v)", size, r.Bytes(), err)
	}
	if err := f.Draw(3, 1, nil); err == nil {
		t.Error("shard 3 of 2")
	}
}

// BenchmarkCodec is the packing and unpacking of a series that wanders from month to month.
func BenchmarkCodec(b *testing.B) {
	const n, months = result.FoldSize, 63
	x := make([]float64, n*months)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range x {
		x[i] = 100 + r.NormFloat64()
		if i >= n {
			x[i] = x[i-n] + r.Float64()
		}
	}
	enc, err := newEncoder()
	if err != nil {
		b.Fatal(err)
	}
	dec, err := decoder()
	if err != nil {
		b.Fatal(err)
	}
	var room []byte
	packed := pack(enc, x, n, &room)
	b.Run("pack", func(b *testing.B) {
		b.SetBytes(8 * n * months)
		for b.Loop() {
			packed = pack(enc, x, n, &room)
		}
		b.ReportMetric(float64(len(packed))/(8*n*months), "ratio")
	})
	b.Run("unpack", func(b *testing.B) {
		b.SetBytes(8 * n * months)
		for b.Loop() {
			if err := unpack(dec, packed, x, n, &room); err != nil {
				b.Fatal(err)
			}
		}
	})
}
