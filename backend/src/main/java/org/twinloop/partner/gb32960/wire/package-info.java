/**
 * The frames of GB/T 32960.3, editions 2016 and 2025: cut out of a stream, checked, read and written.
 *
 * <p>Plain Java over byte arrays, without a framework, a clock or a queue. {@code FrameCutter} finds frames in whatever
 * pieces they arrive; {@code Frame} is a window on one of them; {@code InformationCodec} tells a {@code Readings} what
 * the information types of a data unit say; {@code FrameWriter} and {@code InformationWriter} go the other way.
 *
 * <p>Always holds: nothing is read beyond the data unit, no count is believed before the bytes are there; a number that
 * is handed on lies within the range of its table, everything else is an {@code Absence}; no byte sequence throws.
 */
package org.twinloop.partner.gb32960.wire;
