package org.twinloop.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Checks a table of packages: who may see whom. A package is named by its path below {@code org.twinloop}. */
public final class Arrows {

    private static final String ROOT = "org.twinloop";

    private final Map<String, Set<String>> table;

    public Arrows(Map<String, Set<String>> table) {
        this.table = table;
    }

    /** Every arrow that the table does not allow, every package it does not know, every entry without a class. */
    public List<String> violations(JavaClasses classes) {
        List<String> found = new ArrayList<>();
        Set<String> idle = new TreeSet<>(table.keySet());
        Set<String> unknown = new TreeSet<>();
        for (JavaClass type : classes) {
            String from = name(type);
            idle.remove(from);
            if (!table.containsKey(from)) {
                unknown.add(from);
                continue;
            }
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                boolean ours = target.getPackageName().startsWith(ROOT);
                if (ours && !name(target).equals(from) && !table.get(from).contains(name(target))) {
                    found.add(from + " may not see " + name(target) + ": " + dependency.getDescription());
                }
            }
        }
        unknown.forEach(name -> found.add("package not on the map: " + name));
        idle.forEach(name -> found.add("on the map, but without a class: " + name));
        return found;
    }

    /** Cycles in the table itself; it would allow what it is there to forbid. */
    public List<String> cycles() {
        List<String> found = new ArrayList<>();
        for (String from : table.keySet()) {
            Set<String> reached = new TreeSet<>();
            reach(from, reached);
            if (reached.contains(from)) {
                found.add("the map leads from " + from + " back to itself");
            }
        }
        return found;
    }

    private void reach(String from, Set<String> reached) {
        for (String next : table.getOrDefault(from, Set.of())) {
            if (reached.add(next)) {
                reach(next, reached);
            }
        }
    }

    private static String name(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
    }
}
