/**
 * Identifiers: opaque, prefixed by what they name, and ordered by time.
 *
 * <p>Each room wraps one in a type of its own (a session's is no call's). Knows nothing of what it
 * names.
 */
@NullMarked
package io.bauta.id;

import org.jspecify.annotations.NullMarked;
