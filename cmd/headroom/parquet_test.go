package main

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestOthersReadTheDraws opens draws.parquet with pandas or DuckDB.
func TestOthersReadTheDraws(t *testing.T) {
	read := ""
	for _, try := range []string{"import pandas, pyarrow", "import pandas, fastparquet", "import duckdb"} {
		if exec.Command("python3", "-c", try).Run() == nil {
			read = try
			break
		}
	}
	if read == "" {
		t.Skip("neither pandas with a Parquet engine nor duckdb is installed for python3; draws.parquet is not opened with them")
	}
	dir := filepath.Join(t.TempDir(), "run")
	var out, errs bytes.Buffer
	if code := run([]string{"run", "vietnam", "--draws", "300", "--out", dir, "--quiet", "--no-figures"}, &out, &errs); code != exitDone {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	script := "import pandas as p; d = p.read_parquet(r'" + dir + "/draws.parquet'); print(len(d), d['draw'].iloc[-1], d['mobile.operators.viettel.crews'].mean() > 0)"
	if strings.Contains(read, "duckdb") {
		script = "import duckdb; d = duckdb.sql(\"select count(*), max(draw), avg(\\\"mobile.operators.viettel.crews\\\") > 0 from read_parquet('" + dir + "/draws.parquet')\").fetchone(); print(*d)"
	}
	got, err := exec.Command("python3", "-c", script).CombinedOutput()
	if err != nil || strings.TrimSpace(string(got)) != "300 299 True" {
		t.Errorf("with %q: %s (%v)", read, got, err)
	}
}
