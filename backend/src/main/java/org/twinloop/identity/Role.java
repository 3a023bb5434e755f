package org.twinloop.identity;

/** What a person may do. The names are the groups of the access token. */
public enum Role {
    TRAVELLER,
    APPROVER,
    VEHICLE_ADMINISTRATOR,
    FLEET_MANAGER,
    FINANCE,
    SUPERVISOR,
    AUDITOR,
    PARTNER,
    ADMINISTRATOR
}
