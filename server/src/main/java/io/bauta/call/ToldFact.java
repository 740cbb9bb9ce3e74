package io.bauta.call;

import java.time.Instant;

/**
 * A fact with where and when it was told.
 *
 * @param carrierAccount the account whose carrier told it
 */
public record ToldFact(
    String carrierAccount, CarrierCallId carrierCallId, CallFact fact, Instant receivedAt) {}
