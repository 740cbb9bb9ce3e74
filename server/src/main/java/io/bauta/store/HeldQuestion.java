package io.bauta.store;

import io.bauta.vault.Tokens;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Which numbers of a pool have these holders, or rest from them, at an instant.
 *
 * @param held the tokens of the holders
 * @param tokens as which they were made
 */
record HeldQuestion(UUID pool, List<byte[]> held, Instant now, Tokens tokens) {}
