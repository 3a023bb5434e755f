package org.twinloop.partner.gb32960;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.DatabaseFailure;
import org.twinloop.common.ProblemException;

/** Tries again for as long as somebody waits: while the database is away, while a queue is full. */
final class Patience {

    private Patience() {}

    static <T> Uni<T> whileWanted(Supplier<Uni<T>> work, BooleanSupplier wanted, Duration rest) {
        return work.get()
                .onFailure(failed -> passes(failed) && wanted.getAsBoolean())
                .recoverWithUni(failed -> Uni.createFrom()
                        .voidItem()
                        .onItem()
                        .delayIt()
                        .by(rest)
                        .chain(() -> whileWanted(work, wanted, rest)));
    }

    private static boolean passes(Throwable failed) {
        return failed instanceof RejectedExecutionException
                || failed instanceof ProblemException refused && refused.problem() == CommonProblem.UNAVAILABLE
                || DatabaseFailure.isUnavailable(failed);
    }
}
