/**
 * Telnyx Call Control: tells by signed JSON, and is told by REST commands what to do.
 *
 * <p>Where a call stands travels in Telnyx's own {@code client_state}, so nothing is remembered
 * here. Read {@link io.bauta.carrier.telnyx.Telnyx}, then {@code TelnyxAnswer}.
 */
@NullMarked
package io.bauta.carrier.telnyx;

import org.jspecify.annotations.NullMarked;
