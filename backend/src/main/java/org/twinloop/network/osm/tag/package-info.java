/**
 * What the tags of OpenStreetMap mean to cars, bicycles and walkers in China: pure functions from tags to roads,
 * barriers and turn restrictions.
 *
 * <p>Always holds: what is not understood changes nothing and is told as a {@link Remark}; a road is told in the
 * direction it is used in; a private road stays, marked private. A change here changes what the same file becomes, so
 * it raises {@code RoadImport.RULES_VERSION} of {@code network.build}.
 *
 * <p>May call {@code network.osm}.
 */
package org.twinloop.network.osm.tag;
