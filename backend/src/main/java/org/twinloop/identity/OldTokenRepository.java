package org.twinloop.identity;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.twinloop.common.Database;
import org.twinloop.common.SystemTime;
import org.twinloop.common.upkeep.Perishable;

/** Refresh tokens long past their life; real time. */
@ApplicationScoped
class OldTokenRepository implements Perishable {

    private static final String DROP = """
            delete from identity.refresh_token where token_hash in (
                select token_hash from identity.refresh_token where expires_at < $1 order by expires_at limit $2)""";

    private final Database database;
    private final IdentityConfig config;

    OldTokenRepository(Database database, IdentityConfig config) {
        this.database = database;
        this.config = config;
    }

    @Override
    public String name() {
        return "old-tokens";
    }

    @Override
    public Uni<Integer> drop(int max) {
        return database.sql(DROP, SystemTime.now().minus(config.keepTokens()), max);
    }
}
