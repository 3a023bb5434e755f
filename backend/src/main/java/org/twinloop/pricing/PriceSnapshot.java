package org.twinloop.pricing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** All price lists as of one edition, immutable, found by partner, product and class. */
final class PriceSnapshot {

    private record Key(UUID operatorId, Product product, String vehicleClass) {}

    private final UUID edition;
    private final List<PriceList> lists;
    private final Map<Key, List<PriceList>> byKey = new HashMap<>();

    PriceSnapshot(UUID edition, List<PriceList> lists) {
        this.edition = edition;
        this.lists = List.copyOf(lists);
        for (PriceList list : lists) {
            byKey.computeIfAbsent(
                            new Key(list.operatorId(), list.product(), list.vehicleClass()), key -> new ArrayList<>())
                    .add(list);
        }
    }

    UUID edition() {
        return edition;
    }

    List<PriceList> lists() {
        return lists;
    }

    /** The list of the class, else the one for any class. */
    Optional<PriceList> inForce(UUID operatorId, Product product, String vehicleClass, Instant at) {
        return find(operatorId, product, vehicleClass, at).or(() -> find(operatorId, product, PriceList.ANY_CLASS, at));
    }

    private Optional<PriceList> find(UUID operatorId, Product product, String vehicleClass, Instant at) {
        return byKey.getOrDefault(new Key(operatorId, product, vehicleClass), List.of()).stream()
                .filter(list -> list.isInForce(at))
                .findFirst();
    }
}
