package org.twinloop.sim.partner;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A partner's answer: HTTP status and body, which is null for 204. */
public record Answer(int status, ObjectNode body) {}
