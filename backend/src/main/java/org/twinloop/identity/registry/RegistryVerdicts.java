package org.twinloop.identity.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.twinloop.identity.Role;
import org.twinloop.identity.registry.RegistryLine.Change;
import org.twinloop.identity.registry.RegistryLine.PersonLine;
import org.twinloop.identity.registry.RegistryLine.UnitLine;
import org.twinloop.identity.registry.RegistryLine.Verdict;
import org.twinloop.identity.registry.RegistryRepository.KnownPerson;
import org.twinloop.identity.registry.RegistryRepository.KnownUnit;

/** What each well-formed line of a registry file would do, or why it cannot. */
final class RegistryVerdicts {
    private final Map<String, KnownUnit> units;
    private final Set<String> told = new HashSet<>();

    RegistryVerdicts(Map<String, KnownUnit> units) {
        this.units = units;
    }

    List<Verdict> units(List<UnitLine> lines) {
        Map<String, String> parents = new HashMap<>();
        units.values().forEach(unit -> parents.put(unit.code(), unit.parent()));
        List<Verdict> verdicts = new ArrayList<>();
        for (UnitLine line : lines) {
            verdicts.add(fault(line, parents).orElseGet(() -> good(line, change(line))));
            parents.putIfAbsent(line.key(), line.parent());
        }
        return verdicts;
    }

    private Optional<Verdict> fault(UnitLine line, Map<String, String> parents) {
        if (!told.add(line.key())) {
            return refused(line, "code", line.key() + " stands in the file twice");
        }
        KnownUnit known = units.get(line.key());
        if (known != null) {
            return known.parent().equals(line.parent())
                    ? Optional.empty()
                    : refused(line, "parent", "the parent of a unit stays: “" + known.parent() + "”");
        }
        if (line.parent().isEmpty()) {
            return parents.containsValue("")
                    ? refused(line, "parent", "there is a unit without a parent already; only one runs the platform")
                    : Optional.empty();
        }
        return parents.containsKey(line.parent())
                ? Optional.empty()
                : refused(line, "parent", "no unit " + line.parent() + " is known or stands above");
    }

    private Change change(UnitLine line) {
        KnownUnit known = units.get(line.key());
        if (known == null) {
            return Change.ADDED;
        }
        boolean same = known.nameZh().equals(line.nameZh())
                && known.nameEn().equals(line.nameEn())
                && known.place().equals(line.place());
        return same ? Change.SAME : Change.CHANGED;
    }

    /** @param sender whose file it is: nobody takes their own administration from themselves by mistake */
    List<Verdict> people(List<PersonLine> lines, Map<String, KnownPerson> known, UUID sender) {
        return lines.stream()
                .map(line -> fault(line, known.get(line.key()), sender)
                        .orElseGet(() -> good(line, change(line, known.get(line.key())))))
                .toList();
    }

    private Optional<Verdict> fault(PersonLine line, KnownPerson known, UUID sender) {
        if (!told.add(line.key())) {
            return refused(line, "login", line.key() + " stands in the file twice");
        }
        if (!units.containsKey(line.unit())) {
            return refused(line, "unit", "no unit " + line.unit());
        }
        if (known != null && known.partners()) {
            return refused(line, "login", line.key() + " belongs to a partner");
        }
        if (known != null && known.id().equals(sender) && !line.roles().contains(Role.ADMINISTRATOR)) {
            return refused(line, "roles", "this is you; another administrator has to take the role from you");
        }
        return Optional.empty();
    }

    private static Change change(PersonLine line, KnownPerson known) {
        if (known == null) {
            return Change.ADDED;
        }
        String until = line.licenceValidUntil() == null
                ? known.licenceValidUntil()
                : line.licenceValidUntil().toString();
        boolean same = known.nameZh().equals(line.nameZh())
                && known.unit().equals(line.unit())
                && known.roleWords().equals(line.roleWords())
                && known.licenceValidUntil().equals(until)
                && (line.licenceClass() == null || line.licenceClass().equals(known.licenceClass()));
        return same ? Change.SAME : Change.CHANGED;
    }

    private static Verdict good(RegistryLine line, Change change) {
        return new Verdict(line.line(), line.key(), change, null, null);
    }

    private static Optional<Verdict> refused(RegistryLine line, String field, String detail) {
        return Optional.of(new Verdict(line.line(), line.key(), Change.REFUSED, field, detail));
    }
}
