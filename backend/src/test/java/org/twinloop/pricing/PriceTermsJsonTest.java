package org.twinloop.pricing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.twinloop.common.ProblemException;
import org.twinloop.common.ProblemException.FieldError;

class PriceTermsJsonTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'kind':'CAR_SHARE','flatMinutes':30,'flatFen':1500,'perMinuteFen':50,'capPer24hFen':18000,"
                        + "'perKmFen':0,'insuranceFen':0}",
                "{'kind':'BIKE','baseMinutes':15,'baseFen':150,'stepMinutes':15,'stepFen':50}",
                "{'kind':'CHAUFFEUR','packages':[{'code':'SINGLE','minutes':60,'km':20,'fen':16000}],'overKmFen':300,"
                        + "'overtimeStepMinutes':30,'overtimeStepFen':2500}",
                "{'kind':'CHARGING','bands':[{'from':'06:00','to':'22:00','code':'ENERGY_PEAK','fenPerKwh':120},"
                        + "{'from':'22:00','to':'06:00','code':'ENERGY_VALLEY','fenPerKwh':35}],'serviceFenPerKwh':40,"
                        + "'occupancyGraceMinutes':30,'occupancyFenPerMinute':50,'occupancyCapFen':3000}"
            })
    void terms_of_every_product_are_read_and_written_alike(String text) {
        JsonNode json = json(text);
        assertEquals(
                json,
                json(PriceTermsJson.write(PriceTermsJson.read(json, "/terms")).toString()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'kind':'TAXI'} | /terms/kind",
                "{} | /terms/kind",
                "null | /terms",
                "[] | /terms",
                "{'kind':'BIKE','baseMinutes':15,'baseFen':-1,'stepMinutes':15,'stepFen':50} | /terms/baseFen",
                "{'kind':'BIKE','baseMinutes':15,'baseFen':1.5,'stepMinutes':15,'stepFen':50} | /terms/baseFen",
                "{'kind':'BIKE','baseMinutes':15,'baseFen':'1','stepMinutes':15,'stepFen':50} | /terms/baseFen",
                "{'kind':'BIKE','baseMinutes':15,'baseFen':150,'stepMinutes':0,'stepFen':50} | /terms/stepMinutes",
                "{'kind':'BIKE','baseMinutes':15,'baseFen':150,'stepMinutes':15} | /terms/stepFen",
                "{'kind':'BIKE','baseMinutes':15,'baseFen':99999999999999999999,'stepMinutes':15,'stepFen':5}"
                        + " | /terms/baseFen",
                "{'kind':'BIKE','baseMinutes':15,'baseFen':150,'stepMinutes':15,'stepFen':50,'x':1} | /terms/x",
                "{'kind':'CHAUFFEUR','packages':[],'overKmFen':1,'overtimeStepMinutes':30,'overtimeStepFen':1}"
                        + " | /terms/packages",
                "{'kind':'CHAUFFEUR','packages':[7],'overKmFen':1,'overtimeStepMinutes':30,'overtimeStepFen':1}"
                        + " | /terms/packages/0",
            })
    void terms_with_a_slip_of_the_pen_are_refused_and_the_field_is_named(String text, String pointer) {
        assertEquals(pointer, refused(text).get(0).pointer());
    }

    @Test
    void every_fault_is_named_at_once() {
        List<FieldError> errors =
                refused("{'kind':'BIKE','baseMinutes':-5,'baseFen':null,'stepMinutes':15,'stepFen':50}");
        assertEquals(
                List.of("/terms/baseMinutes", "/terms/baseFen"),
                errors.stream().map(FieldError::pointer).toList());
    }

    @Test
    void an_hour_without_a_price_is_refused() {
        List<FieldError> errors =
                refused("{'kind':'CHARGING','bands':[{'from':'08:00','to':'22:00','code':'ENERGY_PEAK',"
                        + "'fenPerKwh':120},{'from':'22:00','to':'06:00','code':'ENERGY_VALLEY','fenPerKwh':35}],"
                        + "'serviceFenPerKwh':40,'occupancyGraceMinutes':0,'occupancyFenPerMinute':0,"
                        + "'occupancyCapFen':0}");
        assertEquals("/terms/bands", errors.get(0).pointer());
        assertEquals(
                "06:00 is covered by 0 bands; each minute of the day needs exactly one",
                errors.get(0).detail());
    }

    private static List<FieldError> refused(String text) {
        JsonNode json = json(text);
        return assertThrows(ProblemException.class, () -> PriceTermsJson.read(json, "/terms"))
                .errors();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
