/**
 * Telephone numbers as values that keep their secret.
 *
 * <p>Parses what people and carriers write into whole E.164 numbers, by home region. Knows no
 * session, carrier or store. Read {@link io.bauta.number.PhoneNumber} first.
 */
@NullMarked
package io.bauta.number;

import org.jspecify.annotations.NullMarked;
