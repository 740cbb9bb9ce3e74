package io.bauta.audit;

/**
 * An entry with its place in the chain, as it is kept.
 *
 * @param at the place after it
 */
public record ChainedEntry(AuditEntry entry, SealedMark at) {}
