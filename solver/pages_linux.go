package solver

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// hugePage is what Linux maps at once when it may, on every architecture Go
// runs headroom on that has such pages of this size; elsewhere the advice is void.
const hugePage = 2 << 20

// advise asks for huge pages under x, before it is first written. A run
// touches hundreds of megabytes once; with pages of 4 KiB the faults of a
// virtual machine take longer than the model. Refusal changes nothing.
func advise(x []float64) {
	from := uintptr(unsafe.Pointer(unsafe.SliceData(x)))
	skip := int((hugePage - from%hugePage) % hugePage / 8)
	whole := (len(x) - skip) * 8 / hugePage * hugePage / 8
	if skip >= len(x) || whole <= 0 {
		return
	}
	part := x[skip : skip+whole]
	_ = unix.Madvise(unsafe.Slice((*byte)(unsafe.Pointer(&part[0])), len(part)*8), unix.MADV_HUGEPAGE)
}
