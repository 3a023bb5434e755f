package org.twinloop.network.osm.tag;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.twinloop.network.osm.Tags;

/** Something on a road that stops some: who may pass it, by mode. */
public record Barrier(Access car, Access bike, Access foot) {

    private static final Barrier NOTHING = new Barrier(Access.PUBLIC, Access.PUBLIC, Access.PUBLIC);
    private static final Barrier NO_CARS = new Barrier(Access.NO, Access.PUBLIC, Access.PUBLIC);
    private static final Barrier WALKERS_ONLY = new Barrier(Access.NO, Access.NO, Access.PUBLIC);
    private static final Barrier PUSHED = new Barrier(Access.NO, Access.DISMOUNT, Access.PUBLIC);
    private static final Barrier NOBODY = new Barrier(Access.NO, Access.NO, Access.NO);

    private static final Map<String, Barrier> KINDS = Map.ofEntries(
            Map.entry("gate", NOTHING),
            Map.entry("lift_gate", NOTHING),
            Map.entry("swing_gate", NOTHING),
            Map.entry("sliding_gate", NOTHING),
            Map.entry("wicket_gate", WALKERS_ONLY),
            Map.entry("hampshire_gate", NOTHING),
            Map.entry("sally_port", NOTHING),
            Map.entry("toll_booth", NOTHING),
            Map.entry("border_control", NOTHING),
            Map.entry("cattle_grid", NOTHING),
            Map.entry("entrance", NOTHING),
            Map.entry("height_restrictor", NOTHING),
            Map.entry("kerb", NOTHING),
            Map.entry("no", NOTHING),
            Map.entry("bollard", NO_CARS),
            Map.entry("block", NO_CARS),
            Map.entry("jersey_barrier", NO_CARS),
            Map.entry("planter", NO_CARS),
            Map.entry("motorcycle_barrier", NO_CARS),
            Map.entry("bus_trap", NO_CARS),
            Map.entry("sump_buster", NO_CARS),
            Map.entry("chain", PUSHED),
            Map.entry("rope", PUSHED),
            Map.entry("log", PUSHED),
            Map.entry("debris", PUSHED),
            Map.entry("cycle_barrier", PUSHED),
            Map.entry("chicane", PUSHED),
            Map.entry("kissing_gate", WALKERS_ONLY),
            Map.entry("stile", WALKERS_ONLY),
            Map.entry("turnstile", WALKERS_ONLY),
            Map.entry("full-height_turnstile", WALKERS_ONLY),
            Map.entry("horse_stile", WALKERS_ONLY),
            Map.entry("wall", NOBODY),
            Map.entry("fence", NOBODY),
            Map.entry("hedge", NOBODY),
            Map.entry("ditch", NOBODY),
            Map.entry("city_wall", NOBODY),
            Map.entry("retaining_wall", NOBODY));

    /** The barrier a node is, or nothing where everybody passes. Access tags say more than the kind. */
    public static Optional<Barrier> read(Tags tags, Consumer<Remark> remarks) {
        String kind = tags.get("barrier");
        if (kind == null) {
            return Optional.empty();
        }
        Barrier byKind = KINDS.get(kind);
        if (byKind == null) {
            remarks.accept(Remark.BARRIER_UNKNOWN);
            byKind = NOTHING;
        } else if (kind.equals("bollard") && tags.is("bollard", "rising")) {
            byKind = new Barrier(Access.PRIVATE, Access.PUBLIC, Access.PUBLIC);
        } else if (tags.is("locked", "yes")) {
            byKind = NOBODY;
        }
        Barrier barrier = new Barrier(
                AccessRules.said(tags, AccessRules.CAR).orElse(byKind.car),
                AccessRules.said(tags, AccessRules.BIKE).orElse(byKind.bike),
                AccessRules.said(tags, AccessRules.FOOT).orElse(byKind.foot));
        return barrier.equals(NOTHING) ? Optional.empty() : Optional.of(barrier);
    }
}
