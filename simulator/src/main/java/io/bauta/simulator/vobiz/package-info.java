/**
 * Vobiz, pretended: form webhooks signed over the URL and a nonce, answered by VobizXML.
 *
 * <p>Start at {@link io.bauta.simulator.vobiz.VobizCarrier}; {@link
 * io.bauta.simulator.vobiz.VobizSettings} says what can be varied.
 */
@NullMarked
package io.bauta.simulator.vobiz;

import org.jspecify.annotations.NullMarked;
