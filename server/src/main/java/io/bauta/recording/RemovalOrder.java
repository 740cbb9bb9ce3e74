package io.bauta.recording;

/**
 * Sealed media that is to be removed from the storage.
 *
 * @param name what it is called there
 */
public record RemovalOrder(RecordingId recording, String name) {}
