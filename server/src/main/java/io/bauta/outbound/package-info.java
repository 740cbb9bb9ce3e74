/**
 * Requests over HTTP to places that somebody else names: a platform's endpoint, a recording's link.
 *
 * <p>Such a place could be one of this machine's own, or of the network behind it, and the answer
 * could be without end. So what may be reached is decided here, by the addresses that are then
 * connected to, and every answer is bounded in time and size. Read {@link
 * io.bauta.outbound.OutboundHttp}, then {@link io.bauta.outbound.Reach}.
 */
@NullMarked
package io.bauta.outbound;

import org.jspecify.annotations.NullMarked;
