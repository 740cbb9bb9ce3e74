/**
 * What is held on one person, known by their number: finding it, and erasing it.
 *
 * <p>Read {@link io.bauta.person.Erasures} first, then {@link io.bauta.person.ErasureStage}.
 */
@NullMarked
package io.bauta.person;

import org.jspecify.annotations.NullMarked;
