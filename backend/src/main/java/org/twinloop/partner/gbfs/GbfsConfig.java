package org.twinloop.partner.gbfs;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "twinloop.partner.gbfs")
interface GbfsConfig {

    /** Rest between two looks for feeds that are due, real time. */
    @WithDefault("250ms")
    Duration rest();

    /** Shortest time between two reads of a file, city time. */
    @WithDefault("PT10S")
    Duration floor();

    /** Shortest time between two reads of a file, real time; counts where the city clock runs fast. */
    @WithDefault("1s")
    Duration realFloor();

    /** Time between two reads of a file whose ttl is 0, city time. */
    @WithDefault("PT30S")
    Duration withoutTtl();

    /** Longest time between two attempts at a file that fails, city time. */
    @WithDefault("PT5M")
    Duration backoffMax();

    /** How far in the future last_updated may lie, city time. */
    @WithDefault("PT5M")
    Duration aheadMax();

    /** Largest file, in bytes after decompression. */
    @WithDefault("33554432")
    int fileBytesMax();

    /** Most records that are set aside with their text per file; beyond, they are only counted. */
    @WithDefault("50")
    int setAsideMax();

    /** A list that shrinks from at least this many bikes to none is doubted. */
    @WithDefault("20")
    int suddenlyEmptyFrom();

    /** City time for which a suddenly empty list is not believed. */
    @WithDefault("PT10M")
    Duration emptyGrace();

    /** How often the list of bike operators is read anew, real time. */
    @WithDefault("10s")
    Duration operatorsRefresh();

    /** How long an instance keeps a system to itself, real time; it takes over from a dead one after that. */
    @WithDefault("30s")
    Duration lease();

    /** Health of feeds that did not change is written this often, real time. */
    @WithDefault("10s")
    Duration healthEvery();
}
