package org.twinloop.contract;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.twinloop.common.Problem;

/**
 * Which refusals a resource method can reach: the constants of {@link Problem} enumerations named by any code that
 * can be
 * called from it, through lambdas, method references and all implementations of an interface of ours.
 */
final class ProblemReach {

    private static final String OURS = "org.twinloop.";

    private static final ProblemReach OF_CODE = new ProblemReach();

    private final JavaClasses classes;
    private final Map<String, List<JavaCodeUnit>> overrides;
    private final Map<String, String> slugs;
    private final Map<JavaCodeUnit, Step> steps = new HashMap<>();

    /** What a piece of code names itself, and where it leads. */
    private record Step(Set<String> named, List<JavaCodeUnit> next) {}

    private ProblemReach() {
        classes = Compiled.classes();
        overrides = classes.stream()
                .flatMap(type -> type.getMethods().stream())
                .collect(Collectors.groupingBy(
                        method -> method.getName()
                                + method.getRawParameterTypes().stream()
                                        .map(JavaClass::getName)
                                        .toList(),
                        Collectors.toList()));
        slugs = slugs();
    }

    /** Of the compiled service. */
    static ProblemReach ofCode() {
        return OF_CODE;
    }

    /** All constants of all enumerations of refusals. */
    List<Problem> constants() {
        return enumerations()
                .flatMap(type -> Arrays.stream(type.getEnumConstants()))
                .map(Problem.class::cast)
                .toList();
    }

    /** Slugs that code reachable from a method names. */
    Set<String> from(Method method) {
        Set<String> reached = new TreeSet<>();
        Set<JavaCodeUnit> seen = new HashSet<>();
        Deque<JavaCodeUnit> todo = new ArrayDeque<>();
        classes.get(method.getDeclaringClass()).getMethods().stream()
                .filter(candidate -> candidate.getName().equals(method.getName())
                        && candidate.getRawParameterTypes().size() == method.getParameterCount())
                .forEach(todo::add);
        while (!todo.isEmpty()) {
            JavaCodeUnit unit = todo.poll();
            if (seen.add(unit)) {
                Step step = steps.computeIfAbsent(unit, this::step);
                reached.addAll(step.named());
                todo.addAll(step.next());
            }
        }
        return reached;
    }

    private Step step(JavaCodeUnit unit) {
        Set<String> named = new TreeSet<>();
        for (JavaAccess<?> access : unit.getAccessesFromSelf()) {
            if (access instanceof JavaFieldAccess field) {
                String slug = slugs.get(field.getTargetOwner().getName() + "."
                        + field.getTarget().getName());
                if (slug != null) {
                    named.add(slug);
                }
            }
        }
        Set<JavaCodeUnit> next = new LinkedHashSet<>();
        Stream.of(
                        unit.getCallsFromSelf().stream().map(call -> (JavaAccess<?>) call),
                        unit.getCodeUnitReferencesFromSelf().stream().map(call -> (JavaAccess<?>) call))
                .flatMap(calls -> calls)
                .forEach(call -> next.addAll(targets(call)));
        return new Step(named, List.copyOf(next));
    }

    private List<JavaCodeUnit> targets(JavaAccess<?> call) {
        if (!call.getTargetOwner().getName().startsWith(OURS)) {
            return List.of();
        }
        List<JavaCodeUnit> targets = new ArrayList<>();
        call.getTarget().resolveMember().ifPresent(member -> {
            if (member instanceof JavaCodeUnit unit) {
                targets.add(unit);
                targets.addAll(implementations(unit));
            }
        });
        return targets;
    }

    private List<JavaCodeUnit> implementations(JavaCodeUnit unit) {
        String key = unit.getName()
                + unit.getRawParameterTypes().stream().map(JavaClass::getName).toList();
        return overrides.getOrDefault(key, List.of()).stream()
                .filter(candidate ->
                        candidate.getOwner().isAssignableTo(unit.getOwner().getName()))
                .toList();
    }

    private Map<String, String> slugs() {
        Map<String, String> found = new TreeMap<>();
        enumerations()
                .forEach(type -> Arrays.stream(type.getEnumConstants())
                        .forEach(constant -> found.put(
                                type.getName() + "." + ((Enum<?>) constant).name(), ((Problem) constant).slug())));
        return found;
    }

    private Stream<Class<?>> enumerations() {
        return classes.stream()
                .filter(type -> type.isEnum() && type.isAssignableTo(Problem.class))
                .sorted((a, b) -> a.getName().compareTo(b.getName()))
                .map(JavaClass::reflect);
    }
}
