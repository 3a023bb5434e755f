package org.twinloop.common.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.module.SimpleSerializers;
import com.fasterxml.jackson.datatype.jsr310.ser.LocalTimeSerializer;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/**
 * Makes JSON mean what it says: simple values are read by {@link BodyReading}, one key stands once, and one value is
 * all there is. What the contract calls wrong is refused before any feature sees it.
 */
@Singleton
class StrictJson implements ObjectMapperCustomizer {

    /** A time of day has no seconds, in the contract and in what is stored. */
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm");

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        mapper.enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
        mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        mapper.registerModule(new SimpleModule("twinloop") {
            private static final long serialVersionUID = 1L;

            @Override
            public void setupModule(SetupContext context) {
                context.addDeserializers(new BodyReading());
                SimpleSerializers writings = new SimpleSerializers();
                writings.addSerializer(LocalTime.class, new LocalTimeSerializer(MINUTE));
                context.addSerializers(writings);
            }
        });
    }

    /** After all others: the module registered last is asked first. */
    @Override
    public int priority() {
        return MINIMUM_PRIORITY;
    }
}
