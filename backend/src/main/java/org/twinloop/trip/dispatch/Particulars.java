package org.twinloop.trip.dispatch;

/**
 * What a request says for the dispatch order besides; each null when not told.
 *
 * @param documentNo number of the document or notice behind the trip, 1…60 characters
 * @param contactName whom the driver may call, 1…50 characters; told with the telephone or not at all
 * @param contactPhone 5…20 digits, + and -
 */
public record Particulars(String documentNo, String contactName, String contactPhone) {

    /** What was told before stays. */
    public static final Particulars NONE = new Particulars(null, null, null);

    boolean isEmpty() {
        return documentNo == null && contactPhone == null;
    }
}
