/**
 * Sampling for review (抽查): of the closed trips of a unit and month some are drawn by chance, and people look at each.
 *
 * <p>Always holds: seed, population and shares are written down, so that anyone draws the same trips again; a unit and
 * month is drawn once; a trip with a finding is not drawn, for it is looked at already; who travelled, booked or
 * approved does not review, in the database too; what a reviewer objects to is a finding like others, about which the
 * traveller is heard.
 *
 * <p>May call {@code common}, {@code journal}, {@code identity} and {@code supervision}.
 */
package org.twinloop.supervision.sample;
