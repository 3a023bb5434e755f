package org.twinloop.partner.gb32960.upward;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import org.twinloop.partner.gb32960.wire.Edition;

/** Where our fleet is reported to, and the limits of it. Time-outs are real time. */
@ConfigMapping(prefix = "twinloop.partner.gb32960.upward")
interface UpwardConfig {

    /** The platforms, by a name of ours: lower case letters, digits, hyphens. None by default. */
    Map<String, Target> targets();

    /** A supervising platform. */
    interface Target {

        String host();

        @WithDefault("32960")
        int port();

        /** Edition our frames are written in, V2016 or V2025. */
        @WithDefault("V2016")
        Edition edition();

        /** Our unique id at the platform, at most 17 ASCII characters. */
        String code();

        /** User name of the login, at most 12 ASCII characters. */
        String account();

        /** Password of the login, at most 20 ASCII characters; give it by the environment. */
        String password();
    }

    /** Frames sent and not yet answered, 1…10,000. */
    @WithDefault("64")
    int window();

    /** Rows of the history read at once, 10…10,000, for each of the two lanes. */
    @WithDefault("500")
    int pageRows();

    /** How often the history is asked for what is new. */
    @WithDefault("1s")
    Duration pollEvery();

    /** A frame not answered for so long means that the connection is dead. */
    @WithDefault("30s")
    Duration answerWithin();

    /** A heartbeat is sent when nothing else was for so long; the standard allows 1 to 240 s. */
    @WithDefault("30s")
    Duration heartbeatEvery();

    /** A report whose moment lies farther back than this is sent as reissued; city time. */
    @WithDefault("1m")
    Duration realTimeWithin();

    /** Reports older than this are not sent any more; the standard asks platforms for seven days. City time. */
    @WithDefault("7d")
    Duration reissueWithin();

    /** Rest before the first new attempt to connect; it doubles each time. */
    @WithDefault("1s")
    Duration reconnectMin();

    /** Longest rest between attempts to connect. */
    @WithDefault("1m")
    Duration reconnectMax();

    /** Rest after a login that failed, and between repetitions of a frame that was refused. */
    @WithDefault("1m")
    Duration retryAfter();

    /** Rest after every third login in a row that failed. */
    @WithDefault("30m")
    Duration loginRest();

    /** Repetitions of a frame that was refused, 0…10. */
    @WithDefault("3")
    int repetitions();

    /** Refused frames that wait for a repetition, 0…100,000; beyond, they are only set aside. */
    @WithDefault("1000")
    int refusedMax();

    /** How long an instance keeps a link to itself; another one takes over from a dead one after that. */
    @WithDefault("30s")
    Duration lease();

    /** How often the place reached in the history is written down while reports are being acknowledged. */
    @WithDefault("500ms")
    Duration cursorEvery();
}
