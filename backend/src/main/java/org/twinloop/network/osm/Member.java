package org.twinloop.network.osm;

/** A member of a relation. */
public record Member(ElementKind kind, long ref, String role) {}
