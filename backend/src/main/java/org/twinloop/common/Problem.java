package org.twinloop.common;

/**
 * A refusal the caller can act on. Each feature has one enum of them; {@code mobile-api-spec/problems.md} lists all,
 * and
 * a test compares the two.
 */
public interface Problem {

    /** What sort of refusal this is; decides the HTTP status and the MQTT reason code. */
    enum Kind {
        INVALID,
        UNAUTHENTICATED,
        FORBIDDEN,
        NOT_FOUND,
        CONFLICT,
        UNAVAILABLE
    }

    Kind kind();

    /** Stable kebab-case name, the last segment of the problem type URI. */
    String slug();

    /** Short title in Chinese, the users' language. */
    String titleZh();

    String titleEn();
}
