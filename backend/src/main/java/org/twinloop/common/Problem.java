package org.twinloop.common;

/**
 * A refusal the caller can act on. Each feature has one enum of them; {@code mobile-api-spec/problems.md} lists all,
 * and a test compares the two.
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

    /**
     * How a refusal is named.
     *
     * @param slug stable kebab-case name, the last segment of the problem type URI
     * @param titleZh short title in Chinese, the users' language
     */
    record Wording(Kind kind, String slug, String titleZh, String titleEn) {}

    Wording wording();

    default Kind kind() {
        return wording().kind();
    }

    default String slug() {
        return wording().slug();
    }

    default String titleZh() {
        return wording().titleZh();
    }

    default String titleEn() {
        return wording().titleEn();
    }
}
