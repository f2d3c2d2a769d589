package radio

import "math"

// umaDB is the loss of urban macro cells. Source: TR 38.901 V16 Table 7.4.1-1.
//
//	LOS  near  28.0 + 22 lg d3 + 20 lg f
//	LOS  far   28.0 + 40 lg d3 + 20 lg f - 9 lg(dBP^2 + (hBS-hUT)^2)
//	NLOS       max(LOS, 13.54 + 39.08 lg d3 + 20 lg f - 0.6 (hUT-1.5))
func umaDB(m *Model, c Condition, d2, d3 float64) float64 {
	lf, ld := math.Log10(m.GHz), math.Log10(d3)
	los := 28 + 22*ld + 20*lf
	if bp := m.BreakpointM(); d2 > bp {
		los = 28 + 40*ld + 20*lf - 9*math.Log10(bp*bp+sq(m.BaseM-m.UserM))
	}
	if c == LOS {
		return los
	}
	return math.Max(los, 13.54+39.08*ld+20*lf-0.6*(m.UserM-1.5))
}

// umiDB is the loss of street canyons. Source: TR 38.901 V16 Table 7.4.1-1.
//
//	LOS  near  32.4 + 21 lg d3 + 20 lg f
//	LOS  far   32.4 + 40 lg d3 + 20 lg f - 9.5 lg(dBP^2 + (hBS-hUT)^2)
//	NLOS       max(LOS, 22.4 + 35.3 lg d3 + 21.3 lg f - 0.3 (hUT-1.5))
func umiDB(m *Model, c Condition, d2, d3 float64) float64 {
	lf, ld := math.Log10(m.GHz), math.Log10(d3)
	los := 32.4 + 21*ld + 20*lf
	if bp := m.BreakpointM(); d2 > bp {
		los = 32.4 + 40*ld + 20*lf - 9.5*math.Log10(bp*bp+sq(m.BaseM-m.UserM))
	}
	if c == LOS {
		return los
	}
	return math.Max(los, 22.4+35.3*ld+21.3*lf-0.3*(m.UserM-1.5))
}

// rmaDB is the loss of rural macro cells, streets W and buildings h.
// Source: TR 38.901 V16 Table 7.4.1-1.
//
//	LOS  near  PL1(d3) = 20 lg(40 pi d3 f / 3) + min(0.03 h^1.72, 10) lg d3
//	           - min(0.044 h^1.72, 14.77) + 0.002 lg(h) d3
//	LOS  far   PL1(dBP) + 40 lg(d3 / dBP)
//	NLOS       max(LOS, 161.04 - 7.1 lg W + 7.5 lg h - (24.37 - 3.7 (h/hBS)^2) lg hBS
//	           + (43.42 - 3.1 lg hBS)(lg d3 - 3) + 20 lg f - (3.2 (lg 11.75 hUT)^2 - 4.97))
//
// The standard's two LOS parts do not quite meet: one holds up to a
// horizontal distance and the other starts from the same distance in space.
// The step is upwards, below 0.02 dB for masts of 35 m above 0.5 GHz.
func rmaDB(m *Model, c Condition, d2, d3 float64) float64 {
	near := d3
	bp := m.BreakpointM()
	if d2 > bp {
		near = bp
	}
	h := math.Pow(m.BuildingM, 1.72)
	lh := math.Log10(m.BuildingM)
	los := 20*math.Log10(40*math.Pi*near*m.GHz/3) + math.Min(0.03*h, 10)*math.Log10(near) -
		math.Min(0.044*h, 14.77) + 0.002*lh*near
	if d2 > bp {
		los += 40 * math.Log10(d3/bp)
	}
	if c == LOS {
		return los
	}
	lb := math.Log10(m.BaseM)
	return math.Max(los, 161.04-7.1*math.Log10(m.StreetM)+7.5*lh-(24.37-3.7*sq(m.BuildingM/m.BaseM))*lb+
		(43.42-3.1*lb)*(math.Log10(d3)-3)+20*math.Log10(m.GHz)-(3.2*sq(math.Log10(11.75*m.UserM))-4.97))
}

func sq(x float64) float64 { return x * x }
