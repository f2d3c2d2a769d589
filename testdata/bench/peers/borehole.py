"""Sobol indices of the borehole function with scipy's scrambled Sobol points: the reference of solver/known/borehole.go.

Prints mean, variance, first-order and total indices, each with the spread over eight scramblings.
"""
import numpy as np
from scipy.stats import qmc

LO = np.array([0.05, 100, 63070, 990, 63.1, 700, 1120, 9855])
HI = np.array([0.15, 50000, 115600, 1110, 116, 820, 1680, 12045])


def flow(u):
    rw, r, tu, hu, tl, hl, l, kw = (LO + (HI - LO) * u).T
    ln = np.log(r / rw)
    return 2 * np.pi * tu * (hu - hl) / (ln * (1 + 2 * l * tu / (ln * rw ** 2 * kw) + tu / tl))


def indices(seed, m=19):
    x = qmc.Sobol(16, seed=seed).random_base2(m)
    a, b = x[:, :8], x[:, 8:]
    fa, fb = flow(a), flow(b)
    mean = (fa.mean() + fb.mean()) / 2
    var = ((fa - mean) ** 2).mean() / 2 + ((fb - mean) ** 2).mean() / 2
    first, total = [], []
    for i in range(8):
        ab = a.copy()
        ab[:, i] = b[:, i]
        f = flow(ab)
        first.append(((fb - mean) * (f - fa)).mean() / var)
        total.append(((fa - f) ** 2).mean() / 2 / var)
    return np.array([mean, var] + first + total)


runs = np.array([indices(s) for s in range(8)])
for name, part in zip(["mean", "variance", "first", "total"], np.split(np.arange(18), [1, 2, 10])):
    print(name, ", ".join(f"{runs[:, k].mean():.6g}" for k in part), "+-", ", ".join(f"{runs[:, k].std(ddof=1) / 8 ** 0.5:.1g}" for k in part))
