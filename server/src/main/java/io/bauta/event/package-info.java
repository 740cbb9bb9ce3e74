/**
 * What the platform is told of: events, to which endpoints they go, and how hard a delivery is
 * tried.
 *
 * <p>Values and the interfaces behind which they are kept. Knows no HTTP, JSON, SQL or clock. Read
 * {@link io.bauta.event.Event}, then {@link io.bauta.event.DeliveryStore}.
 */
@NullMarked
package io.bauta.event;

import org.jspecify.annotations.NullMarked;
