package org.twinloop.supervision;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A rule over a finished trip: looks at the facts, and finds something or not. The list of all is {@link #ALL}. */
interface PostTripRule {

    /** Every rule that runs over finished trips, in the order of its number. */
    List<PostTripRule> ALL = List.of(new LongerThanRoute());

    /** Number of the rule, as in the policy's source: {@code PR-43}. */
    String id();

    /** Grows when the rule's text or thresholds change. */
    String version();

    Optional<Noticed> look(JsonNode finishedTrip);

    /**
     * What a rule noticed.
     *
     * @param inputs the values it saw, so that a person can check the explanation
     */
    record Noticed(Map<String, Object> inputs, String textZh, String textEn) {}
}
