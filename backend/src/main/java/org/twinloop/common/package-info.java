/**
 * The ground every feature stands on: problems, money, places on the earth, time, ids, paging and the one door to the
 * database.
 *
 * <p>Owns no table but the SQL function {@code common.allowed}, the isolation rule that all row-level security policies
 * read. No word of any feature appears here. May call nothing of ours; everybody may call it.
 *
 * <p>Always holds: money is integer fen; positions are WGS-84; instants are UTC; a transaction says whose rows it may
 * see before it sees any.
 */
package org.twinloop.common;
