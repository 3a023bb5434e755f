package org.twinloop.contract;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Reads shapes from Java types the way Jackson writes them: records, enumerations, lists, maps and plain values. */
final class JavaShapes {

    private static final Set<Class<?>> WHOLE =
            Set.of(int.class, Integer.class, long.class, Long.class, short.class, Short.class);
    private static final Set<Class<?>> BROKEN =
            Set.of(double.class, Double.class, float.class, Float.class, BigDecimal.class);

    private JavaShapes() {}

    static Shape of(Type type, AnnotatedElement... annotated) {
        return of(type, Map.of(), annotated);
    }

    private static Shape of(Type type, Map<TypeVariable<?>, Type> bound, AnnotatedElement... annotated) {
        if (type instanceof TypeVariable<?> variable) {
            return of(bound.getOrDefault(variable, Object.class), bound, annotated);
        }
        if (type instanceof WildcardType wildcard) {
            return of(wildcard.getUpperBounds()[0], bound, annotated);
        }
        if (type instanceof GenericArrayType array) {
            return Shape.list(of(array.getGenericComponentType(), bound), JavaLimits.of(annotated));
        }
        if (type instanceof ParameterizedType generic) {
            return ofGeneric(generic, bound, annotated);
        }
        return ofClass((Class<?>) type, bound, annotated);
    }

    private static Shape ofGeneric(
            ParameterizedType generic, Map<TypeVariable<?>, Type> bound, AnnotatedElement... annotated) {
        Class<?> raw = (Class<?>) generic.getRawType();
        if (Collection.class.isAssignableFrom(raw)) {
            return Shape.list(of(generic.getActualTypeArguments()[0], bound), JavaLimits.of(annotated));
        }
        if (raw == Optional.class) {
            return of(generic.getActualTypeArguments()[0], bound, annotated);
        }
        if (Map.class.isAssignableFrom(raw)) {
            return mapOf(generic, bound);
        }
        Map<TypeVariable<?>, Type> inner = new LinkedHashMap<>(bound);
        for (int i = 0; i < raw.getTypeParameters().length; i++) {
            Type argument = generic.getActualTypeArguments()[i];
            inner.put(raw.getTypeParameters()[i], bound.getOrDefault(argument, argument));
        }
        return ofClass(raw, inner, annotated);
    }

    /** A map from an enumeration is an object with one property per word; any other map is open. */
    private static Shape mapOf(ParameterizedType generic, Map<TypeVariable<?>, Type> bound) {
        if (generic.getActualTypeArguments()[0] instanceof Class<?> key && key.isEnum()) {
            Shape value = of(generic.getActualTypeArguments()[1], bound);
            Map<String, Shape> fields = new LinkedHashMap<>();
            words(key).forEach(word -> fields.put(word, value));
            return Shape.object(fields, fields.keySet(), false);
        }
        return Shape.object(Map.of(), Set.of(), true);
    }

    private static Shape ofClass(Class<?> type, Map<TypeVariable<?>, Type> bound, AnnotatedElement... annotated) {
        if (type == Object.class || JsonNode.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type)) {
            return declared(bound, annotated);
        }
        if (WHOLE.contains(type)) {
            return Shape.of("integer", JavaLimits.of(annotated));
        }
        if (BROKEN.contains(type)) {
            return Shape.of("number", JavaLimits.of(annotated));
        }
        if (type == boolean.class || type == Boolean.class) {
            return Shape.of("boolean", Map.of());
        }
        if (type.isEnum()) {
            return Shape.words(words(type), Map.of());
        }
        Optional<Method> value = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(JsonValue.class))
                .findFirst();
        if (value.isPresent()) {
            return of(value.get().getGenericReturnType(), bound, annotated);
        }
        if (type.isArray() && type != byte[].class) {
            return Shape.list(of(type.getComponentType(), bound), JavaLimits.of(annotated));
        }
        if (type.isRecord()) {
            return record(type, bound);
        }
        return type.isSealed() ? family(type, bound) : Shape.of("string", JavaLimits.of(annotated));
    }

    /**
     * A tree that the code reads itself says by annotation which type it stands for, and checks itself what is
     * required.
     */
    private static Shape declared(Map<TypeVariable<?>, Type> bound, AnnotatedElement... annotated) {
        for (AnnotatedElement element : annotated) {
            Schema schema = element.getAnnotation(Schema.class);
            if (schema != null && schema.implementation() != Void.class) {
                Shape stood = ofClass(schema.implementation(), bound);
                Shape told =
                        schema.discriminatorProperty().isEmpty() ? stood : told(stood, schema.discriminatorProperty());
                return told.silentOnRequired();
            }
        }
        return Shape.ANY;
    }

    private static Shape told(Shape shape, String property) {
        Map<String, Shape> fields = new LinkedHashMap<>(shape.fields());
        Set<String> required = new TreeSet<>(shape.required());
        fields.putIfAbsent(property, Shape.of("string", Map.of()));
        required.add(property);
        return Shape.object(fields, required, false);
    }

    private static Shape record(Class<?> type, Map<TypeVariable<?>, Type> bound) {
        Map<String, Shape> fields = new LinkedHashMap<>();
        Set<String> required = new TreeSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Field field = field(type, component);
            if (field.isAnnotationPresent(JsonIgnore.class)) {
                continue;
            }
            JsonProperty named = field.getAnnotation(JsonProperty.class);
            String name = named == null || named.value().isEmpty() ? component.getName() : named.value();
            fields.put(name, of(component.getGenericType(), bound, field));
            if (required(field)) {
                required.add(name);
            }
        }
        return Shape.object(fields, required, false);
    }

    /** A sealed family is written as one of its records, with the property that tells them apart. */
    private static Shape family(Class<?> type, Map<TypeVariable<?>, Type> bound) {
        Map<String, Shape> fields = new LinkedHashMap<>();
        Set<String> required = null;
        for (Class<?> member : type.getPermittedSubclasses()) {
            Shape one = ofClass(member, bound);
            one.fields().forEach(fields::putIfAbsent);
            if (required == null) {
                required = new TreeSet<>(one.required());
            } else {
                required.retainAll(one.required());
            }
        }
        Shape all = Shape.object(fields, required == null ? Set.of() : required, false);
        JsonTypeInfo told = type.getAnnotation(JsonTypeInfo.class);
        return told == null ? all : told(all, told.property());
    }

    private static boolean required(Field field) {
        return field.getType().isPrimitive()
                || field.isAnnotationPresent(NotNull.class)
                || field.isAnnotationPresent(NotBlank.class)
                || field.isAnnotationPresent(NotEmpty.class);
    }

    private static Field field(Class<?> type, RecordComponent component) {
        try {
            return type.getDeclaredField(component.getName());
        } catch (NoSuchFieldException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Set<String> words(Class<?> type) {
        Set<String> words = new TreeSet<>();
        for (Field field : type.getDeclaredFields()) {
            if (field.isEnumConstant()) {
                JsonProperty named = field.getAnnotation(JsonProperty.class);
                words.add(named == null || named.value().isEmpty() ? field.getName() : named.value());
            }
        }
        return words;
    }
}
