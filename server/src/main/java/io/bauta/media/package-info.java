/**
 * Where the sealed media of recordings lies: a directory, or any S3-compatible store.
 *
 * <p>Knows neither keys nor what a recording is. Read {@link io.bauta.media.MediaStore}.
 */
@NullMarked
package io.bauta.media;

import org.jspecify.annotations.NullMarked;
