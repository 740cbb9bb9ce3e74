/**
 * Who did what that must be known afterwards, such as playing a recording.
 *
 * <p>Entries are only ever added, and the oldest forgotten. They make a chain of hashes. Read
 * {@link io.bauta.audit.AuditLog}, then {@link io.bauta.audit.ChainCheck}.
 */
@NullMarked
package io.bauta.audit;

import org.jspecify.annotations.NullMarked;
