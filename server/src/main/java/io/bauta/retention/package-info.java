/**
 * For how long each kind of data is kept, and forgetting what is older.
 *
 * <p>Read {@link io.bauta.retention.DataKind} first, then {@link io.bauta.retention.Retention}.
 */
@NullMarked
package io.bauta.retention;

import org.jspecify.annotations.NullMarked;
