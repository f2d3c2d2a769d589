// Command bench runs the reference problems P1 to P4 with headroom and with its
// peers in one go, checks that all agree to sampling error, and prints the
// table of docs/PERFORMANCE.md:
//
//	go run ./testdata/bench [-repeat 3] [-python /usr/bin/python3]
//
// numpy and scipy, OpenTURNS and a C compiler are used where they are; what is
// missing is named and left out.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/known"
	"github.com/headroom-planner/headroom/solver/sample"
	"github.com/headroom-planner/headroom/solver/sense"
)

type row struct {
	Problem string
	Engine  string
	Seconds float64
	M       int
	Check   []float64
}

var repeat = flag.Int("repeat", 3, "repetitions; the median counts")

func main() {
	python := flag.String("python", "/usr/bin/python3", "a Python with numpy and scipy, and OpenTURNS where it is")
	flag.Parse()
	rows := slices.Concat(ours(), cLoop(), peers(*python))
	bad := agree(rows)
	print(rows)
	for _, b := range bad {
		fmt.Println("DISAGREES:", b)
	}
	if len(bad) > 0 {
		os.Exit(1)
	}
}

// median times f.
func median(f func()) float64 {
	var t []float64
	for range *repeat {
		begin := time.Now()
		f()
		t = append(t, time.Since(begin).Seconds())
	}
	slices.Sort(t)
	return t[len(t)/2]
}

func must[T any](x T, err error) T {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return x
}

func ours() (rows []row) {
	ctx := context.Background()
	for _, workers := range []int{1, 2} {
		var check []float64
		p := known.P1(1_000_000)
		s := median(func() {
			set := must(solver.Run(ctx, p, solver.Options{Workers: workers}))
			c := &set.Series[0]
			check = []float64{c.Mean[5], c.Q[0][5], c.Q[1][5], c.Q[3][5], c.Q[5][5], c.Q[6][5]}
		})
		rows = append(rows, row{"P1", fmt.Sprintf("headroom, %d thread(s)", workers), s, 0, check})
	}
	f := known.SobolG(0, 1, 4.5, 9, 99, 99, 99, 99)
	model := func(_ context.Context, u [][]float64) ([]float64, error) {
		y, p := make([]float64, len(u[0])), make([]float64, len(u))
		for d := range y {
			for i := range p {
				p[i] = u[i][d]
			}
			y[d] = f.Eval(p)
		}
		return y, nil
	}
	var groups [][]int
	for i := range 8 {
		groups = append(groups, []int{i})
	}
	var check []float64
	s := median(func() {
		check = make([]float64, 16)
		for i, x := range must(sense.Indices(ctx, model, 8, groups, 1<<16, 57)) {
			check[i], check[8+i] = x.First.Value, x.Total.Value
		}
	})
	rows = append(rows, row{"P2", "headroom, interval of 100 resamples, 1 thread", s, 0, check})
	for _, m := range []int{10, 12, 14, 16} {
		rows = append(rows, row{"P3", "headroom", 0, m, meanErrors(m)})
	}
	for _, workers := range []int{1, 2} {
		p := known.P4(1_000_000)
		var worst float64
		s := median(func() {
			in, _, err := solver.Draw(ctx, p, []solver.Want{{Metric: "linear.sum", Entity: solver.All, At: axis.M(2025, 1)}}, solver.Options{Workers: workers})
			if err != nil {
				panic(err)
			}
			_ = in
		})
		in, _, _ := solver.Draw(ctx, p, []solver.Want{{Metric: "linear.sum", Entity: solver.All, At: axis.M(2025, 1)}}, solver.Options{})
		for i := range in {
			for j := range i {
				// The margins are uniform: Pearson's correlation is Spearman's.
				worst = max(worst, math.Abs(correlation(in[i].Values, in[j].Values)-math.Pow(0.7, float64(i-j))))
			}
		}
		rows = append(rows, row{"P4", fmt.Sprintf("headroom, %d thread(s)", workers), s, 0, []float64{worst}})
	}
	return rows
}

func correlation(x, y []float64) float64 {
	var sx, sy, xx, yy, xy float64
	n := float64(len(x))
	for i := range x {
		a, b := x[i]-0.5, y[i]-0.5
		sx, sy, xx, yy, xy = sx+a, sy+b, xx+a*a, yy+b*b, xy+a*b
	}
	return (xy/n - sx*sy/n/n) / math.Sqrt((xx/n-sx*sx/n/n)*(yy/n-sy*sy/n/n))
}

