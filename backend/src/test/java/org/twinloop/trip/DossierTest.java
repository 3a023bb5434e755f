package org.twinloop.trip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which pile is that of the return, and which one is on the way. */
class DossierTest {
    private static final UUID RETURN_STOP = UUID.randomUUID();
    private static final UUID OTHER_STOP = UUID.randomUUID();

    @Test
    void only_the_pile_at_the_stop_of_the_bay_goes_on_with_the_car() {
        Booking bay = bay();
        Booking there = pile(RETURN_STOP);
        Booking before = pile(OTHER_STOP);
        Dossier dossier = dossier(bay, there, before);

        assertEquals(
                List.of(before),
                dossier.bookings().stream().filter(dossier::isOnTheWay).toList());
        assertTrue(dossier.plugsIn());
    }

    @Test
    void a_pile_on_the_way_is_no_plug_at_the_return() {
        assertFalse(dossier(bay(), pile(OTHER_STOP)).plugsIn());
        assertFalse(dossier(bay()).plugsIn());
    }

    private static Dossier dossier(Booking... bookings) {
        return new Dossier(new Trip(), List.of(), List.of(bookings), Optional.empty());
    }

    private static Booking bay() {
        return Booking.bay(UUID.randomUUID(), new Leg(), UUID.randomUUID(), RETURN_STOP, "B-1");
    }

    private static Booking pile(UUID stop) {
        return Booking.pile(UUID.randomUUID(), new Leg(), UUID.randomUUID(), stop, UUID.randomUUID(), "P-1");
    }
}
