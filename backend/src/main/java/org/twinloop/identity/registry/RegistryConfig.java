package org.twinloop.identity.registry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

@ConfigMapping(prefix = "twinloop.identity.registry")
interface RegistryConfig {

    /** Lines a registry file may have, 1…5,000. */
    @WithDefault("5000")
    int linesMax();

    /** Makes one administrator and then no other; at least 32 characters; to be unset after use. */
    Optional<String> bootstrapSecret();
}
