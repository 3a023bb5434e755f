package org.twinloop.journal.evidence;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

@ConfigMapping(prefix = "twinloop.journal.evidence")
interface EvidenceConfig {

    /** Ed25519 private key that signs checkpoints, PKCS #8 PEM; production needs one, demo mode makes its own. */
    Optional<Path> checkpointKeyFile();

    /** Public key that belongs to it, X.509 PEM. */
    Optional<Path> checkpointPublicKeyFile();

    /** How often to look whether a checkpoint is due, 1 s…1 h. */
    @WithDefault("5s")
    Duration checkpointLook();

    /** A checkpoint is signed at the latest after so many events, 1…10,000; also the longest stretch of a bundle. */
    @WithDefault("1000")
    int checkpointEvents();

    /** A checkpoint is signed at the latest after so long when anything happened, 1 s…24 h. */
    @WithDefault("10m")
    Duration checkpointAge();

    /** Stretches in one bundle, 1…10,000; a trip that lies on more of them is cut with a refusal. */
    @WithDefault("200")
    int stretchesMax();
}
