package org.twinloop.network.osm.tag;

/** Who may use a road in one mode, from everybody to nobody; a later word is the stricter one. */
public enum Access {
    PUBLIC,
    /** Bicycles are pushed. */
    DISMOUNT,
    /** Only to reach something at the road itself. */
    DESTINATION,
    /** With the owner's leave: compounds, government offices, residents. Kept, so that our own cars may be let in. */
    PRIVATE,
    NO;

    public Access stricter(Access other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
