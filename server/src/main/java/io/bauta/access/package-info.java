/**
 * Who may use the API, and for what: keys, roles, the rights that endpoints demand, and how often
 * somebody may ask.
 *
 * <p>Everything is decided from memory. Knows no HTTP and no endpoint; time is an argument. Read
 * {@link io.bauta.access.Gate}.
 */
@NullMarked
package io.bauta.access;

import org.jspecify.annotations.NullMarked;
