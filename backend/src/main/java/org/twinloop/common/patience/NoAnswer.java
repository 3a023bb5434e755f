package org.twinloop.common.patience;

import java.time.Duration;

/** The database said nothing for as long as anybody waits for it. */
public final class NoAnswer extends RuntimeException {

    private static final long serialVersionUID = 1;

    NoAnswer(Duration within) {
        super("no answer within " + within.toMillis() + " ms");
    }
}
