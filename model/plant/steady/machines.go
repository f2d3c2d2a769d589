package steady

// The points of the three fits. Chillers with towers come as a table of kW per ton of
// refrigeration, which is 3.517 kW, by the temperature of the condenser's water, 60 to
// 85 F, and part load; air-cooled chillers and direct expansion are points read
// off charts. Source: the fitted processes in a public copy of the model of Lei and
// Masanet, Resources, Conservation and Recycling 182 (2022) 106323, which hold their
// points; the machines are not named there.

// machines are those of a rejection.
func (r Rejection) machines() *process {
	switch r {
	case ToTower:
		return waterCooled()
	case ToAir:
		return airCooled()
	}
	return directExpansion()
}

// waterCooled are chillers on tower water. Evaporation at 5 C and condensation 8 K
// above the water are those of plant's kinds.
func waterCooled() *process {
	f := &process{variance: 55.92215586, perK: 95.1659011, perLoad: .2567566141, noise: .002027457753,
		loC: celsius(60), hiC: celsius(85), evaporateC: 5, aboveK: 8}
	loads := [...]float64{.25, .38, .5, .63, .75, .88, 1}
	for _, row := range [...]struct {
		fahrenheit float64
		perTon     [len(loads)]float64 // kW
	}{
		{85, [...]float64{.71, .64, .57, .56, .55, .56, .57}},
		{80, [...]float64{.67, .61, .54, .53, .51, .53, .54}},
		{75, [...]float64{.64, .58, .52, .50, .48, .49, .50}},
		{70, [...]float64{.61, .55, .49, .48, .46, .46, .47}},
		{65, [...]float64{.59, .53, .47, .45, .44, .44, .44}},
		{60, [...]float64{.56, .51, .45, .43, .42, .42, .42}},
	} {
		for j, l := range loads {
			f.point(celsius(row.fahrenheit), l, kWPerTon/row.perTon[j])
		}
	}
	return f
}

// airCooled are air-cooled chillers. Condensation 13 K above the air is that of plant's kinds.
func airCooled() *process {
	f := &process{variance: 59.00243431, perK: 23.783664998, perLoad: .7864457839, noise: .001052965761,
		loC: 15, hiC: 35, evaporateC: 5, aboveK: 13}
	for _, row := range [...]struct {
		airC float64
		at   [10][2]float64 // part load, COP
	}{
		{35, [10][2]float64{{.2555, 1.9043}, {.3421, 2.2660}, {.4195, 2.5426}, {.5044, 2.7766}, {.5818, 2.9787}, {.6687, 3.1170}, {.7574, 3.1915}, {.8359, 3.1277}, {.9201, 3.0532}, {1, 2.9255}}},
		{30, [10][2]float64{{.2543, 2.2979}, {.3371, 2.7447}, {.4229, 3.0638}, {.5012, 3.3830}, {.5880, 3.5532}, {.6730, 3.6596}, {.7552, 3.7021}, {.8384, 3.7234}, {.9235, 3.5957}, {1, 3.4362}}},
		{25, [10][2]float64{{.2530, 2.8404}, {.3414, 3.3723}, {.4186, 3.8511}, {.5054, 4.0851}, {.5885, 4.2660}, {.6716, 4.3830}, {.7547, 4.4681}, {.8351, 4.4255}, {.9192, 4.3511}, {1, 4.1170}}},
		{20, [10][2]float64{{.2589, 3.7021}, {.3370, 4.3617}, {.4199, 4.8191}, {.5009, 5.1596}, {.5905, 5.3404}, {.6681, 5.4255}, {.7550, 5.4468}, {.8353, 5.4255}, {.9186, 5.2979}, {1, 5.0319}}},
		{15, [10][2]float64{{.2523, 5.2340}, {.3350, 6.0000}, {.4179, 6.3830}, {.4990, 6.6915}, {.5867, 6.9149}, {.6679, 7.0000}, {.7549, 6.9043}, {.8298, 6.7979}, {.9177, 6.6064}, {1, 6.3511}}},
	} {
		for _, p := range row.at {
			f.point(row.airC, p[0], p[1])
		}
	}
	return f
}

// directExpansion are units without a loop. Up to 15 C the published model takes a COP
// of 2.8, as its points have it; loads play no part.
func directExpansion() *process {
	f := &process{variance: 2.275891335, perK: 10.12186504, noise: .0005003797328,
		hiC: 40, evaporateC: 10, aboveK: 13, flatBelowC: 15, flatCOP: 2.8}
	for _, p := range [...][2]float64{ // air in C, COP
		{0.2238, 2.8000}, {1.2470, 2.8000}, {2.2062, 2.8000}, {3.0056, 2.8000}, {4.0608, 2.8000}, {5.2438, 2.8000}, {6.0432, 2.8000},
		{7.1942, 2.8000}, {8.0895, 2.8000}, {9.2086, 2.8000}, {10.1039, 2.8000}, {11.2230, 2.8000}, {12.1503, 2.8000}, {13.0456, 2.8000},
		{14.1647, 2.8000}, {15.1239, 2.8000}, {16.1471, 2.6440}, {17.1703, 2.5953}, {18.1934, 2.4975}, {19.5364, 2.3998}, {20.3038, 2.3805},
		{21.1990, 2.2924}, {22.2222, 2.2437}, {23.0216, 2.1851}, {24.3325, 2.0972}, {25.1319, 2.0681}, {26.2830, 1.9703}, {27.0823, 1.9018},
		{28.1695, 1.8630}, {29.0967, 1.7946}, {30.2798, 1.7067}, {31.0152, 1.6874}, {32.1663, 1.6289}, {33.0616, 1.5408}, {34.0847, 1.4627},
		{35.0120, 1.4631}, {36.0991, 1.3850}, {37.2822, 1.3462}, {38.2414, 1.3172}, {38.9768, 1.2487}, {40.1918, 1.2296},
	} {
		f.point(p[0], 1, p[1])
	}
	return f
}

const kWPerTon = 3.517

func celsius(fahrenheit float64) float64 { return (fahrenheit - 32) / 1.8 }

// point adds a machine.
func (f *process) point(mediumC, load, cop float64) {
	f.medium, f.load, f.cop = append(f.medium, mediumC), append(f.load, load), append(f.cop, cop)
}
