package radio

// The area of a site depends on what its "radius" means. A count of sites is a
// third higher under one convention than under another, so each has a name.

// HexagonKM2 is the area in km2 of a site with one round cell of radius km
// (centre to corner of the hexagon): (3 sqrt 3 / 2) R^2.
func HexagonKM2(radiusKM float64) float64 { return 1.5 * HexagonSpacing * radiusKM * radiusKM }

// SpacingKM2 is the area in km2 of a site in a grid with sites distanceKM
// apart: (sqrt 3 / 2) ISD^2. It holds for any number of sectors.
func SpacingKM2(distanceKM float64) float64 { return HexagonSpacing / 2 * distanceKM * distanceKM }

// CloverKM2 is the area in km2 of a site with three sectors, each a hexagon
// with the site at a corner and rangeKM its diameter along the main beam:
// (9 sqrt 3 / 8) R^2. Sites are then 1.5 R apart.
func CloverKM2(rangeKM float64) float64 { return 9 * HexagonSpacing / 8 * rangeKM * rangeKM }

// HexagonSpacing is the distance between sites over the radius of their
// hexagons, sqrt 3.
const HexagonSpacing = 1.7320508075688772

// CloverSpacing is the distance between sites over the range of their sectors.
const CloverSpacing = 1.5
