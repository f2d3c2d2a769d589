/* P1 as one plain C loop: what a compiled program without an engine takes.
 *
 * gcc -O3 -march=native -ffast-math p1.c -lm && ./a.out REPEATS prints the median seconds of drawing a million times 20 years
 * and sorting nothing: quantiles are selected from a histogram of 16,384 cells and the sorted content of the cells hit.
 * Truncated normal and PERT by tables of 2,048 linear cells, whose error is not stated: an optimistic floor, not a peer.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define N 1000000
#define Y 20
#define CELLS 2048
static uint64_t s[4] = {0x9e3779b97f4a7c15, 0xbf58476d1ce4e5b9, 0x94d049bb133111eb, 57};
static inline uint64_t rotl(uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }
static inline double u01(void) {
	uint64_t r = rotl(s[0] + s[3], 23) + s[0], t = s[1] << 17;
	s[2] ^= s[0]; s[3] ^= s[1]; s[1] ^= s[2]; s[0] ^= s[3]; s[2] ^= t; s[3] = rotl(s[3], 45);
	return ((r >> 11) + 0.5) * 0x1p-53;
}
/* standard normal quantile by bisection, for tables only */
static double z(double u) {
	double lo = -9, hi = 9;
	for (int i = 0; i < 80; i++) { double m = (lo + hi) / 2; if (0.5 * erfc(-m / sqrt(2)) < u) lo = m; else hi = m; }
	return (lo + hi) / 2;
}
static double beta_density(double a, double b, double x) { return pow(x, a - 1) * pow(1 - x, b - 1); }
static double tz[CELLS + 1], tg[CELLS + 1], tc[CELLS + 1], te[CELLS + 1], tu[CELLS + 1], tp[CELLS + 1], ta[CELLS + 1];
static void truncated(double *t, double m, double sd, double a, double b) {
	double lo = 0.5 * erfc(-(a - m) / sd / sqrt(2)), hi = 0.5 * erfc(-(b - m) / sd / sqrt(2));
	for (int i = 0; i <= CELLS; i++) t[i] = m + sd * z(lo + (hi - lo) * i / CELLS);
}
static void pert(double *t, double a, double m, double b) {
	enum { K = 1 << 18 };
	double al = 1 + 4 * (m - a) / (b - a), be = 6 - al, sum = 0, run = 0;
	for (int k = 0; k < K; k++) sum += beta_density(al, be, (k + 0.5) / K);
	int i = 0;
	for (int k = 0; k < K; k++) { while (i <= CELLS && run >= sum * i / CELLS) t[i++] = a + (b - a) * k / K; run += beta_density(al, be, (k + 0.5) / K); }
	while (i <= CELLS) t[i++] = b;
}
static inline double table(const double *t, double u) { double f = u * CELLS; int i = (int)f; return t[i] + (f - i) * (t[i + 1] - t[i]); }
static inline double tri(double u, double a, double m, double b) {
	return u * (b - a) < m - a ? a + sqrt(u * (b - a) * (m - a)) : b - sqrt((1 - u) * (b - a) * (b - m));
}
static int cmp(const void *x, const void *y) { double a = *(double *)x, b = *(double *)y; return (a > b) - (a < b); }
static void quantiles(const double *x, const double *p, int np, double *out) {
	enum { B = 16384 };
	static int count[B]; static double *buf;
	if (!buf) buf = malloc(sizeof(double) * N);
	double lo = x[0], hi = x[0];
	for (int i = 0; i < N; i++) { lo = fmin(lo, x[i]); hi = fmax(hi, x[i]); }
	double k = (B - 1) / (hi - lo);
	memset(count, 0, sizeof count);
	for (int i = 0; i < N; i++) count[(int)((x[i] - lo) * k)]++;
	for (int q = 0; q < np; q++) {
		double h = (N - 1) * p[q]; int r = (int)h, c = 0, below = 0;
		while (below + count[c] <= r) below += count[c++];
		int m = 0, last = r + 1 < below + count[c] ? c : c + 1;
		while (last < B - 1 && !count[last]) last++;
		for (int i = 0; i < N; i++) { int b = (int)((x[i] - lo) * k); if (b == c || b == last) buf[m++] = x[i]; }
		qsort(buf, m, sizeof(double), cmp);
		out[q] = buf[r - below] + (h - r) * (buf[r - below + 1] - buf[r - below]);
	}
}
static double now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec + 1e-9 * t.tv_nsec; }
int main(int argc, char **argv) {
	int repeats = argc > 1 ? atoi(argv[1]) : 3;
	for (int i = 0; i <= CELLS; i++) tz[i] = z((i + (i == 0) * 0.02 - (i == CELLS) * 0.02) / CELLS);
	truncated(tg, 0.25, 0.08, 0.05, 0.50); truncated(tc, -0.04, 0.03, -0.12, 0.03); truncated(te, 3, 0.6, 1.5, 5);
	pert(tu, 0.3, 0.5, 0.8); pert(tp, 1.2, 1.5, 2.0); pert(ta, 0.85, 0.95, 1.0);
	double *o = malloc(sizeof(double) * N * Y), *times = malloc(sizeof(double) * repeats);
	double p[5] = {0.05, 0.10, 0.50, 0.90, 0.95}, q[Y][5], mean[Y];
	for (int rep = 0; rep < repeats; rep++) {
		double start = now();
		for (int d = 0; d < N; d++) {
			double K = 68457 * exp(0.25 * table(tz, u01())), C = 40 * exp(0.2 * table(tz, u01())), T = 15 * exp(0.3 * table(tz, u01()));
			double r = tri(u01(), 0.4, 0.8, 1.4), t0 = tri(u01(), 1, 2.5, 5), f = tri(u01(), 0.10, 0.18, 0.30);
			double g = table(tg, u01()), c = table(tc, u01()), e = table(te, u01()), u = table(tu, u01()), pr = table(tp, u01()), a = table(ta, u01());
			double last = K / (1 + exp(-r * (-1 - t0)));
			for (int y = 0; y < Y; y++) {
				double n = K / (1 + exp(-r * (y - t0))), b = fmax(n - last, 0);
				o[(size_t)y * N + d] = 1e-3 * C * (b + f * n) + 0.7e-3 * n * e * u * pr + 1e-4 * n * T * (1 - a);
				last = n; T *= 1 + g; C *= 1 + c;
			}
		}
		for (int y = 0; y < Y; y++) {
			double m = 0;
			for (int d = 0; d < N; d++) m += o[(size_t)y * N + d];
			mean[y] = m / N;
			quantiles(o + (size_t)y * N, p, 5, q[y]);
		}
		times[rep] = now() - start;
	}
	qsort(times, repeats, sizeof(double), cmp);
	printf("{\"problem\": \"P1\", \"engine\": \"C loop, linear tables, -ffast-math\", \"seconds\": %.6f, \"check\": [%.4f, %.4f, %.4f, %.4f, %.4f, %.4f]}\n",
		times[repeats / 2], mean[5], q[5][0], q[5][1], q[5][2], q[5][3], q[5][4]);
}
