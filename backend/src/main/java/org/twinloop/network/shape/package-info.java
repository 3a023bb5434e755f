/**
 * Reads shapefiles: the lines of a .shp file and the attributes of the .dbf file beside it, record by record.
 *
 * <p>Only what road networks need: lines, geographic coordinates in WGS-84, attributes as text. After the ESRI
 * Shapefile Technical Description (1998) and the dBASE III table format. Plain Java; calls nothing of ours but the
 * refusal of {@code network.osm}.
 */
package org.twinloop.network.shape;
