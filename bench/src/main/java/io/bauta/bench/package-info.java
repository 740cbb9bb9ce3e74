/**
 * What Bauta costs, measured: its inner parts one by one, and the whole server under load.
 *
 * <p>{@code ./bauta bench} runs all of it and prints a table. Read {@link io.bauta.bench.Bench}.
 */
@NullMarked
package io.bauta.bench;

import org.jspecify.annotations.NullMarked;
