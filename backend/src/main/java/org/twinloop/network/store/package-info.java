/**
 * The roads of one network as the database keeps them, and as they are made ready to be searched from that.
 *
 * <p>What takes long to find, the order in which the search contracts the roads, is kept beside them and made again
 * where it does not fit; everything else is made anew at each start.
 */
package org.twinloop.network.store;
