package org.twinloop.architecture;

import jakarta.persistence.Entity;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.twinloop.contract.CodeScan;

/** Types of ours that travel as JSON: everything reachable from the signatures of resource methods. */
public final class JsonTypes {

    private static final String OURS = "org.twinloop.";

    private JsonTypes() {}

    /** Entities among them. */
    public static List<String> entities(List<Class<?>> resources) {
        return all(resources).stream()
                .filter(type -> type.isAnnotationPresent(Entity.class))
                .map(type -> type.getName() + " is an entity and travels as JSON")
                .toList();
    }

    /** What is neither record nor enumeration nor a sealed family of records. */
    public static List<String> loose(List<Class<?>> resources) {
        return all(resources).stream()
                .filter(type -> !type.isRecord() && !type.isEnum() && !type.isSealed())
                .map(type -> type.getName() + " travels as JSON and is no record")
                .toList();
    }

    private static Set<Class<?>> all(List<Class<?>> resources) {
        Set<Class<?>> found = new LinkedHashSet<>();
        for (Method method : CodeScan.methods(resources)) {
            Stream.concat(Stream.of(method.getGenericReturnType()), Arrays.stream(method.getGenericParameterTypes()))
                    .forEach(type -> follow(type, found));
        }
        return found;
    }

    private static void follow(Type type, Set<Class<?>> found) {
        if (type instanceof ParameterizedType generic) {
            List<Type> parts = new ArrayList<>(List.of(generic.getActualTypeArguments()));
            parts.add(generic.getRawType());
            parts.forEach(part -> follow(part, found));
        } else if (type instanceof Class<?> plain && plain.isArray()) {
            follow(plain.getComponentType(), found);
        } else if (type instanceof Class<?> plain && plain.getName().startsWith(OURS) && found.add(plain)) {
            if (plain.isRecord()) {
                for (RecordComponent component : plain.getRecordComponents()) {
                    follow(component.getGenericType(), found);
                }
            } else if (plain.isSealed()) {
                Arrays.stream(plain.getPermittedSubclasses()).forEach(member -> follow(member, found));
            }
        }
    }
}
