package scenarios

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/result"
)

// TestUsesOfOneSite changes inputs of a shipped site one at a time: what moves at the meter, of a plant
// or of its UPS must name the input, so that explain does not leave out what a number rests on,
// and every input moves something.
func TestUsesOfOneSite(t *testing.T) {
	run := func(change ...string) *result.Set {
		t.Helper()
		sets := append([]string{"simulation.draws=32", "power.carbon.bought.share=20 %", "power.carbon.price=100 VND/kgCO2",
			"power.retail.class=manufacturing-two-part", "datacenter.rules.wue_cap=1 L/kWh"}, change...) // the last to set an input wins
		set, err := solver.Run(context.Background(), planOf(t, disk{}, []string{"fornix-hcm02"}, sets...), solver.Options{Workers: 1})
		if err != nil {
			t.Fatal(err)
		}
		return set
	}
	uses := map[string][]string{}
	for _, m := range model.Metrics() {
		uses[m.Key] = m.Uses
	}
	base := run()
	for path, set := range map[string]string{
		"datacenter.opening.power": "{value: 20 MW, boundary: unstated}", "datacenter.occupancy": "50 %", "datacenter.utilisation": "60 %", "datacenter.demand.growth": "5 %/year",
		"datacenter.plants.site.kind": "midsize-air-cooled", "datacenter.plants.site.model": "lei-masanet", "datacenter.plants.site.climate": "ha-noi", "datacenter.plants.site.redundancy": "2n",
		"datacenter.plants.site.overhead_score": "1", "datacenter.plants.site.water_score": "1", "datacenter.plants.site.staging": "0", "datacenter.plants.site.recharge": "0.4",
		"datacenter.rules.pue_cap": "1.3", "datacenter.rules.wue_cap": "2 L/kWh", "datacenter.rules.load": "0.3", "datacenter.rules.redundancy": "2n",
		"datacenter.ups.unit": "{value: 0.3 MW, boundary: it}", "datacenter.ups.loaded": "50 %", "datacenter.ups.autonomy": "1 hours",
		"power.retail.class": "business", "power.retail.voltage": "6kv", "power.tariff.growth": "9 %/year",
		"power.factor.belief": "0 years", "power.factor.score": "1", "power.factor.record.2023-12": "0.7 kgCO2/kWh",
		"power.carbon.price": "900 VND/kgCO2", "power.carbon.bought.share": "60 %", "power.carbon.bought.factor": "0.3 kgCO2/kWh", "power.carbon.bought.premium": "900 VND/kWh",
		"power.carbon.source_water": "9 L/kWh", "power.carbon.water_price": "99000 VND/m3",
		"power.backup.unit": "{value: 1 MW, boundary: facility}", "power.backup.scheme": "2n", "power.backup.outage_hours": "90 hours/year", "power.backup.test_hours": "60 hours/year", "power.backup.test_share": "90 %", "power.backup.fuel_price": "99000 VND/L",
	} {
		of := strings.Replace(path, ".site.", ".", 1)
		if strings.HasPrefix(of, "power.factor.record") {
			of = "power.factor.record"
		}
		other, moved := run(path+"="+set), false
		for i := range base.Series {
			a, b := &base.Series[i], &other.Series[i]
			if a.Key != b.Key || a.Entity != b.Entity {
				t.Fatalf("%s is not %s", b.Key, a.Key)
			}
			if domain, _, _ := strings.Cut(a.Key, "."); domain != "datacenter" && domain != "power" {
				continue // money is a sum of everything, and a scenario's own metrics name metrics
			}
			for s := range a.Mean {
				if math.Abs(a.Mean[s]-b.Mean[s]) > 1e-9*math.Abs(a.Mean[s]) {
					moved = true
					if !slices.Contains(uses[a.Key], of) {
						t.Errorf("%s moves %s, which does not name it", of, a.Key)
					}
					break
				}
			}
		}
		if !moved {
			t.Errorf("%s moves nothing", path)
		}
	}
}
