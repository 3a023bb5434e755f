package org.twinloop.trip.approval.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.twinloop.contract.Compiled;
import org.twinloop.trip.approval.WorkCalendar;

/** What is published works: every rule is asked by the service, and every setting is read by it. */
class PolicyUseTest {

    private static final JavaClasses CLASSES = Compiled.classes();
    private static final String RULES = PolicyRules.class.getPackageName();

    /** Settings that nothing reads, each with why. The list may only become shorter. */
    private static final Map<String, String> UNREAD =
            Map.of("Day.source", "for people, who read the edition as it was published");

    @Test
    void every_question_that_a_rule_answers_is_put_by_the_service() {
        Set<String> wanted = PolicyRules.ALL.stream()
                .map(rule -> rule.about().getName())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> put = CLASSES.stream()
                .filter(type -> !type.getPackageName().equals(RULES))
                .flatMap(type -> type.getConstructorCallsFromSelf().stream())
                .map(call -> call.getTargetOwner().getName())
                .filter(wanted::contains)
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(wanted, put);
    }

    @Test
    void every_setting_is_read() {
        Set<String> settings = Arrays.stream(PolicySettings.class.getDeclaredClasses())
                .filter(Class::isRecord)
                .flatMap(group -> Arrays.stream(group.getRecordComponents())
                        .map(one -> group.getSimpleName() + "." + one.getName()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(settings.size() > 40, () -> settings.toString());
        Set<String> read = CLASSES.stream()
                .filter(type -> !type.getName().startsWith(PolicySettings.class.getName() + "$"))
                .flatMap(PolicyUseTest::reads)
                .collect(Collectors.toSet());
        Set<String> unread = new TreeSet<>(settings);
        unread.removeAll(read);

        assertEquals(new TreeSet<>(UNREAD.keySet()), unread);
    }

    /** Whoever asks the shipped calendar past the policy overlooks the days that an edition changes. */
    @Test
    void only_the_policy_asks_the_shipped_calendar() {
        Set<String> asking = CLASSES.stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().getName().equals(WorkCalendar.class.getName())
                        && call.getTarget().getName().equals("announced"))
                .map(call -> call.getOriginOwner().getName())
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(Set.of(PolicySettings.class.getName()), asking);
    }

    /** What is due afterwards is due by the edition's time and working days. */
    @Test
    void what_is_left_for_afterwards_is_due_by_the_edition() {
        Instant saturday = Question.instant(LocalDateTime.parse("2026-11-21T10:00"));
        PolicyVersion other = ShippedPolicy.with(settings -> {
            ((ObjectNode) settings.get("approvals")).put("backfillBy", "12:00").put("backfillWorkdays", 2);
            ((ArrayNode) settings.get("days").get("calendar"))
                    .addObject()
                    .put("date", "2026-11-23")
                    .put("type", "REST")
                    .put("source", "a test");
        });

        assertEquals(
                Question.instant(LocalDateTime.parse("2026-11-23T18:00")),
                ShippedPolicy.version().dueAfterwards(saturday));
        assertEquals(Question.instant(LocalDateTime.parse("2026-11-25T12:00")), other.dueAfterwards(saturday));
    }

    /** Calls and method references, by group and accessor. */
    private static Stream<String> reads(JavaClass type) {
        return Stream.concat(
                        type.getMethodCallsFromSelf().stream()
                                .map(call -> call.getTarget().getFullName()),
                        type.getMethodReferencesFromSelf().stream()
                                .map(call -> call.getTarget().getFullName()))
                .filter(name -> name.startsWith(PolicySettings.class.getName() + "$"))
                .map(name -> name.substring(PolicySettings.class.getName().length() + 1, name.indexOf('(')));
    }
}
