package org.twinloop.telematics;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * The reports of one message on their way into the database.
 *
 * @param stored completes after the commit, or fails when the database refuses these very reports
 */
record ReportBatch(UUID vehicleId, Instant receivedAt, List<VehicleReport> reports, CompletableFuture<Void> stored) {

    static ReportBatch of(UUID vehicleId, Instant receivedAt, List<VehicleReport> reports) {
        return new ReportBatch(vehicleId, receivedAt, reports, new CompletableFuture<>());
    }

    int rows() {
        return reports.size();
    }

    /** The database will never take these rows; trying again would give the same answer. */
    static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Refused(String why, Throwable cause) {
            super(why, cause);
        }
    }
}
