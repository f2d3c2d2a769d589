package outside

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"
)

// slurm is a cluster of daemons of one machine, in a private folder: munged, a controller, node daemons.
type slurm struct {
	t    *testing.T
	dir  string
	ctld *exec.Cmd
	node map[string]*exec.Cmd
}

// start starts a daemon in the foreground with its log in the folder.
func (s *slurm) start(name string, args ...string) *exec.Cmd {
	s.t.Helper()
	log, err := os.OpenFile(filepath.Join(s.dir, filepath.Base(name)+".out"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		s.t.Fatal(err)
	}
	c := exec.Command(name, args...)
	c.Stdout, c.Stderr = log, log
	if err := c.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { s.kill(c); log.Close() })
	return c
}

func (s *slurm) kill(c *exec.Cmd) {
	if c.ProcessState == nil {
		_ = c.Process.Kill()
		_ = c.Wait()
	}
}

// ports finds free ports: n in a row, then one more.
func ports(t *testing.T, n int) (first, other int) {
	t.Helper()
	for range 100 {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		first = l.Addr().(*net.TCPAddr).Port
		l.Close()
		free := first+n < 65536
		for i := 0; i <= n && free; i++ {
			l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", first+i))
			if free = err == nil; free {
				l.Close()
			}
		}
		if free {
			return first, first + n
		}
	}
	t.Fatal("no free ports")
	return 0, 0
}

// cluster starts Slurm with four nodes, or skips the test and says what is missing.
func cluster(t *testing.T) *slurm {
	t.Helper()
	if runtime.GOOS != "linux" || os.Getuid() != 0 {
		t.Skip("only root of Linux can start Slurm's daemons")
	}
	for _, tool := range []string{"munged", "slurmctld", "slurmd", "sbatch", "scontrol", "scancel", "sinfo", "squeue"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not installed: apt-get install slurm-wlm munge", tool)
		}
	}
	dir, err := os.MkdirTemp("", "slurm") // paths of sockets must be short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	s := &slurm{t: t, dir: dir, node: map[string]*exec.Cmd{}}
	key := make([]byte, 1024)
	if _, err := rand.Read(key); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "munge.key"), key, 0o400); err != nil {
		t.Fatal(err)
	}
	socket := filepath.Join(dir, "munge.socket")
	s.start("munged", "--foreground", "--force", "--socket="+socket, "--key-file="+filepath.Join(dir, "munge.key"), "--pid-file="+filepath.Join(dir, "munged.pid"),
		"--log-file="+filepath.Join(dir, "munged.log"), "--seed-file="+filepath.Join(dir, "munged.seed"), "--num-threads=2")
	s.until("the socket of munge", func() bool { _, err := os.Stat(socket); return err == nil })
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	first, ctld := ports(t, 4)
	conf := filepath.Join(dir, "slurm.conf")
	body := fmt.Sprintf(`ClusterName=headroom
SlurmctldHost=%[2]s(127.0.0.1)
SlurmctldPort=%[3]d
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=%[1]s/munge.socket
CredType=cred/munge
StateSaveLocation=%[1]s/state
SlurmdSpoolDir=%[1]s/spool-%%n
SlurmctldPidFile=%[1]s/slurmctld.pid
SlurmdPidFile=%[1]s/slurmd-%%n.pid
SlurmctldLogFile=%[1]s/slurmctld.log
SlurmdLogFile=%[1]s/slurmd-%%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
JobAcctGatherType=jobacct_gather/none
MpiDefault=none
ReturnToService=2
SlurmdTimeout=10
MaxArraySize=33
SchedulerParameters=batch_sched_delay=0,sched_min_interval=100000
NodeName=n[1-4] NodeHostname=%[2]s NodeAddr=127.0.0.1 Port=%[4]d-%[5]d CPUs=1 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
`, dir, host, ctld, first, first+3)
	body = strings.Replace(body, fmt.Sprintf("Port=%d-%d", first, first+3), fmt.Sprintf("Port=[%d-%d]", first, first+3), 1)
	if err := os.WriteFile(conf, []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv("SLURM_CONF", conf)
	s.controller()
	for i := 1; i <= 4; i++ {
		s.daemon(fmt.Sprintf("n%d", i))
	}
	s.until("four nodes idle", func() bool {
		b, _ := exec.Command("sinfo", "-h", "-t", "idle", "-o", "%D").Output()
		return strings.TrimSpace(string(b)) == "4"
	})
	return s
}

