/**
 * What things cost: versioned price lists of the partners and the pure price functions.
 *
 * <p>Owns the schema {@code pricing}. {@link org.twinloop.pricing.Pricing} turns terms and usage into lines; quote,
 * bill, reconciliation and audit call the same function, so they cannot disagree. A published list is never edited: a
 * new version closes the one before it at its own start, and two versions never overlap (an exclusion constraint holds
 * it). A trip is priced by the version in force when it starts.
 *
 * <p>May call {@code common}, {@code journal}, {@code identity}, {@code operator}.
 */
package org.twinloop.pricing;
