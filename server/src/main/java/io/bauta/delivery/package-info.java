/**
 * Sends events to the endpoints of the platform: each endpoint by itself, in the order of what each
 * event is about, again and again until it is accepted or given up. Wakes who follows the events.
 *
 * <p>Knows no HTTP, JSON or SQL. Read {@link io.bauta.delivery.Deliveries}.
 */
@NullMarked
package io.bauta.delivery;

import org.jspecify.annotations.NullMarked;