// configure adds a line to what the daemons read when they start.
func (s *slurm) configure(line string) {
	f, err := os.OpenFile(filepath.Join(s.dir, "slurm.conf"), os.O_APPEND|os.O_WRONLY, 0)
	if err == nil {
		_, err = fmt.Fprintln(f, line)
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

// controller starts the controller, which remembers its jobs.
func (s *slurm) controller() { s.ctld = s.start("slurmctld", "-D") }

func (s *slurm) daemon(name string) {
	if err := os.MkdirAll(filepath.Join(s.dir, "spool-"+name), 0o755); err != nil {
		s.t.Fatal(err)
	}
	s.node[name] = s.start("slurmd", "-D", "-N", name)
}

func (s *slurm) until(what string, ok func() bool) {
	s.t.Helper()
	for range 600 {
		if ok() {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	logs, _ := filepath.Glob(filepath.Join(s.dir, "*.log"))
	for _, l := range logs {
		b, _ := os.ReadFile(l)
		s.t.Logf("%s:\n%s", filepath.Base(l), b[max(0, len(b)-1500):])
	}
	s.t.Fatalf("not within a minute: %s", what)
}

// tariffs is a sweep of 64 points.
const tariffs = `version: 1
scenario: vietnam
draws: 16
axes:
  reach: {path: structure.mobile.coverage.reach, values: {elasticity: {elasticity: 1}, radio: {radio: 1}}}
  tariff: {path: power.tariff.growth, range: {from: 0, to: 8, steps: 32, unit: "%/year"}}
keep: {months: [2030-12]}
`

// tables are the bytes of a sweep's tables.
func tables(t *testing.T, dir string) []byte {
	t.Helper()
	var out []byte
	for _, name := range []string{"table.csv", "table.parquet"} {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, b...)
	}
	return out
}

// exitIncomplete is headroom's exit code for a sweep that has points left.
const exitIncomplete = 5

// TestSlurm gives 64 points to a real Slurm cluster, kills a node daemon and the controller on the way, starts the
// controller again and submits what is missing: the table has the bytes of a sweep without a cluster.
func TestSlurm(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a cluster")
	}
	s := cluster(t)
	dir := t.TempDir()
	file := filepath.Join(dir, "kill.yaml")
	if err := os.WriteFile(file, []byte(tariffs), 0o644); err != nil {
		t.Fatal(err)
	}
	own, shared := filepath.Join(dir, "own"), filepath.Join(dir, "shared")
	begin := time.Now()
	if b, err := exec.Command(headroom, "sweep", file, "--out", own, "--quiet", "--nice", "0").CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, b)
	}
	t.Logf("64 points without a cluster in %.1f s", time.Since(begin).Seconds())

	submit := func(extra ...string) (*exec.Cmd, *bytes.Buffer) {
		c := exec.Command(headroom, append([]string{"sweep", "submit", file, "--engine", "slurm", "--out", shared, "--poll", "100ms", "--nice", "0"}, extra...)...)
		var out bytes.Buffer
		c.Stdout, c.Stderr = &out, &out
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		return c, &out
	}
	shards := func() int {
		found, _ := filepath.Glob(filepath.Join(shared, "shards/*/*.shard"))
		return len(found)
	}
	first, out := submit("--deadline", "8s")
	s.until("ten points", func() bool { return shards() >= 10 })
	s.kill(s.node["n1"])
	s.kill(s.ctld)
	t.Logf("a node daemon and the controller are killed after %d points", shards())
	if err := first.Wait(); first.ProcessState.ExitCode() != exitIncomplete {
		t.Fatalf("exit code %d (%v)\n%s", first.ProcessState.ExitCode(), err, out)
	}
	at := shards()
	if at < 10 || at >= 64 {
		t.Fatalf("%d points at the deadline", at)
	}
	b, err := exec.Command(headroom, "sweep", "status", shared).CombinedOutput()
	t.Logf("%s (%v)", b, err)

	// A controller that was killed may have forgotten its last job numbers. It would give them away again, and nodes that ran a job of
	// that number are drained ("Duplicate jobid"): an administrator has it begin elsewhere.
	s.configure("FirstJobId=1000")
	s.controller() // n1 stays away
	job := regexp.MustCompile(`as job (\d+)`).FindSubmatch(out.Bytes())
	if job == nil {
		t.Fatalf("no job in\n%s", out)
	}
	s.until("the first job's end", func() bool {
		_ = exec.Command("scancel", string(job[1])).Run()
		b, err := exec.Command("squeue", "-h").Output()
		return err == nil && len(bytes.TrimSpace(b)) == 0
	})
	// A task that Slurm gives to a node which died unseen is requeued and held until an administrator releases it. Slurm sees the death
	// when SlurmdTimeout is over, or when it is told.
	s.until("n1 down", func() bool {
		_ = exec.Command("scontrol", "update", "NodeName=n1", "State=DOWN", "Reason=killed").Run()
		b, err := exec.Command("sinfo", "-h", "-n", "n1", "-o", "%t").Output()
		return err == nil && strings.HasPrefix(string(b), "down")
	})
	at = shards()
	second, out := submit("--deadline", "3m")
	if err := second.Wait(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if want := fmt.Sprintf("submitted %d missing points of 64", 64-at); !strings.Contains(out.String(), want) {
		t.Errorf("the second submission says\n%s\nnot %q", out, want)
	}
	for k, most := range map[string]int{"slurm-001.sh": 32, "slurm-002.sh": min(32, 64-at)} {
		b, err := os.ReadFile(filepath.Join(shared, k))
		m := regexp.MustCompile(`#SBATCH --array=(\S+)\n`).FindSubmatch(b)
		if err != nil || m == nil {
			t.Fatalf("%s: %v\n%s", k, err, b)
		}
		if n := tasksOf(t, string(m[1])); n > most || n == 0 {
			t.Errorf("%s has %d tasks (%s), more than %d", k, n, m[1], most)
		}
	}
	if !bytes.Equal(tables(t, shared), tables(t, own)) {
		t.Error("the cluster makes another table")
	}
	t.Logf("%d points were resubmitted; %.1f s in all", 64-at, time.Since(begin).Seconds())
}

// tasksOf counts the tasks of an array's list, and checks that none is beyond MaxArraySize.
func tasksOf(t *testing.T, spec string) int {
	t.Helper()
	n := 0
	for _, part := range strings.Split(spec, ",") {
		var lo, hi int
		if k, _ := fmt.Sscanf(part, "%d-%d", &lo, &hi); k == 1 {
			hi = lo
		}
		if lo < 1 || hi < lo || hi > 32 {
			t.Fatalf("task %q of an array of 32", part)
		}
		n += hi - lo + 1
	}
	return n
}
