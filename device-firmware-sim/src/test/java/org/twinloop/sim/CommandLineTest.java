package org.twinloop.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twinloop.sim.terminal.Json;

class CommandLineTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return Main.run(
                args,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dance | dance | city or statement",
                "city --seed one | --seed one | whole number",
                "city --http-port 99999 | --http-port 99999 | 0 to 65535",
                "city --api ftp://x | --api ftp://x | http://127.0.0.1:8080",
                "city --mqtt nowhere | --mqtt nowhere | 127.0.0.1:1883",
                "city --colour red | --colour | known are",
                "city --seed | --seed | write --seed N",
                "load --edition 2016 | --edition | name --gb32960 HOST:PORT",
                "load --wrong-checks 1 | --wrong-checks | name --gb32960 HOST:PORT",
                "load --gb32960 nowhere | --gb32960 nowhere | 127.0.0.1:1883",
                "load --gb32960 127.0.0.1:1 --edition 1999 | --edition 1999 | neither 2016, 2025 nor both",
                "load --gb32960 127.0.0.1:1 --batch 2 | --batch | leave it out with --gb32960",
                "load --gb32960 127.0.0.1:1 --wrong-checks 101 | --wrong-checks 101 | from 0 to 100",
                "statement --login a | --period | --period YYYY-MM",
                "statement --login a --period 2026-13 | --period 2026-13 | --period 2026-10",
                "statement --period 2026-10 | --login | --login NAME"
            })
    void bad_arguments_end_with_2_and_name_argument_value_and_remedy(String line, String argument, String remedy) {
        assertEquals(2, run(line.trim().split(" ")));

        assertTrue(errors().startsWith(argument.trim()), errors());
        assertTrue(errors().contains(remedy.trim()), errors());
    }

    @Test
    void a_planned_trip_is_driven_leg_by_leg_and_the_same_seed_drives_it_the_same() throws IOException {
        String road = "{\"id\":\"E1\",\"to\":[121.5,31.23],\"lengthM\":3000,\"limitKmh\":50,\"ground\":true}";
        String leg = "{\"from\":[121.47,31.23],\"chargedToPercent\":%d,\"roads\":[" + road + "]}";
        String trip = "{\"trip\":\"7\",\"departAt\":\"2026-11-23T01:30:00Z\",\"socPercent\":40,\"model\":{\"code\":"
                + "\"BYD-E5\",\"batteryWh\":51200,\"whPerKm\":145,\"maxDcW\":40000,\"maxAcW\":7000},\"legs\":["
                + leg.formatted(0) + "," + leg.formatted(60) + "]}\n";

        drive(trip, "--seed", "3");
        drive(trip, "--seed", "3");
        drive(trip.replace("socPercent\":40", "socPercent\":0.2"), "--seed", "3");

        String[] lines = out.toString(StandardCharsets.UTF_8).split("\n");
        JsonNode legs = Json.MAPPER.readTree(lines[0]).path("legs");
        assertEquals(40, legs.path(0).path("fromPercent").asDouble());
        assertTrue(legs.path(0).path("toPercent").asDouble() < 39.8, lines[0]);
        assertEquals(60, legs.path(1).path("fromPercent").asDouble());
        assertEquals(3_000, legs.path(1).path("metres").asInt(), 10);
        assertEquals(lines[0], lines[1]);
        assertEquals(
                "[false]",
                Json.MAPPER.readTree(lines[2]).findValuesAsText("arrived").toString());
        Main.Failure refused = assertThrows(Main.Failure.class, () -> drive("{\"trip\":\"1\"}\n", "--seed", "1"));
        assertTrue(refused.getMessage().startsWith("line 1 is no trip to drive: model"), refused.getMessage());
    }

    private void drive(String lines, String... args) {
        DriveCommand.main(
                args,
                new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    @Test
    void help_names_every_option_and_ends_well() {
        assertEquals(0, run("--help"));
        String help = out.toString(StandardCharsets.UTF_8);
        CityOptions.OPTIONS.forEach(option -> assertTrue(help.contains(option.name()), option.name()));
        assertTrue(help.contains("--statement-faults"));
        assertTrue(help.contains("--wrong-checks"));
    }

    @Test
    void a_service_that_never_comes_ends_with_1_and_says_so() {
        assertEquals(1, run("city", "--api", "http://127.0.0.1:9", "--wait-max", "1", "--http-port", "0"), errors());

        assertTrue(errors().contains("was not ready within"), errors());
    }

    @Test
    void a_statement_is_drawn_up_from_the_services_own_orders(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("statement.csv");
        try (FakeService service = new FakeService(1, Instant.parse("2026-11-02T02:00:00Z"))) {
            service.operator("EVC");
            service.list("/api/v1/partner/price-lists", ONE_LIST)
                    .list("/api/v1/partner/orders?period=2026-10", "{\"items\":[" + order(1) + "],\"next\":\"a b\"}")
                    .list(
                            "/api/v1/partner/orders?period=2026-10&cursor=a%20b",
                            "{\"items\":[" + order(2) + "],\"next\":null}")
                    .start();

            int exit = run(
                    "statement",
                    "--api",
                    service.api().toString(),
                    "--login",
                    "partner-evc",
                    "--period",
                    "2026-10",
                    "--statement-faults",
                    "1",
                    "--out",
                    file.toString());

            assertEquals(0, exit, errors());
        }
        String[] lines = Files.readString(file).split("\r?\n");
        assertEquals(3, lines.length);
        JsonNode summary = Json.MAPPER.readTree(out.toString(StandardCharsets.UTF_8));
        assertEquals("EVC", summary.path("operator").asText());
        assertEquals(
                "WRONG_AMOUNT", summary.path("faults").path(0).path("fault").asText());
        assertEquals(2, summary.path("lines").asInt());
    }

    private static final String ONE_LIST = ("{'items':[{'id':'l1','product':'CAR_SHARE','vehicleClass':'COMPACT',"
                    + "'validFrom':'2026-01-01T00:00:00Z','validTo':null,'terms':{'kind':'CAR_SHARE','flatMinutes':30,"
                    + "'flatFen':1500,'perMinuteFen':50,'capPer24hFen':18000,'perKmFen':0,"
                    + "'insuranceFen':0}}],'next':null}")
            .replace('\'', '"');

    private static String order(int number) {
        return ("{'platformOrderId':'b" + number + "','operatorOrderId':'e" + number + "','product':'CAR_SHARE',"
                        + "'unitCode':'GOA-01','plate':'P','priceListId':'l1','vehicleClass':'COMPACT',"
                        + "'startedAt':'2026-10-0" + number + "T01:00:00Z','endedAt':'2026-10-0" + number
                        + "T01:40:00Z','minutes':40,'km':9.1,'state':'FINISHED'}")
                .replace('\'', '"');
    }
}
