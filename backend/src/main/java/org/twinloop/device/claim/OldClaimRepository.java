package org.twinloop.device.claim;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.twinloop.common.Database;
import org.twinloop.common.SystemTime;
import org.twinloop.common.upkeep.Perishable;

/** Claim codes that were used, voided or too old long ago; one that is still good stays. Real time. */
@ApplicationScoped
class OldClaimRepository implements Perishable {

    private static final String DROP = """
            delete from device.claim where code_hash in (
                select code_hash from device.claim
                where case when used_at is null then least(voided_at, expires_at) < $1 else used_at < $2 end
                order by expires_at limit $3)""";

    private final Database database;
    private final ClaimConfig config;

    OldClaimRepository(Database database, ClaimConfig config) {
        this.database = database;
        this.config = config;
    }

    @Override
    public String name() {
        return "old-claims";
    }

    @Override
    public Uni<Integer> drop(int max) {
        Instant now = SystemTime.now();
        return database.sql(DROP, now.minus(config.keepUnused()), now.minus(config.keepUsed()), max);
    }
}
