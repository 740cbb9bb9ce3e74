/**
 * Recordings of calls: what is known of each, from the carrier's word that it is ready to the day
 * on which its media is deleted.
 *
 * <p>Knows neither where media lies nor how it is fetched. Read {@link
 * io.bauta.recording.Recording}.
 */
@NullMarked
package io.bauta.recording;

import org.jspecify.annotations.NullMarked;
