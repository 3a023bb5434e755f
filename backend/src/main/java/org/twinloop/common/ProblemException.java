package org.twinloop.common;

import java.util.List;

/** A refusal on its way to the caller. Carries no stack trace: it is an answer, not a failure of ours. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * One thing wrong with the input.
     *
     * @param pointer JSON pointer to the field, for example {@code /passengers/0/name}; {@code ?limit} for a query
     *     parameter
     * @param detail the value met, what is allowed and how to mend it
     */
    public record FieldError(String pointer, String detail) {}

    /**
     * One edit of what was asked for, an operation of JSON Patch (RFC 6902).
     *
     * @param value of any JSON type
     */
    public record Edit(String op, String path, Object value) {}

    private final transient Problem problem;
    private final transient List<FieldError> errors;
    private final transient List<Edit> changes;

    public ProblemException(Problem problem, String detail) {
        this(problem, detail, List.of());
    }

    public ProblemException(Problem problem, String detail, List<FieldError> errors) {
        this(problem, detail, errors, List.of());
    }

    /**
     * A refusal that tells what would be accepted.
     *
     * @param changes edits that, all together, make it so
     */
    public ProblemException(Problem problem, String detail, List<FieldError> errors, List<Edit> changes) {
        super(detail, null, false, false);
        this.problem = problem;
        this.errors = List.copyOf(errors);
        this.changes = List.copyOf(changes);
    }

    /** A refusal because of a single field. */
    public static ProblemException field(Problem problem, String pointer, String detail) {
        return new ProblemException(problem, pointer + ": " + detail, List.of(new FieldError(pointer, detail)));
    }

    public static ProblemException notFound(String what) {
        return new ProblemException(CommonProblem.NOT_FOUND, what);
    }

    public Problem problem() {
        return problem;
    }

    public List<FieldError> errors() {
        return errors;
    }

    /** Edits that, all together, would make it accepted; empty when a person has to find the way. */
    public List<Edit> changes() {
        return changes;
    }
}
