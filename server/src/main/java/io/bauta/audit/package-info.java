/**
 * Who did what that must be known afterwards, such as playing a recording.
 *
 * <p>Entries are only ever added. Read {@link io.bauta.audit.AuditLog}.
 */
@NullMarked
package io.bauta.audit;

import org.jspecify.annotations.NullMarked;
