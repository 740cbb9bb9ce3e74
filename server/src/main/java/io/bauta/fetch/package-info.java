/**
 * Brings recordings from their carriers into our storage, deletes what is not to be kept, and plays
 * what is there.
 *
 * <p>Whatever is to be done is a row first, so that a stop at any moment loses nothing and does
 * nothing twice that must be done once. Knows no SQL, no JSON and no carrier's words. Read {@link
 * io.bauta.fetch.Fetcher}, then {@link io.bauta.fetch.Intake}.
 */
@NullMarked
package io.bauta.fetch;

import org.jspecify.annotations.NullMarked;
