/**
 * Pictures as bytes (照片): what is taken, and how it is copied without whatever a camera writes beside the picture.
 *
 * <p>Owns no table. Plain Java. Always holds: the bytes alone say what a picture is; what comes out has the same
 * pixels, no EXIF but the way up, no XMP, no text, no profile, no thumbnail, and nothing behind its end; whatever is
 * cut off, broken or too large is refused before the last byte is out.
 *
 * <p>May call {@code common} and nothing else of ours: it knows streams.
 */
package org.twinloop.trip.inspection.picture;
