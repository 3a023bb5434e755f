package org.twinloop.common.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.Set;

/**
 * Reads simple values of JSON strictly, by the same {@link Reading} as parameters: a number is no text, 1.5 is not 1,
 * " MEETING " is no word, and text holds only what can be stored.
 */
final class BodyReading extends Deserializers.Base {

    private static final Set<Class<?>> WHOLE = Set.of(Integer.class, int.class, Long.class, long.class);
    private static final Set<Class<?>> NUMBERS = Set.of(Double.class, double.class);
    private static final Set<Class<?>> FLAGS = Set.of(Boolean.class, boolean.class);

    @Override
    public JsonDeserializer<?> findBeanDeserializer(
            JavaType type, DeserializationConfig config, BeanDescription described) {
        return find(type.getRawClass());
    }

    @Override
    public JsonDeserializer<?> findEnumDeserializer(
            Class<?> type, DeserializationConfig config, BeanDescription described) {
        return find(type);
    }

    private static JsonDeserializer<?> find(Class<?> type) {
        return Reading.of(type)
                .map(reading -> new Scalar(type, reading, tokens(type)))
                .orElse(null);
    }

    private static Set<JsonToken> tokens(Class<?> type) {
        if (WHOLE.contains(type)) {
            return Set.of(JsonToken.VALUE_NUMBER_INT);
        }
        if (NUMBERS.contains(type)) {
            return Set.of(JsonToken.VALUE_NUMBER_INT, JsonToken.VALUE_NUMBER_FLOAT);
        }
        return FLAGS.contains(type)
                ? Set.of(JsonToken.VALUE_TRUE, JsonToken.VALUE_FALSE)
                : Set.of(JsonToken.VALUE_STRING);
    }

    private static final class Scalar extends StdScalarDeserializer<Object> {

        private static final long serialVersionUID = 1L;

        private final transient Reading reading;
        private final transient Set<JsonToken> tokens;

        Scalar(Class<?> type, Reading reading, Set<JsonToken> tokens) {
            super(type);
            this.reading = reading;
            this.tokens = tokens;
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String value = parser.getText();
            if (tokens.contains(parser.currentToken())) {
                try {
                    return reading.read().apply(value);
                } catch (IllegalArgumentException | DateTimeException wrong) {
                    throw wrong(parser, value);
                }
            }
            throw wrong(parser, value);
        }

        @Override
        public Object getNullValue(DeserializationContext context) throws JsonMappingException {
            if (handledType().isPrimitive()) {
                context.reportInputMismatch(this, "null or missing");
            }
            return null;
        }

        private InvalidFormatException wrong(JsonParser parser, String value) {
            return new InvalidFormatException(parser, "not " + reading.accepts(), value, handledType());
        }
    }
}
