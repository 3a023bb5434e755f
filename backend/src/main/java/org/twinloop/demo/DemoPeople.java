package org.twinloop.demo;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.twinloop.identity.NewPerson;
import org.twinloop.identity.Passwords;
import org.twinloop.identity.People;
import org.twinloop.identity.Role;
import org.twinloop.identity.Unit;

/** Units and people of the sample city. All share one published password, hence one hash. */
@ApplicationScoped
class DemoPeople {

    static final String PASSWORD = "twinloop-demo";

    private final People people;

    DemoPeople(People people) {
        this.people = people;
    }

    Uni<Void> move(Instant from) {
        List<Unit> units = Csv.read("units.csv").stream()
                .map(row -> Unit.of(
                        unitId(row.getField("code")),
                        row.getField("code"),
                        row.getField("name_zh"),
                        row.getField("name_en"),
                        row.getField("parent").isEmpty() ? null : unitId(row.getField("parent")),
                        row.getField("place_id")))
                .toList();
        String hash = Passwords.hash(PASSWORD);
        List<NewPerson> persons =
                Csv.read("people.csv").stream().map(row -> person(row, hash)).toList();
        return people.addUnits(units).chain(() -> people.addPeople(persons, from));
    }

    /** One account of each role, in the order of the file: enough to look around. */
    static List<Account> accounts() {
        return Csv.read("people.csv").stream()
                .filter(row -> !row.getField("login").matches("(traveller|approver|vehicles|finance)[0-9]+"))
                .map(row -> new Account(
                        row.getField("login"), PASSWORD, lastRole(row.getField("roles")), row.getField("name_zh")))
                .toList();
    }

    static UUID unitId(String code) {
        return DemoIds.of("unit", code);
    }

    static UUID personId(String login) {
        return DemoIds.of("person", login);
    }

    /** Everybody of the sample city, whatever has become of them since. */
    static UUID[] personIds() {
        return Csv.read("people.csv").stream()
                .map(row -> personId(row.getField("login")))
                .toArray(UUID[]::new);
    }

    private static NewPerson person(NamedCsvRecord row, String hash) {
        return new NewPerson(
                personId(row.getField("login")),
                row.getField("login"),
                row.getField("name_zh"),
                hash,
                row.getField("unit").isEmpty() ? null : unitId(row.getField("unit")),
                row.getField("operator").isEmpty() ? null : DemoPartners.operatorId(row.getField("operator")),
                roles(row.getField("roles")),
                row.getField("licence_class").isEmpty() ? null : row.getField("licence_class"),
                row.getField("licence_valid_until").isEmpty()
                        ? null
                        : LocalDate.parse(row.getField("licence_valid_until")),
                row.getField("allowance").isEmpty() ? null : row.getField("allowance"));
    }

    private static Set<Role> roles(String words) {
        return Arrays.stream(words.split(" ")).map(Role::valueOf).collect(Collectors.toSet());
    }

    private static String lastRole(String words) {
        return words.substring(words.lastIndexOf(' ') + 1);
    }

    /** A demo account as shown to a visitor. */
    record Account(String login, String password, String role, String nameZh) {}
}
