package org.twinloop.telematics;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;

/** What the service logs while it is open, informative lines and worse. */
final class LogLines implements AutoCloseable {

    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.INFO.intValue()) {
                records.add(record);
            }
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is held open.
        }
    };

    LogLines() {
        LogManager.getLogManager().getLogger("").addHandler(handler);
    }

    /** Lines by the component that told them. */
    Map<String, List<String>> byComponent() {
        Map<String, List<String>> lines = new TreeMap<>();
        records.forEach(record -> lines.computeIfAbsent(record.getLoggerName(), name -> new CopyOnWriteArrayList<>())
                .add(record.getLevel() + " " + record.getMessage() + (record.getThrown() == null ? "" : " + stack")));
        return lines;
    }

    @Override
    public void close() {
        LogManager.getLogManager().getLogger("").removeHandler(handler);
    }
}
