package org.twinloop.trip.inspection.store;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Where photos lie. */
@ConfigMapping(prefix = "twinloop.trip.inspection.store")
interface StoreConfig {

    /** Folder of the photos, on one file system; instances of one database share it. Made when it is not there. */
    Path folder();

    /** Room that has to be left on that file system, bytes; with less no photo is taken. */
    @WithDefault("512M")
    MemorySize freeMin();
}
