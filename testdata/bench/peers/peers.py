"""What numpy, scipy and OpenTURNS take for the reference problems P1 to P4, one line of JSON for each.

Run by main.go with the threads of every library set to one. Each figure is the median of the repetitions.
"""
import json
import math
import sys
import time

import numpy as np
from scipy import special, stats
from scipy.stats import qmc

repeat = int(sys.argv[1]) if len(sys.argv) > 1 else 3
PROBS = [0.05, 0.10, 0.50, 0.90, 0.95]


def out(**row):
    print(json.dumps(row), flush=True)


def timed(f):
    best, value = [], None
    for _ in range(repeat):
        t = time.perf_counter()
        value = f()
        best.append(time.perf_counter() - t)
    return sorted(best)[len(best) // 2], value


# P1: one million draws of 20 years.
N, YEARS = 1_000_000, 20


def tn(rng, mu, sd, a, b, n):
    lo, hi = special.ndtr((a - mu) / sd), special.ndtr((b - mu) / sd)
    return mu + sd * special.ndtri(lo + rng.random(n) * (hi - lo))


def pert(rng, a, m, b, n):
    alpha = 1 + 4 * (m - a) / (b - a)
    return a + (b - a) * rng.beta(alpha, 6 - alpha, n)


def model(K, C0, D0, r, t0, f, g, c, e, u, p, a, store):
    at = lambda y: K / (1 + np.exp(-r * (y - t0)))
    last, T, C = at(-1), D0.copy(), C0.copy()
    for y in range(YEARS):
        n = at(y)
        b = np.maximum(n - last, 0)
        store[y] = 1e-3 * C * (b + f * n) + 0.7e-3 * n * e * u * p + 1e-4 * n * T * (1 - a)
        last = n
        T *= 1 + g
        C *= 1 + c


def p1_numpy(chunk):
    rng = np.random.default_rng(57)
    y = np.empty((YEARS, N))
    for lo in range(0, N, chunk):
        n = min(chunk, N - lo)
        model(68457 * np.exp(0.25 * rng.standard_normal(n)), 40 * np.exp(0.2 * rng.standard_normal(n)), 15 * np.exp(0.3 * rng.standard_normal(n)),
              rng.triangular(0.4, 0.8, 1.4, n), rng.triangular(1, 2.5, 5, n), rng.triangular(0.10, 0.18, 0.30, n),
              tn(rng, 0.25, 0.08, 0.05, 0.50, n), tn(rng, -0.04, 0.03, -0.12, 0.03, n), tn(rng, 3, 0.6, 1.5, 5, n),
              pert(rng, 0.3, 0.5, 0.8, n), pert(rng, 1.2, 1.5, 2.0, n), pert(rng, 0.85, 0.95, 1.0, n), y[:, lo:lo + n])
    q = [np.quantile(row, PROBS) for row in y]
    return [float(y[5].mean())] + [float(v) for v in q[5]]


s, v = timed(lambda: p1_numpy(8192))
out(problem="P1", engine="numpy, chunks of 8,192", seconds=s, check=v)

try:
    import openturns as ot
except ImportError:
    ot = None

if ot is not None:
    def symbolic():
        n = lambda y: f"K/(1+exp(-r*({y}-t0)))"
        rows = [f"1e-3*C0*(1+c)^{y}*(max({n(y)}-{n(y - 1)},0)+f*{n(y)}) + 0.7e-3*{n(y)}*e*u*p + 1e-4*{n(y)}*D0*(1+g)^{y}*(1-a)" for y in range(YEARS)]
        return ot.SymbolicFunction("K C0 D0 r t0 f g c e u p a".split(), rows)

    def p1_openturns(own=False):
        ot.RandomGenerator.SetSeed(57)
        ln = lambda m, sd: ot.LogNormal(math.log(m), sd, 0.0)
        t = lambda a, m, b: ot.Triangular(a, m, b)
        norm = lambda m, sd, a, b: ot.TruncatedNormal(m, sd, a, b)

        def pe(a, m, b):
            alpha = 1 + 4 * (m - a) / (b - a)
            return ot.Beta(alpha, 6 - alpha, a, b)
        d = ot.ComposedDistribution([ln(68457, 0.25), ln(40, 0.2), ln(15, 0.3), t(0.4, 0.8, 1.4), t(1, 2.5, 5), t(0.10, 0.18, 0.30),
                                     norm(0.25, 0.08, 0.05, 0.50), norm(-0.04, 0.03, -0.12, 0.03), norm(3, 0.6, 1.5, 5),
                                     pe(0.3, 0.5, 0.8), pe(1.2, 1.5, 2.0), pe(0.85, 0.95, 1.0)])
        if own:
            y = symbolic()(d.getSample(N))
            q = y.computeQuantilePerComponent(PROBS)
            return [y.computeMean()[5]] + [float(q[i][5]) for i in range(5)]
        x = np.array(d.getSample(N)).T
        y = np.empty((YEARS, N))
        model(*[np.ascontiguousarray(c) for c in x], y)
        q = ot.Sample(np.ascontiguousarray(y.T)).computeQuantilePerComponent(PROBS)
        return [float(y[5].mean())] + [float(q[i][5]) for i in range(5)]

    s, v = timed(p1_openturns)
    out(problem="P1", engine="OpenTURNS, numpy model", seconds=s, check=v)
    s, v = timed(lambda: p1_openturns(own=True))
    out(problem="P1", engine="OpenTURNS, its own formulas", seconds=s, check=v)

# P2: Sobol indices of Sobol's G in 8 dimensions, 2^16 base points.
A = np.array([0, 1, 4.5, 9, 99, 99, 99, 99])
M = 16


def g(u):
    return np.prod((np.abs(4 * u - 2) + A) / (1 + A), axis=1)


def p2_scipy():
    x = qmc.Sobol(16, seed=57).random_base2(M)
    a, b = x[:, :8], x[:, 8:]
    fa, fb = g(a), g(b)
    var = np.var(np.concatenate([fa, fb]))
    first, total = [], []
    for i in range(8):
        ab = a.copy()
        ab[:, i] = b[:, i]
        f = g(ab)
        first.append(float(np.mean((fb - fb.mean()) * (f - fa)) / var))
        total.append(float(np.mean((fa - f) ** 2) / 2 / var))
    return first + total


s, v = timed(p2_scipy)
out(problem="P2", engine="scipy Sobol points, numpy estimators, no interval", seconds=s, check=v)

if ot is not None:
    def p2_openturns():
        ot.RandomGenerator.SetSeed(57)
        f = ot.PythonFunction(8, 1, func_sample=lambda x: g(np.array(x))[:, None])
        d = ot.ComposedDistribution([ot.Uniform(0, 1)] * 8)
        e = ot.SaltelliSensitivityAlgorithm(d, 2 ** M, f, False)
        e.setUseAsymptoticDistribution(True)
        first, total = list(e.getFirstOrderIndices()), list(e.getTotalOrderIndices())
        e.getFirstOrderIndicesInterval()
        return first + total

    s, v = timed(p2_openturns)
    out(problem="P2", engine="OpenTURNS Saltelli, asymptotic interval", seconds=s, check=v)

# P3: error of the mean in 12 dimensions over 32 scramblings.
for m in (10, 12, 14, 16):
    e1 = e2 = 0.0
    for seed in range(32):
        x = qmc.Sobol(12, seed=seed).random_base2(m)
        e1 += (np.mean(np.prod(1 + (x - 0.5) / np.arange(1, 13), axis=1)) - 1) ** 2 / 32
        e2 += (np.mean(np.exp(0.1 * special.ndtri(x).sum(axis=1))) - math.exp(0.06)) ** 2 / 32
    out(problem="P3", engine="scipy", m=m, check=[math.sqrt(e1), math.sqrt(e2)])

# P4: a million draws of 12 inputs with rank correlation 0.7^|i-j|.
target = 0.7 ** np.abs(np.subtract.outer(np.arange(12), np.arange(12)))
L = np.linalg.cholesky(2 * np.sin(np.pi / 6 * target))


def p4_numpy():
    rng = np.random.default_rng(57)
    return special.ndtr(rng.standard_normal((N, 12)) @ L.T)


def worst(u):
    return float(np.abs(stats.spearmanr(u).correlation - target).max())


s, u = timed(p4_numpy)
out(problem="P4", engine="numpy, Gaussian copula", seconds=s, check=[worst(u)])
if ot is not None:
    def p4_openturns():
        ot.RandomGenerator.SetSeed(57)
        r = ot.CorrelationMatrix(12, [float(v) for v in (2 * np.sin(np.pi / 6 * target)).ravel()])
        return np.array(ot.NormalCopula(r).getSample(N))

    s, u = timed(p4_openturns)
    out(problem="P4", engine="OpenTURNS NormalCopula", seconds=s, check=[worst(u)])
