package org.twinloop.notification.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.twinloop.common.CityTime;
import org.twinloop.common.Money;

/** What a text leaves open, filled in from the facts of an event; a dash where a fact is not told. */
final class Blanks {
    private Blanks() {}

    static String fill(String text, JsonNode facts) {
        String filled = text;
        if (facts.hasNonNull("departAt")) {
            filled = filled.replace(
                    "{when}", CityTime.clock(Instant.parse(facts.get("departAt").asText())));
        }
        if (facts.hasNonNull("expiresAt")) {
            filled = filled.replace(
                    "{until}",
                    CityTime.clock(Instant.parse(facts.get("expiresAt").asText())));
        }
        if (facts.hasNonNull("receiptFen")) {
            filled = filled.replace(
                    "{amount}", Money.fen(facts.get("receiptFen").asLong()).toString());
        }
        for (String told : List.of("textZh", "textEn", "outcomeZh", "outcomeEn")) {
            filled = filled.replace("{" + told + "}", facts.path(told).asText("—"));
        }
        return filled.replace("{reason}", facts.path("reason").asText("—"))
                .replace("{when}", "—")
                .replace("{until}", "—")
                .replace("{amount}", "—");
    }
}
