package plots

import (
	"image"
	"image/color"
)

// pair is one colour of a figure that can be seen in two themes. As a colour by itself it is that of light.
type pair struct{ light, dark color.Color }

// RGBA implements color.Color.
func (p pair) RGBA() (r, g, b, a uint32) { return p.light.RGBA() }

// pairOf makes a pair of what two sides of a colour give.
func pairOf(c color.Color, f func(color.Color) color.Color) color.Color {
	if p, ok := c.(pair); ok {
		return pair{f(p.light), f(p.dark)}
	}
	return f(c)
}

// side is the colour in one theme.
func side(c color.Color, dark bool) color.Color {
	p, ok := c.(pair)
	switch {
	case !ok:
		return c
	case dark:
		return p.dark
	}
	return p.light
}

// Both is a theme whose every colour is that of light and, where a page can
// choose, that of dark: see Sheet. The two must have as many colours of series and of the scale.
func Both(light, dark Theme) Theme {
	one := func(a, b color.Color) color.Color { return pair{a, b} }
	all := func(a, b []color.Color) []color.Color {
		out := make([]color.Color, len(a))
		for i := range a {
			out[i] = one(a[i], b[i])
		}
		return out
	}
	return Theme{
		Background: one(light.Background, dark.Background), Text: one(light.Text, dark.Text), Muted: one(light.Muted, dark.Muted),
		Grid: one(light.Grid, dark.Grid), Axis: one(light.Axis, dark.Axis),
		Line: one(light.Line, dark.Line), Inner: one(light.Inner, dark.Inner), Outer: one(light.Outer, dark.Outer),
		History: one(light.History, dark.History), Target: one(light.Target, dark.Target),
		Series: all(light.Series, dark.Series), OnSeries: all(light.OnSeries, dark.OnSeries), Scale: all(light.Scale, dark.Scale),
	}
}

// scaleSide is the theme with the scale of one side.
func (th Theme) scaleSide(dark bool) Theme {
	out := th
	out.Scale = make([]color.Color, len(th.Scale))
	for i, c := range th.Scale {
		out.Scale[i] = side(c, dark)
	}
	return out
}

// pairImage is a picture that can be seen in two themes.
type pairImage struct {
	image.Image // of light
	dark        image.Image
}

// picture draws with the scale, once for each side that the theme has.
func picture(th Theme, draw func(Theme) image.Image) image.Image {
	if _, ok := th.Scale[0].(pair); !ok {
		return draw(th)
	}
	return pairImage{draw(th.scaleSide(false)), draw(th.scaleSide(true))}
}
