/**
 * What benchmarks share: the server's crash-safety settings, repeats with median and spread, the report, clients over
 * HTTP, and pgbench with the statements that the service was logged to run.
 *
 * <p>A benchmark prints its figures as {@code key=value} lines and writes the same figures with machine, versions and
 * command to {@code docs/bench/NAME.md}. A figure without its spread is not reported.
 */
package org.twinloop.bench.frame;
