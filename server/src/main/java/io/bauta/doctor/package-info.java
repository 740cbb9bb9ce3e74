/**
 * Judges what was seen of an installation: is it well, and what mends it.
 *
 * <p>Sees nothing itself: others look, and hand over what they saw. Knows no clock, network or
 * disk. Read {@link io.bauta.doctor.Finding}.
 */
@NullMarked
package io.bauta.doctor;

import org.jspecify.annotations.NullMarked;
