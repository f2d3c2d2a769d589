//go:build !unix

package main

// standBack does nothing here: priorities are the system's own.
func standBack(nice int) error {
	if nice < 0 || nice > 19 {
		return usage("--nice must be 0 to 19")
	}
	return nil
}
