// Package serve answers: how many accelerators does serving a large language model
// need, for so many requests a second and so much patience?
//
// It holds pure functions over small values: bytes of weights and of the cache of
// keys and values, what batch the memory allows, seconds of a prompt's first pass
// (prefill) and of a step that gives every running request one token (decode), the
// steady state of a replica, the wait for the first token, and nodes of a fleet.
//
//	step    = bytes of weights, cache / bandwidth + FLOPs / rate + communication + host
//	replica = B/(O step(B) + B prefill) requests a second at B running requests of O output tokens
//
// The constants of the mechanism were fitted to published throughputs; see
// [Calibration]. What is unlike all of them is flagged, not refused.
//
// Left out: speculative decoding, prefill and decode on different GPUs, shared
// prompt prefixes, offloading of the cache, pipelines of nodes, uneven experts,
// the mix of long and short requests (means are served), several models on one GPU.
package serve

const (
	gib  = 1 << 30
	giga = 1e9
	tera = 1e12
)
