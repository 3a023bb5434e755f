package org.twinloop.contract;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares the refusals of the code with {@code problems.md} and with what each operation says it can answer. */
public final class ContractProblems {

    private ContractProblems() {}

    /** Differences between the enumerations of the code and the table. */
    public static List<String> inTable(ProblemTable table) {
        Map<String, String> said = table.lines();
        Map<String, String> had = ProblemTable.ofCode(ProblemReach.ofCode().constants());
        Set<String> slugs = new TreeSet<>(said.keySet());
        slugs.addAll(had.keySet());
        List<String> found = new ArrayList<>();
        for (String slug : slugs) {
            if (!Objects.equals(said.get(slug), had.get(slug))) {
                found.add(slug + ": problems.md has <" + said.get(slug) + ">, the code <" + had.get(slug) + ">");
            }
        }
        return found;
    }

    /** Slugs without a row, statuses without a slug and slugs without a status, in the contract alone. */
    public static List<String> inStatuses(Spec spec, ProblemTable table) {
        List<String> found = new ArrayList<>();
        for (SpecOperation operation : spec.operations()) {
            Set<Integer> expected = new TreeSet<>();
            for (String slug : operation.problems()) {
                if (table.rows().containsKey(slug)) {
                    expected.add(table.status(slug));
                } else {
                    found.add(operation.name() + ": " + slug + " is not in problems.md");
                }
            }
            Set<Integer> said = new TreeSet<>(operation.statuses());
            said.removeIf(status -> status < 400);
            if (!said.equals(expected)) {
                found.add(
                        operation.name() + ": refusals are answered with " + said + ", its problems mean " + expected);
            }
        }
        return found;
    }

    /** Differences between what each operation says it can answer and what its code can reach. */
    public static List<String> reached(Spec spec, List<Class<?>> resources) {
        Map<String, Method> methods = new TreeMap<>();
        CodeScan.methods(resources)
                .forEach(method ->
                        methods.put(CodeScan.httpMethod(method).orElseThrow() + " " + CodeScan.path(method), method));
        ProblemReach reach = ProblemReach.ofCode();
        List<String> found = new ArrayList<>();
        for (SpecOperation operation : spec.operations()) {
            Method method = methods.get(operation.method() + " " + CodeScan.ROOT + operation.path());
            if (method == null) {
                continue;
            }
            Set<String> expected = new TreeSet<>(ofFrame(operation));
            expected.addAll(reach.from(method));
            Set<String> missing = new TreeSet<>(expected);
            missing.removeAll(operation.problems());
            Set<String> idle = new TreeSet<>(operation.problems());
            idle.removeAll(expected);
            if (!missing.isEmpty() || !idle.isEmpty()) {
                found.add("%s (%s.%s): x-problems lacks %s and has too much %s"
                        .formatted(
                                operation.name(),
                                method.getDeclaringClass().getSimpleName(),
                                method.getName(),
                                missing,
                                idle));
            }
        }
        return found;
    }

    /** What the frame around every operation answers: reading the request, sign-in, roles, limits and faults. */
    static Set<String> ofFrame(SpecOperation operation) {
        Set<String> slugs = new LinkedHashSet<>(Set.of("not-acceptable", "unavailable", "internal-error"));
        if (!operation.parameters().isEmpty() || operation.body().isPresent()) {
            slugs.add("invalid-request");
        }
        if (operation.path().contains("{")) {
            slugs.add("not-found");
        }
        operation.body().ifPresent(body -> {
            slugs.addAll(Set.of("too-large", "unsupported-media-type"));
            if (body.mediaType().equals("application/json")) {
                slugs.add("unreadable-body");
            }
        });
        if (!operation.roles().contains("PUBLIC")) {
            slugs.addAll(Set.of("sign-in-needed", "token-refused", "not-allowed", "account-suspended"));
            if (!operation.safe()) {
                slugs.add("csrf-refused");
            }
        }
        return slugs;
    }
}
