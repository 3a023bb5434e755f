package org.twinloop.contract;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Parameter;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** Limits that bean validation annotations state, under the names of JSON schema. */
final class JavaLimits {

    private JavaLimits() {}

    static Map<String, String> of(AnnotatedElement... annotated) {
        Map<String, String> limits = new TreeMap<>();
        for (AnnotatedElement element : annotated) {
            boolean text = type(element) == String.class;
            for (Annotation annotation : element.getAnnotations()) {
                add(limits, annotation, text);
            }
        }
        return limits;
    }

    private static Class<?> type(AnnotatedElement element) {
        if (element instanceof Field field) {
            return field.getType();
        }
        return element instanceof Parameter parameter ? parameter.getType() : Object.class;
    }

    private static void add(Map<String, String> limits, Annotation annotation, boolean text) {
        if (annotation instanceof Size size) {
            if (size.max() != Integer.MAX_VALUE) {
                limits.put(text ? "maxLength" : "maxItems", String.valueOf(size.max()));
            }
            if (size.min() > 0) {
                limits.put(text ? "minLength" : "minItems", String.valueOf(size.min()));
            }
        } else if (annotation instanceof NotBlank) {
            limits.putIfAbsent("minLength", "1");
        } else if (annotation instanceof NotEmpty) {
            limits.putIfAbsent(text ? "minLength" : "minItems", "1");
        } else if (annotation instanceof Min min) {
            limits.put("minimum", String.valueOf(min.value()));
        } else if (annotation instanceof Max max) {
            limits.put("maximum", String.valueOf(max.value()));
        } else if (annotation instanceof DecimalMin min) {
            limits.put("minimum", plain(min.value()));
        } else if (annotation instanceof DecimalMax max) {
            limits.put("maximum", plain(max.value()));
        } else if (annotation instanceof PositiveOrZero) {
            limits.put("minimum", "0");
        } else if (annotation instanceof Positive) {
            limits.put("minimum", "1");
        } else if (annotation instanceof Pattern pattern) {
            limits.put("pattern", SpecShapes.bare(pattern.regexp()));
        }
    }

    private static String plain(String number) {
        return new BigDecimal(number).stripTrailingZeros().toPlainString();
    }
}
