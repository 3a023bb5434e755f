package org.twinloop.trip.dispatch;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.twinloop.chauffeur.driver.DispatchForm;
import org.twinloop.chauffeur.driver.DispatchForm.Consent;
import org.twinloop.chauffeur.driver.DispatchForm.Flag;
import org.twinloop.chauffeur.driver.DispatchForm.Party;
import org.twinloop.chauffeur.driver.DispatchForm.SignOff;
import org.twinloop.identity.People;
import org.twinloop.identity.People.Names;
import org.twinloop.identity.People.UnitName;
import org.twinloop.trip.approval.chain.ApprovalDesk;
import org.twinloop.trip.approval.chain.ChainStep;
import org.twinloop.trip.dispatch.ParticularsRepository.Rider;
import org.twinloop.trip.dispatch.ParticularsRepository.Told;

/** Keeps and hands on what a trip says for its dispatch order. Every method runs inside the caller's act or read. */
@ApplicationScoped
public class Papers {

    /** A way longer than planned by more is out of the ordinary (PR-43). */
    private static final BigDecimal WAY_FACTOR = new BigDecimal("1.3");

    private final ParticularsRepository repository;
    private final ReceiptPhotoRepository photos;
    private final ApprovalDesk chain;
    private final People people;

    Papers(ParticularsRepository repository, ReceiptPhotoRepository photos, ApprovalDesk chain, People people) {
        this.repository = repository;
        this.photos = photos;
        this.chain = chain;
        this.people = people;
    }

    /** Writes down what a new request says; one that says nothing leaves no row. */
    public Uni<Void> keep(UUID tripId, UUID unitId, Particulars said, Instant departAt) {
        return said.isEmpty() ? Uni.createFrom().voidItem() : repository.insert(tripId, unitId, said, departAt);
    }

    /** What the company is told with an order: unit, document and contact, under the names of the event. */
    public Uni<Map<String, Object>> forPartner(UUID tripId, UUID unitId) {
        return repository
                .find(tripId)
                .chain(said -> people.names(Set.of(), Set.of(unitId)).map(names -> {
                    Map<String, Object> told = new LinkedHashMap<>();
                    UnitName unit = names.units().get(unitId);
                    told.put("unitCode", unit.code());
                    told.put("unitName", unit.nameZh());
                    said.map(Particulars::documentNo).ifPresent(no -> told.put("documentNo", no));
                    said.filter(one -> one.contactPhone() != null)
                            .ifPresent(one -> told.put(
                                    "contact", Map.of("name", one.contactName(), "phone", one.contactPhone())));
                    return told;
                }));
    }

    /** The form with its trip's side: who asked, rides, agreed and signed off, and what was out of the ordinary. */
    public Uni<DispatchForm> complete(UUID tripId, DispatchForm form) {
        return repository
                .told(tripId)
                .chain(told -> repository
                        .riders(tripId)
                        .chain(riders -> chain.steps(List.of(tripId)).chain(steps -> {
                            List<ChainStep> decided = steps.stream()
                                    .filter(step -> word(step) != null)
                                    .toList();
                            return people.names(named(told, riders, decided), Set.of(told.unitId()))
                                    .chain(names -> photos.ofTrip(tripId)
                                            .map(taken -> form.with(
                                                    party(told, riders, decided, names, flags(told, form)), taken)));
                        })));
    }

    private static Set<UUID> named(Told told, List<Rider> riders, List<ChainStep> steps) {
        return Stream.of(
                        Stream.of(told.travellerId(), told.actorId(), told.confirmedBy()),
                        riders.stream().map(Rider::personId),
                        steps.stream().flatMap(step -> Stream.of(step.decidedBy(), step.inSteadOf())))
                .flatMap(ids -> ids)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private static Party party(Told told, List<Rider> riders, List<ChainStep> steps, Names names, List<Flag> flags) {
        Map<UUID, String> called = names.people();
        UnitName unit = names.units().get(told.unitId());
        return new Party(
                new DispatchForm.Unit(unit.code(), unit.nameZh(), unit.nameEn()),
                called.get(told.actorId()),
                called.get(told.travellerId()),
                riders.stream()
                        .map(rider -> Optional.ofNullable(rider.name())
                                .orElseGet(() -> called.getOrDefault(rider.personId(), "—")))
                        .toList(),
                told.policyVersion(),
                steps.stream().map(step -> consent(step, called)).toList(),
                told.confirmation() == null ? null : signOff(told, called),
                told.receiptFen(),
                flags);
    }

    private static Consent consent(ChainStep step, Map<UUID, String> called) {
        return new Consent(
                step.level(),
                step.nameZh(),
                step.nameEn(),
                word(step),
                called.get(step.decidedBy()),
                called.get(step.inSteadOf()),
                step.decidedAt(),
                step.reason());
    }

    /** Null for a level nobody has decided. */
    private static Consent.Word word(ChainStep step) {
        return switch (step.state()) {
            case APPROVED -> Consent.Word.APPROVED;
            case REJECTED -> Consent.Word.REJECTED;
            case RETURNED -> Consent.Word.RETURNED;
            case WAITING, OPEN, PASSED_ON, CLOSED -> null;
        };
    }

    private static SignOff signOff(Told told, Map<UUID, String> called) {
        return new SignOff(
                SignOff.How.valueOf(told.confirmation()),
                called.get(told.confirmedBy()),
                told.confirmedAt(),
                told.statement());
    }

    private static List<Flag> flags(Told told, DispatchForm form) {
        DispatchForm.Ride ride = form.ride();
        BigDecimal planned = form.plan().km();
        List<Flag> flags = new ArrayList<>();
        flag(flags, told.emergency(), Flag.EMERGENCY);
        flag(flags, told.remarked(), Flag.POLICY_REMARK);
        flag(flags, ride.endedAt() != null && ride.endedAt().isAfter(told.windowTo()), Flag.LATE_END);
        flag(
                flags,
                ride.km() != null && planned != null && ride.km().compareTo(planned.multiply(WAY_FACTOR)) > 0,
                Flag.LONGER_WAY);
        flag(flags, told.receiptFen() != null && told.receiptFen() > told.quotedFen(), Flag.DEARER);
        flag(flags, "DISPUTED".equals(told.confirmation()), Flag.DISPUTED);
        return flags;
    }

    private static void flag(List<Flag> flags, boolean up, Flag flag) {
        if (up) {
            flags.add(flag);
        }
    }
}
