package org.twinloop.device.offline;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Keys that sign what opens a car without a network. */
@ConfigMapping(prefix = "twinloop.device.offline-key")
interface OfflineKeyConfig {

    /**
     * PEM files, each with an Ed25519 private key (PKCS #8) and its public key (X.509); the first signs, terminals
     * accept all. Demo mode makes one; production without any offers no offline keys.
     */
    Optional<List<Path>> files();

    /**
     * How long a key is kept after its window, and what was told of its use, city time, 38 days or more. Three years,
     * the limitation of claims (Civil Code of the PRC, article 188): it says for whom a car opened.
     */
    @WithDefault("P1096D")
    Duration keep();
}
