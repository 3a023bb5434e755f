package org.twinloop.common.wire;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.twinloop.contract.Project;

@QuarkusTest
class ContractDoorTest {

    @Test
    void the_contract_is_told_as_it_is_written() {
        byte[] told = given().get("/q/openapi").then().statusCode(200).extract().asByteArray();

        assertEquals(Project.text(Project.spec("openapi.yaml")), new String(told, StandardCharsets.UTF_8));
    }
}
