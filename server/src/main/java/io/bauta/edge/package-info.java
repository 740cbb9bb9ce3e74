/**
 * The carriers' side of the server: what all carriers share before and after translation.
 *
 * <p>Proof and replay, repetition, deadlines, the choice between 400 and 500, and the log of calls.
 * The latest exchanges are kept for the inspector: {@link io.bauta.edge.Exchanges}. Knows no HTTP
 * library and no carrier's words. Read {@link io.bauta.edge.CarrierWebhooks}.
 */
@NullMarked
package io.bauta.edge;

import org.jspecify.annotations.NullMarked;
