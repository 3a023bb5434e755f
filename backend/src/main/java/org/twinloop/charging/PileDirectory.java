package org.twinloop.charging;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.twinloop.device.DeviceKind;
import org.twinloop.device.SubjectDirectory;
import org.twinloop.operator.Operator;
import org.twinloop.operator.Operators;

/** Tells a pile what it has to know of itself. */
@ApplicationScoped
class PileDirectory implements SubjectDirectory {

    private final ChargingRepository repository;
    private final Operators operators;

    PileDirectory(ChargingRepository repository, Operators operators) {
        this.repository = repository;
        this.operators = operators;
    }

    @Override
    public DeviceKind kind() {
        return DeviceKind.PILE;
    }

    @Override
    public Uni<Map<UUID, Subject>> describe(List<UUID> pileIds) {
        return operators
                .all()
                .chain(all -> {
                    Map<UUID, String> codes = all.stream().collect(Collectors.toMap(Operator::id, Operator::code));
                    return repository.describe(pileIds, codes::get);
                })
                .map(piles -> piles.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, pile -> Subject.of(pile.getValue()))));
    }
}
