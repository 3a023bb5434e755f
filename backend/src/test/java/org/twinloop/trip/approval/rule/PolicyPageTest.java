package org.twinloop.trip.approval.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.twinloop.contract.Project;

/** {@code docs/policy.md} tells the rules and defaults that are shipped, no more and no less. */
class PolicyPageTest {
    private static final List<String> PAGE =
            Project.text(Project.root().resolve("docs/policy.md")).lines().toList();

    @Test
    void the_page_lists_every_rule_with_kind_source_and_day() {
        PolicySettings settings = ShippedPolicy.version().settings();
        List<String> rules = PolicyRules.ALL.stream()
                .map(rule -> "| %s | %s · %s | %s | %s | %s | %s | %s |"
                        .formatted(
                                rule.id(),
                                rule.nameZh(),
                                rule.nameEn(),
                                rule.about().getSimpleName(),
                                rule.says().stream()
                                        .map(said -> said.name().toLowerCase(java.util.Locale.ROOT))
                                        .collect(Collectors.joining(", ")),
                                settings.standing(rule.id()).since(),
                                settings.standing(rule.id()).level(),
                                settings.standing(rule.id()).source()))
                .toList();

        assertEquals(rules, starting("| PR-"));
    }

    @Test
    void the_page_lists_every_default() {
        List<String> defaults = new ArrayList<>();
        for (Map.Entry<String, JsonNode> group : ShippedPolicy.json().properties()) {
            if (!group.getKey().equals("rules")) {
                group.getValue()
                        .properties()
                        .forEach(one -> defaults.add(
                                "| `%s.%s` | %s |".formatted(group.getKey(), one.getKey(), shown(one.getValue()))));
            }
        }
        List<String> told = starting("| `").stream()
                .map(line -> line.substring(0, line.indexOf(" | ", line.indexOf(" | ") + 3) + 2))
                .toList();

        assertEquals(defaults, told);
    }

    private static String shown(JsonNode value) {
        if (!value.isArray()) {
            return value.asText();
        }
        List<String> words = new ArrayList<>();
        value.forEach(one -> words.add(one.asText()));
        return words.isEmpty() ? "–" : String.join(" ", words);
    }

    private static List<String> starting(String prefix) {
        return PAGE.stream().filter(line -> line.startsWith(prefix)).toList();
    }
}
