package org.twinloop.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.twinloop.common.ProblemException.Edit;
import org.twinloop.common.ProblemException.FieldError;

/** The body of every refusal, after RFC 9457. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProblemBody(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        List<FieldError> errors,
        List<Edit> changes,
        String traceId) {}
