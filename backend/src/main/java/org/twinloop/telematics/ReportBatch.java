package org.twinloop.telematics;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The reports of one message on their way into the database.
 *
 * @param stored completes after the commit, or fails when the database refuses these very reports
 */
record ReportBatch(Car car, Instant receivedAt, List<VehicleReport> reports, CompletableFuture<Void> stored) {

    static ReportBatch of(Car car, Instant receivedAt, List<VehicleReport> reports) {
        return new ReportBatch(car, receivedAt, reports, new CompletableFuture<>());
    }

    int rows() {
        return reports.size();
    }
}
