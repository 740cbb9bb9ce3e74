/**
 * Keeps everything in SQL, in SQLite or PostgreSQL, behind the interfaces of the other rooms.
 *
 * <p>{@link io.bauta.store.Database} runs units of work and makes them durable; the {@code
 * Sql…Store} classes say what to store. Statements are written out, and the schema's unique indexes
 * have the last word. Refuses to know HTTP and carriers. Read {@link
 * io.bauta.store.SqlSessionStore} first.
 */
@NullMarked
package io.bauta.store;

import org.jspecify.annotations.NullMarked;
