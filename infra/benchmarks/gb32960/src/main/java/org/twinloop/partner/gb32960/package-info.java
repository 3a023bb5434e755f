/**
 * What the benchmark of GB/T 32960 asks of classes that the service keeps to their package.
 *
 * <p>Owns nothing; compiled together with those classes, which need nothing but Java.
 */
package org.twinloop.partner.gb32960;
