package org.twinloop.trip.approval.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The policy as the migration ships it, for tests without a database. */
public final class ShippedPolicy {
    private static final String MIGRATION = "/db/migration/V0190__trip_policy_editions.sql";
    private static final String EMERGENCIES = "/db/migration/V0630__trip_policy_emergency.sql";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .build();

    private ShippedPolicy() {}

    public static PolicyVersion version() {
        return new PolicyVersion("2026.1", read(json()));
    }

    /** The shipped policy with something changed in its settings. */
    public static PolicyVersion with(Consumer<ObjectNode> change) {
        ObjectNode settings = json();
        change.accept(settings);
        return new PolicyVersion("changed", read(settings));
    }

    /** The shipped settings, a copy of their own. */
    public static ObjectNode json() {
        ObjectNode settings = policy(MIGRATION);
        settings.withObject("/requests").setAll(policy(EMERGENCIES));
        return settings;
    }

    private static ObjectNode policy(String migration) {
        try (var in = ShippedPolicy.class.getResourceAsStream(migration)) {
            String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return (ObjectNode) JSON.readTree(sql.split("\\$policy\\$")[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PolicySettings read(JsonNode settings) {
        try {
            return JSON.treeToValue(settings, PolicySettings.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
