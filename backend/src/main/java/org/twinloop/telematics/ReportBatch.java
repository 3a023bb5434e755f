package org.twinloop.telematics;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.twinloop.device.Uplink;

/**
 * The reports of one message on their way into the database.
 *
 * @param outcome is told after the commit, or when the database refuses these very reports
 */
record ReportBatch(UUID vehicleId, Instant receivedAt, List<VehicleReport> reports, Outcome outcome) {

    /** What became of the reports; told once, on the writer's thread. */
    interface Outcome {
        /**
         * @param odd the reports with unknown fields that were not there before
         */
        void stored(List<VehicleReport> odd);

        void failed(Throwable failed);
    }

    /** An outcome somebody waits for. */
    private static final class Awaited extends CompletableFuture<List<VehicleReport>> implements Outcome {
        @Override
        public void stored(List<VehicleReport> odd) {
            complete(odd);
        }

        @Override
        public void failed(Throwable failed) {
            completeExceptionally(failed);
        }
    }

    /** The outcome of a message that was taken directly: its acknowledgement. */
    private record Acknowledged(Uplink.Receipt receipt) implements Outcome {
        @Override
        public void stored(List<VehicleReport> odd) {
            receipt.decided(Uplink.Verdict.ACCEPTED);
        }

        @Override
        public void failed(Throwable failed) {
            if (failed instanceof Refused refused) {
                receipt.decided(Uplink.Verdict.quarantine(refused.getMessage()));
            } else {
                receipt.failed(failed);
            }
        }
    }

    static ReportBatch of(UUID vehicleId, Instant receivedAt, List<VehicleReport> reports) {
        return new ReportBatch(vehicleId, receivedAt, reports, new Awaited());
    }

    static ReportBatch of(UUID vehicleId, Instant receivedAt, List<VehicleReport> reports, Uplink.Receipt receipt) {
        return new ReportBatch(vehicleId, receivedAt, reports, new Acknowledged(receipt));
    }

    /** Completes with the outcome of a batch that was made without a receipt: its new reports with unknown fields. */
    CompletableFuture<List<VehicleReport>> stored() {
        return (Awaited) outcome;
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
