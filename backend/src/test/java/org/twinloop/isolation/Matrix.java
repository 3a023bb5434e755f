package org.twinloop.isolation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.twinloop.contract.Spec;
import org.twinloop.contract.SpecOperation;
import org.twinloop.exchange.Answer;
import org.twinloop.exchange.Ask;
import org.twinloop.exchange.Caller;
import org.twinloop.exchange.Examples;
import org.twinloop.identity.Role;
import org.twinloop.isolation.Cell.Target;
import org.twinloop.isolation.Cell.Verdict;

/**
 * Asks every operation of a contract as everybody for their own things and for others'. What is expected comes from
 * {@code x-roles} and from whose the things are.
 */
final class Matrix {

    /** Of a thing within another. */
    private static final String SECOND_PLACE = "legId";

    private static final int PAGES_MAX = 10;

    private final Spec spec;
    private final List<Actor> actors;
    private final Estate estate;
    /** Whose maps have the layers of cars and piles. */
    private static final Set<Role> SEE_CARS =
            EnumSet.of(Role.FLEET_MANAGER, Role.VEHICLE_ADMINISTRATOR, Role.SUPERVISOR, Role.ADMINISTRATOR);

    private final Untouched untouched;
    private final Caller caller = new Caller();
    private final List<Cell> cells = new ArrayList<>();

    Matrix(Spec spec, List<Actor> actors, Estate estate, Untouched untouched) {
        this.spec = spec;
        this.actors = actors;
        this.estate = estate;
        this.untouched = untouched;
    }

    List<Cell> cells() {
        return cells;
    }

    long count(Verdict verdict) {
        return cells.stream().filter(cell -> cell.verdict() == verdict).count();
    }

    /** Asks one operation as everybody: first for what is not theirs, so that whatever changes is a leak. */
    void ask(SpecOperation operation) throws java.sql.SQLException {
        Ask good = new Examples(spec).of(operation);
        Optional<String> kind = Subjects.of(operation);
        boolean named = !operation.path().startsWith("/tiles")
                && kind.isPresent()
                && operation.path().contains("{");
        String before = operation.safe() ? "" : untouched.fingerprint();
        for (Actor actor : actors) {
            if (named) {
                thing(kind.get(), actor, false).ifPresent(thing -> one(operation, good, actor, thing, Target.OTHER));
            }
        }
        if (!operation.safe() && !untouched.fingerprint().equals(before)) {
            cells.add(new Cell(operation.name(), Actor.NOBODY, Target.OTHER, null, null, Verdict.LEAK));
        }
        for (Actor actor : actors) {
            if (named) {
                thing(kind.get(), actor, true).ifPresent(thing -> one(operation, good, actor, thing, Target.OWN));
            } else {
                all(operation, good, actor, kind);
            }
        }
    }

    private Optional<Thing> thing(String kind, Actor actor, boolean own) {
        return estate.things().stream()
                .filter(thing -> thing.kind().equals(kind) && thing.isFor(actor) == own)
                .findFirst();
    }

    /** An operation on one thing. */
    private void one(SpecOperation operation, Ask good, Actor actor, Thing thing, Target target) {
        String place = operation.parameters().get(0).path("name").asText();
        String id = thing.names().get(place);
        Ask named = good.withPlace(place, Ask.encoded(id));
        if (thing.names().containsKey(SECOND_PLACE) && operation.path().contains("{" + SECOND_PLACE + "}")) {
            named = named.withPlace(SECOND_PLACE, Ask.encoded(thing.names().get(SECOND_PLACE)));
        }
        Answer answer = caller.send(signed(named, actor));
        Set<String> hidden = estate.hidden(actor);
        if (!answer.accepted()) {
            // A refusal names what was asked for.
            hidden.remove(id);
        }
        Verdict verdict;
        if (!mayAsk(operation, actor)) {
            verdict = turnedAway(answer, actor) && holds(answer, hidden).isEmpty() ? Verdict.KEPT_AWAY : Verdict.LEAK;
        } else if (target == Target.OTHER) {
            boolean kept = !answer.accepted() || operation.method().equals("delete");
            verdict = kept && holds(answer, hidden).isEmpty() ? Verdict.KEPT_AWAY : Verdict.LEAK;
        } else if (!holds(answer, hidden).isEmpty()) {
            verdict = Verdict.LEAK;
        } else {
            verdict = answer.status() == 404 || turnedAway(answer, actor) ? Verdict.LOST : Verdict.GIVEN;
        }
        add(operation, actor, target, thing, answer, verdict);
    }

