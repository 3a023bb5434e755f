/**
 * GB/T 32960.3, the protocol by which electric vehicles are watched over: terminals and platforms that report cars to
 * us on one TCP port, in the editions of 2016 and 2025.
 *
 * <p>A reader's path: {@code GbGateway} (listens) → {@code GbConnection} (one sender, its order and its window) →
 * {@code wire} (frames, plain Java) → {@code ReportDraft} (our words, WGS-84) → {@code telematics.ReportIntake}.
 *
 * <p>Always holds: nobody reports before a registered login; a car's terminal has one place over all instances, that of
 * its newest login; a report is answered after its commit; data sent again lands in the history by its own time and
 * never over a newer state; what cannot be read is kept and counted.
 *
 * <p>An edge: may call everything below. No command is ever sent to a vehicle over this protocol.
 */
package org.twinloop.partner.gb32960;
