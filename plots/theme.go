// Package plots draws results: chart kinds on gonum/plot, one file each, in an
// explicit catalogue, with one theme.
//
// A figure receives words and numbers that are already computed and in the
// reader's language; nothing here computes a statistic. Figures are written
// as PNG for slides and as SVG that needs no font.
package plots

import (
	"image/color"
	"strings"

	"gonum.org/v1/plot/vg"
)

// Theme is how a figure looks.
type Theme struct {
	Background, Text, Muted, Grid, Axis color.Color
	Line, Inner, Outer                  color.Color // median, 50 % band, 90 % band; bands are opaque tints
	History, Target                     color.Color
	Series                              []color.Color // for shares; told apart by colour-blind readers
	OnSeries                            []color.Color // words on each of them
	Scale                               []color.Color // low to high, lightness rising or falling throughout
}

func rgb(hex uint32) color.Color {
	return color.RGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 255}
}

// Light is the theme for paper and slides. The series colours follow a quiet grey for "nothing". They are searched for near the hues of
// Okabe and Ito, Color Universal Design, 2008, of which three are too pale on white: every two differ by 14 or more in CIEDE2000, also for
// readers who lack one kind of cones, and each stands off white by 3 to 1 (colour_test.go). The scale is after the
// Blues of Harrower and Brewer, ColorBrewer.org, 2003, whose lightness alone tells its steps apart.
func Light() Theme {
	return Theme{
		Background: rgb(0xffffff), Text: rgb(0x1f2937), Muted: rgb(0x6b7280), Grid: rgb(0xe5e7eb), Axis: rgb(0x9ca3af),
		Line: rgb(0x0b5cad), Inner: rgb(0xa8c4e0), Outer: rgb(0xd8e5f2),
		History: rgb(0x1f2937), Target: rgb(0xc8193c),
		Series:   []color.Color{rgb(0xd1d5db), rgb(0x0072b2), rgb(0xc47d09), rgb(0x01a775), rgb(0xa62170), rgb(0x61473e), rgb(0x8587fd), rgb(0x51630a)},
		OnSeries: []color.Color{rgb(0x1f2937), rgb(0xffffff), rgb(0x111827), rgb(0x111827), rgb(0xffffff), rgb(0xffffff), rgb(0x111827), rgb(0xffffff)},
		Scale:    []color.Color{rgb(0xdeebf7), rgb(0xb0d2e8), rgb(0x6baed6), rgb(0x2171b5), rgb(0x08306b)},
	}
}

// Dark is the theme for screens in a dark room. Its series are those of Okabe and Ito.
func Dark() Theme {
	t := Light()
	t.Background, t.Text, t.Muted, t.Grid, t.Axis = rgb(0x111827), rgb(0xf3f4f6), rgb(0x9ca3af), rgb(0x1f2937), rgb(0x6b7280)
	t.Line, t.Inner, t.Outer = rgb(0x7db8f0), rgb(0x2b5c8c), rgb(0x1c3a59)
	t.History, t.Target = rgb(0xf3f4f6), rgb(0xff7a90)
	t.Series = []color.Color{rgb(0x4b5563), rgb(0x0072b2), rgb(0xe69f00), rgb(0x009e73), rgb(0xcc79a7), rgb(0xd55e00), rgb(0x56b4e9), rgb(0xf0e442)}
	t.OnSeries = []color.Color{rgb(0xf3f4f6), rgb(0xffffff), rgb(0x111827), rgb(0x111827), rgb(0x111827), rgb(0x111827), rgb(0x111827), rgb(0x111827)}
	t.Scale = []color.Color{rgb(0x1e3a5f), rgb(0x2d5f90), rgb(0x5a9fd8), rgb(0x9fcdf2), rgb(0xe3f2ff)}
	return t
}

// The page is laid out in points on a canvas of 1440 by 810, the shape of a
// slide; other sizes scale it.
const (
	pageWidth  = vg.Length(1440)
	pageHeight = vg.Length(810)
	margin     = vg.Length(52)
)

var (
	titleStyle    = style{semibold, 34}
	subtitleStyle = style{regular, 21}
	tickStyle     = style{regular, 20}
	labelStyle    = style{regular, 19}
	strongStyle   = style{semibold, 20}
	footerStyle   = style{regular, 15}
)

// splitWords splits words where a line may break: not at a no-break space, nor
// before a percent sign or a middle dot, nor between a colon and a number.
func splitWords(s string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' }) {
		n := len(out)
		if n > 0 && (strings.HasPrefix(w, "%") || w == "·" || strings.HasSuffix(out[n-1], ":") && w[0] >= '0' && w[0] <= '9') {
			out[n-1] += " " + w
			continue
		}
		out = append(out, w)
	}
	return out
}
func joinWords(ws []string) string { return strings.Join(ws, " ") }
