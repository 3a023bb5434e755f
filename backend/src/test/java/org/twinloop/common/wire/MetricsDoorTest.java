package org.twinloop.common.wire;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who sees the metrics. */
@QuarkusTest
class MetricsDoorTest {

    @ParameterizedTest
    @CsvSource({
        "                , ,                          127.0.0.1,        false, true",
        "                , ,                          ::1,              false, true",
        "                , ,                          0:0:0:0:0:0:0:1,  false, true",
        "                , ,                          ::ffff:127.0.0.1, false, true",
        "                , ,                          127.0.0.1,        true,  false",
        "                , ,                          192.0.2.7,        false, false",
        "                , ,                          localhost,        false, false",
        "                , Bearer a-token-of-metrics, 192.0.2.7,        false, false",
        "a-token-of-metrics, Bearer a-token-of-metrics, 192.0.2.7,      false, true",
        "a-token-of-metrics, bearer a-token-of-metrics, 192.0.2.7,      true,  true",
        "a-token-of-metrics, Bearer a-token-of-metric,  127.0.0.1,      false, false",
        "a-token-of-metrics, Basic a-token-of-metrics,  127.0.0.1,      false, false",
        "a-token-of-metrics, ,                          127.0.0.1,      false, false"
    })
    void the_token_opens_and_without_one_only_this_machine_is_let_in(
            String token, String authorization, String address, boolean passedOn, boolean welcome) {
        assertEquals(welcome, MetricsDoor.isWelcome(Optional.ofNullable(token), authorization, address, passedOn));
    }

    @Test
    void what_a_proxy_passes_on_is_refused_and_this_machine_is_shown_the_metrics() {
        given().get("/q/metrics").then().statusCode(200).body(containsString("jvm_"));
        for (String path : new String[] {"/q/metrics", "/q/metrics/", "/q/%6detrics"}) {
            given().urlEncodingEnabled(false)
                    .header("X-Forwarded-For", "192.0.2.7")
                    .get(path)
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json");
        }
    }
}
