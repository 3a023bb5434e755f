package org.twinloop.notification.preference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Row;
import org.twinloop.notification.preference.Preference.Switch;
import org.twinloop.notification.template.MessageClass;

/** The SQL of preferences. Must be called inside an act or read. */
@ApplicationScoped
public class PreferenceRepository {

    private final Database database;
    private final ObjectMapper json;

    PreferenceRepository(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** What the person has said, or the default. */
    public Uni<Preference> of(UUID personId) {
        return database.row(
                        "select to_char(quiet_from, 'HH24:MI'), to_char(quiet_to, 'HH24:MI'), mobile, switched::text "
                                + "from notification.preference where person_id = $1",
                        personId)
                .map(row -> row.map(this::preference).orElse(Preference.DEFAULT));
    }

    Uni<Void> put(UUID personId, UUID unitId, Preference wanted, Instant at) {
        return database.sql(
                        """
                        insert into notification.preference (person_id, unit_id, quiet_from, quiet_to, mobile,
                            switched, changed_at)
                        values ($1, $2, cast($3::text as time), cast($4::text as time), $5, cast($6::text as jsonb), $7)
                        on conflict (person_id) do update set unit_id = excluded.unit_id,
                            quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, mobile = excluded.mobile,
                            switched = excluded.switched, changed_at = excluded.changed_at""",
                        personId,
                        unitId,
                        wanted.quiet() == null ? null : wanted.quiet().from().toString(),
                        wanted.quiet() == null ? null : wanted.quiet().to().toString(),
                        wanted.mobile(),
                        written(wanted.switched()),
                        at)
                .replaceWithVoid();
    }

    private Preference preference(Row row) {
        QuietHours quiet =
                row.text(0) == null ? null : new QuietHours(LocalTime.parse(row.text(0)), LocalTime.parse(row.text(1)));
        return new Preference(quiet, row.text(2), switched(row.text(3)));
    }

    private String written(Map<Switch, Boolean> switched) {
        ObjectNode node = json.createObjectNode();
        switched.forEach((key, on) -> node.put(key.messageClass() + "/" + key.channel(), on));
        return node.toString();
    }

    private Map<Switch, Boolean> switched(String text) {
        try {
            Map<Switch, Boolean> read = new HashMap<>();
            for (Map.Entry<String, JsonNode> entry : json.readTree(text).properties()) {
                String[] names = entry.getKey().split("/");
                read.put(
                        new Switch(MessageClass.valueOf(names[0]), Channel.valueOf(names[1])),
                        entry.getValue().asBoolean());
            }
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
