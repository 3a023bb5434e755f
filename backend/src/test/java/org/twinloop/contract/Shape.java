package org.twinloop.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a JSON value looks like, as said by the contract or as read from a Java type; the two are compared in this form.
 *
 * @param type string, integer, number, boolean, array, object or any
 * @param values allowed words of an enumeration, empty when free
 * @param fields properties of an object
 * @param required names of the properties that must be there; null when the type does not say
 * @param items what an array holds, null otherwise
 * @param limits maxLength, minLength, minimum, maximum, maxItems, minItems, pattern: only those that are stated
 * @param open whether an object may hold properties that are not named
 */
record Shape(
        String type,
        Set<String> values,
        Map<String, Shape> fields,
        Set<String> required,
        Shape items,
        Map<String, String> limits,
        boolean open) {

    static final Shape ANY = new Shape("any", Set.of(), Map.of(), Set.of(), null, Map.of(), true);

    static Shape of(String type, Map<String, String> limits) {
        return new Shape(type, Set.of(), Map.of(), Set.of(), null, limits, false);
    }

    static Shape words(Set<String> values, Map<String, String> limits) {
        return new Shape("string", values, Map.of(), Set.of(), null, limits, false);
    }

    static Shape list(Shape items, Map<String, String> limits) {
        return new Shape("array", Set.of(), Map.of(), Set.of(), items, limits, false);
    }

    static Shape object(Map<String, Shape> fields, Set<String> required, boolean open) {
        return new Shape("object", Set.of(), fields, required, null, Map.of(), open);
    }

    /** The same shape, all the way down, without a word on what is required. */
    Shape silentOnRequired() {
        Map<String, Shape> silent = new LinkedHashMap<>();
        fields.forEach((name, shape) -> silent.put(name, shape.silentOnRequired()));
        Shape inner = items == null ? null : items.silentOnRequired();
        return new Shape(type, values, silent, null, inner, limits, open);
    }

    /**
     * Where the code differs from the contract.
     *
     * @param promised the shape of the contract
     * @param met the shape of the code
     * @param asked true for a request, where required properties and limits must agree too
     */
    static List<String> differences(String at, Shape promised, Shape met, boolean asked) {
        List<String> found = new ArrayList<>();
        compare(at, promised, met, asked, found);
        return found;
    }

    private static void compare(String at, Shape promised, Shape met, boolean asked, List<String> found) {
        if (met.type.equals("any")) {
            if (!promised.open && !promised.type.equals("any")) {
                found.add(at + ": the contract says " + promised.type + ", the code takes anything");
            }
            return;
        }
        if (!promised.type.equals(met.type)) {
            found.add(at + ": the contract says " + promised.type + ", the code " + met.type);
            return;
        }
        if (!met.values.isEmpty() && !met.values.equals(promised.values)) {
            found.add(at + ": the contract has the words " + new TreeSet<>(promised.values) + ", the code "
                    + new TreeSet<>(met.values));
        }
        if (asked) {
            limits(at, promised, met, found);
        }
        if (promised.items != null && met.items != null) {
            compare(at + "/*", promised.items, met.items, asked, found);
        }
        fields(at, promised, met, asked, found);
    }

    private static void fields(String at, Shape promised, Shape met, boolean asked, List<String> found) {
        if (met.open) {
            return;
        }
        Set<String> names = new TreeSet<>(promised.fields.keySet());
        names.addAll(met.fields.keySet());
        for (String name : names) {
            Shape said = promised.fields.get(name);
            Shape had = met.fields.get(name);
            if (said == null) {
                found.add(at + "/" + name + ": in the code only");
            } else if (had == null) {
                found.add(at + "/" + name + ": in the contract only");
            } else {
                compare(at + "/" + name, said, had, asked, found);
                if (asked && met.required != null && promised.required.contains(name) != met.required.contains(name)) {
                    found.add(at + "/" + name + ": required in the "
                            + (promised.required.contains(name) ? "contract" : "code") + " only");
                }
            }
        }
    }

    /** A limit the code states must be the contract's; that unstated ones hold too is shown by generated bad input. */
    private static void limits(String at, Shape promised, Shape met, List<String> found) {
        met.limits.forEach((name, value) -> {
            String said = promised.limits.get(name);
            if (!Objects.equals(said, value)) {
                found.add(at + ": " + name + " is " + said + " in the contract and " + value + " in the code");
            }
        });
    }
}
