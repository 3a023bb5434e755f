package org.twinloop.chauffeur.driver;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.UUID;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.ProblemException;

/** A step as the page sends it; which of the other fields it needs or may have depends on its kind. */
record DriverStepBody(
        @NotNull UUID id,
        @NotNull DriverStep.Kind kind,
        @DecimalMin("0") @DecimalMax("9999999") Double odometerKm,
        @Min(1) @Max(1_000_000) Long fen,

        @Size(min = 1, max = 40) @Pattern(regexp = "^[A-Za-z0-9-]+$")
        String receiptNo,

        @DecimalMin("-180") @DecimalMax("180") Double lon,
        @DecimalMin("-90") @DecimalMax("90") Double lat) {

    /** The step it tells; odometers are read to 100 m. Refused when a field is missing or one too many. */
    DriverStep at(Instant now) {
        check();
        BigDecimal read =
                odometerKm == null ? null : BigDecimal.valueOf(odometerKm).setScale(1, RoundingMode.HALF_UP);
        return new DriverStep(id, kind, now, read, fen, receiptNo, lon == null ? null : new GeoPoint(lon, lat));
    }

    private void check() {
        mustBe(odometerKm != null, kind.readsOdometer(), "/odometerKm");
        mustBe(fen != null, kind.costs(), "/fen");
        mustBe(receiptNo != null, kind.costs(), "/receiptNo");
        mustBe(lat != null, lon != null, "/lat");
        if (lon != null && !kind.readsOdometer()) {
            mustBe(true, false, "/lon");
        }
    }

    private void mustBe(boolean there, boolean needed, String pointer) {
        if (there != needed) {
            String detail = needed ? "value missing; " + kind + " needs it" : "value met; " + kind + " has none";
            throw ProblemException.field(CommonProblem.INVALID, pointer, detail);
        }
    }
}
