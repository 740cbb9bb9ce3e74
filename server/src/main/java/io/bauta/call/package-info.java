/**
 * What happened on each call: facts told by carriers, and the record that follows from them.
 *
 * <p>A record is a function of the set of its facts, so late, repeated and reordered facts end in
 * the same one. Knows no carrier's words. Read {@link io.bauta.call.Call}.
 */
@NullMarked
package io.bauta.call;

import org.jspecify.annotations.NullMarked;
