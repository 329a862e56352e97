#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The golden numbers of tests/core/eval/test_seed_statistics.cpp and test_statistics.cpp, by scipy and statsmodels.

Prints one line for each number that those tests hold; nothing is read. Needs scipy, statsmodels, numpy, pandas.
"""
import math
import warnings

import numpy as np
import pandas
import scipy
import statsmodels
from scipy import stats
from statsmodels.formula.api import ols
from statsmodels.stats.anova import anova_lm
from statsmodels.stats.contingency_tables import mcnemar


def table(seeds, rows):
    """cells[s][r] of test_seed_statistics.cpp's table()."""
    return np.array([[math.sin(3 * s + 1) * 0.1 + math.sin(r * r) * 0.5 + math.cos(7 * s + 5 * r) * 0.2 for r in range(rows)]
                     for s in range(seeds)])


def student():
    for freedom in (1, 2, 2.5, 9, 29, 1000):
        print(f"t {freedom}: {stats.t.ppf(0.975, freedom):.15g}")


def mc_nemar():
    for first, second in ((1, 0), (5, 5), (10, 3), (20, 40), (100, 130), (3000, 3100)):
        k, n = min(first, second), first + second
        point = stats.binom.pmf(k, n, 0.5)
        middle = 1 - point / 2 if first == second else 2 * stats.binom.cdf(k, n, 0.5) - point
        print(f"McNemar {first} {second}: exact {mcnemar([[0, first], [second, 0]], exact=True).pvalue:.15g}, mid-p {middle:.15g}")


def seeds():
    figures = [0.71, 0.74, 0.69, 0.75]
    low, high = stats.t.interval(0.95, 3, np.mean(figures), stats.sem(figures))
    print(f"four seeds: {np.mean(figures):.15g} {low:.15g} {high:.15g}, deviation {np.std(figures, ddof=1):.15g}")
    for size in ((3, 20), (2, 5)):
        cells = table(*size)
        long = pandas.DataFrame([(s, r, cells[s, r]) for s in range(size[0]) for r in range(size[1])], columns=["s", "r", "y"])
        squares = anova_lm(ols("y ~ C(s) + C(r)", long).fit())["mean_sq"]
        n = cells.size
        of_seeds = max(squares["C(s)"] - squares["Residual"], 0) / n
        of_rows = squares["C(r)"] / n
        half = math.hypot(stats.t.ppf(0.975, size[0] - 1) * math.sqrt(of_seeds), stats.t.ppf(0.975, size[1] - 1) * math.sqrt(of_rows))
        mean = cells.mean()
        print(f"{size[0]} seeds, {size[1]} rows: {mean:.15g} {mean - half:.15g} {mean + half:.15g}")


def sizes():
    high, power = stats.norm.ppf(0.975), stats.norm.ppf(0.8)
    print("rows for 0.02 of deviation 0.4:", math.ceil(((high + power) * 0.4 / 0.02) ** 2))
    print("rows for 0.05 of 0.2 discordant:",
          math.ceil((high * math.sqrt(0.2) + power * math.sqrt(0.2 - 0.05**2)) ** 2 / 0.05**2))
    print(f"smallest difference of 400 rows: {(high + power) * 0.4 / 20:.15g}")


def bootstraps():
    first = np.sin(np.arange(40)) ** 2
    second = first + 0.1 * np.cos(3 * np.arange(40)) + 0.02
    level = stats.norm.cdf(-math.sqrt(40 / 39) * stats.t.ppf(0.975, 39))
    options = {"n_resamples": 200_000, "method": "percentile", "random_state": 1, "confidence_level": 1 - 2 * level}
    one = stats.bootstrap((first,), np.mean, **options).confidence_interval
    print(f"mean of 40: {first.mean():.15g} {one.low:.15g} {one.high:.15g}")
    two = stats.bootstrap((first, second), lambda a, b, axis: b.mean(axis) - a.mean(axis), paired=True, **options).confidence_interval
    print(f"paired: {(second - first).mean():.15g} {two.low:.15g} {two.high:.15g}")
    print(f"level of 40 rows: {level:.15g}")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    print("scipy", scipy.__version__, "statsmodels", statsmodels.__version__)
    for part in (student, mc_nemar, seeds, sizes, bootstraps):
        part()
