package durable

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
)

// What may be wrong with a file.
var (
	ErrDamaged = errors.New("damaged")            // truncated or changed: what it held is made again
	ErrVersion = errors.New("of another version") // written by another program: it is left alone
)

// Seal puts before a body a line with what the file is, version, checksum and length of the body.
func Seal(magic string, version int, body []byte) []byte {
	h := sha256.Sum256(body)
	return append(fmt.Appendf(nil, "%s %d %s %d\n", magic, version, hex.EncodeToString(h[:]), len(body)), body...)
}

// Unseal checks kind, version, length and checksum of what Seal made and returns the body.
func Unseal(magic string, version int, b []byte) ([]byte, error) {
	head, body, ok := bytes.Cut(b, []byte("\n"))
	if !ok || !bytes.HasPrefix(head, []byte(magic+" ")) {
		return nil, fmt.Errorf("%w: it does not begin as such a file does (%d bytes)", ErrDamaged, len(b))
	}
	var v, size int
	var sum string
	if n, _ := fmt.Sscanf(string(head), magic+" %d %s %d", &v, &sum, &size); n > 0 && v != version {
		return nil, fmt.Errorf("%w: format %d, this program reads %d", ErrVersion, v, version)
	} else if n != 3 {
		return nil, fmt.Errorf("%w: its first line is not whole", ErrDamaged)
	}
	if len(body) < size {
		return nil, fmt.Errorf("%w: truncated, %d of %d bytes", ErrDamaged, len(body), size)
	}
	if h := sha256.Sum256(body); !strings.EqualFold(hex.EncodeToString(h[:]), sum) {
		return nil, fmt.Errorf("%w: its checksum is %x, not %s", ErrDamaged, h[:4], sum[:min(8, len(sum))])
	}
	return body, nil
}
