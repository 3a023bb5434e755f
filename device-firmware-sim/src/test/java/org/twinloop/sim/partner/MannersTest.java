package org.twinloop.sim.partner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.twinloop.sim.time.Dice;

class MannersTest {
    private static List<UUID> calls() {
        Dice dice = Dice.of(3, "calls");
        return Stream.generate(dice::uuid).limit(5_000).toList();
    }

    @Test
    void the_stated_shares_are_kept_and_a_late_answer_falls_within_20_seconds() {
        Manners manners = new Manners(1, "carshare", 0.10, 0.03);
        List<Manners.Fate> fates = calls().stream().map(manners::of).toList();

        assertEquals(0.10, fates.stream().filter(Manners.Fate::late).count() / 5_000.0, 0.015);
        assertEquals(0.03, fates.stream().filter(Manners.Fate::declined).count() / 5_000.0, 0.01);
        assertTrue(fates.stream().filter(Manners.Fate::late).allMatch(fate -> fate.lateS() >= 2 && fate.lateS() < 20));
    }

    @Test
    void the_same_call_meets_the_same_fate_again_and_another_seed_or_partner_deals_otherwise() {
        Manners manners = new Manners(1, "carshare", 0.5, 0.5);
        for (UUID call : calls()) {
            assertEquals(
                    manners.of(call).lateS(),
                    new Manners(1, "carshare", 0.5, 0.5).of(call).lateS());
        }
        assertTrue(differences(manners, new Manners(2, "carshare", 0.5, 0.5)) > 1_000);
        assertTrue(differences(manners, new Manners(1, "carservice", 0.5, 0.5)) > 1_000);
    }

    private static long differences(Manners one, Manners other) {
        return calls().stream()
                .filter(call -> one.of(call).declined() != other.of(call).declined())
                .count();
    }

    @Test
    void manners_can_be_changed_for_a_test() {
        Manners manners = new Manners(1, "carshare", 0.1, 0.1);
        manners.change(0, 1);

        assertTrue(calls().stream().map(manners::of).allMatch(fate -> fate.declined() && !fate.late()));
    }
}
