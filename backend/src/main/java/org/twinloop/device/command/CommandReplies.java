package org.twinloop.device.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.device.Uplink;
import org.twinloop.device.UplinkHandler;

/** Reads {@code up/ack}: what a device says to a command. */
@ApplicationScoped
class CommandReplies implements UplinkHandler {

    private static final int REASON_LENGTH_MAX = 200;

    private final Database database;
    private final Commands commands;
    private final ObjectMapper json;

    CommandReplies(Database database, Commands commands, ObjectMapper json) {
        this.database = database;
        this.commands = commands;
        this.json = json;
    }

    /** What the payload says, or what is wrong with it. */
    private record Reply(UUID commandId, boolean accepted, String reason, String fault) {

        static Reply wrong(String fault) {
            return new Reply(null, false, null, fault);
        }
    }

    @Override
    public String topicSuffix() {
        return "ack";
    }

    @Override
    public Uni<Uplink.Verdict> receive(Uplink.Message message) {
        Reply reply = read(message.payload());
        if (reply.fault() != null) {
            return Uni.createFrom().item(Uplink.Verdict.quarantine(reply.fault()));
        }
        String device = message.deviceId();
        return database.apart(
                        Scope.SYSTEM,
                        () -> reply.accepted()
                                ? commands.acknowledged(device, reply.commandId())
                                : commands.refused(device, reply.commandId(), reply.reason()))
                .map(known -> known
                        ? Uplink.Verdict.ACCEPTED
                        : Uplink.Verdict.quarantine("/id: " + reply.commandId() + " is no command of " + device));
    }

    private Reply read(byte[] payload) {
        JsonNode said;
        try {
            said = json.readTree(payload);
        } catch (IOException e) {
            return Reply.wrong("not readable as JSON; send one object with id and result");
        }
        if (said == null || !said.isObject()) {
            return Reply.wrong("not a JSON object; send one object with id and result");
        }
        UUID id = uuid(said.path("id").asText());
        if (id == null) {
            return Reply.wrong("/id: " + said.path("id") + "; send the id of the command, a UUID");
        }
        String result = said.path("result").asText();
        String reason = said.path("reason").asText("");
        return switch (result) {
            case "ACCEPTED" -> new Reply(id, true, null, null);
            case "REJECTED" -> new Reply(id, false, reasonOf(reason), null);
            default -> Reply.wrong("/result: " + said.path("result") + "; send ACCEPTED or REJECTED");
        };
    }

    /** PostgreSQL text holds everything but U+0000. */
    private static String reasonOf(String reason) {
        String clean = reason.replace("\0", "").strip();
        if (clean.isEmpty()) {
            return "the device refused without a reason";
        }
        return clean.length() <= REASON_LENGTH_MAX ? clean : clean.substring(0, REASON_LENGTH_MAX);
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
