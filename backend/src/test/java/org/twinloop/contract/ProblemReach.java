package org.twinloop.contract;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
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

    private final JavaClasses classes;
    private final Map<String, List<JavaCodeUnit>> overrides;

    ProblemReach() {
        classes = new ClassFileImporter().importPath(Project.classes());
        overrides = classes.stream()
                .flatMap(type -> type.getMethods().stream())
                .collect(Collectors.groupingBy(
                        method -> method.getName()
                                + method.getRawParameterTypes().stream()
                                        .map(JavaClass::getName)
                                        .toList(),
                        Collectors.toList()));
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
        Map<String, String> slugs = slugs();
        Set<String> reached = new TreeSet<>();
        Set<JavaCodeUnit> seen = new HashSet<>();
        Deque<JavaCodeUnit> todo = new ArrayDeque<>();
        classes.get(method.getDeclaringClass()).getMethods().stream()
                .filter(candidate -> candidate.getName().equals(method.getName())
                        && candidate.getRawParameterTypes().size() == method.getParameterCount())
                .forEach(todo::add);
        while (!todo.isEmpty()) {
            JavaCodeUnit unit = todo.poll();
            if (!seen.add(unit)) {
                continue;
            }
            for (JavaAccess<?> access : unit.getAccessesFromSelf()) {
                if (access instanceof JavaFieldAccess field) {
                    String slug = slugs.get(field.getTargetOwner().getName() + "."
                            + field.getTarget().getName());
                    if (slug != null) {
                        reached.add(slug);
                    }
                }
            }
            Stream.of(
                            unit.getCallsFromSelf().stream().map(call -> (JavaAccess<?>) call),
                            unit.getCodeUnitReferencesFromSelf().stream().map(call -> (JavaAccess<?>) call))
                    .flatMap(calls -> calls)
                    .forEach(call -> todo.addAll(targets(call)));
        }
        return reached;
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
        Map<String, String> slugs = new TreeMap<>();
        enumerations()
                .forEach(type -> Arrays.stream(type.getEnumConstants())
                        .forEach(constant -> slugs.put(
                                type.getName() + "." + ((Enum<?>) constant).name(), ((Problem) constant).slug())));
        return slugs;
    }

    private Stream<Class<?>> enumerations() {
        return classes.stream()
                .filter(type -> type.isEnum() && type.isAssignableTo(Problem.class))
                .sorted((a, b) -> a.getName().compareTo(b.getName()))
                .map(JavaClass::reflect);
    }
}
