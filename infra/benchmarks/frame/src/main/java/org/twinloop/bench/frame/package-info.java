/**
 * What every benchmark shares: the server's crash-safety settings, repeats with median and spread, and the report.
 *
 * <p>A benchmark prints its figures as {@code key=value} lines and writes the same figures with machine, versions and
 * command to {@code docs/bench/NAME.md}. A figure without its spread is not reported.
 */
package org.twinloop.bench.frame;
