module github.com/headroom-planner/headroom

go 1.26
