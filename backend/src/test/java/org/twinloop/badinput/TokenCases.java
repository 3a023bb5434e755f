package org.twinloop.badinput;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.twinloop.contract.SpecOperation;
import org.twinloop.exchange.Ask;

/** Requests whose token is missing, forged or out of date, and cookies without their anti-forgery value. */
final class TokenCases {

    private static final Expected NOT_SIGNED_IN = Expected.turnedAway("sign-in-needed", "token-refused");
    private static final Expected FORGED_REQUEST = Expected.turnedAway("csrf-refused");

    private TokenCases() {}

    /**
     * @param good a request with a good bearer token
     * @param token that token
     */
    static List<BadCase> of(SpecOperation operation, Ask good, String token) throws GeneralSecurityException {
        List<BadCase> cases = new ArrayList<>();
        boolean open = operation.roles().contains("PUBLIC");
        Expected turnedAway = open ? Expected.noFailure() : NOT_SIGNED_IN;
        Ask bare = good.withoutHeader("Authorization");
        for (Map.Entry<String, String> forged : new Forgery(token).tokens().entrySet()) {
            cases.add(new BadCase(operation, forged.getKey(), bare.withToken(forged.getValue()), turnedAway));
        }
        cases.add(new BadCase(operation, "no token", bare, turnedAway));
        cases.add(new BadCase(operation, "an empty token", bare.withHeader("Authorization", "Bearer "), turnedAway));
        cases.add(new BadCase(
                operation, "another scheme", bare.withHeader("Authorization", "Basic d2FuZzp4"), turnedAway));
        cases.add(
                new BadCase(operation, "a forged cookie", bare.withHeader("Cookie", "tl_access=surprise"), turnedAway));
        if (!operation.safe() && !open) {
            Ask cookie = bare.withHeader("Cookie", "tl_access=" + token);
            cases.add(new BadCase(operation, "a cookie without its CSRF value", cookie, FORGED_REQUEST));
            cases.add(new BadCase(
                    operation,
                    "a cookie with another CSRF value",
                    cookie.withHeader("X-CSRF-Token", "surprise"),
                    FORGED_REQUEST));
        }
        return cases;
    }
}
