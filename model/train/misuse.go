package train

// MisuseError says that one kind of figure was given for another: a sparse rate
// for a dense one, or hardware FLOPs for the model's.
type MisuseError struct {
	Of   string // what was asked
	Gave string // what was given
	Want string // what it needs
}

// Error says all of it in one sentence.
func (e *MisuseError) Error() string { return e.Of + ": " + e.Gave + " was given for " + e.Want }

// FitError says why a layout is impossible.
type FitError struct{ Why string }

// Error is the reason.
func (e *FitError) Error() string { return "layout: " + e.Why }
