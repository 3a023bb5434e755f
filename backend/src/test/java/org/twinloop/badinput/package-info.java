/**
 * Wrong requests, made from the contract: each operation with each of its fields and parameters missing, of a wrong
 * kind, out of bounds or unfit to be stored, with forged and missing tokens, and with ids of nothing.
 *
 * <p>Always holds: the cases are the same in every run; what is expected follows from the contract; an answer is judged
 * by one {@code Judge}, which is itself shown to find planted faults.
 */
package org.twinloop.badinput;
