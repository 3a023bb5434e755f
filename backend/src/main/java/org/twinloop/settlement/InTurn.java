package org.twinloop.settlement;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Function;

/** Steps of an act that follow one another, because they share one connection. */
final class InTurn {

    private InTurn() {}

    static <T, R> Uni<List<R>> each(List<T> things, Function<T, Uni<? extends R>> step) {
        return Multi.createFrom()
                .iterable(things)
                .onItem()
                .<R>transformToUniAndConcatenate(step)
                .collect()
                .asList();
    }
}
