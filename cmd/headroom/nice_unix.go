//go:build unix

package main

import (
	"path/filepath"
	"strconv"
	"syscall"
)

// standBack lowers the priority of the process. On Linux each thread has its own.
func standBack(nice int) error {
	if nice < 0 || nice > 19 {
		return usage("--nice must be 0 to 19")
	}
	if nice == 0 {
		return nil
	}
	threads, _ := filepath.Glob("/proc/self/task/*")
	ids := []int{0}
	for _, t := range threads {
		if id, err := strconv.Atoi(filepath.Base(t)); err == nil {
			ids = append(ids, id)
		}
	}
	for _, id := range ids {
		_ = syscall.Setpriority(syscall.PRIO_PROCESS, id, nice) // a thread that has ended, or stands further back, is no reason to stop
	}
	return nil
}
