package org.twinloop.notification.template;

/** Who is told. */
public enum Audience {
    TRAVELLER,
    APPROVERS,
    REVIEWERS,
    /** The fleet managers of the unit and of those above it. */
    FLEET
}
