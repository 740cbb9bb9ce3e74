/**
 * Alohaa, pretended: one webhook that asks for the receiver of a call, one that tells how the call
 * went, and neither signed.
 *
 * <p>Alohaa's pages leave much open. What they leave open is a setting here: start at {@link
 * io.bauta.simulator.alohaa.AlohaaCarrier}, then {@link io.bauta.simulator.alohaa.AlohaaSettings}
 * and {@link io.bauta.simulator.alohaa.AlohaaVariant}.
 *
 * @see <a href="https://docs.alohaa.ai/alohaa-docs/webhooks/number-masking-webhook">Number masking
 *     webhook</a>
 */
@NullMarked
package io.bauta.simulator.alohaa;

import org.jspecify.annotations.NullMarked;
