package org.twinloop.telematics.alert;

import java.util.List;

/**
 * One thing that is looked for in all newest states at once. Both questions see the database as it is in one
 * transaction.
 *
 * @param name kebab-case; the event of an occurrence is {@code telematics.} and this
 * @param begins answers {@code vehicle_no, vehicle id, unit_id, operator_id, event time, facts as JSON text} of cars of
 *     which it is true; one that is noted already may be among them
 * @param ends answers {@code vehicle_no, event time} of cars of which it is not true any more
 */
record AlertRule(String name, Question begins, Question ends) {

    /** A statement with its parameters {@code $1}… . */
    record Question(String sql, List<Object> parameters) {

        static Question of(String sql, Object... parameters) {
            return new Question(sql, List.of(parameters));
        }

        Object[] values() {
            return parameters.toArray();
        }
    }
}
