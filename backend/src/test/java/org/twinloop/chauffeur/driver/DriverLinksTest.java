package org.twinloop.chauffeur.driver;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.twinloop.chauffeur.Dispatch;
import org.twinloop.chauffeur.NewOrder;
import org.twinloop.chauffeur.Order;
import org.twinloop.chauffeur.OrderState;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.ProblemException;

/** What a driver's link is good for, and all that it is not. */
class DriverLinksTest {

    private static final String KEY = "a key of this test, 32 letters and more";
    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
    private static final int BAD_LINKS = 1_000;

    private final DriverLinks links = new DriverLinks(Optional.of(KEY), false);

    /** The ways a link can be bad. */
    private enum Fault {
        ONE_BIT,
        ONE_LETTER,
        CUT_OR_LONGER,
        NOISE,
        ANOTHER_KEY,
        FIELDS_CHANGED,
        PARTS_OF_TWO,
        EXPIRED,
        ANOTHER_DRIVER,
        REPLACED,
        ORDER_OVER,
        ANOTHER_ORDER
    }

    @Test
    void a_thousand_forged_altered_expired_or_replayed_links_are_refused() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("driver links seed=" + seed);
        Random random = new Random(seed);
        Map<Fault, Integer> tried = new EnumMap<>(Fault.class);
        List<String> accepted = new ArrayList<>();
        for (int i = 0; i < BAD_LINKS; i++) {
            Fault fault = Fault.values()[i % Fault.values().length];
            Dispatch order = order(random, OrderState.values()[1 + random.nextInt(3)], 1 + random.nextInt(9));
            DriverLink good = link(order, NOW.plusSeconds(1 + random.nextInt(100_000)));
            assertTrue(admitted(links.sign(good), order, NOW), "the good link of case " + i);
            if (admitted(spoilt(fault, good, random), order(fault, order, random), time(fault, good, random))) {
                accepted.add(i + " " + fault);
            }
            tried.merge(fault, 1, Integer::sum);
        }
        System.out.println("driver links tried=" + tried + " accepted=" + accepted.size());
        assertEquals(Fault.values().length, tried.size());
        assertEquals(List.of(), accepted, "seed " + seed);
    }

    @Test
    void a_link_says_what_was_signed() {
        DriverLink link = link(order(new Random(1), OrderState.ACCEPTED, 3), NOW.plusSeconds(60));

        assertEquals(Optional.of(link), links.read(links.sign(link), NOW));
        assertEquals(DriverLinks.LENGTH, links.sign(link).length());
    }

    @Test
    void a_link_ends_with_its_last_second() {
        DriverLink link = link(order(new Random(1), OrderState.ACCEPTED, 1), NOW);

        assertTrue(links.read(links.sign(link), NOW.minusNanos(1)).isPresent());
        assertTrue(links.read(links.sign(link), NOW).isEmpty());
    }

    @Test
    void production_refuses_the_key_everybody_knows_and_a_short_one() {
        assertThrows(IllegalStateException.class, () -> new DriverLinks(Optional.of(DriverLinks.DEMO_KEY), false));
        assertThrows(
                IllegalStateException.class, () -> new DriverLinks(Optional.of(DriverLinks.DEMO_KEY + "!"), false));
        assertThrows(IllegalStateException.class, () -> new DriverLinks(Optional.of("x".repeat(31)), false));
        assertDoesNotThrow(() -> new DriverLinks(Optional.of(DriverLinks.DEMO_KEY), true));
    }

    @Test
    void production_without_a_key_issues_no_link_and_takes_none() {
        DriverLinks none = new DriverLinks(Optional.empty(), false);
        DriverLink link = link(order(new Random(1), OrderState.ACCEPTED, 1), NOW.plusSeconds(60));

        assertThrows(ProblemException.class, () -> none.sign(link));
        assertTrue(none.read(new DriverLinks(Optional.empty(), true).sign(link), NOW)
                .isEmpty());
    }

    @Test
    void no_name_or_telephone_is_in_a_link() {
        String text = links.sign(link(order(new Random(1), OrderState.ACCEPTED, 1), NOW.plusSeconds(60)));

        String bytes = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        assertTrue(!bytes.contains("顾师傅") && !bytes.contains("13900000000"), bytes);
    }

    private boolean admitted(String text, Dispatch order, Instant now) {
        return links.read(text, now).filter(link -> link.fits(order)).isPresent();
    }

    private String spoilt(Fault fault, DriverLink good, Random random) {
        String text = links.sign(good);
        return switch (fault) {
            case ONE_BIT -> {
                byte[] bytes = Base64.getUrlDecoder().decode(text);
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                yield encoded(bytes);
            }
            case ONE_LETTER -> {
                int at = random.nextInt(text.length());
                char other;
                do {
                    other = (char) (' ' + random.nextInt(95));
                } while (other == text.charAt(at));
                yield text.substring(0, at) + other + text.substring(at + 1);
            }
            case CUT_OR_LONGER ->
                random.nextBoolean()
                        ? text.substring(0, random.nextInt(text.length()))
                        : text + List.of("=", "==", "A", " ", "\n", text).get(random.nextInt(6));
            case NOISE -> {
                byte[] bytes = new byte[69];
                random.nextBytes(bytes);
                yield encoded(bytes);
            }
            case ANOTHER_KEY -> new DriverLinks(Optional.of(KEY + random.nextInt()), false).sign(good);
            case FIELDS_CHANGED -> {
                DriverLink longer = new DriverLink(
                        good.orderId(),
                        good.driver(),
                        good.expiresAt().plusSeconds(1 + random.nextInt(1_000_000)),
                        good.version());
                yield joined(links.sign(longer), text);
            }
            case PARTS_OF_TWO -> {
                DriverLink other = new DriverLink(
                        new UUID(random.nextLong(), random.nextLong()), good.driver(), good.expiresAt(), 1);
                yield joined(text, links.sign(other));
            }
            case EXPIRED, ANOTHER_DRIVER, REPLACED, ORDER_OVER, ANOTHER_ORDER -> text;
        };
    }

    /** The order as it stands when the link is shown. */
    private static Dispatch order(Fault fault, Dispatch was, Random random) {
        return switch (fault) {
            case ANOTHER_DRIVER ->
                new Dispatch(was.order(), was.until(), "沈师傅", was.driverPhone(), was.plate(), was.linkVersion());
            case REPLACED ->
                new Dispatch(
                        was.order(),
                        was.until(),
                        was.driverName(),
                        was.driverPhone(),
                        was.plate(),
                        was.linkVersion() + 1 + random.nextInt(5));
            case ORDER_OVER -> {
                List<OrderState> over = List.of(OrderState.COMPLETED, OrderState.CANCELLED, OrderState.DECLINED);
                yield dispatch(was.id(), over.get(random.nextInt(over.size())), was.linkVersion());
            }
            case ANOTHER_ORDER ->
                dispatch(new UUID(random.nextLong(), random.nextLong()), was.state(), was.linkVersion());
            default -> was;
        };
    }

    private static Instant time(Fault fault, DriverLink good, Random random) {
        return fault == Fault.EXPIRED ? good.expiresAt().plus(Duration.ofSeconds(random.nextInt(1_000))) : NOW;
    }

    /** What one link says with the code of another. */
    private static String joined(String body, String code) {
        byte[] bytes = Base64.getUrlDecoder().decode(body);
        System.arraycopy(Base64.getUrlDecoder().decode(code), 37, bytes, 37, 32);
        return encoded(bytes);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static DriverLink link(Dispatch order, Instant expiresAt) {
        long driver = DriverLink.fingerprint(order.driverName(), order.driverPhone(), order.plate());
        return new DriverLink(order.id(), driver, expiresAt, order.linkVersion());
    }

    private static Dispatch order(Random random, OrderState state, int version) {
        return dispatch(new UUID(random.nextLong(), random.nextLong()), state, version);
    }

    private static Dispatch dispatch(UUID id, OrderState state, int version) {
        NewOrder.Stop stop = new NewOrder.Stop("市府大厦", new GeoPoint(121.4691, 31.2321));
        UUID some = new UUID(7, 7);
        Order order = new Order(
                id,
                "PC-20261123-000017",
                some,
                some,
                some,
                stop,
                stop,
                NOW,
                2,
                "SEDAN",
                state,
                true,
                NOW,
                0,
                Order.Sheet.EMPTY);
        return new Dispatch(order, NOW.plusSeconds(3600), "顾师傅", "13900000000", "沪A12345", version);
    }
}
