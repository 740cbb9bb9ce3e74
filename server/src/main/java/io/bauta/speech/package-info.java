/**
 * What a caller hears, and in which language.
 *
 * <p>Read {@link io.bauta.speech.Words}, then {@link io.bauta.speech.Translations}.
 */
@NullMarked
package io.bauta.speech;

import org.jspecify.annotations.NullMarked;
