package org.twinloop.network;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twinloop.trip.TestCity;

/** Places are found by what people call them. */
@QuarkusTest
class PlaceSearchTest {

    @BeforeEach
    void theCityStands() {
        TestCity.ready();
    }

    @ParameterizedTest
    @CsvSource({
        "浦东机场, PL-A01",
        "pudong airport, PL-A02",
        "Pudong  International Airport, PL-A01",
        "虹桥机场, PL-A04",
        "火车站, PL-R01",
        "hqjc, PL-A03",
        "虹橋, PL-R02",
        "浦東機場, PL-A02",
        "上海 站, PL-R01",
        "上海　虹桥站, PL-R02",
        "rmzf, PL-G01",
        "xin ke zhan, PL-R01"
    })
    void a_place_is_found_by_an_everyday_name(String typed, String id) {
        TestCity.as("wang")
                .queryParam("q", typed)
                .get("/api/v1/places")
                .then()
                .statusCode(200)
                .body("items.id", hasItem(id));
    }

    @ParameterizedTest
    @CsvSource({"虹桥机场, PL-A03, PL-A04", "Disneyland, PL-V05, PL-V05"})
    void the_exact_name_comes_first_and_each_place_once(String typed, String first, String second) {
        TestCity.as("wang")
                .queryParam("q", typed)
                .queryParam("limit", 2)
                .get("/api/v1/places")
                .then()
                .statusCode(200)
                .body("items.id", hasItems(first, second));
    }

    @ParameterizedTest
    @CsvSource({"人民政府", "rmzf", "ren min zheng fu", "Government"})
    void the_government_of_the_city_comes_before_those_of_its_districts(String typed) {
        TestCity.as("wang")
                .queryParam("q", typed)
                .get("/api/v1/places")
                .then()
                .statusCode(200)
                .body("items[0].id", equalTo("PL-G01"))
                .body("items.id", hasItems("PL-K01", "PL-K16"));
    }
}
