package org.twinloop.trip.inspection;

import java.time.Instant;
import java.util.UUID;
import org.twinloop.trip.inspection.Inspection.Phase;

/**
 * A mark of damage on a car.
 *
 * @param xPermille where on the outline of that side, thousandths of its width from the left
 * @param yPermille thousandths of its height from the top
 * @param words what is seen, null for none
 * @param photoId the photo that shows it, null for none
 * @param repairedAt null while it is there
 */
record Damage(
        UUID id,
        Side side,
        Kind kind,
        int xPermille,
        int yPermille,
        String words,
        UUID photoId,
        UUID inspectionId,
        Phase phase,
        Instant reportedAt,
        Instant repairedAt) {

    /** A side of a car. */
    enum Side {
        FRONT("车头", "front"),
        REAR("车尾", "rear"),
        LEFT("左侧", "left"),
        RIGHT("右侧", "right"),
        INSIDE("车内", "inside");

        private final String zh;
        private final String en;

        Side(String zh, String en) {
            this.zh = zh;
            this.en = en;
        }

        String zh() {
            return zh;
        }

        String en() {
            return en;
        }
    }

    /** What it looks like. */
    enum Kind {
        SCRATCH("划痕", "scratch"),
        DENT("凹陷", "dent"),
        BROKEN("破损", "broken"),
        MISSING("缺失", "missing"),
        DIRTY("污损", "dirty"),
        OTHER("其他", "other");

        private final String zh;
        private final String en;

        Kind(String zh, String en) {
            this.zh = zh;
            this.en = en;
        }
    }

    /** For people: where and what. */
    String zh() {
        return side.zh() + kind.zh + (words == null ? "" : "（" + words + "）");
    }

    String en() {
        return side.en() + " " + kind.en + (words == null ? "" : " (" + words + ")");
    }
}
