/**
 * What makes the sealed chain checkable by somebody who does not trust this service: signed checkpoints (封存点), the
 * evidence bundle of a trip, and a verifier that runs without database and service.
 *
 * <p>Always holds: a checkpoint is signed over a hash that stands in the chain; a bundle shows of the events of other
 * trips only their links; an erased payload leaves both verifiable. Threat it answers: whoever can write
 * to the database can compute the chain anew, but not a signature, and not a checkpoint that is kept outside.
 *
 * <p>May call {@code common} and {@code journal}.
 */
package org.twinloop.journal.evidence;
