package org.twinloop.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

@ConfigMapping(prefix = "twinloop.identity")
interface IdentityConfig {

    /** Life of an access token, 1…60 minutes. */
    @WithDefault("15")
    int accessTokenMinutes();

    /** Access tokens whose signature was checked and is not checked again, 0…100,000; some 3 KB each. */
    @WithDefault("2000")
    int tokensKnownMax();

    /** Life of a refresh token, 1…90 days. */
    @WithDefault("14")
    int refreshTokenDays();

    /** Wrong passwords in a row, by login or by known device, before more are refused; 3…20. */
    @WithDefault("5")
    int lockOutAfter();

    /** How long they are refused then, in minutes. */
    @WithDefault("15")
    int lockOutMinutes();

    /** Browsers and phones of one person that are known, 1…1,000; the one longest unused goes. */
    @WithDefault("20")
    int devicesMax();

    /** Passwords hashed at once, 1…16; each takes 19 MiB and a core for some 30 ms. */
    @WithDefault("4")
    int hashingParallel();

    /** Passwords waiting to be hashed, 0…10,000; what comes beyond is told to come again later. */
    @WithDefault("200")
    int hashingWaitingMax();

    /** How long a refresh token still works after its first use, for tabs that refresh at once; 0…60 seconds. */
    @WithDefault("10s")
    Duration refreshGrace();

    /** How long a one-time password is good for choosing another, 1…720 hours. */
    @WithDefault("72")
    int oneTimePasswordHours();

    /** How often suspensions are read anew; the longest that a suspended person can go on. */
    @WithDefault("1s")
    Duration standingRefresh();

    /** RSA private key that signs tokens, PEM PKCS#8, at least 2048 bits. */
    Optional<Path> privateKeyFile();

    /** RSA public key that checks tokens, PEM. */
    Optional<Path> publicKeyFile();

    /** Marks the browser's cookies Secure; off only where the service is reached over plain HTTP on loopback. */
    @WithDefault("true")
    boolean secureCookies();

    /** How long a refresh token is kept beyond its life, so that the use of a stolen one is still noticed. */
    @WithDefault("P7D")
    Duration keepTokens();

    /** How long a wrong password is remembered, when nobody is locked out by it. */
    @WithDefault("P1D")
    Duration keepGuesses();

    /** How long a device is known after somebody signed in there, 1…400 days. */
    @WithDefault("P180D")
    Duration keepDevices();
}
