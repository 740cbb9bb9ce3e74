/**
 * Alohaa: asks whom to ring, is answered with one number, and tells once when the call is over.
 *
 * <p>It says little about itself. What is guessed here says so, and what an account must find out
 * by itself is a setting. Read {@link io.bauta.carrier.alohaa.Alohaa}.
 */
@NullMarked
package io.bauta.carrier.alohaa;

import org.jspecify.annotations.NullMarked;
