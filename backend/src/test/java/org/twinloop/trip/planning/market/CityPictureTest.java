package org.twinloop.trip.planning.market;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.LoopId;
import org.twinloop.network.Stop;
import org.twinloop.network.traffic.NoReturn;
import org.twinloop.trip.planning.market.CarMarket.Cut;
import org.twinloop.trip.planning.market.CarMarket.ReturnSpace;
import org.twinloop.trip.planning.search.City;

/** What the search is told of a stop. */
class CityPictureTest {
    private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");
    private static final long AT = NOON.getEpochSecond();

    @Test
    void a_stop_takes_no_cars_back_from_the_begin_of_a_ban_to_just_before_its_end() {
        City.Stop stop = stop(new NoReturn.Time(NOON, NOON.plusSeconds(60)));
        assertEquals(
                List.of(true, false, false, true),
                List.of(
                        stop.takesBack(AT - 1, AT - 1),
                        stop.takesBack(AT, AT + 60),
                        stop.takesBack(AT - 1, AT + 59),
                        stop.takesBack(AT + 60, AT + 60)));

        City.Stop everAfter = stop(new NoReturn.Time(NOON.plusNanos(1), null));
        assertEquals(
                List.of(true, false, false),
                List.of(
                        everAfter.takesBack(AT, AT),
                        everAfter.takesBack(AT + 1, AT + 1),
                        everAfter.takesBack(AT + 1_000_000_000, AT + 1_000_000_000)));
    }

    private static City.Stop stop(NoReturn.Time ban) {
        Stop stop = new Stop(
                new UUID(1, 1), "K1", null, "站", "Stop", new GeoPoint(121.4, 31.2), Set.of(LoopId.INNER), 50, false);
        ReturnSpace space = new ReturnSpace(stop, Optional.empty(), List.of());
        CarMarket market = new CarMarket(NOON, List.of(), Map.of(), List.of(space), List.of(), null, Cut.NONE);
        return new CityPicture(market, null, of -> List.of(ban)).city().stop(0);
    }
}
