package io.bauta.recording;

import io.bauta.recording.Recording.Failure;
import java.time.Instant;
import java.util.Optional;

/**
 * What came of a try that failed.
 *
 * @param mediaName what it called its media
 * @param removeAt when something under that name is to be removed; empty when nothing was put there
 */
public record FailedTry(String mediaName, Failure failure, Optional<Instant> removeAt) {}
