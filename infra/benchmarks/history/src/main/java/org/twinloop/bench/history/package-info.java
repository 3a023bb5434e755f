/**
 * {@code ./infra/bench history}: how long the day of a car takes to be told when the history is long.
 *
 * <p>{@code HistoryBench} has three parts for the script: {@code ways} asks the service for ways through the city,
 * {@code fill} lets the database drive its cars along them, {@code ask} measures.
 *
 * <p>Always holds: days have tracks on roads, drives, stops and gaps as those of real cars have, so that all of the
 * answer's work is done; every answer is looked into.
 */
package org.twinloop.bench.history;
