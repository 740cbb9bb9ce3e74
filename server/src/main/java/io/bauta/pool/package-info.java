/**
 * Number pools: the proxy numbers that a session may draw on, and which of them to lend.
 *
 * <p>Pure: what is held comes in as values, the choice goes out as one. Knows no session, clock or
 * store. Read {@link io.bauta.pool.NumberPool}, then {@link io.bauta.pool.Allocator}.
 */
@NullMarked
package io.bauta.pool;

import org.jspecify.annotations.NullMarked;
