package outside

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// headroom is the built command: tasks of a cluster need a program that is not a test.
var headroom string

func TestMain(m *testing.M) { os.Exit(built(m)) }

func built(m *testing.M) int {
	dir, err := os.MkdirTemp("", "headroom-outside-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	headroom = filepath.Join(dir, "headroom")
	if b, err := exec.Command("go", "build", "-o", headroom, "..").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "%v %s", err, b)
		return 1
	}
	return m.Run()
}
