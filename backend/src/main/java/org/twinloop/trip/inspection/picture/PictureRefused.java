package org.twinloop.trip.inspection.picture;

import java.io.IOException;
import java.time.Duration;

/** What came is no picture we take; the message says what it is and what is accepted, for people. */
public final class PictureRefused extends IOException {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Why {
        NO_PICTURE,
        TOO_LARGE,
        /** Its last byte was not there in time. */
        TOO_SLOW,
        /** Too much is on its way just now. */
        NO_ROOM
    }

    private final Why why;

    PictureRefused(String met, String accepted) {
        this("value " + met + "; " + accepted, Why.NO_PICTURE);
    }

    private PictureRefused(String message, Why why) {
        super(message);
        this.why = why;
    }

    static PictureRefused tooLarge(long bytesMax) {
        return new PictureRefused(
                "value of more than " + bytesMax + " bytes; at most so many are accepted, send a smaller copy / "
                        + "照片过大，请压缩后上传",
                Why.TOO_LARGE);
    }

    /** Its last byte was not there in time. */
    public static PictureRefused tooSlow(Duration within) {
        return new PictureRefused(
                "上传超时，请用同一编号重新上传 / not all was there within " + within.toSeconds()
                        + " s; send it again under the same id, or a smaller copy",
                Why.TOO_SLOW);
    }

    static PictureRefused noRoom() {
        return new PictureRefused("照片传输繁忙，请稍后再试 / many photos are on their way; try again", Why.NO_ROOM);
    }

    public Why why() {
        return why;
    }

    /** Whether nothing but its bytes is too much. */
    public boolean isTooLarge() {
        return why == Why.TOO_LARGE;
    }
}
