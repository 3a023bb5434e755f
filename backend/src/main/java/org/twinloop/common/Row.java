package org.twinloop.common;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;

/** One row of an answer, read by column position from 0. A getter of a primitive refuses SQL null. */
public final class Row {

    private final Object[] columns;

    Row(Object[] columns) {
        this.columns = columns;
    }

    public boolean isNull(int column) {
        return columns[column] == null;
    }

    public UUID uuid(int column) {
        return (UUID) columns[column];
    }

    public String text(int column) {
        return (String) columns[column];
    }

    public String[] texts(int column) {
        return (String[]) columns[column];
    }

    public long whole(int column) {
        return ((Number) present(column)).longValue();
    }

    public double number(int column) {
        return ((Number) present(column)).doubleValue();
    }

    public BigDecimal decimal(int column) {
        Object value = columns[column];
        return value == null || value instanceof BigDecimal ? (BigDecimal) value : new BigDecimal(value.toString());
    }

    public boolean flag(int column) {
        return (Boolean) present(column);
    }

    public Instant instant(int column) {
        return columns[column] == null ? null : ((OffsetDateTime) columns[column]).toInstant();
    }

    public LocalDate date(int column) {
        return (LocalDate) columns[column];
    }

    public byte[] bytes(int column) {
        return columns[column] instanceof io.vertx.core.buffer.Buffer buffer
                ? buffer.getBytes()
                : (byte[]) columns[column];
    }

    private Object present(int column) {
        if (columns[column] == null) {
            throw new IllegalStateException("column " + column + " is null");
        }
        return columns[column];
    }
}
