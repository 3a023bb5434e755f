package org.twinloop.common.wire;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;
import org.twinloop.common.geo.Datum;
import org.twinloop.common.geo.PositionJson;

/**
 * Answers of an operation that takes a {@link Datum} leave the service in that datum; this is the one place where they
 * are converted. Positions of a request are converted by the operation itself, before it does anything with them, and
 * events of a stream by whoever writes them.
 */
class DatumAnswers {

    private static final String PARAMETER = "datum";

    private final PositionJson positions;

    DatumAnswers(PositionJson positions) {
        this.positions = positions;
    }

    @ServerResponseFilter
    public void answer(ContainerResponseContext response, SimpleResourceInfo operation, UriInfo uri) {
        String asked = uri.getQueryParameters().getFirst(PARAMETER);
        boolean told = asked != null && !asked.isEmpty() && response.hasEntity() && response.getStatus() < 300;
        if (!told || !takesDatum(operation) || asked.equals(Datum.wgs84.name())) {
            return;
        }
        response.setEntity(positions.in(Datum.valueOf(asked), response.getEntity()));
    }

    private static boolean takesDatum(SimpleResourceInfo operation) {
        return operation != null && Arrays.asList(operation.parameterTypes()).contains(Datum.class);
    }
}
