// Package plant answers: what does a data centre draw and drink besides its
// IT, at a given load, in a given climate?
//
// It holds pure functions over small values: moist air, climates from monthly
// normals, losses of the electrical chain, numbers of modules for a level of
// redundancy, and the cooling plant from the hall to the outdoor air. [Size]
// makes a plant of a [Spec]; [Plant.At] is its balance in one state of the
// weather; [Tabulate] sums balances over a year into a [Table] of PUE and WUE
// by load and month, which is made once for a plan and then only looked up.
//
// Power is in kW at the boundary that a name says; temperatures are in C,
// differences in K, water in kg (which are litres). PUE is facility energy
// over IT energy as ISO/IEC 30134-2 has it, WUE is litres on site per kWh of IT
// (ISO/IEC 30134-9). Both are sums over sums, never means of ratios.
//
// A call outside the range of a model answers with a *RangeError and NaN, or,
// in a balance, bounds the quantity and says so with a [Bound]. Calls do not
// allocate, except those that make climates, plants and tables, and errors.
//
// Left out: transients (thermal storage, start of generators, recharge of
// batteries), humidifying and dehumidifying of halls, leaks between hot and
// cold aisles, heat through walls, fouling, water for anything but cooling,
// and heat that is used elsewhere.
package plant