    /** An operation on no single thing: a listing, a stream, a picture. One answer, judged for own and for others'. */
    private void all(SpecOperation operation, Ask good, Actor actor, Optional<String> kind) {
        Answer answer = caller.send(signed(widest(operation, good, actor), actor));
        if (!mayAsk(operation, actor)) {
            Verdict verdict = turnedAway(answer, actor) ? Verdict.KEPT_AWAY : Verdict.LEAK;
            add(operation, actor, Target.OWN, null, answer, verdict);
            add(operation, actor, Target.OTHER, null, answer, verdict);
            return;
        }
        String shown = pages(operation, good, actor, answer);
        boolean leaks = estate.hidden(actor).stream().anyMatch(shown::contains);
        add(operation, actor, Target.OTHER, null, answer, leaks ? Verdict.LEAK : Verdict.KEPT_AWAY);
        boolean cityOnly = Subjects.CITY_WIDE.contains(operation.id())
                && !actor.scope().kind().equals("all");
        boolean forAll = operation.roles().contains("PUBLIC");
        boolean lost =
                !cityOnly && (!forAll && turnedAway(answer, actor) || misses(operation, kind, actor, answer, shown));
        add(operation, actor, Target.OWN, null, answer, lost ? Verdict.LOST : Verdict.GIVEN);
    }

    /** A failure of ours is no way to keep anybody away. */
    private void add(SpecOperation operation, Actor actor, Target target, Thing thing, Answer answer, Verdict verdict) {
        Verdict said = answer.status() >= 500 && verdict != Verdict.LEAK ? Verdict.LOST : verdict;
        cells.add(new Cell(operation.name(), actor, target, thing, answer, said));
    }

    /** A listing of JSON shows at least one thing of one's own, where one has any of the kind. */
    private boolean misses(SpecOperation operation, Optional<String> kind, Actor actor, Answer answer, String shown) {
        boolean lists = operation.safe() && kind.isPresent() && answer.type().equals("application/json");
        return lists
                && thing(kind.get(), actor, true).isPresent()
                && estate.things().stream()
                        .filter(thing -> thing.kind().equals(kind.get()) && thing.isFor(actor))
                        .noneMatch(thing -> thing.marks().stream().anyMatch(shown::contains));
    }

    /** Desks ask for all they may see, and everybody for pages as long as may be. */
    private static Ask widest(SpecOperation operation, Ask good, Actor actor) {
        Set<String> names = new TreeSet<>();
        operation
                .parameters()
                .forEach(parameter -> names.add(parameter.path("name").asText()));
        Ask wide = names.contains("limit") ? good.withQuery("limit", "200") : good;
        wide = names.contains("of") && actor.hasDesk() ? wide.withQuery("of", "unit") : wide;
        return names.contains("layer") && actor.role() != null && SEE_CARS.contains(actor.role())
                ? wide.withPlace("layer", "cars")
                : wide;
    }

    private String pages(SpecOperation operation, Ask good, Actor actor, Answer first) {
        StringBuilder shown = new StringBuilder(first.text());
        Answer page = first;
        for (int i = 1; i < PAGES_MAX && page.next().isPresent(); i++) {
            page = caller.send(signed(
                    widest(operation, good, actor)
                            .withQuery("cursor", Ask.encoded(page.next().get())),
                    actor));
            shown.append(page.text());
        }
        return shown.toString();
    }

    private static Ask signed(Ask ask, Actor actor) {
        return actor.token() == null ? ask : ask.withToken(actor.token());
    }

    private static boolean mayAsk(SpecOperation operation, Actor actor) {
        Set<String> roles = operation.roles();
        return roles.contains("PUBLIC")
                || actor.role() != null
                        && (roles.contains("ANY") || roles.contains(actor.role().name()));
    }

    private static boolean turnedAway(Answer answer, Actor actor) {
        return actor.role() == null ? answer.status() == 401 : answer.slug().equals("not-allowed");
    }

    private static List<String> holds(Answer answer, Set<String> words) {
        String text = answer.text();
        return words.stream().filter(text::contains).toList();
    }

    /** How many questions were asked of each operation. */
    Map<String, Integer> perOperation() {
        Map<String, Integer> asked = new LinkedHashMap<>();
        cells.forEach(cell -> asked.merge(cell.operation(), 1, Integer::sum));
        return asked;
    }
}
