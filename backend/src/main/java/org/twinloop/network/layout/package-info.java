/**
 * How loops are laid out, as plain problems over whole numbers: the shortest closed tour through some stops, and the
 * sites that serve the most demand. Nothing here knows a road, a pile or a database.
 *
 * <p>Always holds: an answer comes with a bound that no answer can beat, and says whether it is exact; the same input
 * gives the same answer. Every search has a limit of its own and no clock. Calls nobody.
 */
package org.twinloop.network.layout;
