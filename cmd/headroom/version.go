package main

// version is the release the next build belongs to, see docs/CHANGELOG.md.
const version = "0.1.0"
