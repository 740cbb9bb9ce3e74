/**
 * Carriers as pure translators: bytes in, meaning out; decision in, bytes out.
 *
 * <p>A carrier has no network, clock, database, log or mutable field, so the files in {@code
 * vectors/} can pin down each one exactly. One sub-package for each; they do not see one another.
 * Read {@link io.bauta.carrier.Carrier}.
 */
@NullMarked
package io.bauta.carrier;

import org.jspecify.annotations.NullMarked;
