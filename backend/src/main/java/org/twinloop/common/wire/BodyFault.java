package org.twinloop.common.wire;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.stream.Collectors;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Problem;
import org.twinloop.common.ProblemException.FieldError;

/**
 * What is wrong with a body that could not be read.
 *
 * @param problem a fault of one field is an invalid request; what is no JSON at all is an unreadable body
 */
record BodyFault(Problem problem, FieldError error) {

    private static final int NAME_LENGTH_MAX = 60;
    private static final int POINTER_LENGTH_MAX = 200;
    private static final int WORDS_LENGTH_MAX = 600;

    static BodyFault of(JacksonException failed) {
        if (!(failed instanceof MismatchedInputException mismatch)) {
            return new BodyFault(CommonProblem.UNREADABLE, new FieldError("", unreadable(failed)));
        }
        String pointer = pointer(mismatch);
        if (pointer.isEmpty() && mismatch.getTargetType() == null) {
            return new BodyFault(CommonProblem.UNREADABLE, new FieldError("", unreadable(failed)));
        }
        return new BodyFault(CommonProblem.INVALID, new FieldError(pointer, detail(mismatch)));
    }

    private static String detail(MismatchedInputException mismatch) {
        if (mismatch instanceof UnrecognizedPropertyException unknown) {
            String known = unknown.getKnownPropertyIds().stream()
                    .map(String::valueOf)
                    .sorted()
                    .collect(Collectors.joining(", "));
            return "value " + Shown.value(unknown.getPropertyName()) + " is not known here; known are "
                    + Shown.cut(known, WORDS_LENGTH_MAX);
        }
        String accepts = Reading.of(mismatch.getTargetType())
                .map(Reading::accepts)
                .orElse(isList(mismatch.getTargetType()) ? "an array" : "an object");
        String came = mismatch instanceof InvalidFormatException wrong
                ? "value " + Shown.value(String.valueOf(wrong.getValue()))
                : "missing, or a value of another kind";
        String nothingElse = mismatch.getPath().isEmpty() ? " and nothing after it" : "";
        return came + "; expected " + Shown.cut(accepts, WORDS_LENGTH_MAX) + nothingElse;
    }

    private static boolean isList(Class<?> type) {
        return Iterable.class.isAssignableFrom(type) || type.isArray();
    }

    /** Where reading broke off, and why. */
    private static String unreadable(JacksonException failed) {
        JsonLocation at = failed.getLocation();
        String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        return "not readable" + place + ": " + Shown.cut(failed.getOriginalMessage(), WORDS_LENGTH_MAX)
                + "; send one JSON value in UTF-8 (RFC 8259)";
    }

    private static String pointer(JsonMappingException failed) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference step : failed.getPath()) {
            pointer.append('/')
                    .append(
                            step.getFieldName() == null
                                    ? String.valueOf(step.getIndex())
                                    : Shown.cut(step.getFieldName(), NAME_LENGTH_MAX)
                                            .replace("~", "~0")
                                            .replace("/", "~1"));
        }
        return Shown.cut(pointer.toString(), POINTER_LENGTH_MAX);
    }
}
