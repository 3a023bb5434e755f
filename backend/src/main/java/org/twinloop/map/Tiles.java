package org.twinloop.map;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import org.jboss.resteasy.reactive.RestResponse;
import org.twinloop.common.Scope;
import org.twinloop.network.Stops;

/** Draws tiles, or takes those that were drawn for others who see the same. */
@ApplicationScoped
class Tiles {

    static final String TYPE = "application/vnd.mapbox-vector-tile";

    /** Characters of If-None-Match: some two hundred tags; all headers together may have 20 KiB. */
    static final int KNOWN_MAX = 4_000;

    private final TileRepository repository;
    private final TileCache cache;
    private final Stops stops;
    private final TileConfig config;
    private final Clock clock;

    Tiles(TileRepository repository, TileCache cache, Stops stops, TileConfig config, Clock clock) {
        this.repository = repository;
        this.cache = cache;
        this.stops = stops;
        this.config = config;
        this.clock = clock;
    }

    /**
     * The answer to somebody who asks for a tile.
     *
     * @param scope whose cars and piles a desk sees; of no account for others
     * @param known tag of the tile they have, null when none
     */
    Uni<RestResponse<byte[]>> answer(TileLayer layer, Tile tile, Audience audience, Scope scope, String known) {
        return read(layer, tile, audience, scope).map(kept -> answer(layer, audience, kept, known));
    }

    /** Only the desks read under rows of their own; what the others see is the same for all of them. */
    private Uni<TileCache.Kept> read(TileLayer layer, Tile tile, Audience audience, Scope scope) {
        Audience less = layer.live() ? Audience.CITIZEN : Audience.STAFF;
        boolean own = layer.live() && audience == Audience.FLEET;
        Audience seen = own || audience == Audience.CITIZEN ? audience : less;
        Scope rows = own ? scope : Scope.NONE;
        TileCache.Key key = new TileCache.Key(layer, tile, seen, rows, layer.live() ? 0 : stops.version());
        return cache.get(key, life(layer), () -> repository.read(rows, layer, tile, seen));
    }

    private Duration life(TileLayer layer) {
        return layer.live() ? config.liveLayersMaxAge() : config.fixedLayersMaxAge();
    }

    private RestResponse<byte[]> answer(TileLayer layer, Audience audience, TileCache.Kept kept, String known) {
        boolean empty = kept.content().length == 0;
        RestResponse.ResponseBuilder<byte[]> response = empty
                ? RestResponse.ResponseBuilder.<byte[]>noContent()
                : EntityTags.name(known, kept.tag())
                        ? RestResponse.ResponseBuilder.<byte[]>notModified()
                        : RestResponse.ResponseBuilder.ok(kept.content(), TYPE);
        if (!empty) {
            response.header("ETag", kept.tag());
        }
        String whose = audience == Audience.CITIZEN ? "public" : "private";
        return response.header(
                        "Cache-Control", whose + ", max-age=" + life(layer).toSeconds())
                .header("Vary", "Authorization, Cookie")
                .header("Age", kept.ageS(clock.instant()))
                .build();
    }
}
