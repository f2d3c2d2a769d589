package text

import "testing"

func TestIn(t *testing.T) {
	both, one := T("racks", "tủ rack"), T("racks", "")
	if both.In(EN) != "racks" || both.In(VI) != "tủ rack" || one.In(VI) != "racks" || both.In("fr") != "racks" {
		t.Error("the wrong language answers")
	}
	if !both.Complete() || one.Complete() || (Text{VI: "x"}).Complete() {
		t.Error("completeness is wrong")
	}
}
