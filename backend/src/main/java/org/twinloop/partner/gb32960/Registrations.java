package org.twinloop.partner.gb32960;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.common.SystemTime;
import org.twinloop.identity.PasswordQueue;
import org.twinloop.identity.Passwords;
import org.twinloop.partner.gb32960.PlaceRepository.Place;
import org.twinloop.partner.gb32960.Registration.Platform;
import org.twinloop.partner.gb32960.Registration.Terminal;

/**
 * Lets terminals and platforms in. A login asks the database; between logins a registration is believed for a while, so
 * that not every frame does.
 */
@ApplicationScoped
class Registrations {

    private final Database database;
    private final RegistrationRepository repository;
    private final PlaceRepository places;
    private final GbConfig config;
    private final Clock clock;
    private final PasswordQueue passwords;
    private final Map<String, Remembered> remembered = new LinkedHashMap<>();
    private final Map<Guesser, Failures> failures = new LinkedHashMap<>();

    Registrations(
            Database database,
            RegistrationRepository repository,
            PlaceRepository places,
            GbConfig config,
            Clock clock,
            PasswordQueue passwords) {
        this.database = database;
        this.repository = repository;
        this.places = places;
        this.config = config;
        this.clock = clock;
        this.passwords = passwords;
    }

    private record Remembered(Optional<Terminal> terminal, long untilNanos) {}

    /** Who guesses: so that no stranger keeps a platform out that comes from another address. */
    private record Guesser(String account, String address) {}

    private record Failures(int count, long untilNanos) {}

    /** @param address of the other end, without its port */
    record Login(String account, String code, String password, String address) {}

    /** Why a terminal may not log in. */
    enum Refusal {
        VIN_UNKNOWN,
        BLOCKED,
        OTHER_SIM,
        /** Another SIM card has the place, here or on another instance. */
        DUPLICATE;

        /** Whether the VIN is there, for another terminal. */
        boolean isOfAnother() {
            return this == OTHER_SIM || this == DUPLICATE;
        }
    }

    /**
     * @param refusal null when it may report
     * @param place the one it has then, else null
     */
    record Admission(Terminal terminal, Refusal refusal, Place place) {}

    /** The car with a VIN, as it was registered a moment ago. */
    Uni<Optional<Terminal>> terminal(String vin) {
        Remembered known;
        synchronized (remembered) {
            known = remembered.get(vin);
        }
        return known != null && known.untilNanos - SystemTime.nanos() > 0
                ? Uni.createFrom().item(known.terminal)
                : database.apart(Scope.SYSTEM, () -> repository.terminal(vin)).invoke(found -> remember(vin, found));
    }

    /** Lets a terminal in, which then has the place of its car over all instances. */
    Uni<Admission> admit(String vin, String iccid, PlaceRepository.Claimant by) {
        return database.apart(
                        Scope.SYSTEM,
                        () -> repository.terminal(vin).chain(found -> {
                            Refusal refusal = refusalOf(found, iccid);
                            return refusal == null
                                    ? claim(found.get(), iccid, by)
                                    : Uni.createFrom().item(new Admission(found.orElse(null), refusal, null));
                        }))
                .invoke(admission -> remember(vin, Optional.ofNullable(admission.terminal())));
    }

    private Uni<Admission> claim(Terminal terminal, String iccid, PlaceRepository.Claimant by) {
        return places.claim(terminal.vin(), iccid, by, clock.instant())
                .chain(epoch -> epoch.isEmpty()
                        ? Uni.createFrom().item(new Admission(terminal, Refusal.DUPLICATE, null))
                        : repository
                                .terminalLoggedIn(terminal.vin(), iccid, clock.instant())
                                .replaceWith(new Admission(terminal, null, new Place(terminal.vin(), epoch.get()))));
    }

    private static Refusal refusalOf(Optional<Terminal> found, String iccid) {
        if (found.isEmpty()) {
            return Refusal.VIN_UNKNOWN;
        }
        if (found.get().blocked()) {
            return Refusal.BLOCKED;
        }
        String pinned = found.get().iccid();
        return pinned == null || pinned.equals(iccid) ? null : Refusal.OTHER_SIM;
    }

    /** The platform with that account, code and password; empty for any other. */
    Uni<Optional<Platform>> admit(Login login) {
        Guesser guesser = new Guesser(login.account(), login.address());
        if (isLocked(guesser)) {
            return Uni.createFrom().item(Optional.empty());
        }
        return database.apart(Scope.SYSTEM, () -> repository.platform(login.account()))
                .chain(found -> matches(found, login.password())
                        .map(right -> found.filter(platform ->
                                right && !platform.blocked() && platform.code().equals(login.code()))))
                .invoke(admitted -> note(guesser, admitted.isPresent()))
                .call(admitted -> admitted.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : database.apart(
                                Scope.SYSTEM, () -> repository.platformLoggedIn(login.account(), clock.instant())));
    }

    /** Takes tens of milliseconds, on purpose, and so not on an event loop. */
    private Uni<Boolean> matches(Optional<Platform> found, String password) {
        String hash = found.map(Platform::passwordHash).orElse(Passwords.NOBODY);
        return passwords.matches(password, hash);
    }

    /** A registration was changed: ask the database again. */
    void forget(String vin) {
        synchronized (remembered) {
            remembered.remove(vin);
        }
    }

    void forgetFailures(String account) {
        synchronized (failures) {
            failures.keySet().removeIf(guesser -> guesser.account().equals(account));
        }
    }

    private void remember(String vin, Optional<Terminal> found) {
        long until = SystemTime.nanos() + config.registrationRemembered().toNanos();
        synchronized (remembered) {
            remembered.remove(vin);
            remembered.put(vin, new Remembered(found, until));
            if (remembered.size() > config.registrationsMax()) {
                remembered.remove(remembered.keySet().iterator().next());
            }
        }
    }

    private boolean isLocked(Guesser guesser) {
        synchronized (failures) {
            Failures past = failures.get(guesser);
            return past != null
                    && past.count >= config.platformAttemptsMax()
                    && past.untilNanos - SystemTime.nanos() > 0;
        }
    }

    private void note(Guesser guesser, boolean admitted) {
        long until = SystemTime.nanos() + config.platformLockedFor().toNanos();
        synchronized (failures) {
            Failures past = failures.remove(guesser);
            if (!admitted) {
                boolean goesOn = past != null && past.untilNanos - SystemTime.nanos() > 0;
                failures.put(guesser, new Failures(goesOn ? past.count + 1 : 1, until));
            }
            if (failures.size() > config.registrationsMax()) {
                failures.remove(failures.keySet().iterator().next());
            }
        }
    }
}