// meanErrors are the root mean square errors of P3's two means over 32 scramblings.
func meanErrors(m int) []float64 {
	a, b := 0.0, 0.0
	for seed := range uint64(32) {
		l := sample.Layout{Design: sample.Sobol, Seed: seed, Draws: 1 << m, Replicates: 1}
		x := make([][]float64, 12)
		for d := range x {
			x[d] = make([]float64, 1<<m)
			for lo := 0; lo < 1<<m; lo += 256 {
				l.Column(d, uint64(1000+d), uint32(lo/256), x[d][lo:min(lo+256, 1<<m)])
			}
		}
		f, g := 0.0, 0.0
		for i := range x[0] {
			p, s := 1.0, 0.0
			for j := range x {
				p *= 1 + (x[j][i]-0.5)/float64(j+1)
				s += math.Sqrt2 * math.Erfinv(2*x[j][i]-1)
			}
			f += p
			g += math.Exp(0.1 * s)
		}
		n := float64(int(1) << m)
		a += (f/n - 1) * (f/n - 1) / 32
		b += (g/n - math.Exp(0.06)) * (g/n - math.Exp(0.06)) / 32
	}
	return []float64{math.Sqrt(a), math.Sqrt(b)}
}

// here is where the peers are, from the module's root.
const here = "testdata/bench/peers"

func cLoop() []row {
	exe := filepath.Join(os.TempDir(), "headroom-bench-p1")
	defer os.Remove(exe)
	if out, err := exec.Command("cc", "-O3", "-march=native", "-ffast-math", filepath.Join(here, "p1.c"), "-o", exe, "-lm").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "no C loop: %v %s\n", err, out)
		return nil
	}
	return lines(exec.Command(exe, fmt.Sprint(*repeat)))
}

func peers(python string) []row {
	cmd := exec.Command(python, filepath.Join(here, "peers.py"), fmt.Sprint(*repeat))
	cmd.Env = append(os.Environ(), "OMP_NUM_THREADS=1", "OPENBLAS_NUM_THREADS=1", "MKL_NUM_THREADS=1")
	return lines(cmd)
}

// lines reads a row from each line of a command's output.
func lines(cmd *exec.Cmd) (rows []row) {
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v; left out\n", filepath.Base(cmd.Path), err)
	}
	for s := bufio.NewScanner(bytes.NewReader(out)); s.Scan(); {
		var r row
		if err := json.Unmarshal(s.Bytes(), &r); err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", s.Text(), err)
			continue
		}
		rows = append(rows, r)
	}
	return rows
}

// agree lists what differs by more than sampling error allows.
func agree(rows []row) (bad []string) {
	f := known.SobolG(0, 1, 4.5, 9, 99, 99, 99, 99)
	for _, r := range rows {
		switch r.Problem {
		case "P1": // a million draws: standard errors of 0.3 for the mean, 0.3 to 1.2 for the quantiles
			for i, want := range []float64{806.1, 415.3, 473.05, 753.3, 1204.3, 1377.2} {
				if tol := []float64{1.5, 1.5, 1.5, 1.8, 4, 6}[i]; math.Abs(r.Check[i]-want) > tol {
					bad = append(bad, fmt.Sprintf("%s %s: number %d is %.2f, want %.2f", r.Problem, r.Engine, i, r.Check[i], want))
				}
			}
		case "P2":
			for i := range f.First {
				if math.Abs(r.Check[i]-f.First[i]) > 0.05 || math.Abs(r.Check[8+i]-f.Total[i]) > 0.05 {
					bad = append(bad, fmt.Sprintf("%s %s: input %d has %g and %g", r.Problem, r.Engine, i, r.Check[i], r.Check[8+i]))
				}
			}
		case "P4":
			if r.Check[0] > 0.005 {
				bad = append(bad, fmt.Sprintf("%s %s: a rank correlation is off by %g", r.Problem, r.Engine, r.Check[0]))
			}
		}
	}
	return bad
}

func print(rows []row) {
	first := map[string]float64{}
	f := known.SobolG(0, 1, 4.5, 9, 99, 99, 99, 99)
	fmt.Print("| problem | engine | seconds | over headroom, 1 thread | largest error |\n|---|---|---|---|---|\n")
	for _, r := range rows {
		if r.Problem == "P3" {
			continue
		}
		if first[r.Problem] == 0 {
			first[r.Problem] = r.Seconds
		}
		e := "–"
		switch r.Problem {
		case "P2":
			s, t := 0.0, 0.0
			for i := range f.First {
				s, t = max(s, math.Abs(r.Check[i]-f.First[i])), max(t, math.Abs(r.Check[8+i]-f.Total[i]))
			}
			e = fmt.Sprintf("%.1e first, %.1e total", s, t)
		case "P4":
			e = fmt.Sprintf("%.4f of rank correlation", r.Check[0])
		}
		fmt.Printf("| %s | %s | %.3f | %.2f | %s |\n", r.Problem, r.Engine, r.Seconds, r.Seconds/first[r.Problem], e)
	}
	fmt.Print("\n| P3: error of the mean, 32 scramblings | product, headroom | product, scipy | lognormal, headroom | lognormal, scipy |\n|---|---|---|---|---|\n")
	for _, a := range rows {
		for _, b := range rows {
			if a.Problem == "P3" && b.Problem == "P3" && a.M == b.M && a.Engine == "headroom" && b.Engine == "scipy" {
				fmt.Printf("| 2^%d points | %.2e | %.2e | %.2e | %.2e |\n", a.M, a.Check[0], b.Check[0], a.Check[1], b.Check[1])
			}
		}
	}
}
