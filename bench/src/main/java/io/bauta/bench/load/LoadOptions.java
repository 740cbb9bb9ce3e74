package io.bauta.bench.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How much load.
 *
 * @param sessions live sessions, each with two people who call
 * @param kinds what is asked; the constant reply is what the others are compared with
 * @param length of one round
 * @param warmUp of each kind, before the first round
 * @param callsInMemory whether calls are recorded in memory alone, and not durably
 * @param jvmOptions of the server
 * @param directory for the database; it should be on the disk that is meant, not in memory
 */
public record LoadOptions(
    int sessions,
    int connections,
    List<Kind> kinds,
    int rounds,
    Duration length,
    Duration warmUp,
    boolean callsInMemory,
    List<String> jvmOptions,
    Path directory) {}
