/**
 * HTTP gateways that carry messages to people where Firebase does not: text messages, a work chat.
 *
 * <p>Always holds: only configured hosts are called and no redirect is followed; every call is signed with a key from
 * a file and has a limit in time; a gateway that fails often is left alone for a while.
 *
 * <p>Fills the port {@code MessageGateway} of {@code notification.delivery}.
 */
package org.twinloop.partner.gateway;
