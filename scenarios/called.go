package scenarios

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/solver/result"
)

// What a member is called and where it stands on a map of tiles is for
// readers: no input, so no number and no hash depends on it.

// readerKeys are the keys of a member that only readers see.
var readerKeys = []string{"name", "tile"}

// nameKeys and tileKeys are what stands below them; columns of a table join
// the two with an underscore, as in name_vi.
var nameKeys, tileKeys = []string{"en", "vi", "short", "short_en"}, []string{"row", "column", "islands", "islands_en", "islands_row", "islands_column"}

// columnPath is where a table's column for readers belongs; nil for others.
func columnPath(column string) []string {
	if column == "name" {
		return []string{column} // one for every language
	}
	group, key, ok := strings.Cut(column, "_")
	if ok && (group == "name" && slices.Contains(nameKeys, key) || group == "tile" && slices.Contains(tileKeys, key)) {
		return []string{group, key}
	}
	return nil
}

// called adds what readers call a member, when anybody said it, and returns it; its own name is the least.
func (c *compiler) called(coll *result.Collection, id, path string, n *node) text.Text {
	m := result.Member{Name: id}
	if w := n.get("name"); w != nil && (w.kind == scalar || c.known(w, path+".name", nameKeys...)) {
		m.Label = words(w)
		if m.Label.EN == "" {
			m.Label.EN = m.Label.VI
		}
		if s := w.get("short"); s != nil {
			m.Short = s.text
		}
		if s := w.get("short_en"); s != nil {
			m.ShortEN = s.text
		}
	}
	if t := n.get("tile"); t != nil && c.known(t, path+".tile", tileKeys...) {
		m.Row, m.Column = c.step(t, path, "row"), c.step(t, path, "column")
		for _, other := range coll.Members {
			if m.Row > 0 && other.Row == m.Row && other.Column == m.Column {
				c.problem(t.get("row").pos, path+".tile", "duplicate-key", "move one of the two", "%s has the same tile", other.Name)
			}
		}
		if s := t.get("islands"); s != nil && s.text != "" {
			m.Islands, m.IslandsRow, m.IslandsColumn = s.text, c.step(t, path, "islands_row"), c.step(t, path, "islands_column")
			if e := t.get("islands_en"); e != nil {
				m.IslandsEN = e.text
			}
		}
	}
	if m.Label != (text.Text{}) || m.Row > 0 {
		coll.Members = append(coll.Members, m)
	}
	return m.Called()
}

// mostTiles bounds rows and columns of a map, which has to be read.
const mostTiles = 60

// step reads a row or a column of a map of tiles.
func (c *compiler) step(t *node, path, key string) int {
	kid := t.get(key)
	if kid == nil {
		c.problem(t.pos, path+".tile."+key, "missing", "write tile: {row: 1, column: 4}", "the tile has no %s", key)
		return 0
	}
	x, err := strconv.Atoi(kid.text)
	if err != nil || kid.kind != scalar || x < 1 || x > mostTiles {
		c.problem(kid.pos, path+".tile."+key, "range", fmt.Sprintf("write a whole number from 1 to %d", mostTiles), "%q is not a %s of a map of tiles", kid.text, key)
		return 0
	}
	return x
}

func nameSchema() m {
	words := m{"type": "string"}
	return m{"anyOf": []m{words, object(m{"en": words, "vi": words, "short": words, "short_en": words}, "What readers call it, and shorter for a tile; in English too where the name itself is too long for one.")}}
}

func tileSchema() m {
	whole := m{"type": []string{"integer", "string"}}
	return object(m{"row": whole, "column": whole, "islands": m{"type": "string"}, "islands_en": m{"type": "string"}, "islands_row": whole, "islands_column": whole},
		"Its place on a map of tiles, from 1 at the top left, and that of islands that belong to it and lie far out.")
}
