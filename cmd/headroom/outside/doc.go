// Package outside holds tests of the built command with tools from outside: a browser that
// opens the report and a scheduler that runs a sweep. They take minutes and skip where the
// tool is missing; a package of their own gives them a clock of their own.
package outside
