/**
 * 8x8 Number Masking: asks with a JSON event, and is answered with a call flow in JSON.
 *
 * <p>It signs nothing: a fixed header is all the proof there is. Its events come in any order; the
 * summary of the session is the one that is sure. Read {@link io.bauta.carrier.eight.Eight}.
 */
@NullMarked
package io.bauta.carrier.eight;

import org.jspecify.annotations.NullMarked;
