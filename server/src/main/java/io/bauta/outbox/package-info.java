/**
 * Commands owed to carriers: durable before the carrier's webhook is acknowledged, sent at once,
 * tried again on a schedule, and given up when nobody can be helped by them any more.
 *
 * <p>Knows no carrier's words and no HTTP. Read {@link io.bauta.outbox.Outbox}.
 */
@NullMarked
package io.bauta.outbox;

import org.jspecify.annotations.NullMarked;
