package org.twinloop.trip.inspection.picture;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** A picture as it is answered; which of several types it has is known with its bytes only. */
public record ShownPicture(@JsonValue byte[] content) {

    /** Writes the bytes as they are. */
    @Provider
    @Produces(MediaType.WILDCARD)
    public static class Writer implements MessageBodyWriter<ShownPicture> {

        @Override
        public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
            return type == ShownPicture.class;
        }

        @Override
        public void writeTo(
                ShownPicture picture,
                Class<?> type,
                Type generic,
                Annotation[] annotations,
                MediaType media,
                MultivaluedMap<String, Object> headers,
                OutputStream body)
                throws IOException {
            body.write(picture.content());
        }
    }
}
