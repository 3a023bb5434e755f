package org.twinloop.notification.preference;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.identity.CurrentUser;
import org.twinloop.notification.preference.Preference.Switch;
import org.twinloop.notification.template.MessageClass;

/** What the person signed in wants copies of. */
@Path("/api/v1/me/message-preferences")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({
    "TRAVELLER",
    "APPROVER",
    "VEHICLE_ADMINISTRATOR",
    "FLEET_MANAGER",
    "FINANCE",
    "SUPERVISOR",
    "AUDITOR",
    "ADMINISTRATOR"
})
class PreferenceResource {

    private static final int SWITCHES_MAX = 20;

    private final PreferenceRepository repository;
    private final Database database;
    private final CurrentUser user;
    private final Clock clock;

    PreferenceResource(PreferenceRepository repository, Database database, CurrentUser user, Clock clock) {
        this.repository = repository;
        this.database = database;
        this.user = user;
        this.clock = clock;
    }

    record SwitchView(
            @NotNull MessageClass messageClass,
            @NotNull Channel channel,
            @NotNull Boolean enabled) {}

    record PreferenceRequest(
            LocalTime quietFrom,
            LocalTime quietTo,

            @Size(min = 11, max = 11) @Pattern(regexp = "^1[3-9][0-9]{9}$")
            String mobile,

            @NotNull @Size(max = SWITCHES_MAX) List<@NotNull @Valid SwitchView> switches) {

        Preference checked() {
            if ((quietFrom == null) != (quietTo == null)) {
                String missing = quietFrom == null ? "/quietFrom" : "/quietTo";
                throw wrong(missing, "missing; both ends of the quiet hours are accepted, or neither");
            }
            if (quietFrom != null && quietFrom.equals(quietTo)) {
                throw wrong("/quietTo", "value " + quietTo + " is the beginning too; another time of day is accepted");
            }
            Map<Switch, Boolean> switched = new HashMap<>();
            for (int i = 0; i < switches.size(); i++) {
                SwitchView one = switches.get(i);
                if (switched.put(new Switch(one.messageClass(), one.channel()), one.enabled()) != null) {
                    throw wrong(
                            "/switches/" + i,
                            "value " + one.messageClass() + " " + one.channel() + " stands twice; once is accepted");
                }
            }
            return new Preference(quietFrom == null ? null : new QuietHours(quietFrom, quietTo), mobile, switched);
        }

        private static ProblemException wrong(String pointer, String detail) {
            return ProblemException.field(CommonProblem.INVALID, pointer, detail);
        }
    }

    record PreferenceView(LocalTime quietFrom, LocalTime quietTo, String mobile, List<SwitchView> switches) {

        static PreferenceView of(Preference preference) {
            List<SwitchView> switches = new ArrayList<>();
            for (MessageClass messageClass : MessageClass.values()) {
                for (Channel channel : Channel.values()) {
                    switches.add(new SwitchView(messageClass, channel, preference.wants(messageClass, channel)));
                }
            }
            QuietHours quiet = preference.quiet();
            return new PreferenceView(
                    quiet == null ? null : quiet.from(),
                    quiet == null ? null : quiet.to(),
                    preference.mobile(),
                    switches);
        }
    }

    /** A person who changed units left their row in the other: therefore not in the scope of one unit. */
    @GET
    public Uni<PreferenceView> get() {
        UUID person = user.personId();
        return database.read(Scope.SYSTEM, () -> repository.of(person)).map(PreferenceView::of);
    }

    @PUT
    public Uni<PreferenceView> put(@Valid @NotNull PreferenceRequest wanted) {
        Preference checked = wanted.checked();
        UUID person = user.personId();
        UUID unit = user.unitId();
        return database.act(Scope.SYSTEM, () -> repository.put(person, unit, checked, clock.instant()))
                .replaceWith(() -> PreferenceView.of(checked));
    }
}
