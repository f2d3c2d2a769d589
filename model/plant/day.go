package plant

import "math"

// dayShape is how far the dry bulb is below the day's maximum in each hour from
// 1 to 24, in fractions of the daily range. Source: ASHRAE Fundamentals 2021,
// ch. 14 table 6 (2009 and later agree).
var dayShape = [24]float64{
	0.88, 0.92, 0.95, 0.98, 1.00, 0.98, 0.91, 0.74, 0.55, 0.38, 0.23, 0.13,
	0.05, 0.00, 0.00, 0.06, 0.14, 0.24, 0.39, 0.50, 0.59, 0.68, 0.75, 0.82,
}

// day is the dry bulb in each hour of the month's mean day. The shape is raised
// to the power that gives the month's mean, if that is known, so that maximum,
// minimum and mean all hold.
func (n *Normal) day() [24]float64 {
	power := 1.0
	if span := n.MaxC - n.MinC; !math.IsNaN(n.MeanC) && span > 0 {
		lo, hi := 0.05, 20.0
		for range 60 {
			power = math.Sqrt(lo * hi)
			if shapeMean(power) > (n.MaxC-n.MeanC)/span {
				lo = power
			} else {
				hi = power
			}
		}
	}
	var out [24]float64
	for h, f := range dayShape {
		out[h] = n.MaxC - (n.MaxC-n.MinC)*math.Pow(f, power)
	}
	return out
}

// shapeMean is the mean of the shape raised to a power. It falls with the power.
func shapeMean(power float64) float64 {
	sum := 0.0
	for _, f := range dayShape {
		sum += math.Pow(f, power)
	}
	return sum / 24
}

// spread are the days of a month in standard deviations, and their weights: a
// normal distribution by the trapezoidal rule.
var spread, spreadWeight = func() (z, w [9]float64) {
	sum := 0.0
	for i := range z {
		z[i] = float64(i-4) * 0.75
		w[i] = math.Exp(-z[i] * z[i] / 2)
		sum += w[i]
	}
	for i := range w {
		w[i] /= sum
	}
	return z, w
}()

// dewOf is the dew point's deviation of a day, given that of the dry bulb and an
// own one, in standard deviations.
func (n *Normal) dewOf(zDry, zOwn float64) float64 {
	return n.Correlation*zDry + math.Sqrt(1-n.Correlation*n.Correlation)*zOwn
}

// meanDew is the mean dew point in C that makes the month's mean relative
// humidity, by bisection. A dew point stays the same through its day, and is
// never above the dry bulb.
func (n *Normal) meanDew(day *[24]float64) float64 {
	lo, hi := -40.0, n.MaxC+4*n.DrySDK
	for range 40 {
		mid := (lo + hi) / 2
		if n.humidityAt(mid, day) < n.Humidity {
			lo = mid
		} else {
			hi = mid
		}
	}
	return (lo + hi) / 2
}

// humidityAt is the mean relative humidity of the month at a mean dew point.
func (n *Normal) humidityAt(dewC float64, day *[24]float64) float64 {
	sum := 0.0
	for i, zi := range spread {
		for h := range day {
			dry := day[h] + zi*n.DrySDK
			at := saturation(dry)
			for j, zj := range spread {
				sum += spreadWeight[i] * spreadWeight[j] * math.Min(1, saturation(dewC+n.dewOf(zi, zj)*n.DewSDK)/at)
			}
		}
	}
	return sum / 24
}
