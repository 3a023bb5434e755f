package org.twinloop.telematics.retention;

/** What is kept equally long. */
enum RetentionClass {
    /** Reports as they came, a partition a UTC day. */
    RAW("telematics.report", "event_time", "vehicle_no, event_time, boot, seq"),
    /** What is left of a car's day, a partition a year. */
    SUMMARY("telematics.day_summary", "day", "vehicle_no, day");

    private final String table;
    private final String time;
    private final String order;

    RetentionClass(String table, String time, String order) {
        this.table = table;
        this.time = time;
        this.order = order;
    }

    /** The partitioned table. */
    String table() {
        return table;
    }

    /** The column it is partitioned by. */
    String time() {
        return time;
    }

    /** The columns of its key. */
    String order() {
        return order;
    }
}
