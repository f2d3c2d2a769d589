package steady

import "math"

// A COP is read from a Gaussian process over published machines: constant x
// squared exponential + noise, its mean only, as Lei and Masanet (2022) fitted it.
// The machines' points and the three hyperparameters of each fit are carried here,
// and what the mean needs is solved from them.

// zeroK is 0 C in K.
const zeroK = 273.15

// process is a fit: machines at a medium's temperature and a part load.
type process struct {
	medium, load, cop   []float64
	variance            float64 // of the process
	perK, perLoad       float64 // length scales; a perLoad of 0 is a fit without load
	noise               float64 // variance of the points about it
	loC, hiC            float64 // range of the points
	evaporateC, aboveK  float64 // what Carnot's law takes above the range
	flatBelowC, flatCOP float64 // a constant below a temperature, if flatCOP is not 0
}

// cover is the covariance of the process between points.
func (f *process) cover(c1, l1, c2, l2 float64) float64 {
	a := (c1 - c2) / f.perK
	d := a * a
	if f.perLoad > 0 {
		b := (l1 - l2) / f.perLoad
		d += b * b
	}
	return f.variance * math.Exp(-d/2)
}

// weights solve (covariance + noise) w = cop, by Cholesky's decomposition.
func (f *process) weights() []float64 {
	n := len(f.cop)
	l := make([]float64, n*n)
	for i := range n {
		for j := range i + 1 {
			sum := f.cover(f.medium[i], f.load[i], f.medium[j], f.load[j])
			if i == j {
				sum += f.noise
			}
			for k := range j {
				sum -= l[i*n+k] * l[j*n+k]
			}
			if i == j {
				l[i*n+i] = math.Sqrt(sum)
			} else {
				l[i*n+j] = sum / l[j*n+j]
			}
		}
	}
	w := make([]float64, n)
	for i := range n {
		sum := f.cop[i]
		for k := range i {
			sum -= l[i*n+k] * w[k]
		}
		w[i] = sum / l[i*n+i]
	}
	for i := n - 1; i >= 0; i-- {
		for k := i + 1; k < n; k++ {
			w[i] -= l[k*n+i] * w[k]
		}
		w[i] /= l[i*n+i]
	}
	return w
}

// machine is a fit at one part load: a sum over the temperatures of its points.
type machine struct {
	fit       *process
	at, share []float64 // temperatures, and what each weighs
	end       float64   // COP at the upper end of the range
	partly    bool      // the load was outside of the range and is held at its end
	free      bool      // extrapolate
}

// The least part load that the machines of a fit were measured at.
const leastLoad = .25

// at is the fit's machine at a part load, which is held between a quarter and 1. One
// that is free extrapolates load and temperature, as the published model does.
func (f *process) at(load float64, free bool) machine {
	m := machine{fit: f, free: free}
	if held := math.Max(leastLoad, math.Min(1, load)); held != load && f.perLoad > 0 && !free {
		load, m.partly = held, true
	}
	for i, w := range f.weights() {
		w *= f.cover(0, load, 0, f.load[i])
		if n := len(m.at); n > 0 && m.at[n-1] == f.medium[i] {
			m.share[n-1] += w
			continue
		}
		m.at, m.share = append(m.at, f.medium[i]), append(m.share, w)
	}
	m.end = m.mean(f.hiC)
	return m
}

// mean is the fit's mean at a temperature.
func (m *machine) mean(mediumC float64) float64 {
	sum := 0.0
	for i, c := range m.at {
		d := (mediumC - c) / m.fit.perK
		sum += m.share[i] * math.Exp(-d*d/2)
	}
	return sum
}

// cop is the COP with the medium at a temperature. Above the range it falls with
// Carnot's law, from evaporation of evaporateC to condensation aboveK above the
// medium, at the share of it that the end of the range has; below the range it is
// held. out says that the medium or the load was outside.
func (m *machine) cop(mediumC float64) (cop float64, out bool) {
	f := m.fit
	switch {
	case f.flatCOP > 0 && mediumC <= f.flatBelowC:
		return f.flatCOP, mediumC < f.loC
	case m.free:
		return m.mean(mediumC), mediumC < f.loC || mediumC > f.hiC
	case mediumC < f.loC:
		return m.mean(f.loC), true
	case mediumC > f.hiC:
		lift := func(c float64) float64 { return c + f.aboveK - f.evaporateC }
		return m.end * lift(f.hiC) / lift(mediumC), true
	}
	return m.mean(mediumC), m.partly
}
