/**
 * Who is who: units (单位), people, their dated memberships, roles and allowances, suspensions, sign-in and tokens.
 *
 * <p>Always holds: a person serves in one unit at a time, and who has left has no role; a password is kept as Argon2id
 * only; a refresh token works once (for tabs at the same moment within a short grace), and a later use ends its family;
 * a suspended or inactive person and an ended session are turned away on every request.
 *
 * <p>May call {@code common} and {@code journal}. Everybody may ask who the current user is.
 */
package org.twinloop.identity;
