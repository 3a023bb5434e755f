/**
 * Reports of cars: read, bounded, written in batches, and shown to whoever looks them over.
 *
 * <p>Owns the schema {@code telematics}. A reader's path: {@code ReportIntake} (topic {@code report}) → {@code
 * ReportCodec} (pure) → {@code ReportWriter} (one per shard of vehicles, own connection) → {@code
 * ReportFollower}, which {@code telematics.rule.ReportRules} is. The newest state belongs to {@code vehicle} and is
 * changed through {@code vehicle.apply_reports} in the same transaction.
 *
 * <p>Always holds: a report is acknowledged after its commit; its identity is (vehicle, event time, boot, sequence) and
 * a second copy changes nothing; a late report lands in the history and never in the newest state; no person is stored.
 *
 * <p>The data plane: it writes at its own pace and never touches the journal per message. May call {@code vehicle},
 * {@code device}, {@code network}, {@code journal}.
 */
package org.twinloop.telematics;
