/**
 * Labels of cars on paper (车辆标签): one as a picture, many as a sheet to print and cut.
 *
 * <p>Owns no table. Always holds: a label tells the opaque asset number with its check digit and nothing of who uses
 * the car; what is printed beside the code is for who sticks it on.
 *
 * <p>May call {@code common}, {@code identity} and {@code vehicle}.
 */
package org.twinloop.vehicle.label;
