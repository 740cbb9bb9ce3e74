/**
 * 8x8 Number Masking, pretended: JSON webhooks of five types under one static header, the first of
 * which is answered by a callflow.
 *
 * <p>Start at {@link io.bauta.simulator.eight.EightCarrier}; {@link
 * io.bauta.simulator.eight.EightSettings} and {@link io.bauta.simulator.eight.EightVariant} say
 * what can be varied.
 *
 * @see <a href="https://developer.8x8.com/connect/docs/voice/number-masking/getting-started">8x8
 *     Number Masking</a>
 */
@NullMarked
package io.bauta.simulator.eight;

import org.jspecify.annotations.NullMarked;
