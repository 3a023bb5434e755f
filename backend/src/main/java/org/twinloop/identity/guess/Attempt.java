package org.twinloop.identity.guess;

import java.util.UUID;

/**
 * Who tries a password, as far as it can be told before it was looked at.
 *
 * @param login as typed; somebody's or nobody's
 * @param device the secret this device was given at an earlier sign-in, or null
 * @param session the session in which one's own password is asked for again, or null
 */
public record Attempt(String login, String device, UUID session) {

    /** Somebody who signs in. */
    public static Attempt from(String login, String device) {
        return new Attempt(login, device, null);
    }

    /** Somebody who has signed in and is asked for their password again. */
    public static Attempt within(UUID session, String login) {
        return new Attempt(login, null, session);
    }
}
