package plots

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/text"
)

var painted = regexp.MustCompile(`#[0-9a-f]{6}`)

// colours are those of a picture, in order.
func colours(s string) []string { return painted.FindAllString(s, -1) }

// TestSheet: every kind drawn for a page has, by the page's classes, the colours that it has as a file in the light theme,
// and those of the dark theme under the rules for dark; all letters that are used are there once.
func TestSheet(t *testing.T) {
	var sheet Sheet
	drawn := map[string][]byte{}
	for _, k := range Kinds {
		svg, err := sheet.SVG(k.Example(text.VI), Slide)
		if err != nil {
			t.Fatal(err)
		}
		drawn[k.Name] = svg
	}
	rule := regexp.MustCompile(`\.([cl]\d+)\{(?:fill|stroke):(#[0-9a-f]{6,8})\}`)
	rules := map[string]string{}
	class := regexp.MustCompile(` class="([cl]\d+)"`)
	for _, theme := range []struct {
		dark bool
		th   Theme
	}{{false, Light()}, {true, Dark()}} { // rules for dark come after those for light, as in a page
		for _, m := range rule.FindAllStringSubmatch(sheet.Style(theme.dark), -1) {
			rules[m[1]] = m[2]
		}
		for _, k := range Kinds {
			var file bytes.Buffer
			if err := WriteSVG(&file, k.Example(text.VI), theme.th, Slide); err != nil {
				t.Fatal(err)
			}
			shown := class.ReplaceAllStringFunc(string(drawn[k.Name]), func(c string) string { return rules[class.FindStringSubmatch(c)[1]] })
			if a, b := colours(shown), colours(file.String()); !slices.Equal(a, b) {
				t.Errorf("%s, dark %v: %d colours of a page are not the %d of the file", k.Name, theme.dark, len(a), len(b))
			}
		}
	}
	letters := string(sheet.Letters())
	for name, svg := range drawn {
		for _, m := range regexp.MustCompile(`<use href="#(g[0-9a-z]+)"`).FindAllSubmatch(svg, -1) {
			if strings.Count(letters, `id="`+string(m[1])+`"`) != 1 {
				t.Fatalf("%s uses the letter %s, which is not there once", name, m[1])
			}
		}
		if bytes.Contains(svg, []byte("xlink")) || bytes.Contains(svg, []byte("<defs")) {
			t.Errorf("%s has outlines or links of its own", name)
		}
	}
	if n := strings.Count(letters, "<path"); n != len(sheet.letters) || n < 60 || n > 2*250 {
		t.Errorf("%s outlines of letters", strconv.Itoa(n))
	}
}

// TestSheetHoldsBothPictures: a map of heat is a picture in each theme, of which one is shown.
func TestSheetHoldsBothPictures(t *testing.T) {
	var sheet Sheet
	svg, err := sheet.SVG(heatExample(text.EN), Slide)
	if err != nil {
		t.Fatal(err)
	}
	images := regexp.MustCompile(`<image class="(day|night)"[^>]* href="([^"]*)"`).FindAllSubmatch(svg, -1)
	if len(images) != 4 || string(images[0][1]) != "day" || string(images[1][1]) != "night" || bytes.Equal(images[0][2], images[1][2]) {
		t.Errorf("%d pictures", len(images))
	}
	if !strings.Contains(sheet.Style(false), ".night{display:none}") || !strings.Contains(sheet.Style(true), ".day{display:none}") {
		t.Error("both pictures are shown")
	}
	if _, err := sheet.SVG(Shares{}, Slide); err == nil {
		t.Error("a figure without areas is drawn")
	}
}
