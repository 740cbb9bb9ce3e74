/**
 * How many proxy numbers a pool needs by our allocator, against the bound that theory gives, and
 * what lending costs among ten million bindings. Read {@link io.bauta.bench.lending.LendingReport}.
 */
@NullMarked
package io.bauta.bench.lending;

import org.jspecify.annotations.NullMarked;
